"""Published sets of molecules in HDF5 and NPZ archives: what each calls its arrays, and its units.

=======  ====================  ======================  ======================  =================
layout   atoms                 positions               energy                  forces
=======  ====================  ======================  ======================  =================
SPICE    atomic_numbers (A,)   conformations           dft_total_energy (N,)   dft_total_gradient
                               (N, A, 3) Bohr          Hartree                 Hartree/Bohr
ANI-1x   atomic_numbers (A,)   coordinates             wb97x_dz.energy (N,)    wb97x_dz.forces
                               (N, A, 3) Å             Hartree                 Hartree/Å
ANI-1    species (A,) symbols  coordinates             energies (N,)           forces, if there
                               (N, A, 3) Å             Hartree                 Hartree/Å
QM7-X    atNUM (A,)            atXYZ (A, 3) Å          ePBE0+MBD (1,) eV       totFOR eV/Å
rMD17    nuclear_charges (A,)  coords (N, A, 3) Å      energies (N,) kcal/mol  forces kcal/mol/Å
MD17     z (A,)                R (N, A, 3) Å           E (N,) kcal/mol         F kcal/mol/Å
=======  ====================  ======================  ======================  =================

The sign of SPICE's gradient is turned. SPICE says its units in an attribute `units` of each array,
MD17 (files of sGDML) in `e_unit` and `r_unit`; what a file says goes before this table. Sources:
documentation of sGDML; Sci. Data 7, 134 (2020) and 4, 170193 (2017), J. S. Smith et al.; 10, 11
(2023), P. Eastman et al.; 8, 43 (2021), J. Hoja et al.; Mach. Learn.: Sci. Technol. 1, 045018
(2020), A. Christensen and O. A. von Lilienfeld.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.containers.hdf5_links import open_member
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.atoms.errors import (
    StructureError,
    broken_promise,
    check_promise,
    os_reason,
)

if TYPE_CHECKING:
    pass

NPZ = ".npz"

_DAMAGE = (ValueError, KeyError, TypeError, RuntimeError, EOFError, MemoryError, zipfile.BadZipFile)

_UNITS = {
    "hartree": "Hartree", "ha": "Hartree", "ev": "eV", "kcal/mol": "kcal/mol", "kj/mol": "kJ/mol",
    "bohr": "Bohr", "ang": "Å", "angstrom": "Å", "å": "Å", "a": "Å", "nm": "nm",
}  # fmt: skip
"""Words of the files for units, in small letters, as `filters.convert_units` writes them."""


@dataclass(frozen=True)
class Layout:
    """The names of a set's arrays and its units; forces are in `energy_unit` per `length_unit`."""

    name: str
    numbers: str
    positions: str
    energy: str
    forces: str
    energy_unit: str
    length_unit: str
    is_gradient: bool = False

    def fits(self, names: Any) -> bool:
        """Whether arrays of these names are of this set."""
        return all(name in names for name in (self.numbers, self.positions))


LAYOUTS = (
    Layout("SPICE", "atomic_numbers", "conformations", "dft_total_energy", "dft_total_gradient",
           "Hartree", "Bohr", is_gradient=True),
    Layout("ANI-1x", "atomic_numbers", "coordinates", "wb97x_dz.energy", "wb97x_dz.forces",
           "Hartree", "Å"),
    Layout("ANI-1", "species", "coordinates", "energies", "forces", "Hartree", "Å"),
    Layout("QM7-X", "atNUM", "atXYZ", "ePBE0+MBD", "totFOR", "eV", "Å"),
    Layout("rMD17", "nuclear_charges", "coords", "energies", "forces", "kcal/mol", "Å"),
    Layout("MD17", "z", "R", "E", "F", "kcal/mol", "Å"),
)  # fmt: skip
"""The sets, those first whose names say more."""


@contextmanager
def opened(path: Path) -> Iterator[Mapping[str, Any]]:
    """Open an archive: a group of HDF5, or the arrays of an NPZ file.

    Raises
    ------
    StructureError
        If it cannot be read.
    """
    try:
        if path.suffix.lower() == NPZ:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
                for info in archive.zip.infolist():
                    check_promise(info.filename, info.file_size, info.compress_size)
                yield archive
            return
        import h5py

        with h5py.File(path, "r") as file:
            yield file
    except StructureError:
        raise
    except OSError as error:
        raise StructureError("cannot be read: {words}", words=os_reason(error)) from error
    except _DAMAGE as error:
        raise StructureError("cannot be read: {words}", words=error) from error
    except CuratorError as error:
        raise StructureError("{error}", error=error) from error


def molecules(archive: Any) -> Iterator[tuple[str, Layout, int]]:
    """Yield the name of each molecule in an archive, its layout and how many structures it has.

    Raises
    ------
    StructureError
        If there is none of a known layout, or its positions have another shape.
    """
    seen = list(_groups(archive, ""))
    found = False
    for name, group, layout in seen:
        if layout is not None:
            found = True
            yield name, layout, count_of(group, layout)
    if not found:
        arrays = sorted({array for _, group, _ in seen for array in arrays_in(group)})
        raise StructureError(
            "is of none of the known layouts; its arrays are {names}",
            names=listed_names(arrays, 20),
        )


def member(group: Any, name: str) -> Any:
    """Return what a group or NPZ file has under a name, below several groups with slashes.

    Raises
    ------
    StrayLinkError
        If it lies in another file elsewhere.
    """
    if not hasattr(group, "visititems"):
        return group[name]
    for part in name.strip("/").split("/"):
        group = open_member(group, part)
    return group


def _groups(group: Any, name: str) -> Iterator[tuple[str, Any, Layout | None]]:
    """Yield a group and those below it until one holds a molecule."""
    layout = next((one for one in LAYOUTS if one.fits(group)), None)
    yield name, group, layout
    if layout is None and hasattr(group, "visititems"):
        for key in group:
            node = member(group, key)
            if hasattr(node, "visititems"):
                yield from _groups(node, f"{name}/{key}")


def arrays_in(group: Any) -> list[str]:
    """Return the names of the arrays that lie directly in a group or NPZ file."""
    if not hasattr(group, "visititems"):  # an NPZ file, which reads whatever it is asked for
        return list(group)
    return [str(key) for key in group if not hasattr(member(group, key), "visititems")]


def count_of(group: Any, layout: Layout) -> int:
    """Return how many structures a molecule has.

    Raises
    ------
    StructureError
        If its positions have another shape than (A, 3) or (N, A, 3), or are not there.
    """
    shape = _shape(group, layout.positions)
    if len(shape) not in (2, 3) or shape[-1] != 3:
        raise StructureError(
            "{name} has shape {shape}, not (structures, atoms, 3)",
            name=repr(layout.positions),
            shape=shape,
        )
    return 1 if len(shape) == 2 else int(shape[0])


def _shape(group: Any, name: str) -> tuple[int, ...]:
    """Return the shape of an array without reading it.

    Raises
    ------
    StructureError
        If an array of HDF5 promises much more than it holds.
    """
    if isinstance(group, np.lib.npyio.NpzFile):
        return _npy_shape(group, name)
    array = member(group, name)
    check_promise(name, array.nbytes, array.id.get_storage_size())
    return tuple(array.shape)


def _npy_shape(archive: Any, name: str) -> tuple[int, ...]:
    """Read the header of an array in an NPZ file.

    Raises
    ------
    StructureError
        If it promises more than there is.
    """
    entry = f"{name}.npy" if f"{name}.npy" in archive.zip.namelist() else name
    with archive.zip.open(entry) as stream:
        version = np.lib.format.read_magic(stream)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else None
        shape, _, dtype = (read or np.lib.format.read_array_header_2_0)(stream)
    promised, held = math.prod(shape) * dtype.itemsize, archive.zip.getinfo(entry).file_size
    if promised > held and not dtype.hasobject:
        raise broken_promise(entry, promised, held)
    return tuple(shape)


def unit_word(said: Any) -> str:
    """Return a unit as this program writes it.

    Raises
    ------
    StructureError
        If it is not known.
    """
    words = text_of(said)
    found = _UNITS.get(words.strip().lower())
    if found is None:
        raise StructureError("its unit {unit} is not known; say which unit it is", unit=repr(words))
    return found


def text_of(said: Any) -> str:
    """Return the text of an attribute, or of an array of one text."""
    value = said.item() if isinstance(said, np.ndarray) and said.size == 1 else said
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
