"""The sample project, end to end: in process, and on two workers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import ase.io
import numpy as np
import pytest
from ase import Atoms, units

from curator_gui.core import Pipeline, Registry
from curator_gui.core.documents.build import build_pipeline, enabled_steps
from curator_gui.core.documents.document_io import read_document
from curator_gui.core.documents.validation import check_live, validate
from curator_gui.domains import register_all
from curator_gui.run.base import RunConfig
from curator_gui.run.engine.runner import execute
from tests.domains.atoms.comparing import assert_same_structure

pytestmark = pytest.mark.workers

HARTREE = ("U", "H", "G", "zpve", "epsHOMO", "epsLUMO", "epsgap")


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "qm9"))


def sample_pipeline(project: Path) -> Pipeline[Atoms]:
    document = read_document(project / "qm9.curator.yaml")
    registry = register_all(Registry())
    assert validate(document, registry, project) == []
    pipeline = build_pipeline(document, registry, project)
    assert check_live(pipeline, enabled_steps(document)) == []
    return pipeline


def expected_molecules(project: Path) -> list[Atoms]:
    """What ASE alone makes of the file."""
    frames = ase.io.read(project / "data" / "qm9_reduced_100.xyz", ":", format="extxyz")
    for atoms in frames:
        for name in HARTREE:
            atoms.info[name] = float(atoms.info[name] * units.Hartree)
        energy = float(atoms.info.pop("U0") * units.Hartree)
        atoms.info["energy_per_atom"] = energy / len(atoms)
        atoms.calc = ase.calculators.singlepoint.SinglePointCalculator(atoms, energy=energy)
    return frames


def check_outputs(outputs: list[list[str]], project: Path) -> None:
    expected = expected_molecules(project)
    assert len(outputs) == len(expected) == 100
    for (path,), wanted in zip(outputs, expected, strict=True):
        assert_same_structure(ase.io.read(path, format="extxyz"), wanted, path)


def test_sample_in_process(project: Path) -> None:
    pipeline = sample_pipeline(project)
    check_outputs([pipeline[index] for index in range(100)], project)


@pytest.mark.fault
def test_sample_on_two_workers(project: Path) -> None:
    result = execute(sample_pipeline(project), RunConfig(backend="loky", n_jobs=2))
    assert result.failures == {}
    check_outputs(result.in_order(), project)
    statistics = json.loads((project / "output" / "statistics.json").read_text())
    energies = [atoms.get_potential_energy() for atoms in expected_molecules(project)]
    assert statistics["energy"]["mean"] == pytest.approx(np.mean(energies), rel=1e-12)
    assert statistics["structures"] == 100
