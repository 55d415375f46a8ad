"""The folders of items of a store for anemoi: that of its first run, and one of each that appended.

The file `pending` names the folder of an append that is not complete. A store that has taken up
those items has no such file, so nothing but the exchange of stores decides whether they count.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.files import atomic_write_text
from curator_gui.domains.grid.formats.anemoi.exchange import INDEX, PENDING
from curator_gui.domains.grid.formats.anemoi.store import (
    APPENDED,
    ITEMS,
    Entry,
    entries,
    take_layout,
)

if TYPE_CHECKING:
    import numpy as np

_COUNT = "count.json"
_RUN = "run-"


def pending_run(store: Path) -> Path | None:
    """Return the folder of items that wait to be appended; None if nothing does."""
    try:
        name = (store / INDEX / PENDING).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    return store / INDEX / name


def begin_run(store: Path) -> Path:
    """Return the folder for items that are to be appended: a new one if none is begun."""
    run = pending_run(store)
    if run is None:
        number = len(appended_runs(store)) + 1
        run = store / INDEX / f"{_RUN}{number:04d}-{uuid.uuid4().hex[:6]}"
        atomic_write_text(store / INDEX / PENDING, run.name)
    take_layout(run, store / ITEMS)
    return run


def drop_pending(store: Path) -> None:
    """Forget items that wait to be appended, with their folder."""
    run = pending_run(store)
    if run is not None:
        shutil.rmtree(run, ignore_errors=True)
        (store / INDEX / PENDING).unlink()


def appended_runs(store: Path) -> list[Path]:
    """Return the folders of the items that were appended, in the order of their runs."""
    found = sorted((store / INDEX).glob(f"{_RUN}*"))
    return [folder for folder in found if folder != pending_run(store)]


def note_count(folder: Path, count: int) -> None:
    """Note of how many items the source of a folder of items is."""
    atomic_write_text(folder / _COUNT, json.dumps(count))


def count_of(folder: Path) -> int | None:
    """Return what was noted; None if nothing was."""
    path = folder / _COUNT
    return int(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


class DateStore:
    """A complete store and the dates that it has, those of missing ones included."""

    def __init__(self, path: Path) -> None:
        import zarr

        self.path = path
        group: Any = zarr.open_group(path, mode="r")
        self.attributes: dict[str, Any] = dict(group.attrs)
        self._dates = group["dates"][...]

    @property
    def times(self) -> np.ndarray:
        """Microseconds since 1970-01-01, int64, rising."""
        return microseconds(self._dates)

    @property
    def missing(self) -> np.ndarray:
        """Those of them that have no values."""
        return microseconds(self.attributes["missing_dates"])

    @property
    def appended(self) -> list[Mapping[str, Any]]:
        """What each run that appended left in words."""
        return list(self.attributes.get(APPENDED, ()))

    def entries(self) -> list[Entry]:
        """Return the items that the store has; others may lie beside them."""
        there = set(self._dates.astype("datetime64[s]").astype(str).tolist())
        there -= set(self.attributes["missing_dates"])
        folders = [self.path / ITEMS, *appended_runs(self.path)]
        return joined_entries(found for folder in folders for found in _of(folder, there))


def _of(folder: Path, dates: set[str]) -> Iterator[Entry]:
    return (entry for entry in entries(folder) if entry.date in dates)


def joined_entries(found: Iterator[Entry] | Sequence[Entry]) -> list[Entry]:
    """Join the items of several runs in their order, by date.

    A date has the values that it had first, and the index that it had last; an index belongs to
    the date that it had last.
    """
    by_date: dict[str, Entry] = {}
    owners: dict[int, str] = {}
    for entry in found:
        by_date[entry.date] = replace(by_date.get(entry.date, entry), index=entry.index)
        owners[entry.index] = entry.date
    every = [by_date[date] for date in sorted(by_date)]
    return [e if owners.get(e.index) == e.date else replace(e, index=-1) for e in every]


def microseconds(dates: Any) -> np.ndarray:
    """Return dates as int64 microseconds since 1970-01-01."""
    import numpy as np

    return np.asarray(dates, "datetime64[s]").astype("datetime64[us]").astype(np.int64)


def is_complete(store: Path) -> bool:
    """Whether readers find a store."""
    return (store / ".zgroup").is_file()
