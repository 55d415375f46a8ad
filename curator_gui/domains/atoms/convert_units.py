"""Convert the units of properties and of the geometry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.param import REQUIRED, Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import (
    clone,
    find_property,
    match_names,
    missing_message,
    property_names,
    results_of,
    set_property,
    set_results,
)
from curator_gui.domains.atoms.property_filters import MISSING
from curator_gui.domains.atoms.units import QUANTITIES, UNITS, conversion, quantity_of

if TYPE_CHECKING:
    from ase import Atoms

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

    @classmethod
    def params(cls) -> list[Param]:
        """Describe the properties and the two units."""
        return [
            Param(
                "properties",
                "Names or globs: energy, eps*; positions and cell mean the geometry.",
                list[str],
                REQUIRED,
            ),
            Param("from_unit", "The unit they are in.", str, REQUIRED, choices=UNITS),
            Param("to_unit", "The unit they shall be in.", str, REQUIRED, choices=UNITS),
            MISSING,
        ]

    def __init__(
        self, properties: list[str], from_unit: str, to_unit: str, missing: str = "error"
    ) -> None:
        quantity = quantity_of(from_unit)
        if quantity_of(to_unit) != quantity:
            raise ParamError(
                f"to_unit: {to_unit} is no unit of {quantity}; "
                f"there are {', '.join(QUANTITIES[quantity])}"
            )
        self.properties = list(properties)
        self.missing = missing
        self.from_unit = from_unit
        self.to_unit = to_unit

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Yield converted copies."""
        factor = conversion(self.from_unit, self.to_unit)
        return (self._converted(atoms, factor) for atoms in items)

    def _converted(self, atoms: Atoms, factor: float) -> Atoms:
        copy = clone(atoms)
        results = results_of(copy)
        for name in self._chosen(atoms):
            if name == "positions":
                copy.positions *= factor
            elif name == "cell":
                copy.cell *= factor
            else:
                _scale(copy, name, factor)
                results = results_of(copy)
        set_results(copy, results)  # a calculator forgets its results when the geometry changes
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
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise StructureError(f"property {name!r} is {value!r:.60}, not a number in some unit")
    scaled = array * factor
    set_property(atoms, name, scaled if array.ndim else float(scaled))
