"""Statistics of a data set of structures: elements, sizes, energies, forces, reference energies."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.filters.gathering import (
    Record,
    RecordFilter,
    read_records,
    write_text,
)
from curator_gui.domains.atoms.filters.values.references import (
    REFERENCE_KEY,
    Composition,
    fit_references,
)
from curator_gui.domains.atoms.properties import find_property, get_forces, get_number
from curator_gui.domains.common.moments import Moments

if TYPE_CHECKING:
    from ase import Atoms


class StructureStatistics(RecordFilter):
    """Gather the statistics of all structures that pass, and write them to a JSON file.

    The file has: number of structures and atoms; atoms per structure; energy and energy per atom;
    norms and components of the forces, over all atoms and per element; for each element the number
    of atoms and of structures that contain it; and one reference energy per element, fitted by
    least squares to energy = sum of the atoms' references (the smallest solution where the
    compositions do not determine one, `reference_fit.rank` tells), with the spread of what is left.
    Standard deviations are divided by the count. Units are those of the input. Energies and forces
    that are missing, NaN or infinite are left out; the counts tell how many there were.

    Raises
    ------
    StructureError
        If an energy is no number or forces do not have shape (n, 3).
    """

    name = "Statistics"
    description = (
        "Gathers statistics over all structures: elements, sizes, energies, forces and fitted "
        "reference energies per element. The structures pass unchanged."
    )

    def __init__(
        self,
        output: Annotated[
            Path,
            Param(
                "The JSON file that gets the statistics.", suffixes=(".json",), widget="output_file"
            ),
        ],
        energy: Annotated[str, Param("Name of the energy.", role="property")] = "energy",
        forces: Annotated[str, Param("Name of the forces.", role="property")] = "forces",
    ) -> None:
        super().__init__(output)
        self.energy = energy
        self.forces = forces

    def record(self, atoms: Atoms) -> Record:
        """Return composition, energy and the forces' moments per element."""
        symbols = np.array(atoms.get_chemical_symbols(), dtype=str)
        record: Record = {"composition": dict(sorted(Counter(symbols.tolist()).items()))}
        if find_property(atoms, self.energy) is not None:
            energy = get_number(atoms, self.energy)
            if math.isfinite(energy):
                record["energy"] = energy
            else:
                _left_out(self.energy)
        if find_property(atoms, self.forces) is not None:
            forces = get_forces(atoms, self.forces)
            record["forces"] = _force_moments(forces, symbols)
            if not np.isfinite(forces).all():
                _left_out(self.forces)
        if not {"energy", "forces"} & set(record):
            names = {"energy": self.energy, "forces": self.forces}
            unchanged(Message("has neither {energy} nor {forces}: only its atoms count", **names))
        return record

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        """Fold the records of all parts in their order and write the statistics."""
        gathered = _Gathered()
        for _, record in read_records(parts):
            gathered.add(record)
        write_text(output, json.dumps(gathered.summary(), indent=2) + "\n")


def _left_out(name: str) -> None:
    remark(Message("{name} is NaN or infinite and does not count", name=name))


def _force_moments(forces: np.ndarray, symbols: np.ndarray) -> dict[str, list[list[float]]]:
    found = {}
    for symbol in sorted(set(symbols.tolist())):
        mine = forces[symbols == symbol]
        norms = np.linalg.norm(mine, axis=1)
        found[symbol] = [_as_list(Moments.of(mine)), _as_list(Moments.of(norms))]
    return found


def _as_list(moments: Moments) -> list[float]:
    """Return the fields for JSON; an empty one is short, because infinities are no JSON."""
    return list(astuple(moments)) if moments.count else []


def _single(value: float) -> Moments:
    return Moments(1, float(value), 0.0, float(value), float(value))


def _from_list(fields: list[float]) -> Moments:
    return Moments(int(fields[0]), *fields[1:]) if fields else Moments()


@dataclass
class _Forces:
    """Moments of the components and of the norms of forces."""

    components: Moments = field(default_factory=Moments)
    norms: Moments = field(default_factory=Moments)

    def merge(self, lists: list[list[float]]) -> None:
        self.components = self.components.merged(_from_list(lists[0]))
        self.norms = self.norms.merged(_from_list(lists[1]))

    def summary(self) -> dict[str, Any]:
        rms = self.norms.rms if self.norms.count else None
        return {
            "components": self.components.summary(),
            "norms": {**self.norms.summary(), "rms": rms},
        }


@dataclass
class _Element:
    atoms: int = 0
    structures: int = 0
    forces: _Forces = field(default_factory=_Forces)


@dataclass
class _Gathered:
    """Everything known about the structures so far."""

    structures: int = 0
    sizes: Moments = field(default_factory=Moments)
    energy: Moments = field(default_factory=Moments)
    per_atom: Moments = field(default_factory=Moments)
    forces: _Forces = field(default_factory=_Forces)
    elements: dict[str, _Element] = field(default_factory=dict)
    compositions: dict[Composition, Moments] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        composition: dict[str, int] = record["composition"]
        size = sum(composition.values())
        self.structures += 1
        self.sizes = self.sizes.merged(_single(size))
        for symbol, count in composition.items():
            element = self.elements.setdefault(symbol, _Element())
            element.atoms += count
            element.structures += 1
        if "energy" in record and size:
            self._add_energy(record["energy"], size, tuple(composition.items()))
        for symbol, lists in record.get("forces", {}).items():
            self.elements[symbol].forces.merge(lists)
            self.forces.merge(lists)

    def _add_energy(self, energy: float, size: int, key: tuple[tuple[str, int], ...]) -> None:
        self.energy = self.energy.merged(_single(energy))
        self.per_atom = self.per_atom.merged(_single(energy / size))
        known = self.compositions.get(key, Moments())
        self.compositions[key] = known.merged(_single(energy))

    def summary(self) -> dict[str, Any]:
        references, fit = fit_references(self.compositions)
        return {
            "structures": self.structures,
            "atoms": sum(element.atoms for element in self.elements.values()),
            "atoms_per_structure": self.sizes.summary(),
            "energy": self.energy.summary(),
            "energy_per_atom": self.per_atom.summary(),
            "forces": self.forces.summary(),
            "elements": {s: self._element(self.elements[s]) for s in sorted(self.elements)},
            REFERENCE_KEY: references,
            "reference_fit": fit,
        }

    def _element(self, element: _Element) -> dict[str, Any]:
        return {
            "atoms": element.atoms,
            "structures": element.structures,
            "forces": element.forces.summary(),
        }
