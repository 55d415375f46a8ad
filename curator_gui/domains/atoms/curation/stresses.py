"""Stress and virial between the conventions of programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.filters.values.convert_units import QUANTITIES, conversion
from curator_gui.domains.atoms.properties import (
    as_array,
    clone,
    get_property,
    remove_property,
    set_property,
    warn_of_replacing,
)

if TYPE_CHECKING:
    from ase import Atoms

ORDERS = {
    "xx yy zz yz xz xy": [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)],
    "xx yy zz xy yz zx": [(0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (2, 0)],
    "xx yy zz xy xz yz": [(0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2)],
    "xx xy xz yy yz zz": [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)],
    "3 x 3": [(i, j) for i in range(3) for j in range(3)],
}
"""Orders of the numbers: ASE and Voigt, VASP, LAMMPS, the upper triangle by rows, all nine."""
_UNITS = (*QUANTITIES["stress"], *QUANTITIES["energy"])
_KINDS = ("stress", "virial")
_SIGNS = ("tension positive", "pressure positive")

Kind = Annotated[
    str, Param("stress (per volume), or virial (stress times the volume).", choices=_KINDS)
]
Sign = Annotated[
    str,
    Param(
        "Sign: `tension positive` as ASE's stress, or `pressure positive` as VASP's and LAMMPS' "
        "stress and the virial of MACE and GAP.",
        choices=_SIGNS,
    ),
]
Order = Annotated[str, Param("Order of the numbers.", choices=tuple(ORDERS))]
StressUnit = Annotated[
    str, Param("Unit: of a stress one per volume, of a virial one of energy.", choices=_UNITS)
]


class ConvertStress(Filter["Atoms"]):
    """Turn a stress or virial from one convention into another, with everything named.

    ASE's own is a stress, tension positive, xx yy zz yz xz xy, in eV/Å³. A virial is a stress times
    the volume of the cell. Nine numbers need not be symmetric; for six, the pairs off the diagonal
    are averaged.

    Raises
    ------
    StructureError
        If the property is missing or has another number of values, or a cell has no volume.
    """

    name = "Convert stress"
    description = (
        "Converts stress or virial between the conventions of programs: sign, order, unit, volume."
    )
    version = "1"

    def __init__(
        self,
        property: Annotated[
            str, Param("Name of the stress or virial in the data.", role="property")
        ],
        kind: Kind = "stress",
        sign: Sign = "pressure positive",
        order: Order = "xx yy zz xy yz zx",
        unit: StressUnit = "kbar",
        output: Annotated[
            str, Param("Name of the result; the old property goes if it is another.")
        ] = "stress",
        to_kind: Kind = "stress",
        to_sign: Sign = "tension positive",
        to_order: Order = "xx yy zz yz xz xy",
        to_unit: StressUnit = "eV/Å³",
    ) -> None:
        self.property = property
        self.output = output
        self.kinds = (kind, to_kind)
        self.orders = (order, to_order)
        self.sign = 1.0 if sign == to_sign else -1.0
        for name, each, of in (("unit", unit, kind), ("to_unit", to_unit, to_kind)):
            _check_unit(name, each, of)
        self.units = (unit, to_unit)
        own = ("stress", "tension positive", "xx yy zz yz xz xy", "eV/Å³")
        if output == "stress" and (to_kind, to_sign, to_order, to_unit) != own:
            raise ParamError(
                at("output", Message("stress is ASE's own name: give another for this convention"))
            )

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Convert the structures as they come."""
        return map(self._converted, items)

    def _converted(self, atoms: Atoms) -> Atoms:
        full = _full(get_property(atoms, self.property), self.orders[0], self.property)
        full = full * (self.sign * self._factor(atoms))
        if self.orders[1] != "3 x 3":
            full = (full + full.T) / 2
        value = np.array([full[place] for place in ORDERS[self.orders[1]]])
        if self.output != self.property:
            warn_of_replacing(atoms, self.output)
        result = clone(atoms)
        remove_property(result, self.property)
        _store(result, self.output, value)
        return result

    def _factor(self, atoms: Atoms) -> float:
        """Return by what numbers are multiplied: units to ASE's own, volume, units."""
        own = ["eV/Å³" if kind == "stress" else "eV" for kind in self.kinds]
        factor = conversion(self.units[0], own[0]) * conversion(own[1], self.units[1])
        if self.kinds[0] == self.kinds[1]:
            return factor
        if atoms.cell.rank < 3:
            raise StructureError(
                "{formula} has no cell whose volume would turn a {kind} into a {other}",
                formula=atoms.get_chemical_formula(),
                kind=self.kinds[0],
                other=self.kinds[1],
            )
        volume = float(atoms.get_volume())
        return factor * (volume if self.kinds[1] == "virial" else 1 / volume)


def _check_unit(name: str, unit: str, kind: str) -> None:
    if unit not in QUANTITIES["stress" if kind == "stress" else "energy"]:
        words = Message("{unit} is no unit of a {kind}", unit=unit, kind=kind)
        raise ParamError(at(name, words))


def _full(value: Any, order: str, name: str) -> np.ndarray:
    """Return the numbers as a matrix (3, 3)."""
    array, places = as_array(value), ORDERS[order]
    if array.size != len(places) or array.dtype.kind not in "fiu":
        raise StructureError(
            "property {name} has {count} numbers, but the order {order} has {wanted}",
            name=repr(name),
            count=array.size,
            order=order,
            wanted=len(places),
        )
    full = np.zeros((3, 3))
    for (row, column), number in zip(places, array.ravel().tolist(), strict=True):
        full[row, column] = number
        if order != "3 x 3":
            full[column, row] = number
    return full


def _store(atoms: Atoms, name: str, value: np.ndarray) -> None:
    """Keep the result for the structure, also where it has as many atoms as numbers."""
    if name == "stress":
        set_property(atoms, name, value)
    else:
        atoms.info[name] = value
