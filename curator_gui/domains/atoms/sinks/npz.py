"""One NPZ file of ragged arrays as a sink."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.packing import check_name, named_arrays, pack_table
from curator_gui.domains.atoms.formats.ragged.columns import (
    EDGE_OFFSETS,
    Column,
    Schema,
    StoredColumn,
    place_arrays,
    rows_by_index,
    slabs,
    stored_type,
)
from curator_gui.domains.atoms.formats.staging import ProductRows, staging_folder
from curator_gui.domains.atoms.sinks.base import FloatType, StagedSink

if TYPE_CHECKING:
    from ase import Atoms

_OWN = ("offsets", "index", "empty_index", "json")


class AtomsNPZSink(StagedSink):
    """One NumPy archive for all structures, built after the run from what the workers staged.

    Arrays (n structures, N atoms in all; structure i has the atoms `offsets[i]:offsets[i + 1]`):
    `offsets` (n + 1,), `index` (n,), `numbers` (N,), `positions` (N, 3) in Å, `cell` (n, 3, 3) in
    Å, `pbc` (n, 3), `structure/X` (n, ...) and `atom/X` (N, ...) for each property X, and
    `present/...` (n,) for those that some structures lack. If structures have neighbor graphs,
    structure i has the edges `edge_offsets[i]:edge_offsets[i + 1]` of `edge/index` (E, 2),
    `edge/shifts` (E, 3), `edge/distances` and `edge/vectors` (see `atoms.graph`). `json` lists the
    properties that are stored as JSON text because they fit no array; constraints are a text, the
    JSON of ASE's dictionaries. The whole data set has to fit into memory.

    Raises
    ------
    StructureError
        If a structure has a property that is no data; at the end, if a per-atom property has
        different shapes in different structures.
    """

    name = "NPZ file of structures"
    description = (
        "Writes all structures to one NumPy archive: positions and per-atom properties end to end "
        "with offsets, energies and cells one row per structure."
    )

    def __init__(
        self,
        path: Annotated[Path, Param("The file.", suffixes=(".npz",), widget="output_file")],
        float_type: FloatType = None,
        compressed: Annotated[bool, Param("Compress the arrays: smaller, but slower.")] = False,
    ) -> None:
        self.path = Path(path)
        self.float_type = float_type
        self.compressed = compressed
        self.staging = staging_folder(self.path)

    def encode(self, atoms: Atoms) -> bytes:
        table = named_arrays(atoms)
        for name in table:
            check_name(name, "NPZ")
        return pack_table(table)

    def is_ours(self, path: Path) -> bool:
        return is_ours(path)

    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the structures of the file by index."""
        if not is_ours(path):
            raise StructureError(self.foreign(path))
        return {i: [pack_table(table) for table in t] for i, t in read_archive(path).items()}

    def write_product(self, path: Path, rows: ProductRows) -> None:
        arrays = archive_arrays(rows, self.float_type)
        save = np.savez_compressed if self.compressed else np.savez
        with atomic_path(path) as part, part.open("wb") as file:
            save(file, **arrays)


def archive_arrays(rows: ProductRows, float_type: str | None) -> dict[str, Any]:
    schema = Schema.of(rows)
    columns = list(schema.columns.values())
    arrays: dict[str, Any] = {
        **place_arrays(schema, rows),
        "json": np.array([column.name for column in columns if column.is_json], dtype=str),
    }
    pieces = [
        [(slab.block(c, stored_type(c, float_type)), slab.present(c)) for c in columns]
        for slab in slabs(rows)
    ]
    for number, column in enumerate(columns):
        blocks = [piece[number] for piece in pieces]
        arrays[column.name] = _joined(column, [block for block, _ in blocks])
        if column.count < len(schema.sizes):
            arrays[f"present/{column.name}"] = np.concatenate([present for _, present in blocks])
    return arrays


def _joined(column: Column, blocks: list[np.ndarray]) -> np.ndarray:
    if not blocks:
        return np.zeros((0, *column.shape), dtype=column.dtype)
    joined = np.concatenate(blocks)
    if joined.dtype.kind == "T":  # .npy files know texts of fixed width only
        return np.array(joined.tolist(), dtype=str).reshape(joined.shape)
    return joined


def is_ours(path: Path) -> bool:
    """Whether a file is an archive that this sink wrote."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
    return {f"{name}.npy" for name in (*_OWN, "numbers", "positions")} <= names


def read_archive(path: Path) -> dict[int, list[dict[str, Any]]]:
    """Return the structures of an archive as named arrays, by index.

    Raises
    ------
    StructureError
        If the file cannot be read.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile, EOFError) as error:
        words = os_reason(error) if isinstance(error, OSError) else str(error)
        raise StructureError("{path} cannot be read: {words}", path=path, words=words) from error
    as_json = set(arrays["json"].tolist())
    columns = [
        StoredColumn(name, values, name in as_json, arrays.get(f"present/{name}"))
        for name, values in arrays.items()
        if name not in (*_OWN, EDGE_OFFSETS) and not name.startswith("present/")
    ]
    return rows_by_index(columns, arrays)
