"""Properties of structures scaled by constants of the data set: as by hand, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator

from curator_gui.core.errors import ParamError
from curator_gui.core.filters.fitting import NotFittedError
from curator_gui.core.notes import noting
from curator_gui.dataset.handing_over.writing import hand_over_result
from curator_gui.domains.atoms import ExtXYZSink, Standardize, SyntheticCrystals
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import find_property
from curator_gui.run import RunConfig, execute

RANDOM = np.random.default_rng(3)


def structure(size: int) -> Atoms:
    atoms = Atoms(f"C{size}", RANDOM.normal(size=(size, 3)))
    atoms.calc = SinglePointCalculator(
        atoms,
        energy=float(-5.0 * size + RANDOM.normal()),
        forces=RANDOM.normal(1.0, 2.0, (size, 3)),
        stress=RANDOM.normal(size=6),
    )
    atoms.info["gap"] = float(RANDOM.normal(3.0))
    atoms.info["note"] = "made"
    atoms.arrays["charge"] = RANDOM.normal(0.5, 0.1, size)
    return atoms


STRUCTURES = [structure(size) for size in (1, 2, 3, 3, 5, 9)]


def fitted(step: Standardize, items: Sequence[Atoms]) -> Standardize:
    with noting(lambda kind, words: None):
        total = step.gather(items[0])
        for item in items[1:]:
            total = step.combine(total, step.gather(item))
        return step.with_constants(step.fit(total))


def applied(step: Standardize, items: Sequence[Atoms] = STRUCTURES) -> list[Atoms]:
    with noting(lambda kind, words: None):
        return list(step(iter(items)))


def values(items: Sequence[Atoms], name: str) -> Any:
    return np.concatenate([np.ravel(find_property(item, name)) for item in items])


def test_numbers_get_mean_0_and_deviation_1_and_vectors_keep_their_direction() -> None:
    step = fitted(Standardize(["gap", "charge", "forces", "stress"]), STRUCTURES)
    after = applied(step)
    for name in ("gap", "charge"):
        found, before = values(after, name), values(STRUCTURES, name)
        expected = (before - before.mean()) / before.std()
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    for name in ("forces", "stress"):
        before = values(STRUCTURES, name)
        root = np.sqrt(np.square(before).mean())
        np.testing.assert_allclose(values(after, name), before / root, rtol=0, atol=1e-12)
    assert find_property(after[2], "forces").shape == (3, 3)
    assert values(after, "energy").tolist() == values(STRUCTURES, "energy").tolist()
    assert STRUCTURES[0].info["gap"] != after[0].info["gap"]  # the one given is as it was


def test_energies_are_scaled_per_atom() -> None:
    (after, numbers) = applied(fitted(Standardize(["energy"], ["en*"]), STRUCTURES)), []
    sizes = np.array([len(item) for item in STRUCTURES])
    numbers = values(STRUCTURES, "energy") / sizes
    expected = (numbers - numbers.mean()) / numbers.std()
    np.testing.assert_allclose(values(after, "energy"), expected, rtol=0, atol=1e-12)


def test_texts_that_a_glob_names_stay_and_are_told() -> None:
    told: list[str] = []
    step = fitted(Standardize(["gap", "note"]), STRUCTURES)
    with noting(lambda kind, words: told.append(str(words))):
        (after,) = step(iter(STRUCTURES[:1]))
    assert after.info["note"] == "made"
    assert told == ["property note holds no numbers and stays as it is"]


def test_nan_does_not_count_and_what_never_changes_is_only_shifted() -> None:
    items = [structure(2) for _ in range(4)]
    for number, item in enumerate(items):
        item.info["gap"] = float("nan") if number == 1 else float(number)
        item.info["same"] = 7.0
        item.info["lost"] = float("nan")
    step = fitted(Standardize(["gap", "same", "lost"]), items)
    after = applied(step, items)
    assert np.isnan(after[1].info["gap"])
    assert after[0].info["gap"] == pytest.approx((0 - 5 / 3) / np.std([0, 2, 3]))
    assert [item.info["same"] for item in after] == [0.0] * 4
    assert all(np.isnan(item.info["lost"]) for item in after)


@pytest.mark.parametrize(
    ("step", "item", "words"),
    [
        (Standardize(["magic"]), STRUCTURES[0], "no property 'magic'"),
        (Standardize(["gap"]), Atoms("H"), "no property 'gap'"),
    ],
)
def test_what_is_not_there_is_said(step: Standardize, item: Atoms, words: str) -> None:
    with pytest.raises(StructureError, match=words):
        step.gather(item)


def test_other_components_are_said() -> None:
    one, other = structure(2), structure(2)
    other.info["gap"] = np.zeros(3)
    step = Standardize(["gap"])
    with pytest.raises(StructureError, match="3 components here and 1 in other"):
        step.combine(step.gather(one), step.gather(other))
    with pytest.raises(StructureError, match="has 3 components; the constants are of 1"):
        applied(fitted(step, STRUCTURES), [other])


def test_without_constants_nothing_is_scaled() -> None:
    with pytest.raises(NotFittedError):
        Standardize(["gap"])(iter(STRUCTURES))
    undo = Standardize(["gap"], inverse=True)
    assert [name for name, _ in undo.problems()] == ["statistics"]
    with pytest.raises(StructureError, match="constants are needed"):
        undo(iter(STRUCTURES))
    with pytest.raises(ParamError, match="name at least one"):
        Standardize([])


def test_a_run_learns_in_a_first_pass_and_the_file_undoes_it(tmp_path: Path) -> None:
    names = ["energy", "forces"]
    source = SyntheticCrystals(12, repeat=1)
    made = source.filter(Standardize(names, ["energy"])).write(ExtXYZSink(tmp_path / "out"))
    config = RunConfig(backend="sequential", n_jobs=1, record=tmp_path / "run.curator-run")
    result = execute(made, config)
    assert result.completed == len(source)
    hand_over_result(made, config, result)
    constants = tmp_path / "out" / "constants.json"
    assert constants.is_file()
    before = [next(source[index]) for index in range(len(source))]
    after = applied(Standardize(names, ["energy"], constants), before)
    number = np.array([find_property(a, "energy") for a in after])
    assert abs(number.mean()) < 1e-12
    assert abs(number.std() - 1) < 1e-12
    back = applied(Standardize(names, ["energy"], constants, inverse=True), after)
    for name in names:
        np.testing.assert_allclose(values(back, name), values(before, name), rtol=0, atol=1e-12)
