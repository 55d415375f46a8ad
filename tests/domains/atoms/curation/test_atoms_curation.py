"""Copies, diversity and outliers among structures."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk, molecule
from ase.collections import g2
from ase.io import read, write
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import (
    ASESource,
    DropDuplicates,
    DropOutliers,
    ExtXYZSink,
    ExtXYZSource,
    FarthestStructures,
    SyntheticCrystals,
)
from curator_gui.domains.atoms.curation.diversity import farthest_rows
from curator_gui.domains.atoms.curation.fingerprints import (
    distance_fingerprint,
    environment_fingerprint,
)
from curator_gui.domains.atoms.curation.rotations import random_matrix, rotated
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import clone, results_of
from curator_gui.run import run_pipeline
from tests.fast import tried


def moved(atoms: Atoms, seed: int, noise: float = 0.0) -> Atoms:
    """Return the structure turned, shifted, renumbered and shaken."""
    random = np.random.default_rng(seed)
    with noting(lambda *_: None):
        result = rotated(atoms, random_matrix(random), [])
    result.positions += random.normal(size=3) + random.uniform(-noise, noise, (len(atoms), 3))
    return result[random.permutation(len(atoms))]


def fitted(step: Any, source: Any, indices: Any = None) -> Any:
    """Let a filter learn from the items of a source, as a run does."""
    gathered: Any = None
    for index in range(len(source)) if indices is None else indices:
        for atoms in source[index]:
            part = step.gather(atoms)
            gathered = part if gathered is None else step.combine(gathered, part)
    with noting(lambda *_: None):
        return step.with_constants(step.fit(gathered))


def kept(step: Any, source: Any) -> list[int]:
    return [index for index in range(len(source)) for _ in step(source[index])]


@pytest.mark.parametrize("name", ["CH3CH2OH", "C6H6", "H2O", "crystal", "slab", "atom"])
def test_fingerprints_do_not_change_with_the_pose(name: str) -> None:
    if name == "crystal":
        atoms = next(SyntheticCrystals(1)[0])
    elif name == "slab":
        atoms = bulk("Cu", cubic=True).repeat((2, 1, 1))
        atoms.pbc = (True, True, False)
    else:
        atoms = Atoms("Ar", pbc=False) if name == "atom" else molecule(name)
    key, values = distance_fingerprint(atoms)
    for seed in range(3):
        other_key, other = distance_fingerprint(moved(atoms, seed))
        assert other_key == key
        np.testing.assert_allclose(other, values, atol=2e-5)
        shaken = distance_fingerprint(moved(atoms, seed, 0.01))[1]
        limit = 2 * 0.01 * np.sqrt(3) + 1e-5
        np.testing.assert_allclose(shaken, values, atol=limit)


@settings(max_examples=tried(40), deadline=None)
@given(st.integers(0, 10_000))
def test_fingerprints_tell_molecules_apart(seed: int) -> None:
    names = np.random.default_rng(seed).choice(g2.names, 2, replace=False)
    one, other = (distance_fingerprint(molecule(name)) for name in names)
    same = one[0] == other[0] and one[1].shape == other[1].shape
    assert not same or np.abs(one[1] - other[1]).max() > 0.01


@pytest.fixture
def copies(tmp_path: Path) -> ExtXYZSource:
    """Ethanol, benzene, ethanol turned, ethanol shaken by 0.05 Å, benzene renumbered, water."""
    ethanol, benzene = molecule("CH3CH2OH"), molecule("C6H6")
    frames = [
        ethanol, benzene, moved(ethanol, 1), moved(ethanol, 2, 0.05), moved(benzene, 3),
        molecule("H2O"), ethanol,
    ]  # fmt: skip
    write(tmp_path / "a.xyz", frames, format="extxyz")
    return ExtXYZSource(tmp_path / "a.xyz")


def test_copies_are_dropped_and_the_first_stays(copies: ExtXYZSource) -> None:
    assert kept(fitted(DropDuplicates(), copies), copies) == [0, 1, 3, 5]
    assert kept(fitted(DropDuplicates(0.3), copies), copies) == [0, 1, 5]
    later = fitted(DropDuplicates(), copies, [2, 3, 4, 5, 6])
    assert kept(later, copies) == [0, 1, 2, 3, 4, 5]  # what was not compared passes
    again = pickle.loads(pickle.dumps(later))
    assert kept(again, copies) == [0, 1, 2, 3, 4, 5]


def test_single_atoms_and_what_cannot_be_compared(tmp_path: Path) -> None:
    write(tmp_path / "a.xyz", [Atoms("Ar"), Atoms("Kr"), Atoms("Ar")], format="extxyz")
    source = ExtXYZSource(tmp_path / "a.xyz")
    assert kept(fitted(DropDuplicates(), source), source) == [0, 1]
    with pytest.raises(StructureError, match="2,001 atoms; structures are compared up to 2,000"):
        distance_fingerprint(Atoms("H2001", positions=np.zeros((2001, 3))))
    with pytest.raises(StructureError, match="positions or a cell that are no finite numbers"):
        distance_fingerprint(Atoms("H", positions=[[np.nan, 0, 0]]))
    with pytest.raises(StructureError, match="periodic along a direction without cell vector"):
        distance_fingerprint(Atoms("H2", positions=np.eye(3)[:2], pbc=True))
    with pytest.raises(StructureError, match="does not tell which item this is"):
        DropDuplicates().gather(molecule("H2O"))


@pytest.mark.workers
@pytest.mark.parametrize("kind", ["sc", "fcc", "bcc"])
def test_lattices_of_the_same_lengths_are_told_apart(kind: str) -> None:
    sides = {"sc": 2.5, "fcc": 2.5 * 2**0.5, "bcc": 5 / 3**0.5}
    crystals = {name: bulk("Fe", name, a=side) for name, side in sides.items()}
    found = {name: distance_fingerprint(each)[1] for name, each in crystals.items()}
    same = [name for name, values in found.items() if np.allclose(values, found[kind], atol=1e-3)]
    assert same == [kind]
    other_cell = crystals[kind].copy()
    other_cell.set_cell(np.array([[1, 2, 0], [0, 1, 0], [1, 0, -1]]) @ other_cell.cell.array)
    np.testing.assert_allclose(distance_fingerprint(other_cell)[1], found[kind], atol=1e-5)


@pytest.mark.workers
def test_copies_are_dropped_in_a_run(copies: ExtXYZSource, tmp_path: Path) -> None:
    sink = ExtXYZSink(tmp_path / "out", "{index}.xyz")
    outputs = run_pipeline(copies.filter(DropDuplicates()).write(sink), n_jobs=2)
    assert [bool(paths) for paths in outputs] == [True, True, False, True, False, True, False]


def test_farthest_rows_are_those_of_their_definition() -> None:
    rows = np.random.default_rng(4).random((40, 3)).astype(np.float32)
    chosen = farthest_rows(rows, 12)
    for number in range(1, 12):
        away = np.linalg.norm(rows[:, None] - rows[None, chosen[:number]], axis=2).min(axis=1)
        assert away[chosen[number]] == pytest.approx(away.max())
    assert sorted(farthest_rows(np.zeros((5, 2)), 5)) == list(range(5))


def test_the_most_different_structures_are_kept(tmp_path: Path) -> None:
    ethanol = molecule("CH3CH2OH")
    frames = [moved(ethanol, n, 0.02) for n in range(12)]
    frames[4], frames[9] = molecule("C6H6"), molecule("SiH4")
    write(tmp_path / "a.xyz", frames, format="extxyz")
    source = ExtXYZSource(tmp_path / "a.xyz")
    found = kept(fitted(FarthestStructures(3), source), source)
    assert {4, 9} <= set(found)
    assert len(found) == 3
    assert len(kept(fitted(FarthestStructures(99), source), source)) == 12


def test_environments_do_not_depend_on_pose_or_supercell() -> None:
    crystal = bulk("Cu", cubic=True)
    for other in (crystal.repeat((2, 1, 3)), moved(crystal, 3)):
        one, two = environment_fingerprint(crystal, 5.0), environment_fingerprint(other, 5.0)
        assert one.keys() == two.keys() == {"29-29", "29"}
        np.testing.assert_allclose(one["29-29"], two["29-29"], rtol=1e-4)
    assert environment_fingerprint(molecule("H2O"), 0.6).keys() == {"1", "8"}


@pytest.fixture
def with_outliers(tmp_path: Path) -> ExtXYZSource:
    """60 crystals with energies and forces; 7 has a wrong energy, 20 a huge force, 33 NaN."""
    frames = [next(SyntheticCrystals(60, repeat=1 + n % 2)[n]) for n in range(60)]
    for number, change in ((7, {"energy": 50.0}), (20, {"forces": 1e3}), (33, {"energy": np.nan})):
        results = results_of(frames[number])
        frames[number] = clone(
            frames[number], results | {k: results[k] + v for k, v in change.items()}
        )
    write(tmp_path / "a.xyz", frames, format="extxyz")
    return ExtXYZSource(tmp_path / "a.xyz")


def test_outliers_are_dropped_or_marked(with_outliers: ExtXYZSource) -> None:
    step = fitted(DropOutliers(), with_outliers)
    assert sorted({*range(60)} - {*kept(step, with_outliers)}) == [7, 20, 33]
    marking = fitted(DropOutliers(action="mark"), with_outliers)
    marks = [next(marking(with_outliers[n])).info["outlier"] for n in range(60)]
    assert [n for n, mark in enumerate(marks) if mark] == [7, 20, 33]
    assert set(step.constants["elements"]) == {"29"}


def test_outliers_without_forces_and_other_elements() -> None:
    frames = []
    for n in range(30):
        atoms = molecule("H2O") if n % 2 else molecule("CH4")
        energy = (-14.0 if n % 2 else -24.0) + 0.01 * (n % 7)
        frames.append(clone(atoms, {"energy": energy}))
    frames.append(clone(molecule("CH4"), {"energy": -20.0}))
    step = DropOutliers(threshold=10.0)
    gathered = [row for atoms in frames for row in step.gather(atoms)]
    known = step.with_constants(step.fit(gathered))
    assert [n for n, atoms in enumerate(frames) if not list(known(iter([atoms])))] == [30]
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [strange] = known(iter([clone(molecule("SiH4"), {"energy": 1e6})]))
    assert strange is not None
    assert said == ["left out of the comparison: an element that no training item has"]
    with pytest.raises(StructureError, match="has no property 'energy'"):
        step.gather(molecule("H2O"))
    with pytest.raises(StructureError, match="no structure has an energy"):
        step.fit([[{"1": 2}, np.nan, None]])


def ordinary(training: list[Atoms], structures: list[Atoms]) -> list[bool]:
    """Return which structures are no outliers, with constants of the training part."""
    step = DropOutliers()
    with noting(lambda *_: None):
        gathered = [row for atoms in training for row in step.gather(atoms)]
        known = step.with_constants(step.fit(gathered))
        return [bool(list(known(iter([atoms])))) for atoms in structures]


@pytest.mark.parametrize("seed", range(12))
def test_rounding_makes_no_outliers(seed: int) -> None:
    random = np.random.default_rng(seed)
    counts = random.integers(1, 9, size=(6, 3)) if seed % 2 else np.tile([2, 1, 3], (6, 1))
    structures = []
    for row in counts:
        atoms = Atoms(np.repeat([1, 6, 8], row), positions=random.random((row.sum(), 3)))
        structures.append(clone(atoms, {"energy": float(row @ [-3.1, -7.7, -9.3])}))
    assert ordinary(structures, structures) == [True] * 6


def test_of_too_few_structures_none_is_an_outlier() -> None:
    energies = (("H2O", -14.0), ("NH3", -20.0), ("NH3", -21.0), ("NH3", np.nan), ("NH3", np.inf))
    frames = [clone(molecule(name), {"energy": energy}) for name, energy in energies]
    assert ordinary(frames[:2], frames) == [True, True, True, False, False]


def test_structures_of_a_trajectory_are_told_apart(tmp_path: Path) -> None:
    frames = [molecule("H2O"), molecule("H2O"), molecule("CH4")]
    write(tmp_path / "a.traj", frames)
    source = ASESource(tmp_path / "a.traj", "traj")
    step = fitted(DropDuplicates(), source)
    found = [atoms.get_chemical_formula() for atoms in step(source[0])]
    assert found == ["H2O", "CH4"]
    assert len(read(tmp_path / "a.traj", ":")) == 3
