"""Measures of structures against ASE's own numbers, and odd structures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk, molecule
from ase.calculators.singlepoint import SinglePointCalculator

from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import layout_infos, unpacked
from curator_gui.domains.atoms.measures import measure_item


def collected(*items: Atoms, level: str = "basic") -> Any:
    taken = Collector(level)
    for item in items:
        measure_item(item, taken)
    return taken.packed()


def measured(*items: Atoms, level: str = "basic") -> dict[str, Any]:
    packed = collected(*items, level=level)
    return unpacked(packed.layout, packed.numbers, packed.words)


def benzene(**results: Any) -> Atoms:
    atoms = molecule("C6H6")
    atoms.calc = SinglePointCalculator(atoms, **results)
    return atoms


@pytest.mark.parametrize("name", ["C6H6", "CH3CH2OH", "NaCl", "H2O", "SiH4", "CCl4", "O2"])
def test_the_formula_is_hills(name: str) -> None:
    atoms = molecule(name)
    assert measured(atoms)["formula"] == atoms.get_chemical_formula()


def test_energy_and_forces() -> None:
    forces = np.zeros((12, 3))
    forces[5] = (3.0, 0.0, 4.0)
    packed = collected(benzene(energy=-6.0, forces=forces))
    found = unpacked(packed.layout, packed.numbers, packed.words)
    assert (found["energy"], found["energy_per_atom"], found["force.max"]) == (-6.0, -0.5, 5.0)
    assert (found["forces.max"], found["atoms"]) == (4.0, 12)
    units = {info.name: info.unit for info in layout_infos(packed.layout)}
    assert (units["energy"], units["force.max"], units["forces.std"]) == ("eV", "eV/Å", "eV/Å")


def test_an_energy_among_the_information() -> None:
    atoms = molecule("H2O")
    atoms.info |= {"energy": -3.0, "gap": 0.25, "source": "x", "table": [1, 2]}
    found = measured(atoms)
    assert (found["energy_per_atom"], found["gap"], found["source"]) == (-1.0, 0.25, "x")
    assert "table" not in found


def test_the_shortest_distance_only_in_full_and_over_the_cell() -> None:
    atoms = molecule("H2O")
    assert measured(atoms, level="full")["distance.min"] == pytest.approx(
        atoms.get_all_distances()[np.triu_indices(3, 1)].min()
    )
    assert "distance.min" not in measured(atoms)
    copper = bulk("Cu", cubic=True)
    found = measured(copper, level="full")
    assert found["distance.min"] == pytest.approx(3.61 / np.sqrt(2))
    assert found["volume"] == pytest.approx(copper.get_volume())


@pytest.mark.parametrize("level", ["basic", "full"])
@pytest.mark.parametrize(
    "atoms", [Atoms(), Atoms("H"), Atoms("X"), Atoms("H2", [[0, 0, 0], [0, 0, 99]])]
)
def test_odd_structures(atoms: Atoms, level: str) -> None:
    found = measured(atoms, level=level)
    assert found["atoms"] == len(atoms)
    assert found["formula"] == atoms.get_chemical_formula()
    assert "distance.min" not in found


def test_a_structure_without_atoms_has_no_energy_per_atom() -> None:
    atoms = Atoms()
    atoms.info["energy"] = 0.0
    assert "energy_per_atom" not in measured(atoms)


def test_copies_have_one_hash_and_others_not() -> None:
    plain, copy, other = benzene(energy=-1.0), benzene(energy=-1.0), benzene(energy=-2.0)
    moved = benzene(energy=-1.0)
    moved.positions[0, 0] += 1e-9
    hashes = [measured(each)["content_hash"] for each in (plain, copy, other, moved)]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_nan_energies_are_kept() -> None:
    assert np.isnan(measured(benzene(energy=np.nan))["energy"])


def test_several_structures_of_an_index() -> None:
    found = measured(benzene(energy=-1.0), benzene(energy=-2.0))
    assert (found["atoms"], found["energy"]) == (24, -3.0)


def test_a_periodic_direction_without_cell_vector_makes_no_neighbors_up() -> None:
    atoms = Atoms("Cu2", positions=[[0, 0, 0], [0, 0, 2.5]], cell=[3, 3, 0], pbc=True)
    assert measured(atoms, level="full")["distance.min"] == pytest.approx(2.5)
    atoms.positions[1] = np.nan
    assert "distance.min" not in measured(atoms, level="full")
