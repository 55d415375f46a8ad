"""The Zarr store of format 2 that anemoi-datasets (0.5) opens.

Arrays `data` (date, variable, member, cell; float32, one chunk a date), `dates`, `latitudes`,
`longitudes`, and per variable `mean`, `stdev`, `minimum`, `maximum`; the attribute `variables` has
their names. The same four of the change from each date to the next, where they are wanted, are
arrays such as `statistics_tendencies_6h_mean`. A date between others at even steps that is missing
has NaN and stands in the attribute `missing_dates`. One array more, `curator_index`, says which
index each date is from (-1 for none).

Workers write each item into the folder `items` of that array, where no reader looks: its chunk as
it will stand in `data`, and a table of its date and sums. The store is built of those after the
run, by links, and takes the place of the former one as a whole (`formats.anemoi.exchange`). A run
that appends has a folder of items of its own beside that one, such as `run-0001-5f0c9a`.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_path, atomic_write_text, part_path
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi.changes import tendencies_of
from curator_gui.domains.grid.formats.anemoi.even_dates import (
    even_dates,
    missing_dates,
    tell_axis,
)
from curator_gui.domains.grid.formats.anemoi.exchange import (
    INDEX,
    complete_exchange,
    exchange,
    new_place,
)
from curator_gui.domains.grid.formats.anemoi.items import DateFields
from curator_gui.domains.grid.formats.anemoi.sums import joined_sums, sums_of

if TYPE_CHECKING:
    import numpy as np

ITEMS = f"{INDEX}/items"
APPENDED = "curator_appended"
"""Attribute that has an entry for each run that appended."""

_LAYOUT = "layout.json"
_DIMENSIONS = "_ARRAY_DIMENSIONS"
"""Attribute by which xarray knows the dimensions of an array of format 2."""


@dataclass(frozen=True)
class Entry:
    """What is known of an item: its date (ISO 8601) and, per variable, what statistics need.

    `sums` are count, mean, sum of squared differences from it, least and largest value; `chunk` is
    the file of its values, and `digest` one of them ("" of items of earlier versions). The index
    is -1 if another item has it now.
    """

    index: int
    date: str
    sums: list[list[float]]
    chunk: Path
    digest: str = ""


def codecs(level: int) -> tuple[list[Any], Any]:
    """Return filters and compressor of the chunks: bytes are put side by side, then zstd."""
    from numcodecs import Shuffle, Zstd

    return [Shuffle(elementsize=4)], Zstd(level=level)


def write_item(folder: Path, index: int, fields: DateFields, level: int) -> Path:
    """Write chunk and table of an item into a folder of items; return the table, written last.

    Raises
    ------
    GridError
        If it has other variables, members or cells than the items before it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _agree(folder, index, fields)
    (shuffle,), zstd = codecs(level)
    with atomic_path(_chunk(folder, index)) as part:
        part.write_bytes(zstd.encode(shuffle.encode(fields.data)))
    table = {
        "date": str(fields.date),
        "sums": [sums_of(plane) for plane in fields.data],
        "digest": hashlib.blake2b(fields.data.tobytes(), digest_size=16).hexdigest(),
    }
    with atomic_path(_table(folder, index)) as part:
        part.write_text(json.dumps(table), encoding="utf-8")
    return _table(folder, index)


def _chunk(folder: Path, index: int) -> Path:
    return folder / f"{index:08d}.chunk"


def _table(folder: Path, index: int) -> Path:
    return folder / f"{index:08d}.json"


def _agree(folder: Path, index: int, fields: DateFields) -> None:
    """Note what all items have in common, whichever worker is first; refuse what differs."""
    path = folder / _LAYOUT
    if not path.exists():
        _write_first(path, {**_layout(fields), "first": index}, fields)
    refuse_other(folder, fields)


def _layout(fields: DateFields) -> dict[str, Any]:
    return {
        "variables": fields.variables,
        "shape": list(fields.data.shape),
        "grid": fields.grid(),
        "field_shape": list(fields.shape),
        "time": fields.time,
        "units": fields.units,
    }


def layout_of(folder: Path) -> dict[str, Any]:
    """Return what the items in a folder have in common; {} if there are none yet."""
    path = folder / _LAYOUT
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def take_layout(folder: Path, other: Path) -> None:
    """Let the items of a folder have in common what those of another one have."""
    layout = layout_of(other)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(other / f"{layout['grid']}.npz", folder / f"{layout['grid']}.npz")
    atomic_write_text(folder / _LAYOUT, json.dumps({**layout, "first": None}))


def refuse_other(folder: Path, fields: DateFields, *, appended: bool = False) -> None:
    """Insist that an item has what those of a folder have in common.

    With `appended` those of the folder are already in the store that it will come to.

    Raises
    ------
    GridError
        Naming what differs.
    """
    known, layout = layout_of(folder), _layout(fields)
    for key, words in _compared().items():
        if key not in known or _fits(known[key], layout[key]):
            continue  # stores of earlier versions do not say all
        values = {
            "what": words,
            "found": _short(layout[key]),
            "known": _short(known[key]),
        }
        if appended or known["first"] is None:
            raise GridError(
                "has other {what} than the items of the store: {found} instead of {known}; what is "
                "appended needs the same",
                **values,
            )
        raise GridError(
            "has other {what} than index {first}: {found} instead of {known}; items of a store "
            "need the same",
            first=known["first"],
            **values,
        )


def _compared() -> dict[str, Message]:
    return {
        "variables": Message("variables"),
        "shape": Message("members or cells"),
        "grid": Message("places of its cells"),
        "units": Message("units"),
    }


def _fits(known: Any, found: Any) -> bool:
    """Whether two agree: of lists, each entry; one that says nothing agrees with all."""
    if not isinstance(known, list) or len(known) != len(found):
        return bool(known == found)
    return all(one in (other, "") or other == "" for one, other in zip(known, found, strict=True))


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) < 200 else f"{text[:200]}…"


def _write_first(path: Path, layout: Mapping[str, Any], fields: DateFields) -> None:
    import numpy as np

    part = part_path(path)
    places = part_path(path.with_name("places.npz"))
    try:
        with places.open("wb") as file:
            np.savez(file, latitudes=fields.latitudes, longitudes=fields.longitudes)
        places.replace(path.with_name(f"{layout['grid']}.npz"))
        part.write_text(json.dumps(layout), encoding="utf-8")
        _move_first(part, path)
    finally:
        part.unlink(missing_ok=True)
        places.unlink(missing_ok=True)


def _move_first(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        return  # another worker was first
    except OSError:  # a file system without links
        part.replace(path)


def forget_items(store: Path, indices: Iterable[int]) -> None:
    """Remove items that will be written again; with the last one, what they had in common."""
    folder = store / ITEMS
    forget_in(folder, indices)
    if folder.is_dir() and not any(folder.glob("*.chunk")):
        shutil.rmtree(folder)
        for empty in (folder.parent, store):
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()


def forget_in(folder: Path, indices: Iterable[int]) -> None:
    """Remove items from a folder of items."""
    for index in indices if folder.is_dir() else ():
        _table(folder, index).unlink(missing_ok=True)
        _chunk(folder, index).unlink(missing_ok=True)


def entries(folder: Path, count: int = 10**8) -> list[Entry]:
    """Return the items below `count` in a folder of items, in the order of their dates."""
    found = []
    for path in folder.glob("[0-9]*.json"):
        if int(path.stem) < count:
            about = json.loads(path.read_text(encoding="utf-8"))
            chunk, digest = path.with_suffix(".chunk"), about.get("digest", "")
            found.append(Entry(int(path.stem), about["date"], about["sums"], chunk, digest))
    return sorted(found, key=lambda entry: (entry.date, entry.index))


def values_of(entry: Entry, shape: Sequence[int]) -> np.ndarray:
    """Read the values of an item: float32, shape (variables, members, cells)."""
    import numpy as np

    (shuffle,), zstd = codecs(1)  # the level is nothing to a reader
    data = shuffle.decode(zstd.decode(entry.chunk.read_bytes()))
    return np.frombuffer(data, np.float32).reshape(shape)


def refuse_twice(found: Sequence[Entry], label: Any) -> None:
    """Insist that every date is there once.

    Raises
    ------
    GridError
        Naming two items with the same date.
    """
    for one, other in pairwise(found):
        if one.date == other.date:
            raise GridError(
                "index {one} ({label}) and index {other} ({label2}) both are of {date}; leave one "
                "of them out",
                one=one.index,
                label=label(one.index),
                other=other.index,
                label2=label(other.index),
                date=one.date,
            )


def build(
    store: Path,
    found: Sequence[Entry],
    level: int,
    *,
    tendencies: bool = False,
    appended: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Make the store of its items; readers find the former one until the new one is complete.

    With `tendencies` the items whose changes are not known yet are read once more. `appended` has
    an entry for each run that appended.
    """
    complete_exchange(store)
    new = new_place(store)
    try:
        _write(store, found, level, tendencies, appended)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    exchange(store)


def is_ours(store: Path) -> bool:
    """Whether a folder is such a store, or will be one."""
    return (store / INDEX).is_dir()


def _write(
    store: Path,
    found: Sequence[Entry],
    level: int,
    tendencies: bool,
    appended: Sequence[Mapping[str, Any]],
) -> None:
    import numpy as np
    import zarr

    part, items = new_place(store), store / ITEMS
    layout = layout_of(items)
    filled = any(run.get("missing") for run in appended)  # what is missing was agreed to
    dates, places, step = even_dates([entry.date for entry in found], sparse=filled)
    tell_axis(dates, places, step)
    attributes = _attributes(layout, dates, places, step)
    attributes |= {APPENDED: list(appended)} if appended else {}
    group = zarr.create_group(part, zarr_format=2, attributes=attributes)
    filters, compressor = codecs(level)
    shape = tuple(layout["shape"])
    data = group.create_array(
        "data",
        shape=(len(dates), *shape),
        chunks=(1, *shape),
        dtype="f4",
        fill_value=math.nan,
        filters=filters,
        compressors=compressor,
        attributes={_DIMENSIONS: ["date", "variable", "ensemble", "cell"]},
    )
    for entry, place in zip(found, places, strict=True):
        _link(entry.chunk, part / "data" / f"{place}.0.0.0")
    index = np.full(len(dates), -1, np.int64)
    index[places] = [entry.index for entry in found]
    with np.load(items / f"{layout['grid']}.npz") as cells:
        arrays = {name: (cells[name], "cell") for name in ("latitudes", "longitudes")}
    statistics = joined_sums([entry.sums for entry in found])
    if tendencies:
        digests = [entry.digest for entry in found]
        statistics |= tendencies_of(store, data, digests, places, step)
    arrays |= {name: (values, "variable") for name, values in statistics.items()}
    arrays |= {"dates": (dates, "date"), INDEX: (index, "date")}
    for name, (values, dimension) in arrays.items():
        group.create_array(
            name, data=values, chunks=values.shape, attributes={_DIMENSIONS: [dimension]}
        )


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


def _attributes(
    layout: Mapping[str, Any], dates: np.ndarray, places: Sequence[int], step: int
) -> dict[str, Any]:
    start, end = str(dates[0]), str(dates[-1])
    said = {
        "variables": layout["variables"],
        "variables_metadata": {name: {} for name in layout["variables"]},
        "field_shape": layout["field_shape"],
        "flatten_grid": True,
        "ensemble_dimension": layout["shape"][1],
        "start_date": start,
        "end_date": end,
        "statistics_start_date": start,
        "statistics_end_date": end,
        "missing_dates": missing_dates(dates, places),
        "resolution": "x".join(map(str, layout["field_shape"])),
        "data_request": {},
        "version": "0.30",
    }
    return {**said, "frequency": _frequency(step)} if step else said


def _frequency(step: int) -> str:
    for size, letter in ((3600, "h"), (60, "m")):
        if step % size == 0:
            return f"{step // size}{letter}"
    return f"{step}s"
