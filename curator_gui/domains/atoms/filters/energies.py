"""Energy per atom, and energies relative to those of the free atoms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import unchanged
from curator_gui.core.param import Param
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.filters.select_structures import element_numbers
from curator_gui.domains.atoms.properties import (
    clone,
    get_number,
    set_property,
    warn_of_replacing,
)

if TYPE_CHECKING:
    from ase import Atoms

REFERENCE_KEY = "reference_energies"
"""The entry of a statistics file that `SubtractReference` reads."""


class EnergyPerAtom(Filter["Atoms"]):
    """Add the energy divided by the number of atoms, in the energy's own unit.

    Raises
    ------
    StructureError
        If a structure has no such energy, or no atoms.
    """

    name = "Energy per atom"
    description = "Adds a property: the energy divided by the number of atoms."

    def __init__(
        self,
        energy: Annotated[str, Param("Name of the energy.", role="property")] = "energy",
        output: Annotated[str, Param("Name of the new property.")] = "energy_per_atom",
    ) -> None:
        self.energy = energy
        self.output = output

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._extended(atoms) for atoms in items)

    def _extended(self, atoms: Atoms) -> Atoms:
        if len(atoms) == 0:
            raise StructureError("a structure without atoms has no energy per atom")
        copy = clone(atoms)
        if self.output != self.energy:
            warn_of_replacing(atoms, self.output)
        set_property(copy, self.output, get_number(atoms, self.energy) / len(atoms))
        return copy


class SubtractReference(Filter["Atoms"]):
    """Subtract a reference energy per atom of each element from an energy.

    With the energies of free atoms the result is the atomization energy (with its sign), with those
    fitted by the statistics filter it is what a model has left to learn.

    Raises
    ------
    ParamError
        If neither or both of table and file are given, or a symbol is no element.
    StructureError
        If the file cannot be used, an element has no reference or the energy is missing.
    """

    name = "Subtract reference energies"
    description = (
        "Subtracts from an energy the reference energies of its atoms, given as a table or read "
        "from the file of the statistics filter."
    )

    def __init__(
        self,
        references: Annotated[
            dict[str, float] | None,
            Param(
                "Energy of one atom of each element, in the unit of the energy: H -13.6.",
                role="element",
            ),
        ] = None,
        statistics: Annotated[
            Path | None,
            Param(
                "A file of the statistics filter, from an earlier run, with fitted references.",
                suffixes=(".json",),
                widget="file",
            ),
        ] = None,
        energy: Annotated[str, Param("Name of the energy.", role="property")] = "energy",
        output: Annotated[
            str, Param("Name of the result; the energy's own name replaces it.")
        ] = "energy",
    ) -> None:
        if (references is None) == (statistics is None):
            raise ParamError(
                at("references", Message("give either this table or a statistics file"))
            )
        if references is not None:
            element_numbers("references", references)
        self.references = references
        self.statistics = statistics
        self.energy = energy
        self.output = output

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        table = self._table()
        return (self._subtracted(atoms, table) for atoms in items)

    def _table(self) -> Mapping[str, float]:
        if self.references is not None:
            return self.references
        assert self.statistics is not None
        return read_references(Path(self.statistics))

    def _subtracted(self, atoms: Atoms, table: Mapping[str, float]) -> Atoms:
        symbols = atoms.get_chemical_symbols()
        absent = sorted(set(symbols) - set(table))
        if absent:
            raise StructureError(
                "{get_chemical_formula}: there is no reference energy for {absent}; "
                "there are {table}",
                get_chemical_formula=atoms.get_chemical_formula(),
                absent=absent[0],
                table=", ".join(table),
            )
        total = sum(table[symbol] for symbol in symbols)
        copy = clone(atoms)
        if self.output not in (self.energy, "energy"):
            warn_of_replacing(atoms, self.output)
        if not total:
            unchanged(Message("the references of its elements add up to 0"))
        set_property(copy, self.output, get_number(atoms, self.energy) - total)
        return copy

    def problems(self) -> Iterable[tuple[str, str]]:
        """Find a file without references."""
        if self.statistics is not None:
            try:
                read_references(Path(self.statistics))
            except StructureError as error:
                yield "statistics", str(error)


def read_references(path: Path) -> dict[str, float]:
    """Read the fitted reference energies of a statistics file.

    Raises
    ------
    StructureError
        If the file cannot be read or has none.
    """
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        table = data[REFERENCE_KEY]
        return {str(symbol): float(value) for symbol, value in table.items()}
    except OSError as error:
        raise StructureError(
            "{path} cannot be read: {os_reason}", path=path, os_reason=os_reason(error)
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StructureError(
            "{path} has no table {reference_key}: it needs to be written by the "
            "statistics filter from structures with energies",
            path=path,
            reference_key=repr(REFERENCE_KEY),
        ) from error
