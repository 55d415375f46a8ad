"""Structures of different size in one HDF5 file.

The arrays, their names, shapes and units are those of the Zarr store (see `zarr_store`), as data
sets in groups: `positions`, `structure/energy`, `atom/forces`, `edge/index`, `present/...`. Names
stay as they are, but for a slash, which is `%2F`; the attribute `name` has the original then. Texts
are UTF-8 of variable length. The file's attributes say `format`, `version` and the sizes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.stored_names import say_changed
from curator_gui.domains.atoms.errors import StructureError, check_promise, os_reason
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
    place_arrays,
    rows_by_index,
    slabs,
    stored_type,
)
from curator_gui.domains.atoms.formats.ragged.zarr_store import FORMAT, store_facts

if TYPE_CHECKING:
    from curator_gui.domains.atoms.formats.staging import ProductRows

_LEVELS = ("structure", "atom", "edge")
_CHUNK = 256 << 10
"""Bytes of a chunk: one is read for a single structure."""
_CACHE = 4 << 20
"""Bytes of chunks that HDF5 keeps for each array while slabs of any size are written."""


def write_file(
    path: Path, rows: ProductRows, float_type: str | None, compression: str | None
) -> None:
    """Write a file slab by slab, and rename it when it is complete."""
    import h5py

    schema = Schema.of(rows)
    with atomic_path(path) as part, h5py.File(part, "w", rdcc_nbytes=_CACHE) as file:
        for name, values in place_arrays(schema, rows).items():
            _create(file, name, values.shape, values.dtype, compression)[...] = values
        columns = schema.columns.values()
        writers = [_Writer(file, c, schema, float_type, compression) for c in columns]
        say_changed("HDF5", {w.column.name: w.node for w in writers}, kept=True)
        for slab in slabs(rows):
            for writer in writers:
                writer.write(slab)
        file.attrs.update(store_facts(schema))


class _Writer:
    """Writes one property into its array, slab after slab."""

    def __init__(
        self,
        file: Any,
        column: Column,
        schema: Schema,
        float_type: str | None,
        compression: str | None,
    ) -> None:
        self.column = column
        self.dtype = stored_type(column, float_type)
        self.node = node = _node_name(file, column.name)
        shape = (schema.length(column), *column.shape)
        self.array = _create(file, node, shape, self.dtype, compression)
        if node != column.name:
            self.array.attrs["name"] = column.name
        if column.is_json:
            self.array.attrs["encoding"] = "json"
        self.row = self.structure = 0
        self.present: Any = None
        if column.count < len(schema.sizes):
            whole = (len(schema.sizes),)
            self.present = _create(file, f"present/{node}", whole, np.dtype(bool), compression)

    def write(self, slab: Slab) -> None:
        block: Any = slab.block(self.column, self.dtype)
        if self.dtype.kind == "T":
            block = np.array(block.tolist(), dtype=object).reshape(block.shape)
        if block.size:
            self.array[self.row : self.row + len(block)] = block
        self.row += len(block)
        if self.present is not None:
            found = slab.present(self.column)
            self.present[self.structure : self.structure + len(found)] = found
            self.structure += len(found)


def _node_name(file: Any, name: str) -> str:
    """Return where a property goes: under its own name, unless HDF5 reads that as a path."""
    level, slash, own = name.partition("/") if "/" in name else ("", "", name)
    clean = {"": "%", ".": "%2E"}.get(own, own.replace("/", "%2F"))
    node = level + slash + clean
    while node in file:
        node += "_"
    return node


def _create(
    file: Any, name: str, shape: tuple[int, ...], dtype: Any, compression: str | None
) -> Any:
    import h5py

    text = dtype.kind == "T"
    options: dict[str, Any] = {}
    if math.prod(shape):
        width = (16 if text else dtype.itemsize) * math.prod(shape[1:])
        options = {"chunks": (max(1, min(shape[0], _CHUNK // width)), *shape[1:])}
        if compression is not None and not text:
            options |= {"compression": compression, "shuffle": True}
    return file.create_dataset(name, shape, h5py.string_dtype() if text else dtype, **options)


def is_ours(path: Path) -> bool:
    """Whether a file is one that `write_file` wrote."""
    import h5py

    try:
        with h5py.File(path, "r") as file:
            return bool(file.attrs.get("format") == FORMAT)
    except (OSError, RuntimeError, KeyError):
        return False


def read_file(path: Path) -> dict[int, list[dict[str, Packed]]]:
    """Return the structures of a file as named arrays, by index.

    Raises
    ------
    StructureError
        If the file cannot be read, or lacks what belongs to it.
    """
    with _opened(path) as file:
        columns = [_stored_column(file, node, array) for node, array in _arrays(file)]
        names = [n for n in (OFFSETS, EDGE_OFFSETS, INDEX, EMPTY_INDEX) if n in file]
        return rows_by_index(columns, {name: file[name][()] for name in names})


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import h5py

    check_links(path)
    try:
        with h5py.File(path, "r") as file:
            yield file
    except StructureError as error:
        raise StructureError("{path} {error}", path=path, error=error) from error
    except (OSError, ValueError, LookupError, TypeError, RuntimeError, AttributeError) as error:
        words = os_reason(error) if isinstance(error, OSError) else str(error)
        raise StructureError("{path} cannot be read: {words}", path=path, words=words) from error


def _arrays(file: Any) -> Iterator[tuple[str, Any]]:
    for name in ("numbers", "positions", "cell", "pbc"):
        yield name, file[name]
    for level in _LEVELS:
        for name, array in file[level].items() if level in file else ():
            yield f"{level}/{name}", array


def _stored_column(file: Any, node: str, array: Any) -> StoredColumn:
    check_promise(node, array.nbytes, array.id.get_storage_size())
    mask = f"present/{node}"
    return StoredColumn(
        name=str(array.attrs.get("name", node)),
        values=array.asstr()[()] if array.dtype.kind == "O" else array[()],
        is_json=array.attrs.get("encoding") == "json",
        present=file[mask][()] if mask in file else None,
    )
