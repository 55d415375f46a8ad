"""The Zarr store of format 2 that anemoi-datasets (0.5) opens.

Arrays `data` (date, variable, member, cell; float32, one chunk a date), `dates`, `latitudes`,
`longitudes`, and per variable `mean`, `stdev`, `minimum`, `maximum`; the attribute `variables` has
their names. The same four of the change from each date to the next, where they are wanted, are
arrays such as `statistics_tendencies_6h_mean`. A date between others at even steps that is missing
has NaN and stands in the attribute `missing_dates`. One array more, `curator_index`, says which
index each date is from (-1 for none).

Workers write each item into the folder `items` of that array, where no reader looks: its chunk as
it will stand in `data`, and a table of its date and sums. The store is built of those after the
run, by links.
"""

from __future__ import annotations

import json
import math
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.files import atomic_path, part_path
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi_items import DateFields

if TYPE_CHECKING:
    import numpy as np

INDEX = "curator_index"
ITEMS = f"{INDEX}/items"
_LAYOUT = "layout.json"
_TENDENCIES = "statistics_tendencies_"
_DIMENSIONS = "_ARRAY_DIMENSIONS"
"""Attribute by which xarray knows the dimensions of an array of format 2."""


@dataclass(frozen=True)
class Entry:
    """What is known of an item: its date (ISO 8601) and, per variable, what statistics need.

    `sums` are count, mean, sum of squared differences from it, least and largest value.
    """

    index: int
    date: str
    sums: list[list[float]]


def codecs(level: int) -> tuple[list[Any], Any]:
    """Return filters and compressor of the chunks: bytes are put side by side, then zstd."""
    from numcodecs import Shuffle, Zstd

    return [Shuffle(elementsize=4)], Zstd(level=level)


def write_item(store: Path, index: int, fields: DateFields, level: int) -> Path:
    """Write chunk and table of an item; return the table, which is written last.

    Raises
    ------
    GridError
        If it has other variables, members or cells than the items before it.
    """
    folder = store / ITEMS
    folder.mkdir(parents=True, exist_ok=True)
    _agree(folder, index, fields)
    (shuffle,), zstd = codecs(level)
    with atomic_path(_chunk(folder, index)) as part:
        part.write_bytes(zstd.encode(shuffle.encode(fields.data)))
    table = {"date": str(fields.date), "sums": [_sums(plane) for plane in fields.data]}
    with atomic_path(_table(folder, index)) as part:
        part.write_text(json.dumps(table), encoding="utf-8")
    return _table(folder, index)


def _chunk(folder: Path, index: int) -> Path:
    return folder / f"{index:08d}.chunk"


def _table(folder: Path, index: int) -> Path:
    return folder / f"{index:08d}.json"


def _sums(plane: np.ndarray) -> list[float]:
    import numpy as np

    values = plane[~np.isnan(plane)].astype(np.float64)
    if not values.size:
        return [0.0, math.nan, math.nan, math.nan, math.nan]
    mean = float(values.mean())
    squares = float(np.square(values - mean).sum())
    return [float(values.size), mean, squares, float(values.min()), float(values.max())]


def _agree(folder: Path, index: int, fields: DateFields) -> None:
    """Note what all items have in common, whichever worker is first; refuse what differs."""
    layout = {
        "variables": fields.variables,
        "shape": list(fields.data.shape),
        "grid": fields.grid(),
        "field_shape": list(fields.shape),
        "first": index,
    }
    path = folder / _LAYOUT
    if not path.exists():
        _write_first(path, layout, fields)
    known = json.loads(path.read_text(encoding="utf-8"))
    for key, words in _DIFFERENT.items():
        if known[key] != layout[key]:
            raise GridError(
                "has other {what} than index {first}: {found} instead of {known}; items of a store "
                "need the same",
                what=words,
                first=known["first"],
                found=_short(layout[key]),
                known=_short(known[key]),
            )


_DIFFERENT = {"variables": "variables", "shape": "members or cells", "grid": "places of its cells"}


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
    for index in indices if folder.is_dir() else ():
        _table(folder, index).unlink(missing_ok=True)
        _chunk(folder, index).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.glob("*.chunk")):
        shutil.rmtree(folder)
        for empty in (folder.parent, store):
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()


def entries(store: Path, count: int) -> list[Entry]:
    """Return the items below `count` that were written, in the order of their dates."""
    found = []
    for path in (store / ITEMS).glob("[0-9]*.json"):
        if int(path.stem) < count:
            table = json.loads(path.read_text(encoding="utf-8"))
            found.append(Entry(int(path.stem), table["date"], table["sums"]))
    return sorted(found, key=lambda entry: (entry.date, entry.index))


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


def build(store: Path, found: Sequence[Entry], level: int, *, tendencies: bool = False) -> None:
    """Make the store of its items; readers find none until all is in place.

    With `tendencies` all items are read once more, for the statistics of their changes.
    """
    part = store / part_path(store).name
    try:
        _write(part, store / ITEMS, found, level, tendencies)
        _exchange(part, store)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def is_ours(store: Path) -> bool:
    return (store / ITEMS).is_dir()


def _exchange(part: Path, store: Path) -> None:
    """Put the new arrays in place of the old ones; the file that makes it a store comes last."""
    for name in (".zmetadata", ".zgroup"):
        (store / name).unlink(missing_ok=True)
    for old in store.glob(f"{_TENDENCIES}*"):  # perhaps of another step
        shutil.rmtree(old)
    for path in sorted(part.iterdir(), key=lambda path: path.name in (".zmetadata", ".zgroup")):
        if path.name == INDEX:  # the items are there
            for file in path.iterdir():
                file.replace(store / INDEX / file.name)
            continue
        target = store / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)


def _write(part: Path, items: Path, found: Sequence[Entry], level: int, tendencies: bool) -> None:
    import numpy as np
    import zarr

    layout = json.loads((items / _LAYOUT).read_text(encoding="utf-8"))
    dates, places, step = _axis(found)
    group = zarr.create_group(
        part, zarr_format=2, attributes=_attributes(layout, dates, places, step)
    )
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
        _link(_chunk(items, entry.index), part / "data" / f"{place}.0.0.0")
    index = np.full(len(dates), -1, np.int64)
    index[places] = [entry.index for entry in found]
    with np.load(items / f"{layout['grid']}.npz") as cells:
        arrays = {name: (cells[name], "cell") for name in ("latitudes", "longitudes")}
    statistics = _joined([entry.sums for entry in found])
    if tendencies:
        statistics |= _tendencies(data, places, step)
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


def _axis(found: Sequence[Entry]) -> tuple[np.ndarray, list[int], int]:
    """Return all dates at even steps, where the items stand on them, and the step in seconds.

    A step of 0 says that there is none: then the dates are those of the items.
    """
    import numpy as np

    dates = np.array([entry.date for entry in found], "datetime64[s]")
    seconds = dates.astype(np.int64)
    steps = np.diff(seconds).tolist()
    step = math.gcd(*steps)
    count = (int(seconds[-1]) - int(seconds[0])) // step + 1 if step else len(dates)
    if len(dates) == 1:
        remark(Message("the store has one date, so it names no frequency"))
    elif count > 2 * len(dates):
        remark(Message("the dates are not at even steps, so the store names no frequency"))
        step = 0
    if not step:
        return dates, list(range(len(dates))), 0
    every = seconds[0] + step * np.arange(count)
    return every.astype("datetime64[s]"), ((seconds - seconds[0]) // step).tolist(), step


def _attributes(
    layout: Mapping[str, Any], dates: np.ndarray, places: Sequence[int], step: int
) -> dict[str, Any]:
    filled = set(places)
    missing = [str(date) for place, date in enumerate(dates.tolist()) if place not in filled]
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
        "missing_dates": [date.replace(" ", "T") for date in missing],
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


def _tendencies(data: Any, places: Sequence[int], step: int) -> dict[str, np.ndarray]:
    """Return the statistics of the change from each date to the next; {} where none follows.

    Named as `statistics_tendencies` of anemoi-datasets asks for them.
    """
    import numpy as np

    sums, before, last = [], np.empty(0), -2
    for place in places:
        now = data[place].astype(np.float64)
        if step and place == last + 1:
            sums.append([_sums(plane) for plane in now - before])
        before, last = now, place
    if not sums:
        remark(Message("no date follows another at an even step, so there are no tendencies"))
        return {}
    return {f"{_TENDENCIES}{_delta(step)}_{name}": values for name, values in _joined(sums).items()}


def _delta(step: int) -> str:
    """Write a step of so many seconds as `anemoi.utils.dates.frequency_to_string` does."""
    day, hour, minute = 86400, 3600, 60
    for size, letter, below in ((day, "d", math.inf), (hour, "h", day), (minute, "m", hour)):
        if step % size == 0 and step < below:
            return f"{step // size}{letter}"
    return f"{step}s" if step > day or step < minute else str(timedelta(seconds=step))


def _joined(all_sums: Sequence[list[list[float]]]) -> dict[str, np.ndarray]:
    """Join the sums of items, shape (variables,), as if their values had been one list."""
    import numpy as np

    sums = np.array(all_sums)
    count, mean, squares = sums[..., 0], np.nan_to_num(sums[..., 1]), np.nan_to_num(sums[..., 2])
    total = count.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (count * mean).sum(0) / total
        spread = (squares.sum(0) + (count * np.square(mean - middle)).sum(0)) / total
    return {
        "mean": middle,
        "stdev": np.sqrt(spread),
        "minimum": np.fmin.reduce(sums[..., 3]),
        "maximum": np.fmax.reduce(sums[..., 4]),
    }
