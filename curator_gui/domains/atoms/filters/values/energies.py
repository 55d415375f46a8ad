"""Energy per atom, and energies relative to those of the free atoms."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.message import Message, at, plural
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.core.sidecars.constants_file import is_constants_file
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.filters.select_structures import element_numbers
from curator_gui.domains.atoms.filters.values.references import (
    REFERENCE_KEY,
    Composition,
    fit_references,
)
from curator_gui.domains.atoms.properties import (
    clone,
    find_property,
    get_number,
    set_property,
    warn_of_replacing,
)
from curator_gui.domains.common.moments import Moments
from curator_gui.domains.common.scaling import UNDO_NEEDS_FILE, entries_in

if TYPE_CHECKING:
    from ase import Atoms


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


class SubtractReference(FittedFilter["Atoms"]):
    """Subtract a reference energy per atom of each element from an energy.

    With the energies of free atoms the result is the atomization energy (with its sign), with those
    fitted by least squares it is what a model has left to learn. `inverse` adds them again.

    Raises
    ------
    ParamError
        If both table and file are given, or a symbol is no element.
    StructureError
        If the file cannot be used, an element has no reference or the energy is missing.
    """

    name = "Subtract reference energies"
    description = (
        "Subtracts from an energy the reference energies of its atoms, fitted to this data set, "
        "given as a table or read from a file."
    )

    def __init__(
        self,
        references: Annotated[
            dict[str, float] | None,
            Param(
                "Energy of one atom of each element, in the unit of the energy: H -13.6. Neither "
                "this nor a file: fitted to this data set, over its training part, in a pass "
                "before the run.",
                role="element",
            ),
        ] = None,
        statistics: Annotated[
            Path | None,
            Param(
                "A file with fitted references: of the statistics filter, or constants.json of a "
                "data set.",
                suffixes=(".json",),
                widget="file",
            ),
        ] = None,
        energy: Annotated[str, Param("Name of the energy.", role="property")] = "energy",
        output: Annotated[
            str, Param("Name of the result; the energy's own name replaces it.")
        ] = "energy",
        inverse: Annotated[
            bool, Param("Whether to add the reference energies again, with the same table or file.")
        ] = False,
    ) -> None:
        if references is not None and statistics is not None:
            raise ParamError(
                at("references", Message("give either this table or a statistics file"))
            )
        if references is not None:
            element_numbers("references", references)
        self.references = references
        self.statistics = statistics
        self.energy = energy
        self.output = output
        self.inverse = inverse

    def input_files(self) -> Sequence[str]:
        """Name the file of references: others give other results."""
        return () if self.statistics is None else (str(self.statistics),)

    @property
    def needs_fit(self) -> bool:
        return self.references is None and self.statistics is None and not self.inverse

    def gather(self, atoms: Atoms) -> Any:
        """Return the composition and the energy of one structure, one without energy as []."""
        if find_property(atoms, self.energy) is None:
            return [[], 1]
        energy = get_number(atoms, self.energy)
        if not math.isfinite(energy):
            remark(Message("{name} is NaN or infinite and does not count", name=self.energy))
            return [[], 1]
        counts = Counter(atoms.get_chemical_symbols())
        return [[[sorted(counts.items()), [1, energy, 0.0, energy, energy]]], 0]

    def combine(self, one: Any, other: Any) -> Any:
        """Put what two sets of structures have of each composition together."""
        found = {_composition(key): Moments(*values) for key, values in one[0]}
        for key, values in other[0]:
            known = found.get(_composition(key), Moments())
            found[_composition(key)] = known.merged(Moments(*values))
        rows = [[key, list(astuple(moments))] for key, moments in found.items()]
        return [rows, one[1] + other[1]]

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Fit one energy per element by least squares, and say if they are not determined.

        Raises
        ------
        StructureError
            If no structure has an energy.
        """
        rows, without = gathered
        if not rows:
            raise StructureError("no structure has the energy {name}", name=repr(self.energy))
        if without:
            remark(
                plural(
                    without,
                    "one structure has no energy and does not count",
                    "{n} structures have no energy and do not count",
                )
            )
        table, fit = fit_references({_composition(k): Moments(*values) for k, values in rows})
        if fit["rank"] < len(table):
            remark(
                Message(
                    "the compositions do not determine the energies of all {n} elements: the "
                    "smallest solution was taken",
                    n=len(table),
                )
            )
        return {REFERENCE_KEY: table, "reference_fit": fit}

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        table = self._table()
        return (self._subtracted(atoms, table) for atoms in items)

    def _table(self) -> Mapping[str, float]:
        if self.references is not None:
            return self.references
        if self.statistics is not None:
            return read_references(Path(self.statistics))
        found: Mapping[str, float] = self.constants[REFERENCE_KEY]
        return found

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
        energy = get_number(atoms, self.energy)
        set_property(copy, self.output, energy + total if self.inverse else energy - total)
        return copy

    def problems(self) -> Iterable[tuple[str, str]]:
        """Find a file without references."""
        if self.inverse and self.references is None and self.statistics is None:
            yield "statistics", UNDO_NEEDS_FILE
        if self.statistics is not None:
            try:
                read_references(Path(self.statistics))
            except StructureError as error:
                yield "statistics", str(error)


def _composition(items: Any) -> Composition:
    return tuple((str(symbol), int(count)) for symbol, count in items)


def read_references(path: Path) -> dict[str, float]:
    """Read the fitted reference energies of a statistics file.

    Raises
    ------
    StructureError
        If the file cannot be read or has none.
    """
    if is_constants_file(path):
        found = entries_in(path, SubtractReference, StructureError)
        return {str(symbol): float(value) for symbol, value in found[REFERENCE_KEY].items()}
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
