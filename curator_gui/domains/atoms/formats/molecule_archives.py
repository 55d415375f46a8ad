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

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.hdf5_links import open_member
from curator_gui.domains.atoms.errors import StructureError, check_promise, os_reason
from curator_gui.domains.atoms.filters.convert_units import factors
from curator_gui.domains.atoms.properties import set_results

if TYPE_CHECKING:
    from ase import Atoms

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
        arrays = sorted({array for _, group, _ in seen for array in _arrays(group)})
        raise StructureError(
            "is of none of the known layouts; its arrays are {names}",
            names=", ".join(arrays[:20]) or "none",
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


def _arrays(group: Any) -> list[str]:
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
    """Read the header of an array in an NPZ file."""
    entry = f"{name}.npy" if f"{name}.npy" in archive.zip.namelist() else name
    with archive.zip.open(entry) as stream:
        version = np.lib.format.read_magic(stream)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else None
        shape, _, _ = (read or np.lib.format.read_array_header_2_0)(stream)
    return tuple(shape)


def unit_word(said: Any) -> str:
    """Return a unit as this program writes it.

    Raises
    ------
    StructureError
        If it is not known.
    """
    words = _text(said)
    found = _UNITS.get(words.strip().lower())
    if found is None:
        raise StructureError("its unit {unit} is not known; say which unit it is", unit=repr(words))
    return found


def _text(said: Any) -> str:
    """Return the text of an attribute, or of an array of one text."""
    value = said.item() if isinstance(said, np.ndarray) and said.size == 1 else said
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


@dataclass(frozen=True)
class Choice:
    """What is taken of a molecule: arrays by name, "" for those of the layout, and their units."""

    energy: str = ""
    forces: str = ""
    properties: tuple[str, ...] = ()
    energy_unit: str = ""
    length_unit: str = ""

    def names(self, layout: Layout) -> list[str]:
        """Return the arrays that are read, those first that each molecule must have."""
        own = [self.energy or layout.energy, self.forces or layout.forces]
        return list(dict.fromkeys([layout.numbers, layout.positions, *own, *self.properties]))


@dataclass(frozen=True)
class Molecule:
    """The arrays of a molecule, all its structures, and what is said of them."""

    name: str
    layout: Layout
    choice: Choice
    arrays: Mapping[str, Any]
    units: Mapping[str, Any]
    left_out: tuple[str, ...]

    @classmethod
    def read(cls, name: str, group: Any, layout: Layout, choice: Choice) -> Molecule:
        """Read what was chosen of a group.

        Raises
        ------
        StructureError
            If an array that was named is not there.
        """
        for wanted in filter(None, (choice.energy, choice.forces, *choice.properties)):
            if wanted not in group:
                names = ", ".join(sorted(map(str, _arrays(group))))
                raise StructureError(
                    "has no array {name}; it has {names}", name=repr(wanted), names=names
                )
        there = [one for one in choice.names(layout) if one in group]
        nodes = {one: member(group, one) for one in there}
        for one, node in nodes.items():
            if hasattr(node, "id"):  # of HDF5
                check_promise(one, node.nbytes, node.id.get_storage_size())
        units = {one: getattr(node, "attrs", {}).get("units") for one, node in nodes.items()}
        units |= {key: member(group, key)[()] for key in _UNIT_ARRAYS if key in group}
        left = sorted(set(_arrays(group)) - set(there) - set(_UNIT_ARRAYS))
        arrays = {one: np.asarray(node[()]) for one, node in nodes.items()}
        return cls(name, layout, choice, arrays, units, tuple(left))

    def structure(self, place: int) -> Atoms:
        """Return one of its structures, with results in eV and eV/Å.

        Raises
        ------
        StructureError
            If its arrays do not fit together or a unit is not known.
        """
        from ase import Atoms

        numbers = self._numbers(place)
        length = factors()[self._unit(self.layout.positions, "r_unit", self.choice.length_unit)]
        positions = self._of(self.layout.positions, place).astype(np.float64)
        if positions.shape != (len(numbers), 3) or not np.isfinite(positions).all():
            self._refuse(self.layout.positions, positions, len(numbers))
        atoms = Atoms(numbers=numbers, positions=positions * length)
        atoms.info |= {"molecule": self.name} if self.name else {}
        self._take_properties(atoms, place)
        set_results(atoms, self._results(place, len(numbers), length))
        if self.left_out:
            names = ", ".join(self.left_out[:20])
            remark(Message("arrays of the archive that are left out: {names}", names=names))
        return atoms

    def _numbers(self, place: int) -> np.ndarray:
        from ase.data import atomic_numbers

        values = self.arrays[self.layout.numbers]
        values = values[place] if values.ndim == 2 else values
        if values.dtype.kind in "SOU":
            symbols = [one.decode() if isinstance(one, bytes) else str(one) for one in values]
            values = np.array([atomic_numbers.get(one, 0) for one in symbols])
        if values.ndim != 1 or values.dtype.kind not in "iu" or not _are_elements(values):
            raise StructureError("{name} holds no elements", name=repr(self.layout.numbers))
        return np.asarray(values)

    def _of(self, name: str, place: int) -> np.ndarray:
        """Return one structure's part of an array; of a molecule with one structure all of it."""
        values = self.arrays[name]
        if self.arrays[self.layout.positions].ndim == 2:
            return np.asarray(values)
        if not values.ndim or len(values) != len(self.arrays[self.layout.positions]):
            raise StructureError(
                "{name} has {count} entries, but there are {structures} structures",
                name=repr(name),
                count=len(values) if values.ndim else 1,
                structures=len(self.arrays[self.layout.positions]),
            )
        return np.asarray(values[place])

    def _refuse(self, name: str, values: np.ndarray, atoms: int) -> NoReturn:
        raise StructureError(
            "{name} has shape {shape} or NaN, not 3 numbers for each of {atoms} atoms",
            name=repr(name),
            shape=values.shape,
            atoms=atoms,
        )

    def _unit(self, name: str, own: str, given: str) -> str:
        """Return the unit of an array: the one given, that of the file or of the layout."""
        if given:
            return given
        said = self.units.get(own, self.units.get(name))
        if said is not None:
            return unit_word(said)
        is_length = own == "r_unit"
        return self.layout.length_unit if is_length else self.layout.energy_unit

    def _results(self, place: int, atoms: int, length: float) -> dict[str, Any]:
        energy, forces = (self.choice.energy or self.layout.energy,
                          self.choice.forces or self.layout.forces)  # fmt: skip
        unit = factors()[self._unit(energy, "e_unit", self.choice.energy_unit)]
        found: dict[str, Any] = {}
        if energy in self.arrays:
            values = self._of(energy, place).astype(np.float64)
            if values.size != 1:
                raise StructureError(
                    "{name} has {count} numbers for a structure, not one",
                    name=repr(energy),
                    count=values.size,
                )
            found["energy"] = float(values.reshape(())) * unit
        if forces in self.arrays:
            values = self._of(forces, place).astype(np.float64)
            if values.shape != (atoms, 3):
                self._refuse(forces, values, atoms)
            sign = -1.0 if self.layout.is_gradient and not self.choice.forces else 1.0
            found["forces"] = values * (sign * self._force_unit(forces, unit / length))
        return _without_nan(found)

    def _force_unit(self, name: str, otherwise: float) -> float:
        """Return what one of the forces is in eV/Å, if their own array says it: hartree/bohr."""
        said = self.units.get(name)
        if said is None or self.choice.energy_unit or self.choice.length_unit:
            return otherwise
        energy, _, length = _text(said).rpartition("/")
        return factors()[unit_word(energy)] / factors()[unit_word(length)]

    def _take_properties(self, atoms: Atoms, place: int) -> None:
        for name in self.choice.properties:
            values = self.arrays[name]
            per_structure = (
                values.ndim
                and len(values) == len(self.arrays[self.layout.positions])
                and self.arrays[self.layout.positions].ndim == 3
            )
            own = np.asarray(values[place] if per_structure else values)
            if own.ndim and len(own) == len(atoms) and own.dtype.kind in "biuf":
                atoms.set_array(name, own)
            else:
                atoms.info[name] = _plain(own)


_UNIT_ARRAYS = ("e_unit", "r_unit")


def _are_elements(numbers: np.ndarray) -> bool:
    return bool(len(numbers) and numbers.min() > 0 and numbers.max() <= 118)


def _without_nan(results: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not computed for a structure, with a remark."""
    kept = {name: values for name, values in results.items() if np.isfinite(values).all()}
    gone = sorted(results.keys() - kept.keys())
    if gone:
        remark(Message("results that are NaN are left out: {names}", names=", ".join(gone)))
    return kept


def _plain(values: np.ndarray) -> Any:
    """Return a text or number as such, texts of HDF5 decoded."""
    if values.dtype.kind in "SO":
        values = np.array([v.decode() if isinstance(v, bytes) else str(v) for v in values.flat])
    return values.reshape(()).item() if values.size == 1 else values
