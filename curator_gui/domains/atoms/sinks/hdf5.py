"""One HDF5 file of ragged arrays as a sink."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np

from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.packing import (
    STRUCTURE,
    Packed,
    check_name,
    named_arrays,
    pack_table,
)
from curator_gui.domains.atoms.formats.ragged.hdf5_file import is_ours, read_file, write_file
from curator_gui.domains.atoms.formats.staging import ProductRows, staging_folder
from curator_gui.domains.atoms.sinks.base import FloatType, StagedSink

if TYPE_CHECKING:
    from ase import Atoms


class AtomsHDF5Sink(StagedSink):
    """One HDF5 file for all structures, built after the run from what the workers staged.

    Arrays as in the Zarr store: atoms of all structures lie one after another, structure i has the
    atoms `offsets[i]:offsets[i + 1]` of `positions` (N, 3) in Å and `atom/forces`, and the row i of
    `cell` and `structure/energy`; see `atoms.formats.ragged.hdf5_file`. h5py alone reads it, in
    part as well. It is written slab by slab; only to run some indices again it is read as a whole.

    Raises
    ------
    StructureError
        If a structure has a property that is no data, or a name or text per atom with a character
        0; at the end, if a per-atom property has different shapes in different structures.
    """

    name = "HDF5 file of structures"
    description = (
        "Writes all structures to one HDF5 file: positions, per-atom properties and edges end to "
        "end with offsets, energies and cells one row per structure, readable in parts."
    )

    def __init__(
        self,
        path: Annotated[Path, Param("The file.", suffixes=(".h5", ".hdf5"), widget="output_file")],
        float_type: FloatType = None,
        compression: Annotated[
            str,
            Param(
                "gzip is read by every program, lzf is faster and read by h5py, none is raw.",
                choices=("none", "gzip", "lzf"),
            ),
        ] = "gzip",
    ) -> None:
        self.path = Path(path)
        self.float_type = float_type
        self.compression = compression
        self.staging = staging_folder(self.path)

    def encode(self, atoms: Atoms) -> bytes:
        table = named_arrays(atoms)
        for name in table:
            check_name(name, "HDF5")
        return pack_table({name: _storable(name, value) for name, value in table.items()})

    def is_ours(self, path: Path) -> bool:
        return is_ours(path)

    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the structures of the file by index."""
        if not is_ours(path):
            raise StructureError(self.foreign(path))
        return {i: [pack_table(table) for table in t] for i, t in read_file(path).items()}

    def write_product(self, path: Path, rows: ProductRows) -> None:
        compression = None if self.compression == "none" else self.compression
        write_file(path, rows, self.float_type, compression)


def _storable(name: str, value: Packed) -> Packed:
    """Make JSON of a text with a character 0, which ends a text in HDF5.

    Raises
    ------
    StructureError
        If it is the text of an atom.
    """
    array = value.array
    if array.dtype.kind != "U" or not any("\0" in text for text in array.ravel().tolist()):
        return value
    if not name.startswith(STRUCTURE):
        raise StructureError(
            "the per-atom property {name} has a text with a character 0, which HDF5 cannot hold",
            name=repr(name.partition("/")[2]),
        )
    return Packed(np.array(json.dumps(array.tolist())), True)
