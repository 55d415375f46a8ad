from __future__ import annotations

import csv
import json
import math
import os
import signal
from collections.abc import Iterator
from copy import copy
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from typing import Any

import ase.io
import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.calculators.singlepoint import SinglePointCalculator
from hypothesis import given, settings
from hypothesis import strategies as st

from curator_gui.core import Filter, Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.filters.information import COLUMNS, StructureInfo
from curator_gui.domains.atoms.filters.statistics import StructureStatistics
from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
from curator_gui.domains.atoms.sources.crystals import SyntheticCrystals
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
from curator_gui.domains.common.moments import Moments
from curator_gui.run.base import RunConfig
from curator_gui.run.engine.runner import execute
from tests.fast import tried

numbers = st.lists(st.floats(-1e6, 1e6), max_size=20)


@given(chunks=st.lists(numbers, max_size=8))
def test_merged_moments_are_those_of_all_numbers(chunks: list[list[float]]) -> None:
    merged = Moments()
    for chunk in chunks:
        merged = merged.merged(Moments(*json.loads(json.dumps(astuple(Moments.of(chunk))))))
    flat = np.array([value for chunk in chunks for value in chunk])
    assert merged.count == len(flat)
    if len(flat):
        scale = max(np.abs(flat).max(), 1e-100)  # squares of less underflow
        assert merged.mean == pytest.approx(flat.mean(), abs=1e-12 * scale)
        assert merged.std == pytest.approx(flat.std(), abs=1e-7 * scale)
        assert (merged.minimum, merged.maximum) == (flat.min(), flat.max())
        assert merged.rms == pytest.approx(math.sqrt((flat**2).mean()), abs=1e-7 * scale)
    else:
        assert merged.summary()["mean"] is None


def test_moments_do_not_lose_digits_far_from_zero() -> None:
    values = 1e9 + np.array([0.0, 1.0, 2.0, 3.0])
    merged = Moments()
    for value in values:
        merged = merged.merged(Moments.of(value))
    assert merged.std == pytest.approx(math.sqrt(1.25), rel=1e-12)


def test_moments_leave_out_what_is_not_finite() -> None:
    assert Moments.of([1.0, np.nan, np.inf, 3.0]) == Moments(2, 2.0, 2.0, 1.0, 3.0)


def gathered(step: StructureStatistics | StructureInfo, groups: list[list[Atoms]]) -> Path:
    """One part per group, named by index, merged as the engine does."""
    output = step.output_path
    parts = []
    for index, group in enumerate(groups):
        assert list(step(iter(group))) == group
        step.output_path = output.with_name(f"{index:010d}{output.suffix}")
        step.flush()
        parts.append(step.output_path)
    type(step).merge(parts, output)
    return output


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def crystals(count: int) -> list[Atoms]:
    return [next(SyntheticCrystals(count, vacancies=0.1, repeat=1)[i]) for i in range(count)]


def test_statistics_equal_numpy(tmp_path: Path) -> None:
    structures = crystals(12)
    found = read_json(gathered(StructureStatistics(tmp_path / "s.json"), [[s] for s in structures]))
    energies = np.array([s.get_potential_energy() for s in structures])
    sizes = np.array([len(s) for s in structures])
    forces = np.concatenate([s.get_forces() for s in structures])
    norms = np.linalg.norm(forces, axis=1)
    assert found["structures"] == 12
    assert found["atoms"] == sizes.sum()
    for name, values in {"energy": energies, "energy_per_atom": energies / sizes}.items():
        assert found[name]["count"] == 12
        assert found[name]["mean"] == pytest.approx(values.mean(), rel=1e-12)
        assert found[name]["std"] == pytest.approx(values.std(), rel=1e-12)
        assert (found[name]["min"], found[name]["max"]) == (values.min(), values.max())
    assert found["forces"]["components"]["std"] == pytest.approx(forces.std(), rel=1e-12)
    assert found["forces"]["norms"]["mean"] == pytest.approx(norms.mean(), rel=1e-12)
    assert found["forces"]["norms"]["rms"] == pytest.approx(math.sqrt((norms**2).mean()), rel=1e-12)
    assert found["forces"]["norms"]["max"] == norms.max()
    assert found["elements"]["Cu"]["atoms"] == sizes.sum()


def test_statistics_of_each_element(qm9: Path, tmp_path: Path) -> None:
    frames = ase.io.read(qm9, ":", format="extxyz")
    step = StructureStatistics(tmp_path / "s.json", energy="U0")
    found = read_json(gathered(step, [[frame] for frame in frames]))
    symbols = [symbol for frame in frames for symbol in frame.get_chemical_symbols()]
    assert {s: e["atoms"] for s, e in found["elements"].items()} == {
        s: symbols.count(s) for s in sorted(set(symbols))
    }
    assert found["elements"]["N"]["structures"] == sum("N" in f.symbols for f in frames)
    assert found["forces"]["norms"]["count"] == 0


def test_reference_energies_are_the_least_squares_solution(qm9: Path, tmp_path: Path) -> None:
    frames = ase.io.read(qm9, ":", format="extxyz")
    step = StructureStatistics(tmp_path / "s.json", energy="U0")
    found = read_json(gathered(step, [[frame] for frame in frames]))
    symbols = sorted({s for frame in frames for s in frame.symbols})
    counts = np.array([[list(f.symbols).count(s) for s in symbols] for f in frames], dtype=float)
    energies = np.array([frame.info["U0"] for frame in frames])
    solution = np.linalg.lstsq(counts, energies, rcond=None)[0]
    assert list(found["reference_energies"]) == symbols
    np.testing.assert_allclose(list(found["reference_energies"].values()), solution, rtol=1e-9)
    residual = energies - counts @ solution
    fit = found["reference_fit"]
    assert fit["residual_std"] == pytest.approx(math.sqrt((residual**2).mean()), rel=1e-9)
    assert (fit["structures"], fit["rank"]) == (100, len(symbols))


def test_one_composition_leaves_the_references_undetermined(tmp_path: Path) -> None:
    items = []
    for energy in (-3.0, -5.0):
        atoms = Atoms("HO", positions=[[0, 0, 0], [0, 0, 1]])
        atoms.calc = SinglePointCalculator(atoms, energy=energy)
        items.append(atoms)
    found = read_json(gathered(StructureStatistics(tmp_path / "s.json"), [items]))
    assert found["reference_fit"] == {"structures": 2, "rank": 1, "residual_std": 1.0}
    assert found["reference_energies"] == pytest.approx({"H": -2.0, "O": -2.0})


def test_nothing_gathered_is_valid_json(tmp_path: Path) -> None:
    found = read_json(gathered(StructureStatistics(tmp_path / "s.json"), [[], [Atoms()]]))
    assert (found["structures"], found["atoms"], found["energy"]["count"]) == (1, 0, 0)
    assert found["reference_energies"] == {}


@pytest.fixture(scope="module")
def ten() -> list[Atoms]:
    return crystals(10)


@settings(max_examples=tried(20))
@given(cuts=st.lists(st.integers(1, 9), max_size=6))
def test_any_grouping_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, ten: list[Atoms], cuts: list[int]
) -> None:
    structures = [copy(atoms) for atoms in ten]
    whole = gathered(StructureStatistics(tmp_path_factory.mktemp("w") / "s.json"), [structures])
    bounds = [0, *sorted(set(cuts)), 10]
    groups = [structures[a:b] for a, b in pairwise(bounds)]
    parts = gathered(StructureStatistics(tmp_path_factory.mktemp("p") / "s.json"), groups)
    assert parts.read_bytes() == whole.read_bytes()


def test_reset_forgets_a_failed_index(tmp_path: Path) -> None:
    step = StructureStatistics(tmp_path / "s.json")
    list(step(iter(crystals(3))))
    step.reset()
    found = read_json(gathered(step, [crystals(2)]))
    assert found["structures"] == 2


def test_damaged_parts_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    for name, reason in (("a.json", "no file of records"), ("b.json", "cannot be read")):
        with pytest.raises(StructureError, match=f"{name} .*{reason}"):
            StructureStatistics.merge([tmp_path / name], tmp_path / "s.json")
    assert not (tmp_path / "s.json").exists()


class Dies(Filter[Atoms]):
    """Kills its worker at the first attempt of some molecules, and fails for some others."""

    name = "Dies"
    description = "For tests."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __init__(self, folder: Path, kill: list[float], fail: list[float]) -> None:
        self.folder = folder
        self.kill = kill
        self.fail = fail

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        for atoms in items:
            yield atoms
            mark = float(atoms.info["U0"])
            tried = self.folder / f"{mark}.tried"
            if mark in self.kill and not tried.exists():
                tried.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if mark in self.fail:
                raise RuntimeError("fails always")


@pytest.mark.fault
def test_statistics_survive_retries_and_a_killed_worker(qm9: Path, tmp_path: Path) -> None:
    source = ExtXYZSource(qm9)
    marks = [float(next(source[i]).info["U0"]) for i in range(40)]
    step = StructureStatistics(tmp_path / "s.json", energy="U0")
    table = StructureInfo(tmp_path / "t.csv")
    dies = Dies(tmp_path, kill=[marks[7], marks[30]], fail=[marks[3], marks[20]])
    pipeline = source.filter(step).filter(table).filter(dies).write(ExtXYZSink(tmp_path / "out"))
    config = RunConfig(n_jobs=2, indices=range(40), options={"max_attempts": 3})
    result = execute(pipeline, config)
    assert sorted(result.failures) == [3, 20]
    kept = [i for i in range(40) if i not in (3, 20)]
    frames = [ase.io.read(qm9, i, format="extxyz") for i in kept]
    alone = StructureStatistics(tmp_path / "alone" / "s.json", energy="U0")
    assert (tmp_path / "s.json").read_bytes() == gathered(alone, [frames]).read_bytes()
    with (tmp_path / "t.csv").open(newline="") as file:
        assert [int(row["index"]) for row in csv.DictReader(file)] == kept


def test_information_table(tmp_path: Path) -> None:
    copper = bulk("Cu", cubic=True)
    copper.info.update(kind="fcc", vector=np.zeros(3), flag=True)
    stress = np.array([1.0, 2.0, 6.0, 0, 0, 0])
    copper.calc = SinglePointCalculator(copper, energy=-8, forces=np.eye(4)[:, :3], stress=stress)
    gas = Atoms("H2", positions=[[0, 0, 0], [0, 0, 0.7]], info={"kind": "gas", "nan": np.nan})
    step = StructureInfo(tmp_path / "t.csv", properties=["kind", "v*", "flag", "nan"])
    with gathered(step, [[copper], [], [gas]]).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [*COLUMNS, "kind", "flag"]
    first, second = rows
    assert (first["index"], second["index"]) == ("0", "2")
    assert (first["formula"], first["atoms"], first["elements"]) == ("Cu4", "4", "1")
    assert (first["periodic"], second["periodic"]) == ("TTT", "FFF")
    assert float(first["volume"]) == pytest.approx(3.61**3)
    assert float(first["density"]) == pytest.approx(8.96, rel=2e-3)  # g/cm³, handbook
    assert float(first["energy_per_atom"]) == -2.0
    assert float(first["max_force"]) == 1.0
    assert float(first["pressure"]) == -3.0
    assert (first["kind"], first["flag"]) == ("fcc", "True")
    assert [second[name] for name in ("volume", "density", "energy", "max_force")] == [""] * 4


def test_names_and_texts_of_a_table_are_no_formulas(tmp_path: Path) -> None:
    gas = Atoms("H2", info={"=1+1": "=cmd", "plain": -2.5})
    table = gathered(StructureInfo(tmp_path / "t.csv", properties=["=1+1", "plain"]), [[gas]])
    with table.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["'=1+1"] == "'=cmd"
    assert row["plain"] == "-2.5"


def test_synthetic_crystals_are_reproducible() -> None:
    source = SyntheticCrystals(5, "Al", repeat=2, vacancies=0.1, seed=3)
    first, again = next(source[2]), next(SyntheticCrystals(9, "Al", 2, vacancies=0.1, seed=3)[2])
    assert (first.positions == again.positions).all()
    assert len(first) == 32 - 3
    assert first.get_forces().shape == (29, 3)
    assert not np.allclose(first.positions, next(source[1]).positions)
    assert np.abs(first.get_forces().sum(axis=0)).max() < 1e-10
    assert source.label(2) == "Al crystal 2"
    with pytest.raises(IndexError):
        next(source[5])


def test_forces_of_synthetic_crystals_are_the_gradient_of_the_energy() -> None:
    from ase.calculators.emt import EMT

    atoms = next(SyntheticCrystals(1, repeat=1)[0])
    forces, step = atoms.get_forces(), 1e-5
    energies = []
    for sign in (1, -1):
        moved = atoms.copy()
        moved.positions[1, 2] += sign * step
        moved.calc = EMT()
        energies.append(moved.get_potential_energy())
    assert forces[1, 2] == pytest.approx(-(energies[0] - energies[1]) / (2 * step), abs=1e-6)
