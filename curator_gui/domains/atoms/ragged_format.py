"""Structures of different size in one Zarr v3 store.

Layout (n structures, N atoms in all; structure i has the atoms `offsets[i]:offsets[i + 1]`)::

    offsets     int64   (n + 1,)
    index       int64   (n,)         number of the pipeline's index that gave the structure
    empty_index int64   (m,)         indices that gave no structure
    numbers     int32   (N,)         atomic numbers
    positions   float   (N, 3)       Å
    cell        float   (n, 3, 3)    Å, rows are lattice vectors
    pbc         bool    (n, 3)
    structure/X         (n, ...)     each property of whole structures: energy (eV), stress (eV/Å³)
    atom/X              (N, ...)     each property of atoms: forces (eV/Å)
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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.packing import ATOM, Field, Packed, fields, unpack

if TYPE_CHECKING:
    from curator_gui.domains.atoms.staged_sink import ProductRows

FORMAT = "curator-ragged-atoms"
VERSION = 1
SLAB_BYTES = 64 << 20
SLAB_STRUCTURES = 2048
"""Unpacked structures in memory at a time: small ones take several times their own size."""
_PER_ATOM = ("numbers", "positions")


@dataclass
class Column:
    """What is known about one property over all structures."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    is_json: bool = False
    count: int = 0

    @property
    def per_atom(self) -> bool:
        """Whether it has a row per atom (else one per structure)."""
        return self.name in _PER_ATOM or self.name.startswith(ATOM)

    def add(self, value: Field) -> None:
        """Widen the column so that it holds one more value.

        Raises
        ------
        StructureError
            If per-atom values of different shape meet.
        """
        shape = value.shape[1:] if self.per_atom else value.shape
        self.count += 1
        same_kind = (value.dtype.kind == "U") == (self.dtype.kind == "U")
        if self.is_json or value.is_json or shape != self.shape or not same_kind:
            self._become_json()
        elif self.dtype.kind != "U":
            self.dtype = np.result_type(self.dtype, value.dtype)

    def _become_json(self) -> None:
        if self.per_atom:
            raise StructureError(
                f"the per-atom property {self.name.removeprefix(ATOM)!r} has different shapes or "
                "types in different structures: rename or drop it"
            )
        self.is_json, self.shape, self.dtype = True, (), np.dtype(str)


@dataclass
class Schema:
    """Columns and sizes of a whole data set, from one pass over it."""

    columns: dict[str, Column] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)

    def add(self, structure: Iterable[Field]) -> None:
        """Count one more structure in."""
        for value in structure:
            column = self.columns.get(value.name)
            if column is None:
                column = Column(value.name, value.dtype, value.shape, value.is_json)
                column.shape = value.shape[1:] if column.per_atom else value.shape
                self.columns[value.name] = column
            column.add(value)
            if value.name == "numbers":
                self.sizes.append(value.count)

    @property
    def offsets(self) -> np.ndarray:
        """First atom of each structure, and the number of atoms at the end: int64, (n + 1,)."""
        return np.concatenate([[0], np.cumsum(self.sizes, dtype=np.int64)]).astype(np.int64)


@dataclass(frozen=True)
class StoreOptions:
    """How arrays are stored: float type or None to keep it, MB per chunk, Blosc codec or none."""

    float_type: str | None = None
    chunk_mb: float = 4.0
    compression: str = "zstd"


def write_store(path: Path, rows: ProductRows, options: StoreOptions) -> None:
    """Write a store beside `path` and put it in its place when it is complete."""
    import zarr

    schema = Schema()
    for data in rows:
        schema.add(fields(data))
    if not schema.columns:  # no structure at all: the store has its arrays all the same
        schema.columns = {c.name: c for c in _geometry_columns()}
    draft = path.with_name(f".{uuid.uuid4().hex[:16]}.part")
    try:
        group = zarr.open_group(str(draft), mode="w", zarr_format=3)
        _fill(group, rows, schema, options)
        _replace(draft, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _geometry_columns() -> list[Column]:
    return [
        Column("numbers", np.dtype(np.int32), ()),
        Column("positions", np.dtype(float), (3,)),
        Column("cell", np.dtype(float), (3, 3)),
        Column("pbc", np.dtype(bool), (3,)),
    ]


def _replace(draft: Path, path: Path) -> None:
    """Put a folder in the place of another; one with contents cannot be renamed over."""
    if path.exists() and any(path.iterdir()):
        path.rename(_previous(path))
    elif path.exists():
        path.rmdir()
    draft.rename(path)
    shutil.rmtree(_previous(path), ignore_errors=True)


def _previous(path: Path) -> Path:
    return path.with_name(f".{path.name}.previous")


def restore_previous(path: Path) -> bool:
    """Undo an exchange that a kill interrupted; whether there was one."""
    if path.exists() or not _previous(path).exists():
        return False
    _previous(path).rename(path)
    return True


def _fill(group: Any, rows: ProductRows, schema: Schema, options: StoreOptions) -> None:
    counts = np.asarray(rows.counts, dtype=np.int64)
    index = np.repeat(np.asarray(rows.indices, dtype=np.int64), counts)
    _store(group, "offsets", schema.offsets, options)
    _store(group, "index", index, options)
    _store(group, "empty_index", np.asarray(rows.indices, dtype=np.int64)[counts == 0], options)
    writers = [_ColumnWriter(group, column, schema, options) for column in schema.columns.values()]
    for slab in _slabs(rows):
        for writer in writers:
            writer.write(slab)
    for writer in writers:
        writer.close()
    group.attrs.update(
        format=FORMAT,
        version=VERSION,
        structures=len(schema.sizes),
        atoms=int(sum(schema.sizes)),
    )


def _slabs(rows: Iterable[bytes]) -> Iterator[list[dict[str, Packed]]]:
    slab: list[dict[str, Packed]] = []
    size = 0
    for data in rows:
        slab.append(unpack(data))
        size += len(data)
        if size >= SLAB_BYTES or len(slab) >= SLAB_STRUCTURES:
            yield slab
            slab, size = [], 0
    if slab:
        yield slab


class _ColumnWriter:
    """Writes one property into its array, whole chunks at a time."""

    def __init__(self, group: Any, column: Column, schema: Schema, options: StoreOptions) -> None:
        self.column = column
        self.position = 0
        self.pending: list[np.ndarray] = []
        self.group = group
        self.options = options
        length = sum(schema.sizes) if column.per_atom else len(schema.sizes)
        self.dtype = _stored_type(column, options)
        self.node = _node_name(group, column.name)
        self.array = _create(group, self.node, (length, *column.shape), self.dtype, options)
        if self.node != column.name:
            self.array.attrs["name"] = column.name
        if column.is_json:
            self.array.attrs["encoding"] = "json"
        complete = column.count == len(schema.sizes)
        self.present: list[bool] | None = None if complete else []

    def write(self, slab: list[dict[str, Packed]]) -> None:
        """Append the property of these structures."""
        parts = [self._value(table) for table in slab]
        join = np.concatenate if self.column.per_atom else np.stack
        self.pending.append(join(parts).astype(self.dtype, copy=False))
        if self.present is not None:
            self.present += [self.column.name in table for table in slab]
        chunk = self.array.chunks[0]
        rows = sum(len(block) for block in self.pending)
        if rows >= chunk:
            self._store_rows(rows - rows % chunk)

    def _value(self, table: dict[str, Packed]) -> np.ndarray:
        value = table.get(self.column.name)
        if value is None:
            rows = (len(table["numbers"].array),) if self.column.per_atom else ()
            return np.full((*rows, *self.column.shape), _missing(self.dtype), dtype=self.dtype)
        if self.column.is_json and not value.is_json:
            return np.array(json.dumps(value.array.tolist()))
        return value.array

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
            _store(self.group, f"present/{self.node}", np.array(self.present), self.options)


def _missing(dtype: Any) -> Any:
    if dtype.kind == "T":
        return ""
    return np.nan if dtype.kind == "f" else dtype.type(0)


def _stored_type(column: Column, options: StoreOptions) -> Any:
    if column.dtype.kind == "U":
        return np.dtypes.StringDType()
    if column.dtype.kind == "f" and options.float_type:
        return np.dtype(options.float_type)
    return column.dtype


def _node_name(group: Any, name: str) -> str:
    level, slash, own = name.partition("/") if "/" in name else ("", "", name)
    clean = level + slash + (re.sub(r"[^\w.+-]", "_", own, flags=re.ASCII).strip(".") or "_")
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
    codec = BloscCodec(cname=options.compression) if options.compression != "none" else None
    return group.create_array(
        name, shape=shape, dtype=dtype, chunks=(rows, *(max(1, n) for n in shape[1:])),
        compressors=codec, fill_value=_missing(dtype),
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

    group = zarr.open_group(str(path), mode="r")
    offsets = group["offsets"][:]
    columns = [_StoredColumn(group, name, array) for name, array in _arrays(group)]
    found: dict[int, list[dict[str, Packed]]] = {int(i): [] for i in group["empty_index"][:]}
    for row, index in enumerate(group["index"][:].tolist()):
        span = slice(int(offsets[row]), int(offsets[row + 1]))
        table = {c.name: c.value(row, span) for c in columns if c.present is None or c.present[row]}
        found.setdefault(index, []).append(table)
    return found


def _arrays(group: Any) -> Iterator[tuple[str, Any]]:
    for name in ("numbers", "positions", "cell", "pbc"):
        yield name, group[name]
    for level in ("structure", "atom"):
        for name, array in group[level].arrays() if level in group else ():
            yield f"{level}/{name}", array


class _StoredColumn:
    """One property of a store, read whole."""

    def __init__(self, group: Any, node: str, array: Any) -> None:
        self.name = str(array.attrs.get("name", node))
        self.is_json = array.attrs.get("encoding") == "json"
        self.per_atom = node in _PER_ATOM or node.startswith(ATOM)
        self.values = array[:]
        mask = f"present/{node}"
        self.present = group[mask][:] if mask in group else None

    def value(self, row: int, span: slice) -> Packed:
        """Return the property of one structure."""
        found = np.asarray(self.values[span if self.per_atom else row])
        if found.dtype.kind in "TO":  # texts of any length: back to fixed width
            found = np.array(found.tolist(), dtype=str).reshape(found.shape)
        return Packed(found, self.is_json)
