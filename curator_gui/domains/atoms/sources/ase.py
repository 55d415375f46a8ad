"""Files of the simulation programs that ASE reads as a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core.errors import CuratorError
from curator_gui.core.params.param import Param
from curator_gui.core.remote.damage import damage_words
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.before_ase import check_before, opened
from curator_gui.domains.atoms.graph import adopt_graph
from curator_gui.domains.atoms.origin import announced
from curator_gui.domains.atoms.sources.base import (
    EnergyKey,
    ForcesKey,
    Frames,
    MissingKeys,
    Pattern,
    Recursive,
    StressKey,
    StructureFiles,
    VirialKey,
    check_elements,
    naming_frame,
    path_param,
)

if TYPE_CHECKING:
    from ase import Atoms

FORMATS = (
    "abinit-in", "abinit-out", "aims", "aims-output", "castep-castep", "castep-cell", "castep-geom",
    "castep-md", "cfg", "cif", "cjson", "cp2k-dcd", "cp2k-restart", "crystal", "cube", "dftb",
    "dlp-history", "dlp4", "dmol-arc", "dmol-car", "elk", "eon", "espresso-in", "espresso-out",
    "extxyz", "gamess-us-out", "gaussian-in", "gaussian-out", "gen", "gpaw-out", "gpumd", "gromacs",
    "gromos", "json", "lammps-data", "magres", "mol",
    "nwchem-in", "nwchem-out", "octopus-in", "onetep-in", "onetep-out", "orca-output", "prismatic",
    "proteindatabank", "qbox", "res", "rmc6f", "runnerdata", "sdf", "siesta-xv", "struct",
    "struct_out", "traj", "turbomole", "turbomole-gradient", "v-sim", "vasp", "vasp-out",
    "vasp-xdatcar", "vasp-xml", "wout", "xsd", "xsf", "xtd", "xyz",
)  # fmt: skip
"""Formats of `ase.io` (3.23 and later) that are read from single files without further programs.

LAMMPS dumps are left to `LAMMPSDumpSource`: for them ASE invents an energy of 0 and, where a dump
has no elements, takes the number of the type for the atomic number.
"""


class ASESource(StructureFiles):
    """Files in one of ASE's formats; an index is a file and yields its chosen frames.

    The format is given, not guessed: guessing opens every file one time more and is wrong now and
    then. Units are ASE's (Å, eV), results (energy, forces, stress) come with the structure.

    Raises
    ------
    StructureError
        From an index whose file cannot be read or has none of the frames, naming it.
    """

    name = "Files of simulation programs"
    description = (
        "Reads the files of VASP, Quantum ESPRESSO, CP2K, Gaussian, ORCA, LAMMPS and many other "
        "programs through ASE. Each index is a file with all its frames."
    )

    def __init__(
        self,
        path: Annotated[Path, path_param("file of a simulation program")],
        format: Annotated[str, Param("The format of the files, as ASE calls it.", choices=FORMATS)],
        pattern: Pattern = "*",
        recursive: Recursive = False,
        frames: Frames = "all",
        energy_key: EnergyKey = None,
        forces_key: ForcesKey = None,
        stress_key: StressKey = None,
        virial_key: VirialKey = None,
        missing_keys: MissingKeys = "partial",
    ) -> None:
        keys = (energy_key, forces_key, stress_key, virial_key, missing_keys)
        super().__init__(path, pattern, recursive, frames, *keys)
        self.format = format

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, index: int) -> Iterator[Atoms]:
        return announced(index, self._items(index))

    def _items(self, index: int) -> Iterator[Atoms]:
        path = self.files[index]
        count = 0
        for frame, atoms in enumerate(read_frames(path, self.format, self.frames)):
            with naming_frame(path, frame):
                check_elements(atoms)
                adopt_graph(atoms)
                self.keys.map(atoms)
            count += 1
            yield atoms
        if not count:
            raise StructureError(
                "{path} has no structure in format {format}", path=path, format=self.format
            )

    def inputs(self, index: int) -> Sequence[str]:
        return (self.files[index],)

    def label(self, index: int) -> str:
        """Name the file below the source's folder."""
        path = Path(self.files[index])
        return path.name if path == self.path else path.relative_to(self.path).as_posix()


def read_frames(path: str, format_name: str, frames: slice) -> Iterator[Atoms]:
    """Yield frames of a file.

    Raises
    ------
    StructureError
        With the reader's reason: readers of so many formats fail in every possible way.
    """
    import ase.io

    try:
        with Path(path).open("rb"):  # some readers call an unreadable file empty
            pass
        check_before(Path(path), format_name)
        with opened(path, format_name) as source:
            found = ase.io.read(source, index=frames, format=format_name)
    except OSError as error:
        raise StructureError(
            "{path} cannot be read as {format_name}: {os_reason}",
            path=path,
            format_name=format_name,
            os_reason=os_reason(error),
        ) from error
    except CuratorError:
        raise
    except Exception as error:
        raise StructureError(
            "{path} cannot be read as {format_name}: {reason}",
            path=path,
            format_name=format_name,
            reason=damage_words(error),
        ) from error
    yield from found if isinstance(found, list) else [found]
