"""Rotations, and conventions of stress and virial."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ase import Atoms, units
from ase.build import molecule
from ase.calculators.emt import EMT
from ase.calculators.singlepoint import SinglePointCalculator
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.errors import ParamError
from curator_gui.core.notes import noting
from curator_gui.domains.atoms import ConvertStress, RandomRotation, SyntheticCrystals
from curator_gui.domains.atoms.curation.rotations import random_matrix, rotated
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import clone, results_of
from tests.fast import tried


def crystal() -> Atoms:
    atoms = next(SyntheticCrystals(1, displacement=0.1, strain=0.1)[0])
    atoms.info["dipole_of_me"] = np.array([1.0, 2, 3])
    results = results_of(atoms)
    atoms.set_velocities(np.random.default_rng(0).normal(size=(len(atoms), 3)))
    return clone(atoms, results)


def test_rotated_forces_and_stresses_are_those_of_the_rotated_structure() -> None:
    atoms = crystal()
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        turned = rotated(atoms, random_matrix(np.random.default_rng(5)), [])
    fresh = turned.copy()
    fresh.calc = EMT()
    results = results_of(turned)
    np.testing.assert_allclose(results["forces"], fresh.get_forces(), atol=1e-9)
    np.testing.assert_allclose(results["stress"], fresh.get_stress(), atol=1e-10)
    assert results["energy"] == pytest.approx(fresh.get_potential_energy())
    assert turned.get_kinetic_energy() == pytest.approx(atoms.get_kinetic_energy())
    assert not np.allclose(turned.get_velocities(), atoms.get_velocities())
    assert abs(turned.cell[0, 1]) > 0.1
    assert said == ["a property that may have a direction stays as it is: dipole_of_me"]


@settings(max_examples=tried(50), deadline=None)
@given(st.integers(0, 2**32))
def test_random_matrices_are_rotations(seed: int) -> None:
    matrix = random_matrix(np.random.default_rng(seed))
    np.testing.assert_allclose(matrix @ matrix.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(matrix) == pytest.approx(1)


def test_rotations_are_seeded_by_index_and_uniform() -> None:
    source = SyntheticCrystals(2)

    def first(index: int, seed: int) -> Any:
        with noting(lambda *_: None):
            return next(iter(source.filter(RandomRotation(seed)).items(index))).positions

    np.testing.assert_array_equal(first(0, 1), first(0, 1))
    assert not np.allclose(first(0, 1), first(0, 2))
    random = np.random.default_rng(1)
    axes = np.array([random_matrix(random)[:, 0] for _ in range(4000)])
    assert np.abs(axes.mean(axis=0)).max() < 5 / np.sqrt(3 * 4000)
    np.testing.assert_allclose((axes**2).mean(axis=0), 1 / 3, atol=0.03)


def test_listed_properties_turn_or_are_refused() -> None:
    atoms, matrix = crystal(), random_matrix(np.random.default_rng(2))
    atoms.info["wrong"] = np.ones(4)
    with noting(lambda *_: None):
        turned = rotated(atoms, matrix, ["dipole_of_me"])
    np.testing.assert_allclose(turned.info["dipole_of_me"], matrix @ [1, 2, 3])
    with pytest.raises(StructureError, match="there is no property 'none' to turn"):
        rotated(molecule("H2O"), matrix, ["none"])
    with pytest.raises(StructureError, match="'wrong' has neither 3, 6 nor 9 numbers"):
        rotated(atoms, matrix, ["wrong", "dipole_of_me"])


def test_one_number_per_atom_of_three_atoms_is_no_vector() -> None:
    water, numbers = molecule("H2O"), np.array([1.0, 2.0, 3.0])
    water.calc = SinglePointCalculator(water, magmoms=numbers, charges=numbers)
    water.set_initial_magnetic_moments(numbers)
    told: list[str] = []
    with noting(lambda _, words, *more: told.append(str(words))):
        turned = rotated(water, random_matrix(np.random.default_rng(2)), [])
    assert not told
    np.testing.assert_array_equal(turned.get_initial_magnetic_moments(), numbers)
    np.testing.assert_array_equal(results_of(turned)["magmoms"], numbers)
    with pytest.raises(StructureError, match="'charges' has neither 3, 6 nor 9 numbers"):
        rotated(water, np.eye(3), ["charges"])


def test_stresses_as_vasp_prints_them() -> None:
    """kB, pressure positive, XX YY ZZ XY YZ ZX."""
    atoms = crystal()
    stress = results_of(atoms)["stress"]
    printed = -stress[[0, 1, 2, 5, 3, 4]] / units.GPa * 10
    bare = clone(atoms, {})
    bare.info["in_kB"] = printed
    [found] = ConvertStress("in_kB")(iter([bare]))
    np.testing.assert_allclose(results_of(found)["stress"], stress, rtol=1e-12)
    assert "in_kB" not in found.info
    assert "in_kB" in bare.info


def test_virials_come_back() -> None:
    atoms = crystal()
    virial = ConvertStress(
        "stress", "stress", "tension positive", "xx yy zz yz xz xy", "eV/Å³", "virial", "virial",
        "pressure positive", "3 x 3", "eV",
    )  # fmt: skip
    [with_virial] = virial(iter([atoms]))
    expected = -atoms.get_stress(voigt=False) * atoms.get_volume()
    np.testing.assert_allclose(with_virial.info["virial"].reshape(3, 3), expected)
    assert "stress" not in results_of(with_virial)
    back = ConvertStress("virial", "virial", "pressure positive", "3 x 3", "eV")
    [again] = back(iter([with_virial]))
    np.testing.assert_allclose(results_of(again)["stress"], atoms.get_stress(), rtol=1e-12)


def test_conversions_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ParamError, match="eV is no unit of a stress"):
        ConvertStress("s", unit="eV")
    with pytest.raises(ParamError, match="stress is ASE's own name"):
        ConvertStress("s", to_unit="GPa")
    water = molecule("H2O")
    water.info["v"] = np.ones(6)
    step = ConvertStress("v", "virial", unit="eV")
    with pytest.raises(StructureError, match="has no cell whose volume would turn a virial"):
        list(step(iter([water])))
    water.info["v"] = np.ones(5)
    with pytest.raises(StructureError, match="'v' has 5 numbers, but the order"):
        list(step(iter([water])))
    with pytest.raises(StructureError, match="has no property 'w'"):
        list(ConvertStress("w")(iter([water])))
