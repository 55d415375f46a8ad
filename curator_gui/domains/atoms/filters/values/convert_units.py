"""Convert the units of properties and of the geometry, by the factors of `ase.units` (CODATA 2014).

A unit belongs to a quantity; only units of the same quantity are converted into each other. ASE
itself works in eV, Å, eV/Å, eV/Å³, elementary charges and atomic mass units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.filters.values.properties import Missing
from curator_gui.domains.atoms.graph import scale_graph
from curator_gui.domains.atoms.properties import (
    as_array,
    clone,
    find_property,
    match_names,
    missing_message,
    property_names,
    results_of,
    set_property,
    set_results,
)

if TYPE_CHECKING:
    from ase import Atoms


QUANTITIES = {
    "energy": (
        "eV", "meV", "Hartree", "mHartree", "Rydberg", "kcal/mol", "kJ/mol", "J", "cm-1", "K",
    ),
    "length": ("Å", "nm", "pm", "Bohr", "m", "A"),
    "force": (
        "eV/Å", "meV/Å", "Hartree/Bohr", "Hartree/Å", "Rydberg/Bohr", "kcal/mol/Å", "kJ/mol/Å",
        "kJ/mol/nm", "eV/Bohr", "mHartree/Bohr", "N", "nN", "eV/A", "meV/A", "Hartree/A",
        "kcal/mol/A",
    ),
    "stress": (
        "eV/Å³", "meV/Å³", "GPa", "MPa", "kbar", "bar", "atm", "Pa", "Hartree/Bohr³",
        "Rydberg/Bohr³", "eV/A^3", "meV/A^3", "Hartree/Bohr^3",
    ),
    "dipole": ("e·Å", "Debye", "e·Bohr", "C·m", "e*A", "e*Bohr"),
}  # fmt: skip
"""The units of each quantity, ASE's own first; those with an A for the Å are easier to type."""
UNITS = tuple(unit for units in QUANTITIES.values() for unit in units)


@cache
def factors() -> dict[str, float]:
    """Return what one of each unit is in ASE's units."""
    from ase import units as u

    kcal, kj, hartree = u.kcal / u.mol, u.kJ / u.mol, u.Hartree
    found = {
        "eV": 1.0, "meV": 1e-3, "Hartree": hartree, "mHartree": hartree / 1000,
        "Rydberg": u.Rydberg, "kcal/mol": kcal, "kJ/mol": kj, "J": u.J, "cm-1": u.invcm, "K": u.kB,
        "Å": 1.0, "nm": u.nm, "pm": u.nm / 1000, "Bohr": u.Bohr, "m": u.m,
        "eV/Å": 1.0, "meV/Å": 1e-3, "Hartree/Bohr": hartree / u.Bohr, "Hartree/Å": hartree,
        "mHartree/Bohr": hartree / u.Bohr / 1000, "Rydberg/Bohr": u.Rydberg / u.Bohr,
        "eV/Bohr": 1 / u.Bohr, "kcal/mol/Å": kcal, "kJ/mol/Å": kj, "kJ/mol/nm": kj / u.nm,
        "N": u.J / u.m, "nN": u.J / u.m * 1e-9,
        "eV/Å³": 1.0, "meV/Å³": 1e-3, "GPa": u.GPa, "MPa": u.GPa / 1000, "kbar": 1000 * u.bar,
        "bar": u.bar, "atm": 101325 * u.Pascal, "Pa": u.Pascal,
        "Hartree/Bohr³": hartree / u.Bohr**3, "Rydberg/Bohr³": u.Rydberg / u.Bohr**3,
        "e·Å": 1.0, "Debye": u.Debye, "e·Bohr": u.Bohr, "C·m": u.C * u.m,
    }  # fmt: skip
    return {unit: found[_spelled(unit)] for unit in UNITS}


def _spelled(unit: str) -> str:
    """Return a unit as it is printed: `e*A` is e·Å."""
    printed = unit.replace("^3", "³").replace("*", "·")
    return re.sub(r"\bA(?![a-z])", "Å", printed)


def quantity_of(unit: str) -> str:
    """Return the quantity that a unit measures."""
    return next(quantity for quantity, units in QUANTITIES.items() if unit in units)


_PROPERTIES = (
    ("energy", ("energy", "*_energy", "energies", "energy_*")),
    ("force", ("forces", "*_forces", "force", "max_force")),
    ("stress", ("stress", "*_stress", "stresses")),
    ("dipole", ("dipole", "dipoles", "*_dipole")),
    ("length", ("positions", "cell")),
)
"""Names by which properties are known, by what they measure."""


def quantity_of_property(name: str) -> str:
    """Return the quantity that a property measures by its usual name; "" if it has none."""
    for quantity, patterns in _PROPERTIES:
        if any(fnmatchcase(name.lower(), pattern) for pattern in patterns):
            return quantity
    return ""


def conversion(from_unit: str, to_unit: str) -> float:
    """Return the factor by which a number in one unit is multiplied to be in the other."""
    return factors()[from_unit] / factors()[to_unit]


_LENGTHS = ("positions", "cell")


class ConvertUnits(Filter["Atoms"]):
    """Multiply properties by the factor between two units of the same quantity.

    Names may be globs. `positions` and `cell` mean the geometry and are only matched by their own
    names; convert both, or atoms and cell no longer fit. Factors are those of `ase.units`.

    Raises
    ------
    ParamError
        If the two units measure different quantities.
    StructureError
        If a property is missing (and `missing` is "error") or is no number.
    """

    name = "Convert units"
    description = (
        "Converts properties from one unit to another: energies, forces, stresses, lengths and "
        "dipoles. ASE and most training codes expect eV, Å and eV/Å."
    )

    def __init__(
        self,
        properties: Annotated[
            list[str],
            Param(
                "Names or globs: energy, eps*; positions and cell mean the geometry.",
                role="property",
            ),
        ],
        from_unit: Annotated[str, Param("The unit they are in.", choices=UNITS)],
        to_unit: Annotated[str, Param("The unit they shall be in.", choices=UNITS)],
        missing: Missing = "error",
    ) -> None:
        quantity = quantity_of(from_unit)
        if quantity_of(to_unit) != quantity:
            raise ParamError(
                at(
                    "to_unit",
                    Message(
                        "{to_unit} is no unit of {quantity}; there are {quantities}",
                        to_unit=to_unit,
                        quantity=quantity,
                        quantities=", ".join(QUANTITIES[quantity]),
                    ),
                )
            )
        self.properties = list(properties)
        self.missing = missing
        self.from_unit = from_unit
        self.to_unit = to_unit

    @classmethod
    def offered(
        cls, param: str, values: Mapping[str, Any], name: str = "", unit: str = ""
    ) -> Sequence[Any] | None:
        """Offer units of what the properties are, and those into which the first one converts."""
        known = values.get("from_unit")
        if param == "to_unit" and known in UNITS:
            return QUANTITIES[quantity_of(known)]
        properties = values.get("properties")
        names = properties if isinstance(properties, (list, tuple)) else ()
        quantities = {quantity_of_property(str(each)) for each in names}
        if param in ("from_unit", "to_unit") and len(quantities) == 1:
            return QUANTITIES.get(quantities.pop())
        return None

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        factor = conversion(self.from_unit, self.to_unit)
        return (self._converted(atoms, factor) for atoms in items)

    def _converted(self, atoms: Atoms, factor: float) -> Atoms:
        copy = clone(atoms)
        results = results_of(copy)
        chosen = self._chosen(atoms)
        if not chosen:
            unchanged(Message("has none of {names}", names=", ".join(self.properties)))
        elif self.from_unit == self.to_unit:
            unchanged(Message("both units are {unit}", unit=self.from_unit))
        for name in chosen:
            if name == "positions":
                copy.positions *= factor
            elif name == "cell":
                copy.cell *= factor
            else:
                _scale(copy, name, factor)
                results = results_of(copy)
        set_results(copy, results)  # a calculator forgets its results when the geometry changes
        if "positions" in chosen and ("cell" in chosen or not atoms.pbc.any()):
            scale_graph(copy, atoms, factor)
        return copy

    def _chosen(self, atoms: Atoms) -> list[str]:
        names = property_names(atoms)
        found: dict[str, None] = {}
        for glob in self.properties:
            matched = [glob] if glob in _LENGTHS else match_names(names, [glob])
            if not matched and self.missing == "error":
                raise StructureError(missing_message(atoms, glob))
            found.update(dict.fromkeys(matched))
        return list(found)


def _scale(atoms: Atoms, name: str, factor: float) -> None:
    value = find_property(atoms, name)
    array = as_array(value)
    if array.dtype.kind not in "iuf":
        raise StructureError(
            "property {name} is {value}, not a number in some unit",
            name=repr(name),
            value=f"{value!r:.60}",
        )
    scaled = array * factor
    set_property(atoms, name, scaled if array.ndim else float(scaled))
