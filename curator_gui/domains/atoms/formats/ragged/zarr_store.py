"""Structures of different size in one Zarr v3 store.

Layout (n structures, N atoms in all; structure i has the atoms `offsets[i]:offsets[i + 1]`)::

    offsets     int64   (n + 1,)
    edge_offsets int64  (n + 1,)     first edges, if structures have neighbor graphs
    index       int64   (n,)         number of the pipeline's index that gave the structure
    empty_index int64   (m,)         indices that gave no structure
    numbers     int32   (N,)         atomic numbers
    positions   float   (N, 3)       Å
    cell        float   (n, 3, 3)    Å, rows are lattice vectors
    pbc         bool    (n, 3)
    structure/X         (n, ...)     each property of whole structures: energy (eV), stress (eV/Å³)
    atom/X              (N, ...)     each property of atoms: forces (eV/Å)
    edge/index  int32   (E, 2)       atoms of each edge, counted in its structure (`atoms.graph`)
    edge/shifts int32   (E, 3)       cell shifts; edge/distances (E,), edge/vectors (E, 3) in Å
    present/...         (n,)         bool, only for a property that some structures lack

Names that are no file names on every system are changed (`<R2>`); the attribute `name` has the
original. Missing numbers are NaN in a float array, else 0 or empty: `present` tells. A property
whose values do not fit one array (other shape or type in every structure) is stored as JSON text,
marked by the attribute `encoding`.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.text.stored_names import beside, say_changed
from curator_gui.domains.atoms.formats.packing import Packed
from curator_gui.domains.atoms.formats.ragged.columns import (
    EDGE_OFFSETS,
    EMPTY_INDEX,
    INDEX,
    OFFSETS,
    Column,
    Schema,
    Slab,
    StoredColumn,
    missing_value,
    place_arrays,
    rows_by_index,
    slabs,
    stored_type,
)

if TYPE_CHECKING:
    from curator_gui.domains.atoms.formats.staging import ProductRows

FORMAT = "curator-ragged-atoms"
VERSION = 1
_MOST_LETTERS = 200
"""Of the name of an array, which is that of a folder: longer ones are cut."""
EDGE_VERSION = 2
"""That of stores with edges, which readers of version 1 would leave out."""


@dataclass(frozen=True)
class StoreOptions:
    """How arrays are stored: float type or None to keep it, MB per chunk, Blosc codec or none."""

    float_type: str | None = None
    chunk_mb: float = 4.0
    compression: str = "zstd"


def write_store(path: Path, rows: ProductRows, options: StoreOptions) -> None:
    """Write a store beside `path` and put it in its place when it is complete."""
    import zarr

    schema = Schema.of(rows)
    draft = path.with_name(f".{uuid.uuid4().hex[:16]}.part")
    try:
        group = zarr.open_group(str(draft), mode="w", zarr_format=3)
        _fill(group, rows, schema, options)
        _replace(draft, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace(draft: Path, path: Path) -> None:
    """Put a folder in the place of another; one with contents cannot be renamed over."""
    if path.exists() and any(path.iterdir()):
        path.rename(_previous(path))
    elif path.exists():
        path.rmdir()
    draft.rename(path)
    shutil.rmtree(_previous(path), ignore_errors=True)


def _previous(path: Path) -> Path:
    return beside(path, ".previous")


def restore_previous(path: Path) -> bool:
    """Undo an exchange that a kill interrupted; whether there was one."""
    if path.exists() or not _previous(path).exists():
        return False
    _previous(path).rename(path)
    return True


def _fill(group: Any, rows: ProductRows, schema: Schema, options: StoreOptions) -> None:
    for name, values in place_arrays(schema, rows).items():
        _store(group, name, values, options)
    writers = [_ColumnWriter(group, column, schema, options) for column in schema.columns.values()]
    say_changed("Zarr", {w.column.name: w.node for w in writers}, kept=True)
    for slab in slabs(rows):
        for writer in writers:
            writer.write(slab)
    for writer in writers:
        writer.close()
    group.attrs.update(store_facts(schema))


def store_facts(schema: Schema) -> dict[str, Any]:
    """Return what a store says of itself: format, version and sizes."""
    edges = {} if schema.edge_offsets is None else {"edges": int(schema.edges.sum())}
    return {
        "format": FORMAT,
        "version": EDGE_VERSION if edges else VERSION,
        "structures": len(schema.sizes),
        "atoms": int(schema.sizes.sum()),
        **edges,
    }


class _ColumnWriter:
    """Writes one property into its array, whole chunks at a time."""

    def __init__(self, group: Any, column: Column, schema: Schema, options: StoreOptions) -> None:
        self.column = column
        self.position = 0
        self.pending: list[np.ndarray] = []
        self.group = group
        self.options = options
        length = schema.length(column)
        self.dtype = stored_type(column, options.float_type)
        self.node = _node_name(group, column.name)
        self.array = _create(group, self.node, (length, *column.shape), self.dtype, options)
        if self.node != column.name:
            self.array.attrs["name"] = column.name
        if column.is_json:
            self.array.attrs["encoding"] = "json"
        complete = column.count == len(schema.sizes)
        self.present: list[np.ndarray] | None = None if complete else []

    def write(self, slab: Slab) -> None:
        self.pending.append(slab.block(self.column, self.dtype))
        if self.present is not None:
            self.present.append(slab.present(self.column))
        chunk = self.array.chunks[0]
        rows = sum(len(block) for block in self.pending)
        if rows >= chunk:
            self._store_rows(rows - rows % chunk)

    def _store_rows(self, rows: int) -> None:
        block = np.concatenate(self.pending)
        self.array[self.position : self.position + rows] = block[:rows]
        self.position += rows
        self.pending = [block[rows:]]

    def close(self) -> None:
        """Write what is left, and which structures have the property if not all have it."""
        rows = sum(len(block) for block in self.pending)
        if rows:
            self._store_rows(rows)
        if self.present is not None:
            _store(self.group, f"present/{self.node}", np.concatenate(self.present), self.options)


def _node_name(group: Any, name: str) -> str:
    level, slash, own = name.partition("/") if "/" in name else ("", "", name)
    short = re.sub(r"[^\w.+-]", "_", own, flags=re.ASCII).strip(".")[:_MOST_LETTERS]
    clean = level + slash + (short or "_")
    if own == "zarr.json":  # where a group says what it is
        clean = f"{level}{slash}zarr_json"
    node, number = clean, 2
    while node in group:
        node, number = f"{clean}_{number}", number + 1
    return node


def _create(
    group: Any, name: str, shape: tuple[int, ...], dtype: Any, options: StoreOptions
) -> Any:
    from zarr.codecs import BloscCodec

    width = getattr(dtype, "itemsize", 16) * math.prod(shape[1:])
    rows = max(1, min(shape[0], int(options.chunk_mb * 1e6 // max(1, width))))
    kind: Any = options.compression
    codec = BloscCodec(cname=kind) if options.compression != "none" else None
    return group.create_array(
        name, shape=shape, dtype=dtype, chunks=(rows, *(max(1, n) for n in shape[1:])),
        compressors=codec, fill_value=missing_value(dtype),
    )  # fmt: skip


def _store(group: Any, name: str, values: np.ndarray, options: StoreOptions) -> None:
    _create(group, name, values.shape, values.dtype, options)[:] = values


def is_store(path: Path) -> bool:
    """Whether a folder is a store that `write_store` wrote."""
    try:
        text = (path / "zarr.json").read_text(encoding="utf-8")
        return bool(json.loads(text).get("attributes", {}).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


def read_store(path: Path) -> dict[int, list[dict[str, Packed]]]:
    """Return the structures of a store as named arrays, by index."""
    import zarr

    bound_zarr()
    group: Any = zarr.open_group(str(path), mode="r")
    columns = [_stored_column(group, node, array) for node, array in _arrays(group)]
    names = [n for n in (OFFSETS, EDGE_OFFSETS, INDEX, EMPTY_INDEX) if n in group]
    return rows_by_index(columns, {name: group[name][:] for name in names})


def _arrays(group: Any) -> Iterator[tuple[str, Any]]:
    for name in ("numbers", "positions", "cell", "pbc"):
        yield name, group[name]
    for level in ("structure", "atom", "edge"):
        for name, array in group[level].arrays() if level in group else ():
            yield f"{level}/{name}", array


def _stored_column(group: Any, node: str, array: Any) -> StoredColumn:
    mask = f"present/{node}"
    return StoredColumn(
        name=str(array.attrs.get("name", node)),
        values=array[:],
        is_json=array.attrs.get("encoding") == "json",
        present=group[mask][:] if mask in group else None,
    )
