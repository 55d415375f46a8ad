"""The source of published sets of molecules: ANI, SPICE, QM7-X, MD17."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.filters.values.convert_units import QUANTITIES
from curator_gui.domains.atoms.formats.archive_layouts import (
    LAYOUTS,
    Layout,
    member,
    molecules,
    opened,
)
from curator_gui.domains.atoms.formats.molecule_archives import Choice, Molecule
from curator_gui.domains.atoms.sources.base import (
    Frames,
    FramesSource,
    Pattern,
    Recursive,
    path_param,
)

if TYPE_CHECKING:
    from ase import Atoms

_BY_NAME = {layout.name: layout for layout in LAYOUTS}


@dataclass(frozen=True)
class Contents:
    """The molecules of a file: names, layouts, and the number of structures up to each."""

    names: Sequence[str] = ("",)
    layouts: Sequence[str] = ("",)
    ends: Sequence[int] = (1,)
    damage: str = ""

    def __len__(self) -> int:
        return self.ends[-1]

    def locate(self, frame: int) -> tuple[str, Layout, int]:
        """Return the molecule of a frame, its layout and the number of the structure in it."""
        place = bisect_right(self.ends, frame)
        first = self.ends[place - 1] if place else 0
        return self.names[place], _BY_NAME[self.layouts[place]], frame - first


class MoleculeArchiveSource(FramesSource):
    """The structures of published archives of molecules, one per index, whatever their layout.

    Known are ANI-1, ANI-1x, SPICE and QM7-X (HDF5), rMD17 and MD17 (NPZ); see
    `atoms.formats.molecule_archives` for their arrays. Positions come in Å, energy and forces as
    results in eV and eV/Å. The property `molecule` is the name of the group in the file. Energies
    and forces that are NaN (ANI-1x has some for part of its structures only) are left out.

    Raises
    ------
    StructureError
        From an index whose file has none of these layouts, or whose arrays do not fit together.
    """

    name = "Molecule archives"
    description = (
        "Reads published sets of molecules: ANI-1, ANI-1x, SPICE, QM7-X (HDF5), MD17 and rMD17 "
        "(NPZ), one structure per index, in eV and Å."
    )
    version = "1"

    counting_may_crash = True  # archives can promise, and be, gigabytes

    def __init__(
        self,
        path: Annotated[Path, path_param("molecule archive", (".h5", ".hdf5", ".npz"))],
        pattern: Pattern = "*.h5, *.hdf5, *.npz",
        recursive: Recursive = False,
        frames: Frames = "all",
        energy: Annotated[
            str | None,
            Param(
                "Array that is the energy, such as ccsd(t)_cbs.energy; unset takes that of the "
                "layout (wb97x_dz.energy, dft_total_energy, energies, ePBE0+MBD, E)."
            ),
        ] = None,
        forces: Annotated[
            str | None,
            Param(
                "Array that is the forces; unset takes that of the layout, and SPICE's gradient "
                "with the other sign. An array that you name is taken as it stands."
            ),
        ] = None,
        properties: Annotated[
            list[str] | None,
            Param(
                "Further arrays that come along under their own names, in the units of the file, "
                "such as smiles or mbis_charges."
            ),
        ] = None,
        energy_unit: Annotated[
            str | None,
            Param(
                "Unit of the energy, and with that of length that of the forces. Unset: what the "
                "file says, else that of the layout (Hartree; QM7-X eV; MD17 kcal/mol).",
                choices=QUANTITIES["energy"],
            ),
        ] = None,
        length_unit: Annotated[
            str | None,
            Param(
                "Unit of the positions. Unset: what the file says, else that of the layout (Å; "
                "SPICE Bohr).",
                choices=QUANTITIES["length"],
            ),
        ] = None,
    ) -> None:
        super().__init__(path, pattern, recursive, frames)
        self._choice = Choice(
            energy or "",
            forces or "",
            tuple(properties or ()),
            energy_unit or "",
            length_unit or "",
        )
        self._last: tuple[Any, Molecule] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_last": None}

    def _open_table(self, path: str) -> Contents:
        try:
            with opened(Path(path)) as archive:
                names, layouts, counts = zip(*molecules(archive), strict=True)
        except StructureError as error:
            return Contents(damage=str(error))
        ends = np.cumsum(counts).tolist()
        if not ends[-1]:
            return Contents(damage="has no structures")
        return Contents(names, [layout.name for layout in layouts], ends)

    def _read(self, path: str, table: Contents, frame: int) -> Atoms:
        if table.damage:
            raise StructureError(table.damage)
        name, layout, place = table.locate(frame)
        return self._molecule(Path(path), name, layout).structure(place)

    def _molecule(self, path: Path, name: str, layout: Layout) -> Molecule:
        """Return a molecule; the last one is kept for the next index, which is mostly of it."""
        try:
            state = path.stat()
        except OSError as error:
            raise StructureError("cannot be read: {words}", words=os_reason(error)) from error
        identity = (path, name, state.st_mtime_ns, state.st_size)
        if self._last is None or self._last[0] != identity:
            with opened(path) as archive:
                group = member(archive, name) if name else archive
                found = Molecule.read(name.strip("/"), group, layout, self._choice)
            self._last = identity, found
        return self._last[1]
