"""Read the structures of an index out of files of many: stores of arrays, extended XYZ, databases.

The edges of a neighbor graph are `edge/index` (E, 2), `edge/shifts` (E, 3), `edge/distances` and
`edge/vectors` from every format; `edge/index` counts the atoms of the item.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.storage.containers.lmdb_files import kept_open
from curator_gui.core.storage.containers.packed_sizes import PackedError, unpack
from curator_gui.dataset.own_files import DatasetError, refuse_index

Arrays = dict[str, npt.NDArray[Any]]

EDGE = "edge/"
_LARGE, _MOST_PACKED = 1 << 26, 500
"""Bytes that a row may always unpack to, and how many times larger than packed it may become."""

_ENDS = {"edge_offsets": (EDGE,), "offsets": ("atom/", "numbers", "positions")}
"""Which arrays have rows as counted by these; all others have one per structure."""
_PLACES = (*_ENDS, "index", "empty_index", "json")
_GRAPH = "neighbor_graph"


def is_ragged(names: Iterable[str]) -> bool:
    """Whether a store of these arrays has structures of different sizes end to end."""
    return {"offsets", "index"} <= set(names)


def rows_of(path: Path, arrays: Mapping[str, Any], index: int) -> Arrays:
    """Cut the rows of one index out of structures that stand one after another.

    Parameters
    ----------
    path
        Where they are.
    arrays
        Arrays by name, of NumPy, Zarr or HDF5: of the latter two only these rows are read.
    index
        The index; of several structures the atoms and edges stand end to end, too.

    Raises
    ------
    DatasetError
        If the structures of the index do not stand together.
    """
    rows = np.flatnonzero(_indices(path, arrays) == index)
    first, stop = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)
    if stop - first != len(rows):
        raise DatasetError(
            "{path} is damaged: the structures of index {index} do not stand together",
            path=path,
            index=index,
        )
    ends = {n: np.asarray(arrays[n][first : stop + 1]) for n in _ENDS if n in arrays}
    found: Arrays = {}
    for name, values in arrays.items():
        if name not in _PLACES and len(values.shape):
            own = ends.get(_counted_by(name))
            span = slice(first, stop) if own is None else slice(int(own[0]), int(own[-1]))
            found[name] = _plain(np.asarray(values[span]))
    if f"{EDGE}index" in found:
        found[f"{EDGE}index"] = _renumbered(found[f"{EDGE}index"], ends)
    return found


_known: dict[tuple[Path, int], npt.NDArray[Any]] = {}
"""The arrays `index` of the stores read last, by path and time of change."""


def _indices(path: Path, arrays: Mapping[str, Any]) -> npt.NDArray[Any]:
    key = path, path.stat().st_mtime_ns
    found = _known.get(key)
    if found is None:
        if len(_known) >= 8:
            _known.clear()
        found = _known[key] = np.asarray(arrays["index"][...])
    return found


def _plain(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return texts of any length, which HDF5 gives as objects, as an array of texts."""
    return np.array(values.tolist(), str).reshape(values.shape) if values.dtype == "O" else values


def _counted_by(name: str) -> str:
    return next((counter for counter, starts in _ENDS.items() if name.startswith(starts)), "")


def _renumbered(pairs: npt.NDArray[Any], ends: Mapping[str, Any]) -> npt.NDArray[Any]:
    """Count the atoms of edges through all structures of the item."""
    before = ends["offsets"][:-1] - ends["offsets"][0]
    moved = pairs + np.repeat(before, np.diff(ends["edge_offsets"]))[:, None]
    return np.asarray(moved, pairs.dtype)


def _graph(values: Mapping[Any, Any]) -> Arrays:
    """Name the arrays of a graph as stores do; nothing if it is none."""
    graph = values.get(_GRAPH)
    if not isinstance(graph, Mapping) or not {"index", "shifts"} <= graph.keys():
        return {}
    found = {f"{EDGE}{name}": np.asarray(array) for name, array in graph.items()}
    if f"{EDGE}cutoff" in found:
        found[f"structure/{_GRAPH}_cutoff"] = found.pop(f"{EDGE}cutoff")
    for name, width in (("index", 2), ("shifts", 3)):
        found[EDGE + name] = np.asarray(found[EDGE + name], np.int32).reshape(-1, width)
    return found


def read_extxyz(path: Path, index: int) -> Arrays:
    """Read the structure of an index; of a file of its own the first one."""
    from ase.io import read

    table = path.with_name(f".{path.name}.frames.json")
    if not table.is_file():
        return _structure(read(path, 0, format="extxyz"))
    place = _frames(table, table.stat().st_mtime_ns, path.stat().st_size).get(index)
    if place is None:
        refuse_index(path, index)
    return _structure(read(path, place, format="extxyz"))


@lru_cache(maxsize=8)
def _frames(table: Path, changed: int, size: int) -> dict[int, int]:
    """Return the number of each index's first frame, of the file that has this size."""
    known = json.loads(table.read_text(encoding="utf-8"))["files"].values()
    entry = next((entry for entry in known if entry["size"] == size), None)
    if entry is None:
        raise DatasetError("{table} tells of another file: run the pipeline again", table=table)
    return _first_places(entry["indices"], entry["counts"], 0)


def _first_places(indices: Sequence[int], counts: Sequence[int], first: int) -> dict[int, int]:
    """Return where the first of each index's rows stands; none for an index without rows."""
    found: dict[int, int] = {}
    for index, count in zip(indices, counts, strict=True):
        if count:
            found[int(index)] = first
        first += count
    return found


def _structure(atoms: Any) -> Arrays:
    found: Arrays = {"cell": np.asarray(atoms.cell.array), "pbc": np.asarray(atoms.pbc)}
    found |= {name: np.asarray(values) for name, values in atoms.arrays.items()}
    graph = _graph(atoms.info)
    info = {n: value for n, value in atoms.info.items() if not (graph and n == _GRAPH)}
    found |= {str(name): np.asarray(value) for name, value in info.items()} | graph
    results = getattr(atoms.calc, "results", {}) if atoms.calc is not None else {}
    return found | {name: np.asarray(v) for name, v in results.items() if v is not None}


def read_lmdb(path: Path, index: int) -> Arrays:
    """Read the first structure of an index; a molecule data set has one of each."""
    key = _lmdb_keys(path, path.stat().st_mtime_ns).get(index)
    if key is None:
        refuse_index(path, index)
    with kept_open(path) as transaction:
        stored = transaction.get(key)
    return _row(json.loads(_unpacked(path, stored), object_hook=_array))


def _unpacked(path: Path, stored: bytes) -> bytes:
    """Unpack a value, which may be a few bytes that were made to fill the memory.

    Raises
    ------
    DatasetError
        If it is damaged, or unpacks to much more than structures do.
    """
    try:
        return unpack(zlib.decompressobj, stored, max(_LARGE, _MOST_PACKED * len(stored)))
    except (zlib.error, PackedError, EOFError) as error:
        raise DatasetError("{path} is damaged: {error}", path=path, error=error) from error


@lru_cache(maxsize=8)
def _lmdb_keys(path: Path, changed: int) -> dict[int, bytes]:
    with kept_open(path) as transaction:
        own = transaction.get(b"curator")
    if own is None:
        raise DatasetError("{path} does not say which rows belong to which item", path=path)
    table = json.loads(_unpacked(path, own))
    places = _first_places(table["indices"], table["counts"], 1)
    return {index: b"%d" % place for index, place in places.items()}


def _array(table: dict[str, Any]) -> Any:
    if "__ndarray__" in table:
        shape, kind, values = table["__ndarray__"]
        return np.array(values, kind).reshape(shape)
    return table


def _row(row: dict[str, Any]) -> Arrays:
    data = row.get("data") or {}
    inner = [entry for n in ("arrays", "other_results") if isinstance(entry := data.get(n), dict)]
    found: Arrays = _graph(data)
    for name, value in chain(*(table.items() for table in (row, data, *inner))):
        if name in ("data", "unique_id", "ctime", "mtime", "user", "calculator", "key_value_pairs"):
            continue
        if isinstance(value, (int, float, str, list, np.ndarray)):
            found[str(name)] = np.asarray(value)
    return found


def read_database(path: Path, index: int) -> Arrays:
    """Read the first structure of an index out of an ASE database in SQLite."""
    from ase.db import connect

    number = _database_ids(path, path.stat().st_mtime_ns).get(index)
    if number is None:
        refuse_index(path, index)
    with connect(str(path), type="db", create_indices=False, use_lock_file=False) as database:
        row = database.get(id=number)
    others = {n: getattr(row, n) for n in row if n not in ("id", "user", *row.key_value_pairs)}
    return _row({**others, **row.key_value_pairs, "data": dict(row.data)})


@lru_cache(maxsize=8)
def _database_ids(path: Path, changed: int) -> dict[int, int]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        found = database.execute("SELECT value FROM information WHERE name='metadata'").fetchone()
    own = json.loads(found[0] if found else "{}").get("curator")
    if own is None:
        raise DatasetError("{path} does not say which rows belong to which item", path=path)
    return _first_places(own["indices"], own["counts"], 1)
