"""A Zarr store of ragged arrays as a sink."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.packing import pack, pack_table
from curator_gui.domains.atoms.formats.ragged.zarr_store import (
    StoreOptions,
    is_store,
    read_store,
    restore_previous,
    write_store,
)
from curator_gui.domains.atoms.formats.staging import ProductRows, staging_folder
from curator_gui.domains.atoms.sinks.base import FloatType, StagedSink

if TYPE_CHECKING:
    from ase import Atoms


class AtomsZarrSink(StagedSink):
    """One Zarr v3 store for all structures, built after the run from what the workers staged.

    Atoms of all structures lie one after another, `offsets` tells where each structure begins
    (compressed sparse row layout); see `ragged_format` for every array with shape and unit. No two
    workers ever write to the same chunk: only the parent writes the store.

    Raises
    ------
    StructureError
        If a structure has a property that is no data; at the end, if a per-atom property has
        different shapes in different structures.
    """

    name = "Zarr store of structures"
    description = (
        "Writes all structures to one Zarr store: positions, numbers and per-atom properties end "
        "to end with offsets, cells and energies one row per structure, ready for memory-mapped "
        "or cloud training."
    )
    one_store = True
    in_folder = True

    def __init__(
        self,
        path: Annotated[
            Path,
            Param(
                "The store, a folder that usually ends in .zarr.",
                suffixes=(".zarr",),
                widget="output_folder",
            ),
        ],
        float_type: FloatType = None,
        chunk_mb: Annotated[
            float,
            Param("Size of a chunk before compression.", unit="MB", minimum=0.01, maximum=1000),
        ] = 4.0,
        compression: Annotated[
            str,
            Param(
                "Compression of the chunks: zstd is small, lz4 is fast.",
                choices=("zstd", "lz4", "none"),
            ),
        ] = "zstd",
    ) -> None:
        self.path = Path(path)
        self.options = StoreOptions(float_type, chunk_mb, compression)
        self.staging = staging_folder(self.path)

    def encode(self, atoms: Atoms) -> bytes:
        return pack(atoms)

    def make_placeholder(self, path: Path) -> None:
        """Create an empty folder, which Zarr refuses to open."""
        if not restore_previous(path):
            path.mkdir(exist_ok=True)

    def is_ours(self, path: Path) -> bool:
        return is_store(path)

    def foreign(self, path: Path) -> Message:
        return Message("{path} has other contents: choose a new name, such as data.zarr", path=path)

    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the structures of the store by index."""
        if not is_store(path):
            raise StructureError(super().foreign(path))  # another store came during the run
        return {i: [pack_table(table) for table in t] for i, t in read_store(path).items()}

    def write_product(self, path: Path, rows: ProductRows) -> None:
        write_store(path, rows, self.options)
