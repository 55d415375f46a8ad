"""The names that files have for energy, forces, stress and virial."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import ase.io
import numpy as np
import pytest
from ase.build import bulk
from ase.calculators.emt import EMT

from curator_gui.core.notes import noting
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import results_of
from curator_gui.domains.atoms.sources.ase import ASESource
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource

FRAMES = """1
Properties=species:S:1:pos:R:3 REF_energy=-1.5 config_type=IsolatedAtom pbc="F F F"
O 0 0 0
2
Properties=species:S:1:pos:R:3:REF_forces:R:3 REF_energy=-14.2 pbc="F F F"
O 0 0 0.119 0 0 0.1
H 0 0.763 -0.477 0 0.2 0
2
Lattice="3 0 0 0 3 0 0 0 3" Properties=species:S:1:pos:R:3:REF_forces:R:3 REF_energy=-3.5 REF_stress="1 2 3 2 5 6 3 6 9"
O 0 0 0 0 0 0
H 1 1 1 0 0 0
"""  # noqa: E501
KEYS = {"energy_key": "REF_energy", "forces_key": "REF_forces", "stress_key": "REF_stress"}
Sources = pytest.mark.parametrize("kind", [ExtXYZSource, ASESource])


def source_of(kind: Any, path: Path, **options: Any) -> Any:
    return kind(path, **options) if kind is ExtXYZSource else kind(path, "extxyz", **options)


def read(source: Any) -> tuple[list[Any], list[str]]:
    said: list[str] = []
    with noting(lambda kind, words: said.append(f"{kind}: {words}")):
        return [atoms for index in range(len(source)) for atoms in source[index]], said


@pytest.fixture
def training(tmp_path: Path) -> Path:
    path = tmp_path / "train.xyz"
    path.write_text(FRAMES)
    return path


@Sources
def test_frames_keep_what_they_have(kind: Any, training: Path) -> None:
    frames, said = read(source_of(kind, training, **KEYS))
    assert [set(results_of(atoms)) for atoms in frames] == [
        {"energy"}, {"energy", "forces"}, {"energy", "forces", "stress"}
    ]  # fmt: skip
    assert [atoms.get_potential_energy() for atoms in frames] == [-1.5, -14.2, -3.5]
    assert frames[2].get_stress().tolist() == [1, 5, 9, 6, 3, 2]
    assert sorted(set(said)) == [
        "remark: there is no property 'REF_forces', which was named",
        "remark: there is no property 'REF_stress', which was named",
    ]
    assert len(said) == 3
    assert all("REF" not in name for atoms in frames for name in (*atoms.info, *atoms.arrays))


@Sources
def test_missing_keys_can_be_errors_or_ignored(kind: Any, training: Path) -> None:
    with pytest.raises(StructureError, match="no property 'REF_forces'"):
        read(source_of(kind, training, missing_keys="error", **KEYS))
    with pytest.raises(StructureError, match="no property 'E'"):
        read(source_of(kind, training, energy_key="E"))
    frames, said = read(source_of(kind, training, energy_key="E", missing_keys="ignore"))
    assert len(frames) == len(said) == 3


@pytest.mark.parametrize("shape", [(3, 3), (9,), (6,)])
def test_a_virial_becomes_the_stress_of_a_calculation(shape: Any, tmp_path: Path) -> None:
    """Sign and unit, against the energy's change under strain, by finite differences."""
    atoms = bulk("Cu", cubic=True) * 2
    atoms.rattle(0.1, seed=5)
    atoms.set_cell(atoms.cell.array @ (np.eye(3) + 0.02 * np.ones((3, 3))), scale_atoms=True)
    atoms.calc = EMT()
    virial = np.zeros((3, 3))
    for i, j in np.ndindex(3, 3):
        energies = []
        for step in (1e-5, -1e-5):
            strained = atoms.copy()
            strain = np.eye(3)
            strain[i, j] += step / 2
            strain[j, i] += step / 2
            strained.set_cell(atoms.cell.array @ strain, scale_atoms=True)
            strained.calc = EMT()
            energies.append(strained.get_potential_energy())
        virial[i, j] = -(energies[0] - energies[1]) / 2e-5  # W = -dE/dε
    wanted = atoms.get_stress()
    plain = atoms.copy()
    order = {
        (3, 3): virial,
        (9,): virial.ravel(),
        (6,): virial[[0, 1, 2, 1, 0, 0], [0, 1, 2, 2, 2, 1]],
    }
    plain.info["REF_virial"] = order[shape]
    ase.io.write(tmp_path / "a.xyz", plain, format="extxyz")
    (found,) = ExtXYZSource(tmp_path / "a.xyz", virial_key="REF_virial")[0]
    np.testing.assert_allclose(found.get_stress(), wanted, atol=1e-6)
    assert found.info == {}


def test_a_stress_goes_before_a_virial(tmp_path: Path) -> None:
    cell = 'Lattice="2 0 0 0 2 0 0 0 2" '
    text = "1\n" + cell + 'stress="1 0 0 0 1 0 0 0 1" virial="8 0 0 0 8 0 0 0 8"\nH 0 0 0\n'
    (tmp_path / "a.xyz").write_text(text)
    (found,) = ExtXYZSource(tmp_path / "a.xyz", virial_key="virial")[0]
    assert found.get_stress().tolist() == [1, 1, 1, 0, 0, 0]
    assert found.info["virial"].tolist() == (8 * np.eye(3)).tolist()
    (tmp_path / "a.xyz").write_text(text.replace('stress="1 0 0 0 1 0 0 0 1" ', ""))
    (found,) = ExtXYZSource(tmp_path / "a.xyz", virial_key="virial")[0]
    assert found.get_stress().tolist() == pytest.approx([-1, -1, -1, 0, 0, 0])
    (tmp_path / "a.xyz").write_text(
        text.replace(cell, "").replace('stress="1 0 0 0 1 0 0 0 1" ', "")
    )
    with pytest.raises(StructureError, match="H has a virial 'virial', but no cell"):
        next(ExtXYZSource(tmp_path / "a.xyz", virial_key="virial")[0])


def test_outside_a_run_it_is_a_warning(training: Path) -> None:
    keys = {"energy_key": "REF_energy", "forces_key": "REF_forces"}
    with pytest.warns(UserWarning, match="no property 'REF_forces'"):
        next(ExtXYZSource(training, **keys)[0])
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        next(ExtXYZSource(training, **keys)[2])
