"""What items of a pipeline will look like in a store, found before the run from headers.

The files of a source are told apart by their headers. Of each kind, one item without its values is
sent through the filters, and what comes out is compared: what does not fit together is refused
while the run is planned, with the names of two files, and types that differ are joined. So the
result is the same whichever worker is first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from curator_gui.core.components import Pipeline, StatefulFilter
from curator_gui.core.message import Message
from curator_gui.core.notes import noting
from curator_gui.domains.grid.errors import READ_ERRORS, GridError
from curator_gui.domains.grid.formats.layout import (
    StoredArray,
    describe_item,
    joined_type,
    only_item,
    slot_values,
)
from curator_gui.domains.grid.sources.base import DatasetSource

if TYPE_CHECKING:
    import xarray as xr

MAX_KINDS = 32
"""Kinds of files, and pairs of equal labels, that are looked at: each costs a pass of an item."""

_FORESEEN = "curator_gui.domains.grid.filters."


@dataclass(frozen=True)
class _Foreseen:
    index: int
    item: xr.Dataset
    layout: Mapping[str, StoredArray]


class Foresight:
    """Looks at the items of one pipeline; `dimension` is that along which they are stacked."""

    def __init__(self, pipeline: Pipeline[Any], dimension: str) -> None:
        self._source = _foreseeable(pipeline)
        self._dimension = dimension
        self._steps = [s for s in pipeline.filters if not isinstance(s, StatefulFilter)]
        self._seen: dict[Hashable, _Foreseen | None] = {}

    def types(self, indices: Sequence[int]) -> dict[str, str]:
        """Return the types that hold the values of all these items, by variable.

        Raises
        ------
        GridError
            If two items cannot stand in one store, naming both.
        """
        source = self._source
        kinds = source.kinds(indices, self._dimension) if source is not None else {}
        if source is None or len(kinds) < 2:
            return {}
        every = [self._foreseen(source, *pair) for pair in list(kinds.items())[:MAX_KINDS]]
        found = [foreseen for foreseen in every if foreseen is not None]
        for other in found[1:]:
            _compare(source, found[0], other)
        return _joined([foreseen.layout for foreseen in found])

    def remarks(self, indices: Sequence[int]) -> Iterator[str]:
        """Say where not all files were compared."""
        source = self._source
        count = len(source.kinds(indices, self._dimension)) if source is not None else 0
        if count > MAX_KINDS:
            yield Message(
                "the files are of {count} kinds, of which {limit} were compared beforehand; "
                "items that do not fit to the others fail",
                count=count,
                limit=MAX_KINDS,
            )

    def refuse_twice(self, indices: Sequence[int]) -> None:
        """Insist that no two items have the same label.

        Raises
        ------
        GridError
            Naming both.
        """
        source = self._source
        if source is None:
            return
        pairs = islice(source.twice(indices, self._dimension), MAX_KINDS)
        for one, other, label in pairs:
            if all(self._comes_through(source, index) for index in (one, other)):
                names = [source.file_name(index) for index in (one, other)]
                raise GridError(
                    "{one} and {other} both have {dimension} {label}: leave one of them out, or "
                    "stack along another dimension",
                    one=names[0],
                    other=names[1] if names[1] != names[0] else f"index {other} of it",
                    dimension=self._dimension,
                    label=label,
                )

    @property
    def has_steps(self) -> bool:
        """Whether filters may change what the headers say, or leave items out."""
        return bool(self._steps)

    def item(self, index: int) -> xr.Dataset | None:
        """Return an item as it will come to the sink, without its values; None if that is not told.

        Numbers are zeros.
        """
        source = self._source
        found = self._foreseen(source, ("index", index), index) if source is not None else None
        return None if found is None else found.item

    def _comes_through(self, source: DatasetSource, index: int) -> bool:
        return not self._steps or self._foreseen(source, ("index", index), index) is not None

    def _foreseen(self, source: DatasetSource, kind: Hashable, index: int) -> _Foreseen | None:
        if kind not in self._seen:
            with noting(lambda *_: None):
                self._seen[kind] = self._look(source, index)
        return self._seen[kind]

    def _look(self, source: DatasetSource, index: int) -> _Foreseen | None:
        try:
            items: Iterator[xr.Dataset] = iter([source.template(index)])
            for step in self._steps:
                items = iter(step(items))
            item = only_item(items, index, self._dimension)
            return None if item is None else _Foreseen(index, item, describe_item(item))
        except (*READ_ERRORS, GridError):
            return None  # the index says so itself when it is run


def _foreseeable(pipeline: Pipeline[Any]) -> DatasetSource | None:
    """Return the source if its items can be told beforehand: foreign filters may do anything."""
    steps = [step for step in pipeline.filters if not isinstance(step, StatefulFilter)]
    ours = all(type(step).__module__.startswith(_FORESEEN) for step in steps)
    return pipeline.source if ours and isinstance(pipeline.source, DatasetSource) else None


def _compare(source: DatasetSource, one: _Foreseen, other: _Foreseen) -> None:
    try:
        slot_values(other.item, one.layout, widen=True)
    except GridError as error:
        raise GridError(
            "{one} and {other} do not fit into one store: {error}",
            one=source.file_name(one.index),
            other=source.file_name(other.index),
            error=error,
        ) from error


def _joined(layouts: Sequence[Mapping[str, StoredArray]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, array in layouts[0].items() if layouts else ():
        types = [layout[name].dtype for layout in layouts]
        if not array.static and len(set(types)) > 1:
            found[name] = joined_type(types)
    return found
