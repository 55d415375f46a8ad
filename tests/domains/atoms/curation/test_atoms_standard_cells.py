"""Primitive and conventional cells: spglib's own, with energies and forces that belong to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk, molecule
from ase.calculators.emt import EMT
from ase.constraints import FixAtoms
from ase.spacegroup import crystal

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import StandardCell
from curator_gui.domains.atoms.curation.rotations import random_matrix, rotated
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import clone, results_of, set_results

spglib = pytest.importorskip("spglib")


def rutile() -> Atoms:
    """A crystal whose symmetry leaves forces: each oxygen may slide along one direction."""
    return crystal(
        ["Al", "O"],
        [(0, 0, 0), (0.28, 0.28, 0)],
        spacegroup=136,
        cellpar=[4.6, 4.6, 2.9, 90, 90, 90],
    )


def centered() -> Atoms:
    """Cuprous oxide with a copper lattice that is centered, and a second element in its holes."""
    return crystal(
        ["Cu", "O"], [(0, 0, 0), (0.2, 0.2, 0.2)], spacegroup=216, cellpar=[5.4] * 3 + [90] * 3
    )


def calculated(atoms: Atoms) -> Atoms:
    atoms = Atoms(atoms.symbols, atoms.positions, cell=atoms.cell, pbc=True)
    work = atoms.copy()
    work.calc = EMT()
    results = {n: work.calc.get_property(n, work) for n in ("energy", "forces", "stress")}
    set_results(atoms, results)
    atoms.info = {"REF_energy": results["energy"], "name": "x"}
    atoms.arrays["REF_forces"] = results["forces"].copy()
    atoms.arrays["charge"] = np.where(atoms.numbers == 8, -2.0, 1.0)
    return atoms


def standard(atoms: Atoms, **arguments: Any) -> tuple[Atoms, list[str]]:
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [found] = StandardCell(**arguments)(iter([atoms]))
    return found, said


def scrambled(atoms: Atoms, seed: int) -> Atoms:
    """The same crystal: a supercell, turned, shifted and in another order."""
    random = np.random.default_rng(seed)
    turned = rotated(atoms * (2, 1, 1), random_matrix(random), [])
    turned.positions += random.uniform(-5, 5, 3)
    return turned[random.permutation(len(turned))]


@pytest.mark.parametrize("make", [rutile, centered, lambda: bulk("Al"), lambda: bulk("Ni") * 2])
@pytest.mark.parametrize("cell", ["primitive", "conventional"])
@pytest.mark.parametrize("idealize", [True, False])
@pytest.mark.parametrize("seed", [0, 1])
def test_results_are_those_of_the_new_cell(make: Any, cell: str, idealize: bool, seed: int) -> None:
    atoms = calculated(scrambled(make(), seed))
    before = atoms.copy()
    arguments = {"cell": cell, "idealize": idealize, "properties": ["REF_forces"]}
    found, _ = standard(atoms, **arguments)
    plain = (atoms.cell.array, atoms.get_scaled_positions(wrap=False), atoms.numbers)
    lattice, places, numbers = spglib.standardize_cell(
        plain, cell == "primitive", not idealize, symprec=1e-3
    )
    np.testing.assert_array_equal(found.cell.array, lattice)
    np.testing.assert_allclose(found.positions, places @ lattice, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(found.numbers, numbers)
    fresh = found.copy()
    fresh.calc = EMT()
    np.testing.assert_allclose(results_of(found)["forces"], fresh.get_forces(), atol=1e-6)
    np.testing.assert_allclose(found.arrays["REF_forces"], fresh.get_forces(), atol=1e-6)
    np.testing.assert_allclose(results_of(found)["stress"], fresh.get_stress(), atol=1e-8)
    for energy in (results_of(found)["energy"], found.info["REF_energy"]):
        assert energy == pytest.approx(fresh.get_potential_energy(), abs=1e-8)
    assert (found.arrays["charge"] == np.where(found.numbers == 8, -2, 1)).all()
    assert found.info["name"] == "x"
    assert atoms == before


def test_there_are_forces_to_turn() -> None:
    assert np.abs(results_of(calculated(rutile()))["forces"]).max() > 0.1


def test_what_grows_is_said_and_listed_names_grow_too() -> None:
    atoms = calculated(bulk("Cu", cubic=True))
    atoms.info |= {"electrons": 44, "charge": 4}
    found, said = standard(atoms, extensive=["electrons"])
    assert (len(found), found.info["electrons"]) == (1, 11)
    assert "energy, REF_energy, electrons became that of the new number of atoms" in said
    assert any(words.startswith("charge is still that of one cell") for words in said)


def test_what_is_not_periodic_or_standard_already_stays() -> None:
    water = molecule("H2O")
    assert standard(water) == (water, ["it is not periodic in three directions"])
    slab = Atoms("Cu", cell=[3, 3, 9], pbc=[True, True, False])
    assert standard(slab)[0] is slab
    first, _ = standard(calculated(bulk("Cu", cubic=True)))
    again, said = standard(first)
    assert again is first
    assert said == ["it is this cell already"]


def test_atoms_that_differ_do_not_become_one() -> None:
    atoms = bulk("Fe", cubic=True)
    atoms.set_initial_magnetic_moments([2.0, -2.0])
    with pytest.raises(StructureError, match=r"atoms 0 and 1 would .* differ in 'initial_magmoms'"):
        standard(atoms)
    # The conventional cell is the structure's own: nothing is lost.
    found, _ = standard(atoms, cell="conventional")
    assert found.get_initial_magnetic_moments().tolist() == [2.0, -2.0]
    forces = calculated(bulk("Cu", cubic=True))
    results = results_of(forces)
    results["forces"] = results["forces"] + [[0.5, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    with pytest.raises(StructureError, match="differ in 'forces'"):
        standard(clone(forces, results))


def test_constraints_and_structures_without_symmetry_are_refused() -> None:
    atoms = bulk("Cu", cubic=True)
    atoms.set_constraint(FixAtoms([0]))
    with pytest.raises(StructureError, match="the constraints FixAtoms have no place"):
        standard(atoms)
    twice = Atoms("Cu2", positions=[[0, 0, 0], [0, 0, 1e-5]], cell=np.eye(3) * 3, pbc=True)
    with pytest.raises(StructureError, match=r"spglib finds no symmetry within 0\.001 Å"):
        standard(twice)


def test_a_left_handed_cell_and_a_distorted_one() -> None:
    atoms = rutile()
    left = Atoms(atoms.symbols, atoms.positions, cell=atoms.cell.array[[1, 0, 2]], pbc=True)
    found, _ = standard(calculated(left))
    fresh = found.copy()
    fresh.calc = EMT()
    np.testing.assert_allclose(results_of(found)["forces"], fresh.get_forces(), atol=1e-6)
    shaken = calculated(rutile())
    shaken.rattle(0.002, seed=1)
    assert len(standard(shaken)[0]) in (6,)
    loose, _ = standard(calculated(shaken), cell="conventional", precision=0.05)
    lattice = np.linalg.norm(loose.cell.array, axis=1)
    np.testing.assert_allclose(lattice, [4.6, 4.6, 2.9], rtol=1e-9)
    before = np.linalg.norm(results_of(calculated(shaken))["forces"])
    assert np.linalg.norm(results_of(loose)["forces"]) == pytest.approx(before)
