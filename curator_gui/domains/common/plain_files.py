"""Read files of no domain for a preview: arrays, tables and texts."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import (
    Contents,
    FieldSummary,
    Inspector,
    ItemSummary,
    Text,
    View,
    summarise,
)
from curator_gui.core.storage.containers import tar_samples
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.domains.common import generic

MAX_ENTRIES = 20_000_000
"""Larger arrays are read as far as their first rows have so many numbers."""

MAX_BYTES = 1 << 30
"""Bytes of all arrays of a file that are read, and of a piece that is packed as a whole."""

MAX_CHARACTERS = 200_000
MAX_ROWS = 100_000
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Table:
    """A text of columns: their names, the numbers of those that have only numbers, the text."""

    rows: int
    columns: Mapping[str, Array | None]
    text: str


def read_npz(path: Path) -> Contents:
    """Read the arrays of an NPZ or NPY file; objects that would need pickle are refused.

    Raises
    ------
    CuratorError
        If it is damaged.
    """
    reading = _Reading()
    try:
        with path.open("rb") as stream:  # NumPy leaves that of a damaged archive open
            loaded = np.load(stream, allow_pickle=False)
            if isinstance(loaded, np.ndarray):
                return Contents([loaded], generic.INSPECTOR)
            with loaded:
                arrays = {name: loaded[name] for name in loaded.files if reading.fits(loaded, name)}
                return Contents([arrays], generic.INSPECTOR, reading.words())
    except Exception as error:
        raise CuratorError("{path} cannot be read: {error}", path=path, error=error) from error


def read_tar(path: Path) -> Contents:
    """Read the samples of a shard for WebDataset one by one."""
    return Contents((arrays for arrays, _ in tar_samples.iterate(path)), generic.INSPECTOR)


def read_hdf5(path: Path) -> Contents:
    """Read the data sets of an HDF5 file, the first rows of large ones.

    Raises
    ------
    CuratorError
        If it is damaged.
    """
    import h5py

    found: dict[str, Any] = {}
    reading = _Reading()

    def take(name: str, node: Any) -> None:
        if isinstance(node, h5py.Dataset) and node.shape is not None:
            found.update(reading.head(name, node))

    check_links(path)
    try:
        with h5py.File(path, "r") as file:
            file.visititems(take)
    except OSError as error:
        raise CuratorError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([found], generic.INSPECTOR, reading.words())


def read_zarr(path: Path) -> Contents:
    """Read the arrays of a Zarr store, the first rows of large ones.

    Raises
    ------
    CuratorError
        If it is damaged.
    """
    import zarr

    reading = _Reading()
    found: dict[str, Array] = {}
    bound_zarr()
    try:
        node = zarr.open(str(path), mode="r")
        if isinstance(node, zarr.Array):
            head = reading.head(path.name, node)
            return Contents(list(head.values()), generic.INSPECTOR, reading.words())
        for name, array in zarr_arrays(node):
            found.update(reading.head(name, array))
    except Exception as error:
        raise CuratorError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([found], generic.INSPECTOR, reading.words())


def zarr_arrays(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the arrays of a group and of the groups in it, with their paths."""
    for name, array in sorted(group.arrays(), key=lambda pair: str(pair[0])):
        yield f"{prefix}{name}", array
    for name, inner in sorted(group.groups(), key=lambda pair: str(pair[0])):
        yield from zarr_arrays(inner, f"{prefix}{name}/")


class _Reading:
    """Reads arrays as far as there is room for them, and says of which there was none.

    Small files can hold, or promise, arrays of any size.
    """

    def __init__(self) -> None:
        self._left = MAX_BYTES
        self._cut: list[str] = []
        self._left_out: list[str] = []

    def head(self, name: str, array: Any) -> dict[str, Array]:
        """Return an array under its name, as far as it is read; {} if it is left out."""
        rows, each = _rows_of(array)
        most = min(MAX_ENTRIES * array.dtype.itemsize, self._left) // max(1, each)
        if not most or not self._takes(min(rows, most) * each, _piece(array)):
            self._left_out.append(name)
            return {}
        if rows <= most:
            return {name: np.asarray(array[()])}
        self._cut.append(f"{name} ({most:,} of {rows:,} rows)")
        return {name: np.asarray(array[:most])}

    def fits(self, archive: Any, name: str) -> bool:
        """Whether there is room for an array of an NPZ file, which is read as a whole."""
        members = archive.zip.NameToInfo
        info = members.get(f"{name}.npy") or members[name]
        if self._takes(int(info.file_size), 0):
            return True
        self._left_out.append(name)
        return False

    def _takes(self, size: int, piece: int) -> bool:
        if size > self._left or piece > MAX_BYTES:
            return False
        self._left -= size
        return True

    def words(self) -> str:
        """Say what was not read."""
        found = []
        if self._cut:
            found.append(f"Only the beginning was read of {', '.join(self._cut)}.")
        if self._left_out:
            found.append(f"Left out, because they are too large: {', '.join(self._left_out)}.")
        return " ".join(found)


def _rows_of(array: Any) -> tuple[int, int]:
    """Return how many rows an array has, and the bytes of each."""
    if not array.shape:
        return 1, int(array.dtype.itemsize)
    each = math.prod(int(size) for size in array.shape[1:]) * array.dtype.itemsize
    return int(array.shape[0]), int(each)


def _piece(array: Any) -> int:
    """Return the bytes that have to be unpacked to read anything of an array."""
    chunks = getattr(array, "chunks", None)
    return math.prod(int(size) for size in chunks) * array.dtype.itemsize if chunks else 0


def read_text(path: Path) -> Contents:
    with path.open(encoding="utf-8", errors="replace") as file:
        text = file.read(MAX_CHARACTERS)
        more = bool(file.read(1))
    note = f"Only the first {MAX_CHARACTERS:,} characters are shown." if more else ""
    return Contents([text], Inspector(_describe_text, _draw_text), note)


def read_table(path: Path) -> Contents:
    """Read the first rows of a table of comma- or tab-separated values with a head."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    lines: list[str] = []
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for line in file:
            lines.append(line)
            if len(lines) > MAX_ROWS:
                break
    text = "".join(lines)
    names, *rows = list(csv.reader(io.StringIO(text), delimiter=delimiter)) or [[]]
    columns = {name: _numbers([row[n : n + 1] for row in rows]) for n, name in enumerate(names)}
    table = Table(len(rows), columns, text[:MAX_CHARACTERS])
    note = f"Only the first {MAX_ROWS:,} lines were read." if len(lines) > MAX_ROWS else ""
    return Contents([table], Inspector(_describe_table, _draw_table), note)


def _numbers(cells: list[list[str]]) -> Array | None:
    """Return a column of numbers, empty cells as NaN; None if it has other words."""
    try:
        return np.array([float(cell[0]) if cell and cell[0] else np.nan for cell in cells])
    except ValueError:
        return None


def _describe_text(text: Any) -> ItemSummary:
    facts = (("lines", f"{text.count(chr(10)) + 1:,}"), ("characters", f"{len(text):,}"))
    return ItemSummary("text", facts)


def _draw_text(text: Any, view: View) -> Text:
    return Text(text)


def _describe_table(table: Any) -> ItemSummary:
    fields = tuple(_column(name, values) for name, values in table.columns.items())
    facts = (("rows", f"{table.rows:,}"), ("columns", str(len(table.columns))))
    return ItemSummary("table", facts, fields)


def _column(name: str, values: Array | None) -> FieldSummary:
    if values is None:
        return FieldSummary(name, "array", "text", ())
    return summarise(name, "array", values)


def _draw_table(table: Any, view: View) -> Text:
    return Text(table.text)


_TEXTS = (".json", ".txt", ".yaml", ".yml", ".md", ".log", ".toml", ".xml", ".ini")
PLAIN_READERS: dict[str, Callable[[Path], Contents]] = {
    ".npz": read_npz,
    ".npy": read_npz,
    ".h5": read_hdf5,
    ".hdf5": read_hdf5,
    ".zarr": read_zarr,
    ".tar": read_tar,
    ".csv": read_table,
    ".tsv": read_table,
    **dict.fromkeys(_TEXTS, read_text),
}
