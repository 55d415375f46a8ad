"""Put the items of one closed store behind those of another, which readers never find in between.

The items of a run that appends are written into a store of their own, in the folder `append` of
the array `written`, where no reader looks. Merging first writes, beside it, the chunks that the
store will have from its last one on: a chunk that holds old and new items has the old ones as they
were. A plan then says that all are complete, and is carried out: chunks take their places, where
the arrays do not reach yet (of the last old chunk the part that they reach stays the same), then
the metadata of the arrays say their new length, and last, in one step, the consolidated metadata by
which readers know all of them. Killed before the plan is there, nothing has changed; killed later,
readers find the store as it was, and whoever writes to it next goes on.

Arrays of labels keep the length of their chunks: `LABELS` at least in stores made to be appended
to. So this works in both formats of Zarr, and whether or not chunks end where the store ended.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.notes import remark
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.domains.grid.formats.layout import ENCODING, ZARR_MARKER
from curator_gui.domains.grid.formats.zarr_stores.zarr_closing import as_ranges, rows_of, slots_of
from curator_gui.domains.grid.formats.zarr_stores.zarr_second import THIRD
from curator_gui.domains.grid.sinks.appending.append_plan import (
    DRAFTS,
    PLAN,
    append_folder,
    complete_append,
    stage_path,
)
from curator_gui.domains.grid.sinks.appending.series_store import (
    SeriesStore,
    missing_value,
    read_json,
    refuse_kept_places,
    refuse_other,
    refuse_unmarkable,
)
from curator_gui.domains.grid.sinks.appending.time_steps import (
    Following,
    TimeTexts,
    follow,
    time_text,
)
from curator_gui.domains.grid.sinks.appending.words import Done, refuse_other_values

if TYPE_CHECKING:
    import numpy as np

NAMED_TIMES = 12
"""Missing times that a store names of one run."""


def append_stage(path: Path, *, fill: bool) -> None:
    """Put the staged items behind those of the store, and remove what was staged.

    Items that the store has already are left out if they are the same. What was done is remarked.

    Raises
    ------
    GridError
        If they do not fit, naming times; the store is as it was, and so is what was staged.
    """
    stage = SeriesStore(stage_path(path))
    merge = _merge(SeriesStore(path), stage, fill)
    drafts = append_folder(path) / DRAFTS
    shutil.rmtree(drafts, ignore_errors=True)
    drafts.mkdir()
    for name in merge.store.slotted() if merge.length > merge.known else ():
        merge.draft(name, drafts)
    plan = {
        "length": merge.length,
        "arrays": sorted(merge.store.slotted()),
        "marker": merge.marker(),
        "differing": sorted(_differing(merge.store, stage)),
    }
    atomic_write_text(append_folder(path) / PLAN, json.dumps(plan))
    complete_append(path)
    merge.tell()


@dataclass(frozen=True)
class _Merge:
    """Which of the new items go where: `kept` are their positions in the stage, rising in time."""

    store: SeriesStore
    stage: SeriesStore
    calendar: str
    times: np.ndarray
    new: np.ndarray
    kept: np.ndarray
    same: Mapping[int, int]
    """Position in the stage and in the store of items that are in both."""
    following: Following

    @property
    def known(self) -> int:
        return len(self.times)

    @property
    def length(self) -> int:
        """The number of places that the store will have."""
        return self.known + len(self.kept) + len(self.following.missing)

    def places(self) -> dict[int, int]:
        """Return the place in the store of each position in the stage."""
        behind = (self.following.places + self.known).tolist()
        return {**self.same, **dict(zip(self.kept.tolist(), behind, strict=True))}

    def marker(self) -> dict[str, Any]:
        """Return what the store will say of its items: of one index, the place written last."""
        order = slots_of(self.store.marker)
        order += [-1] * (self.length - len(order))
        slots = slots_of(self.stage.marker)
        mine = {slots[position]: place for position, place in self.places().items()}
        order = [-1 if index in mine else index for index in order]
        for index, place in mine.items():
            order[place] = index
        appended = [*self.store.marker.get("appended", ()), self._entry()]
        changed = {"slots": as_ranges(order), "count": self.length, "appended": appended}
        return {**self.store.marker, **changed}

    def _entry(self) -> dict[str, Any]:
        """Return what the store will say of this run; the card of a data set goes by it."""
        last = self.new[self.kept[-1]] if len(self.kept) else self.times[-1]
        missing = self.following.missing[:NAMED_TIMES].tolist()
        return {
            "id": self.stage.marker["id"],
            "count": len(self.kept),
            "from": time_text(self.times[0], self.calendar),
            "after": time_text(self.times[-1], self.calendar),
            "until": time_text(last, self.calendar),
            "missing": [time_text(time, self.calendar) for time in missing],
        }

    def draft(self, name: str, drafts: Path) -> None:
        """Write the chunks of an array from that on in which the store ends."""
        array = self.store.arrays[name]
        unit = (array.shards or array.chunks)[0]
        start = self.known // unit * unit
        draft = _like(self.store, name, drafts / f".{name}", self.length - start)
        for low in range(start, self.length, unit):
            high = min(low + unit, self.length)
            draft[low - start : high - start] = self._rows(name, low, high)
        _rename_chunks(drafts / f".{name}", drafts / name, start // unit)

    def _rows(self, name: str, low: int, high: int) -> np.ndarray:
        """Return the values of the places from `low` on, as they will be."""
        import numpy as np

        array, other = self.store.arrays[name], self.stage.arrays[name]
        text = array.dtype.kind in "OT"
        fill: Any = "" if text else missing_value(self.store.about(name), array)
        if fill is None:  # no place is left without a value: gaps are refused
            fill = 0
        rows = np.full((high - low, *array.shape[1:]), fill, object if text else array.dtype)
        if low < self.known:
            rows[: self.known - low] = array[low : self.known]
        behind = self.following.places + self.known
        chosen = np.flatnonzero((behind >= low) & (behind < high))
        if chosen.size:
            rows[behind[chosen] - low] = rows_of(other, self.kept[chosen])
        if name == self.store.dimension:
            self._label(rows, low, high)
        return rows

    def _label(self, rows: np.ndarray, low: int, high: int) -> None:
        """Set the times of places that have no item."""
        import numpy as np

        every = np.arange(self.length - self.known)
        missing = np.setdiff1d(every, self.following.places) + self.known
        for place, time in zip(missing.tolist(), self.following.missing.tolist(), strict=True):
            if low <= place < high:
                rows[place - low] = time

    def tell(self) -> None:
        """Remark what came of it."""
        done = Done(
            after=time_text(self.times[-1], self.calendar),
            until=time_text(self.new[self.kept[-1]], self.calendar) if len(self.kept) else "",
            count=len(self.kept),
            same=len(self.same),
            missing=TimeTexts(self.following.missing, self.calendar),
            unchecked=self.following.unchecked,
        )
        for words in done.words():
            remark(words)


def _merge(store: SeriesStore, stage: SeriesStore, fill: bool) -> _Merge:
    import numpy as np

    refuse_other(store.path, store.described(), stage.described())
    times, calendar = store.times()
    new, _ = stage.times()
    refuse_kept_places(store, new.tolist())
    place_of = {time: place for place, time in enumerate(times.tolist())}
    same = {n: place_of[time] for n, time in enumerate(new.tolist()) if time in place_of}
    for position, place in same.items():
        _check_same(store, stage, position, place, time_text(new[position], calendar))
    kept = np.array([n for n in range(len(new)) if n not in same], np.int64)
    following = Following(np.empty(0, np.int64), np.empty(0, np.int64))
    if kept.size:
        following = follow(times, new[kept], calendar, fill=fill)
    if len(following.missing):
        refuse_unmarkable(store)
    return _Merge(store, stage, calendar, times, new, kept, same, following)


def _check_same(
    store: SeriesStore, stage: SeriesStore, position: int, place: int, time: str
) -> None:
    import numpy as np

    for name, array in store.slotted().items():
        one, other = array[place], stage.arrays[name][position]
        if not np.array_equal(one, other, equal_nan=array.dtype.kind == "f"):
            refuse_other_values(time, store.path, name)


def _differing(store: SeriesStore, stage: SeriesStore) -> set[str]:
    """Name the attributes, as "array/attribute", that are not the same in both."""
    found = set()
    owners = {"": (store.metadata, stage.metadata)}
    owners |= {name: (store.about(name), stage.about(name)) for name in store.described()}
    for owner, (one, other) in owners.items():
        for key, value in one["attributes"].items():
            kept = key == ZARR_MARKER or (owner and key in ENCODING)
            if not kept and other["attributes"].get(key, _NOTHING) != value:
                found.add(f"{owner}/{key}")
    return found


_NOTHING = object()


def _like(store: SeriesStore, name: str, folder: Path, length: int) -> Any:
    """Make an empty array with the metadata of one of the store, but for its length."""
    import zarr

    folder.mkdir(parents=True)
    names = (".zarray", ".zattrs") if store.is_second else (THIRD,)
    for each in names:
        data = read_json(store.path / name / each)
        if "shape" in data:
            data["shape"][0] = length
        (folder / each).write_text(json.dumps(data), encoding="utf-8")
    array: Any = zarr.open_array(folder, mode="r+")
    return array.with_config({"write_empty_chunks": True})


def _rename_chunks(source: Path, target: Path, first: int) -> None:
    """Count the chunks of a draft from the one on that they will be, without its metadata."""
    for chunk in [path for path in source.rglob("*") if path.is_file()]:
        parts = chunk.relative_to(source).parts
        if parts[-1].endswith((THIRD, ".zarray", ".zattrs")):
            continue
        place = target.joinpath(*_renumbered(parts, first))
        place.parent.mkdir(parents=True, exist_ok=True)
        chunk.replace(place)
    shutil.rmtree(source)


def _renumbered(parts: Sequence[str], first: int) -> Sequence[str]:
    if parts[0] == "c":
        return ("c", str(int(parts[1]) + first), *parts[2:])
    number, dot, rest = parts[0].partition(".")
    return (f"{int(number) + first}{dot}{rest}", *parts[1:])
