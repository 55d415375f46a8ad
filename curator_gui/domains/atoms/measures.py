"""What is measured of every structure: formula, energy, forces, volume, distances, properties.

A molecule is written in half a millisecond, so all this has to take a few microseconds.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import MeasureInfo
from curator_gui.domains.atoms.graph import count_edges, is_current
from curator_gui.domains.atoms.properties import GEOMETRY, results_of

if TYPE_CHECKING:
    from ase import Atoms

ATOMS = MeasureInfo("atoms", "atoms", "", "count")
FORMULA = MeasureInfo("formula", "formula", "", "text")
VOLUME = MeasureInfo("volume", "volume of the cell", "Å³")
ENERGY = MeasureInfo("energy", "energy", "eV")
PER_ATOM = MeasureInfo("energy_per_atom", "energy per atom", "eV")
FORCE = MeasureInfo("force.max", "largest force", "eV/Å")
EDGES = MeasureInfo("graph.edges", "edges of the neighbor graph", "", "count")
DISTANCE = MeasureInfo("distance.min", "shortest distance", "Å")

_UNITS = {"forces": "eV/Å", "stress": "eV/Å³", "energies": "eV", "free_energy": "eV"}
_NUMBERS = (int, float, np.integer, np.floating)

REACH = 4.0
"""Atoms further apart, in Å, have no shortest distance."""


def measure_item(atoms: Atoms, collector: Collector) -> None:
    """Measure a structure."""
    arrays = atoms.arrays
    numbers = arrays["numbers"].tolist()
    count = len(numbers)
    collector.add(ATOMS, count, "sum")
    collector.add(FORMULA, _formula(tuple(sorted(numbers))))
    _hash_structure(atoms, collector)
    results = results_of(atoms)
    _measure_energy(results, atoms.info, count, collector)
    if len(arrays) > len(GEOMETRY):
        for name in [name for name in arrays if name not in GEOMETRY]:
            collector.field(name, arrays[name], _UNITS.get(name, ""))
    for name, value in results.items():
        _measure_result(name, value, collector)
    if atoms.info:
        collector.add_all(_information(atoms.info))
        if is_current(atoms):
            collector.add(EDGES, count_edges(atoms), "sum")
    if collector.level == "full" and count > 1:
        _measure_distance(atoms, collector)


@lru_cache(maxsize=10_000)
def _formula(numbers: tuple[int, ...]) -> str:
    """Return the formula in Hill's order."""
    from ase.data import chemical_symbols
    from ase.formula import Formula

    symbols = [chemical_symbols[n] for n in numbers]
    return str(Formula.from_list(symbols).format("hill"))


_NO_CELL = bytes(75)
"""Three vectors of zeros, and three directions that are not periodic."""


def _hash_structure(atoms: Atoms, collector: Collector) -> None:
    cell = atoms.cell.array
    box = cell.tobytes() + atoms.pbc.tobytes()
    arrays = [atoms.arrays[name].tobytes() for name in GEOMETRY]
    collector.hash_bytes(b"".join((b"%d" % len(atoms), *arrays, box)))
    if box != _NO_CELL:
        volume = _volume(cell.tolist())
        if volume:
            collector.add(VOLUME, volume, "sum")


def _volume(cell: list[list[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = cell
    return abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))


def _measure_energy(results: Any, information: Any, count: int, collector: Collector) -> None:
    energy = results.get("energy", information.get("energy"))
    if isinstance(energy, _NUMBERS):
        collector.add(ENERGY, float(energy), "sum")
        if count:
            collector.add(PER_ATOM, float(energy) / count, "max")


def _measure_result(name: str, value: Any, collector: Collector) -> None:
    if name == "energy":
        collector.hash(np.asarray(value))
    elif isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        collector.field(name, value, _UNITS.get(name, ""))
        if name == "forces" and value.ndim == 2 and value.size:
            largest = math.sqrt(np.maximum.reduce(np.einsum("ij,ij->i", value, value)))
            collector.add(FORCE, largest, "max")
    elif isinstance(value, _NUMBERS):
        collector.add(_info(name), float(value))


def _information(found: dict[Any, Any]) -> dict[MeasureInfo, float | str]:
    """Return the single numbers and the texts; "energy" is measured in any case."""
    values = list(found.values())
    return {info: values[at] for at, info in _chosen(tuple(found), tuple(map(type, values)))}


@lru_cache(maxsize=1024)
def _chosen(names: tuple[Any, ...], types: tuple[type, ...]) -> tuple[tuple[int, MeasureInfo], ...]:
    """Say which values of these types are measured, by their place, and as what."""
    chosen = []
    for place, (name, kind) in enumerate(zip(names, types, strict=True)):
        if issubclass(kind, _NUMBERS) and name != "energy":
            chosen.append((place, _info(name)))
        elif issubclass(kind, str):
            chosen.append((place, _text(name)))
    return tuple(chosen)


@lru_cache(maxsize=1024)
def _info(name: Any) -> MeasureInfo:
    return MeasureInfo(str(name), str(name), _UNITS.get(str(name), ""))


@lru_cache(maxsize=1024)
def _text(name: Any) -> MeasureInfo:
    return MeasureInfo(str(name), str(name), "", "text")


def _measure_distance(atoms: Atoms, collector: Collector) -> None:
    """Take the shortest distance of two atoms, of periodic images too, if it is below `REACH`."""
    from ase.neighborlist import primitive_neighbor_list

    if not np.isfinite(atoms.positions).all():
        return  # nothing is known then
    periodic = atoms.pbc & atoms.cell.any(axis=1)  # ASE makes up a vector where there is none
    distances = primitive_neighbor_list("d", periodic, atoms.cell, atoms.positions, REACH)
    if distances.size:
        collector.add(DISTANCE, float(distances.min()), "min")
