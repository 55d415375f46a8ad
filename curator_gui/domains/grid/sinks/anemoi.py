"""The sink of stores that anemoi-datasets opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, Pipeline, Sink, Source
from curator_gui.core.message import Message
from curator_gui.core.storage.outputs import Written
from curator_gui.core.storage.overwriting import wrong_kind
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi.exchange import complete_exchange
from curator_gui.domains.grid.formats.anemoi.items import date_fields
from curator_gui.domains.grid.formats.anemoi.runs import note_count
from curator_gui.domains.grid.formats.anemoi.store import (
    ITEMS,
    build,
    entries,
    forget_items,
    is_ours,
    refuse_twice,
    write_item,
)
from curator_gui.domains.grid.sinks.appending.dates import DatesAppend, refuse_grown_dates
from curator_gui.domains.grid.sinks.zarr_arguments import Append, Gaps, StorePath

if TYPE_CHECKING:
    import xarray as xr


class AnemoiSink(Sink["xr.Dataset"]):
    """One Zarr store of format 2 for all items, one date each, as anemoi-datasets opens it.

    Each level of a field is a variable of its own (`t_500`), cells of the grid stand in a row, and
    values are float32. The workers write items independently; the store is built of them after
    the run, with the statistics of each variable and, if wanted, of its changes (see
    `formats.anemoi.store`). Running some items again replaces exactly theirs.

    Raises
    ------
    GridError
        If an item has no or several times, no latitude or longitude, or other variables or places
        than the others; at the end, if two items have the same date.
    """

    measurer = "curator_gui.domains.grid.measures:measure_item"
    changes_items = False

    name = "Store for anemoi"
    description = (
        "Writes all items into one Zarr store of format 2 that anemoi-datasets opens: dates, "
        "variables, members, cells, and the statistics of each variable."
    )
    one_store = True
    placing = ("append", "gaps")
    added = {"tendencies": False, "append": False, "gaps": "error"}

    def __init__(
        self,
        path: StorePath,
        level: Annotated[
            int, Param("Compression level: more is smaller and slower.", minimum=1, maximum=22)
        ] = 3,
        tendencies: Annotated[
            bool,
            Param(
                "Also the statistics of the change from each date to the next, by which losses "
                "weigh variables. All items are read once more at the end."
            ),
        ] = False,
        append: Append = False,
        gaps: Gaps = "error",
    ) -> None:
        self._path = Path(path)
        self._append = DatesAppend(self._path, fill=gaps == "fill") if append else None
        self._level = level
        self._tendencies = tendencies
        self._source: Source[Any] | None = None
        self._announced: frozenset[int] = frozenset()

    def __getstate__(self) -> dict[str, Any]:
        """Ship without the list of announced indices: only the parent needs it."""
        return {**self.__dict__, "_announced": frozenset()}

    def set_source(self, source: Source[Any]) -> None:
        """Remember the source: it names the items."""
        self._source = source

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a file, and a folder that is in use for something else."""
        words = wrong_kind(self._path, folder=True)
        if words is not None:
            yield "path", words
        if self._path.is_dir() and any(self._path.iterdir()) and not is_ours(self._path):
            yield (
                "path",
                Message("{path} holds something else; choose another folder", path=self._path),
            )

    @property
    def must_be_alone(self) -> bool:
        """Whether two runs cannot divide the indices of its store among them."""
        return self._append is not None

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Say what will be appended after what.

        Raises
        ------
        GridError
            If it cannot be, or the store has grown and `append` is not set.
        """
        if self._append is None:
            refuse_grown_dates(self._path)
            return ()
        return self._append.look_ahead(self._source, pipeline, indices)

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse a file in the place of the store, and a store that has grown without `append`."""
        words = wrong_kind(self._path, folder=True)
        if words is not None:
            raise GridError(words)
        if self._append is None:
            refuse_grown_dates(self._path)

    def prepare(self, indices: Sequence[int]) -> None:
        """Forget the items that are about to be written."""
        self.check_place(indices)
        self._announced = frozenset(indices)
        if self._append is not None and self._append.prepare(self._source, indices):
            return
        complete_exchange(self._path)
        forget_items(self._path, indices)

    def _folder(self) -> Path:
        """Return the folder of items that this run writes into."""
        aside = self._append.folder() if self._append is not None else None
        return aside or self._path / ITEMS

    def __call__(self, items: Iterator[xr.Dataset], index: int) -> list[str]:
        """Write the item of an index; return the store and the table that says it is written."""
        item = next(items, None)
        if item is None:
            return []
        if next(items, None) is not None:
            raise GridError(
                "index {index} gave several items, but the store has one date for it", index=index
            )
        fields = date_fields(item)
        table = write_item(self._folder(), index, fields, self._level)
        return [Written(self._path, fields.data.nbytes), Written(table, 0)]

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Build the store of all items that there are.

        Raises
        ------
        GridError
            If two items have the same date, or what is to be appended does not fit.
        """
        complete_exchange(self._path)
        failed = self._announced.difference(indices)  # after they were written
        if self._append is not None and self._append.is_grown():
            label = self._label()
            self._append.finish(failed, label, self._level, tendencies=self._tendencies)
            return [str(self._path)]
        return self._finish_all(failed)

    def _finish_all(self, failed: Iterable[int]) -> list[str]:
        forget_items(self._path, failed)
        if not is_ours(self._path):
            return []
        source = self._source
        found = entries(self._path / ITEMS, len(source) if source is not None else 10**8)
        if not found:
            return []
        refuse_twice(found, self._label())
        build(self._path, found, self._level, tendencies=self._tendencies)
        if source is not None:
            note_count(self._path / ITEMS, len(source))
        return [str(self._path)]

    def _label(self) -> Callable[[int], str]:
        return self._source.label if self._source is not None else str
