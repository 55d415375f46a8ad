"""Close the store of a finished run, and open it again for another.

While a run writes, each item has its slot and every label (time, `written`) a file per write unit,
so that no two workers share one. Closing puts the labels into one chunk each, leaves out the slots
of items that were dropped or failed, sorts by the label and widens arrays whose items differ in
type. Reopening gives every index its slot back.

New arrays are made in a hidden folder beside the store. Once all are complete a file there says so,
and then they take the places of the old ones: chunks have keys of another encoding ("0.1" instead
of "c/0/1"), so that they stand beside the old ones until the new `zarr.json` is renamed into place.
If the process is killed before, nothing has changed; if it is killed meanwhile, whoever opens the
store next for writing goes on with it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.text.stored_names import beside
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.layout import FLAT_COORDINATES, MASK, ZARR_MARKER
from curator_gui.domains.grid.formats.zarr_stores.zarr_layout import consolidate
from curator_gui.domains.grid.formats.zarr_stores.zarr_wider import (
    differing_attributes,
    remove_wider,
    wider,
)

if TYPE_CHECKING:
    import numpy as np

_CLOSED = {"name": "v2", "configuration": {"separator": "."}}
_OPEN = {"name": "default", "configuration": {"separator": "/"}}
_CHUNKS = "c"
_PLAN = "complete.json"


def is_closed(marker: Mapping[str, Any]) -> bool:
    return "slots" in marker


def slots_of(marker: Mapping[str, Any]) -> list[int]:
    """Return the index of each position of a closed store."""
    found: list[int] = []
    for start, stop in marker["slots"]:
        found.extend(range(start, stop) if start < stop else range(start, stop, -1))
    return found


def as_ranges(slots: Sequence[int]) -> list[list[int]]:
    """Write the index of each position as ranges, as the marker of a closed store has them."""
    ranges: list[list[int]] = []
    for slot in slots:
        if ranges and ranges[-1][1] == slot:
            ranges[-1][1] = slot + 1
        else:
            ranges.append([slot, slot + 1])
    return ranges


@dataclass
class _Store:
    path: Path
    marker: dict[str, Any]
    arrays: Mapping[str, Any]

    @classmethod
    def at(cls, path: Path) -> _Store:
        import zarr

        group: Any = zarr.open_group(path, mode="r+")
        return cls(path, dict(group.attrs[ZARR_MARKER]), dict(group.arrays()))

    def slotted(self) -> Iterator[tuple[str, Any]]:
        for name, array in self.arrays.items():
            if tuple(array.metadata.dimension_names or ())[:1] == (self.marker["dimension"],):
                yield name, array


def _drafts(path: Path) -> Path:
    return beside(path, ".drafts")


def _begin(path: Path) -> Any:
    """Finish or throw away what a killed process left, and make an empty group for drafts."""
    import zarr

    complete_exchange(path)
    shutil.rmtree(_drafts(path), ignore_errors=True)
    return zarr.create_group(_drafts(path), zarr_format=3)


def _commit(path: Path, marker: Mapping[str, Any], differing: set[str]) -> None:
    plan = {"marker": marker, "differing": sorted(differing)}
    atomic_write_text(_drafts(path) / _PLAN, json.dumps(plan))
    complete_exchange(path)


def complete_exchange(path: Path) -> None:
    """Put complete drafts into their places; nothing if there are none. Twice does no harm."""
    drafts = _drafts(path)
    if not (drafts / _PLAN).is_file():
        return
    plan = json.loads((drafts / _PLAN).read_text(encoding="utf-8"))
    for folder in sorted(drafts.iterdir()):
        if folder.is_dir():
            _put(folder, path / folder.name)
    _set_attributes(path, {ZARR_MARKER: plan["marker"]}, set(plan["differing"]))
    _remove_old_chunks(path, plan["marker"]["dimension"])
    remove_wider(path)
    shutil.rmtree(drafts, ignore_errors=True)


def close_store(path: Path, keep_slots: bool, describe: Any = str, labels: int = 1) -> None:
    """Bring a store into its final form; one that is closed, or of an earlier version, stays.

    `describe` names an index for messages; `labels` is the least length of a chunk of labels.

    Raises
    ------
    GridError
        If two items have the same label.
    """
    import numpy as np

    complete_exchange(path)
    store = _Store.at(path)
    if is_closed(store.marker) or "id" not in store.marker:
        return
    written = store.arrays[MASK][:]
    slots = np.arange(len(written)) if keep_slots else np.flatnonzero(written)
    if not slots.size:
        return
    if not keep_slots:  # else positions are the indices
        slots = _sorted(store, slots, describe)
    same = len(slots) == len(written) and bool((slots == np.arange(len(slots))).all())
    drafts = _begin(path)
    for name, array in store.slotted():
        widened = wider(path, name)
        if array.ndim == 1 or widened or not same:
            _exchange(store, drafts, name, slots, widened, labels)
    marker = {**store.marker, "slots": as_ranges(slots.tolist())}
    _commit(path, marker, differing_attributes(path))


def _sorted(store: _Store, slots: np.ndarray, describe: Any) -> np.ndarray:
    """Return the slots in the order of their label, if they have one that can be ordered."""
    import numpy as np

    name = store.marker["dimension"]
    array = store.arrays.get(name)
    if array is None or array.ndim != 1:
        return slots
    labels = array[:][slots]
    if labels.dtype.kind not in "iuf" or "units" not in array.attrs:
        return slots
    order = np.argsort(labels, kind="stable")
    ordered = labels[order]
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if twice.size and ordered[twice[0]] != array.fill_value:
        first, second = (int(slots[order[twice[0] + n]]) for n in (0, 1))
        _refuse_twice(store, first, second, describe)
    return slots[order]


def _refuse_twice(store: _Store, first: int, second: int, describe: Any) -> NoReturn:
    raise GridError(
        "{path}: index {first} ({label}) and index {second} ({label2}) have the same {name}; "
        "leave one out, or stack along another dimension",
        path=store.path,
        first=first,
        label=describe(first),
        second=second,
        label2=describe(second),
        name=store.marker["dimension"],
    )


def reopen_store(path: Path) -> None:
    """Give every index its slot again, so that some of them can be written."""
    import numpy as np

    complete_exchange(path)
    store = _Store.at(path)
    if not is_closed(store.marker):
        return
    slots = np.asarray(slots_of(store.marker), dtype=np.int64)
    count = store.marker["count"]
    same = len(slots) == count and bool((slots == np.arange(count)).all())
    drafts = _begin(path)
    for name, array in store.slotted():
        if array.ndim == 1 or not same:
            _spread(store, drafts, name, slots, count)
    marker = {key: value for key, value in store.marker.items() if key != "slots"}
    _commit(path, marker, set())


def lengthen_store(path: Path, count: int) -> None:
    """Give a store slots for more indices, up to `count`; nobody else may be writing then.

    Twice does no harm: the marker says the new count only once all arrays have it. Closing the
    store consolidates its metadata again.
    """
    store = _Store.at(path)
    if store.marker["count"] >= count:
        return
    arrays = [] if is_closed(store.marker) else list(store.slotted())
    for name, _ in arrays:
        _rewrite(path / name / "zarr.json", lambda data: data["shape"].__setitem__(0, count))
    _rewrite(path / "zarr.json", lambda data: _count_more(data, count))


def _count_more(data: dict[str, Any], count: int) -> None:
    data["attributes"][ZARR_MARKER]["count"] = count
    data.pop("consolidated_metadata", None)


def _rewrite(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    atomic_write_text(file, json.dumps(data))


def _exchange(
    store: _Store, drafts: Any, name: str, slots: np.ndarray, widened: Sequence[Any], labels: int
) -> None:
    """Put an array with the values of these slots, in this order, in the place of one of all."""
    import numpy as np

    array = store.arrays[name]
    text = array.dtype.kind in "OT"
    dtype = array.dtype if text else np.result_type(array.dtype, *(w.dtype for w in widened))
    least = labels if array.ndim == 1 else 0
    draft = _draft(store, drafts, name, len(slots), dtype, _CLOSED, least)
    if array.ndim > 1 and _linkable(store, array) and not widened:
        for place, slot in enumerate(slots.tolist()):
            _link(store.path / name, slot, Path(draft.store.root) / draft.path, place)
        return
    block = max(1, store.marker["unit"]) if array.ndim > 1 else len(slots)
    for start in range(0, len(slots), block):
        rows = slots[start : start + block]
        draft[start : start + len(rows)] = _rows(array, rows, widened, dtype)


def rows_of(array: Any, rows: np.ndarray) -> np.ndarray:
    """Read some rows (at least one) of a Zarr array, in their order; at once if they are close."""
    import numpy as np

    low, high = int(rows.min()), int(rows.max()) + 1
    dense = high - low <= 4 * len(rows)
    return np.asarray(
        array[low:high][rows - low] if dense else np.stack([array[int(row)] for row in rows])
    )


def _rows(array: Any, rows: np.ndarray, widened: Sequence[Any], dtype: Any) -> np.ndarray:
    import numpy as np

    values = rows_of(array, rows)
    if not widened:
        return values
    values = values.astype(dtype)
    for other in widened:
        for place, row in enumerate(rows.tolist()):
            if other.mask[row]:
                values[place] = other.values[row]
    return np.asarray(values)


def _spread(store: _Store, drafts: Any, name: str, slots: np.ndarray, count: int) -> None:
    array = store.arrays[name]
    draft = _draft(store, drafts, name, count, array.dtype, _OPEN, int(array.ndim == 1))
    if array.ndim > 1 and _linkable(store, array):
        for place, slot in enumerate(slots.tolist()):
            _link(store.path / name, place, Path(draft.store.root) / draft.path, slot, "/")
        return
    if array.ndim == 1:
        values = draft[:]
        values[slots] = array[:]
        draft[:] = values
        return
    for place, slot in enumerate(slots.tolist()):
        draft[slot] = array[place]


def _linkable(store: _Store, array: Any) -> bool:
    return bool(store.marker["unit"] == 1 and array.chunks[0] == 1 and array.shards is None)


def _link(source: Path, number: int, target: Path, new: int, separator: str = ".") -> None:
    """Give the chunks of one position their new names: links cost no room and no time."""
    if separator == ".":
        folder = source / _CHUNKS / str(number)
        files = [(p, p.relative_to(folder).parts) for p in folder.rglob("*") if p.is_file()]
    else:
        found = source.glob(f"{number}.*")
        files = [(p, tuple(p.name.split(".")[1:])) for p in found]
    for path, rest in files:
        parts = (_CHUNKS, str(new), *rest) if separator == "/" else (".".join((str(new), *rest)),)
        place = target.joinpath(*parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, place)
        except OSError:  # a file system without links
            shutil.copyfile(path, place)


def _draft(
    store: _Store, drafts: Any, name: str, length: int, dtype: Any, encoding: Any, labels: int
) -> Any:
    """Return a new array to fill, which will take the place of the old one.

    `drafts` is the group that it is made in; `labels` the least length of its chunk if it is one of
    labels, else 0.
    """
    array = store.arrays[name]
    closed = encoding is _CLOSED
    unit = length if closed else store.marker["unit"]
    return drafts.create_array(
        name,
        shape=(length, *array.shape[1:]),
        chunks=(max(labels, unit) if closed else max(1, unit),) if labels else array.chunks,
        shards=None if labels else array.shards,
        dtype="string" if array.dtype.kind in "OT" else dtype,
        fill_value=_fill_of(array, dtype),
        compressors="auto" if array.dtype.kind in "OT" else array.compressors,
        dimension_names=array.metadata.dimension_names,
        attributes=dict(array.attrs),
        chunk_key_encoding={"name": "v2", "separator": "."} if closed else None,
    )


def _fill_of(array: Any, dtype: Any) -> Any:
    kind = getattr(dtype, "kind", "O")
    if kind == "f" and array.dtype.kind in "biu":
        return float("nan")
    return array.fill_value


def _put(new: Path, old: Path) -> None:
    for entry in sorted(new.iterdir(), key=lambda path: path.name == "zarr.json"):
        target = old / entry.name
        if target.is_dir():
            shutil.rmtree(target)
        entry.replace(target)


def _set_attributes(path: Path, changed: Mapping[str, Any], differing: set[str]) -> None:
    """Change the group's attributes and leave out those that items differ in."""
    for name in sorted({key.partition("/")[0] for key in differing}):
        file = path / name / "zarr.json"
        if not file.exists():  # of a flat store
            file = path / FLAT_COORDINATES / name / "zarr.json"
        data = json.loads(file.read_text(encoding="utf-8"))
        for key in differing:
            owner, _, attribute = key.partition("/")
            if owner == name:
                data["attributes"].pop(attribute, None)
        atomic_write_text(file, json.dumps(data))
    file = path / "zarr.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["attributes"].update(changed)
    data.pop("consolidated_metadata", None)
    atomic_write_text(file, json.dumps(data))
    consolidate(path)


def _remove_old_chunks(path: Path, dimension: str) -> None:
    """Remove the chunks under the keys that no array has any more."""
    for file in path.glob("*/zarr.json"):
        with suppress(OSError, ValueError):
            data = json.loads(file.read_text(encoding="utf-8"))
            if (data.get("dimension_names") or [])[:1] == [dimension]:
                _remove_other_chunks(file.parent, data["chunk_key_encoding"]["name"] == "v2")


def _remove_other_chunks(folder: Path, flat: bool) -> None:
    if flat:
        shutil.rmtree(folder / _CHUNKS, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.name.replace(".", "").isdigit():
            path.unlink()
