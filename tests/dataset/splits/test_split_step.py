"""The step Split: parts by name before the run, kept, learned from, and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui import dataset
from curator_gui.core.components import Filter
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.filters.splitting import Split
from curator_gui.core.measuring.measures import measure
from curator_gui.dataset.handing_over.writing import hand_over_result
from curator_gui.dataset.splits.file import read_plan
from curator_gui.domains.atoms import (
    ASEDatabaseSink,
    AtomsHDF5Sink,
    AtomsNPZSink,
    AtomsZarrSink,
    SyntheticCrystals,
)
from curator_gui.domains.grid import GridZarrSink, Standardize, SyntheticFieldSource
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.planning.plan import make_plan
from tests.run.fitting import Centered, FileNumbers, Texts, is_centered, write_numbers

NUMBERS = [float(n * n) for n in range(20)]


class Runs(FileNumbers):
    """Files of five runs, four each."""

    name = "Runs"

    def label(self, index: int) -> str:
        return f"run_{index // 4}/{super().label(index)}"


class Sized(Filter[float]):
    """Measures what it passes on."""

    name = "Sized"
    description = "Measures."

    def __call__(self, items: Iterator[float]) -> Iterator[float]:
        for item in items:
            measure("size", item)
            yield item


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_numbers(tmp_path / "in", NUMBERS)
    return tmp_path


def pipeline(folder: Path, *filters: Any, source: type = FileNumbers) -> Any:
    made = source(folder / "in")
    for each in filters:
        made = made.filter(each)
    return made.write(Texts(folder / "out"))


def run(made: Any, folder: Path, **config: Any) -> RunResult:
    record = folder / "run.curator-run"
    record.unlink(missing_ok=True)
    chosen = RunConfig(backend="sequential", n_jobs=1, record=record, **config)
    result = execute(made, chosen)
    hand_over_result(made, chosen, result)
    return result


def parts(folder: Path) -> dict[int, str]:
    rows = (folder / "out" / "split.csv").read_text().splitlines()[1:]
    return {int(row.split(",")[0]): row.split(",")[2] for row in rows}


def test_items_are_placed_stored_said_and_handed_over(folder: Path) -> None:
    result = run(pipeline(folder, Split("70%,15%,15%", seed=3)), folder)
    placed = parts(folder)
    counts = {name: list(placed.values()).count(name) for name in ("train", "validation", "test")}
    assert counts == {"train": 14, "validation": 3, "test": 3}
    assert "Split: items of each part: train 14, validation 3, test 3" in result.warnings
    assert result.completed == 20
    data = dataset.open(folder / "out")
    assert {item.index: item.split for item in data.items} == placed
    assert read_plan(folder / "out").seed == 3


def test_what_has_a_part_keeps_it_when_items_are_added(folder: Path) -> None:
    made = pipeline(folder, Split(seed=3))
    run(made, folder)
    before = parts(folder)
    write_numbers(folder / "in", [1.0] * 10, start=20)
    run(pipeline(folder, Split(seed=3)), folder)
    after = parts(folder)
    assert len(after) == 30
    assert {index: after[index] for index in before} == before
    assert {item.index: item.split for item in dataset.open(folder / "out").items} == after
    result = run(pipeline(folder, Split("50%,50%", seed=4)), folder)
    again = parts(folder)
    kept = {index for index, part in after.items() if part in ("train", "test")}
    assert {index: again[index] for index in kept} == {index: after[index] for index in kept}
    assert any("was made otherwise" in words for words in result.warnings)
    assert any(f"{30 - len(kept)} items were in parts" in words for words in result.warnings)


def test_filters_learn_from_its_training_part(folder: Path) -> None:
    result = run(pipeline(folder, Split("train=5,test=15", seed=1), Centered()), folder)
    train = [NUMBERS[index] for index, part in parts(folder).items() if part == "train"]
    assert len(train) == 5
    is_centered(folder, dict(enumerate(NUMBERS)), train)
    assert "the 5 items of the part train are learned from" in result.warnings


@pytest.mark.parametrize(
    "step",
    [
        Split("60%,40%", together="folder"),
        Split("60%,40%", together="pattern", pattern=r"run_(\d+)"),
        Split("60%,40%", together="blocks", block=4),
        Split(folds=5, together="folder"),
    ],
)
def test_groups_are_never_in_two_parts(folder: Path, step: Split) -> None:
    run(pipeline(folder, step, source=Runs), folder)
    groups: dict[int, set[str]] = {}
    for index, part in parts(folder).items():
        groups.setdefault(index // 4, set()).add(part)
    assert all(len(found) == 1 for found in groups.values())
    if step.folds:
        assert dataset.open(folder / "out").folds == 5


def layers(folder: Path, layer: Any) -> dict[str, dict[Any, int]]:
    """Count the items of each layer in each part."""
    counts: dict[str, dict[Any, int]] = {}
    for index, part in parts(folder).items():
        found = counts.setdefault(part, {})
        found[layer(index)] = found.get(layer(index), 0) + 1
    return counts


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "even", [{"even_in": "folder"}, {"even_pattern": r"run_(\d+)"}, {"even_pattern": r"(run_\d+)"}]
)
def test_parts_have_alike_shares_of_what_the_names_tell(
    folder: Path, even: dict[str, str], seed: int
) -> None:
    run(pipeline(folder, Split("50%,50%", seed=seed, **even), source=Runs), folder)
    expected = dict.fromkeys(range(5), 2)  # of each run's four items
    assert layers(folder, lambda index: index // 4) == {"train": expected, "test": expected}


def test_parts_are_even_in_a_measure_that_an_earlier_run_left(folder: Path) -> None:
    with pytest.raises(CuratorError, match="size is not known before the run: run once without"):
        run(pipeline(folder, Split(even_in="size")), folder)
    run(pipeline(folder, Sized()), folder)
    step = Split("50%,50%", seed=2, even_in="size")
    write_numbers(folder / "in", [1.0] * 2, start=20)
    result = run(pipeline(folder, step, Sized()), folder)
    counts = layers(folder, lambda index: "new" if index >= 20 else index // 10)
    assert all(4 <= found[half] <= 6 for found in counts.values() for half in (0, 1))
    assert any("2 items have no size yet" in words for words in result.warnings)


def test_what_nothing_can_be_even_in_is_said(folder: Path) -> None:
    with pytest.raises(CuratorError, match="do not lie in different folders"):
        run(pipeline(folder, Split(even_in="folder")), folder)
    with pytest.raises(CuratorError, match="finds nothing in"):
        run(pipeline(folder, Split(even_pattern="Re_([0-9]+)")), folder)
    with pytest.raises(ParamError, match="even in one thing only"):
        Split(even_in="folder", even_pattern="x")
    assert [name for name, _ in Split(even_pattern="(").problems()] == ["even_pattern"]


def test_left_out_items_have_no_part(folder: Path) -> None:
    (folder / "curation.csv").write_text("item,decision\n0003.num,leave out\n")
    document = str(folder / "a.curator.yaml")
    run(pipeline(folder, Split()), folder, document_path=document)
    assert parts(folder)[3] == ""
    assert sum(part != "" for part in parts(folder).values()) == 19


def test_a_plan_says_the_parts_and_writes_nothing(folder: Path) -> None:
    plan = make_plan(pipeline(folder, Split("50%,50%"), Centered()), None, 1)
    assert "Split: items of each part: train 10, test 10" in plan.remarks
    assert (plan.passes[0].items, plan.passes[0].part) == (10, "train")
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Split("train=99,test=1"), "the parts ask for 100 items; there are 20"),
        (Split(together="folder"), "do not lie in different folders"),
        (Split(together="pattern", pattern="x"), "the pattern x finds nothing in 0000.num"),
        (Split("train=20,test=0%,other=0%"), None),
    ],
)
def test_a_split_that_cannot_be_made_is_refused_before_the_run(
    folder: Path, step: Split, words: str | None
) -> None:
    if words is None:
        assert run(pipeline(folder, step), folder).completed == 20
        return
    with pytest.raises(CuratorError, match=words):
        run(pipeline(folder, step), folder)
    assert not (folder / "out").exists()


def test_wrong_arguments_are_problems_of_the_step() -> None:
    assert [param for param, _ in Split("a,b").problems()] == ["parts"]
    assert [param for param, _ in Split(together="pattern", pattern="(").problems()] == ["pattern"]
    assert list(Split().problems()) == []
    with pytest.raises(ParamError, match="needs a regular expression"):
        Split(together="pattern")


def test_two_steps_that_split_are_one_too_many(folder: Path) -> None:
    with pytest.raises(ParamError, match="there are 2 steps that split"):
        run(pipeline(folder, Split(), Split()), folder)


@pytest.mark.parametrize(
    ("sink", "name"),
    [
        (AtomsNPZSink, "all.npz"),
        (AtomsZarrSink, "a.zarr"),
        (AtomsZarrSink, "all"),
        (AtomsHDF5Sink, "a.h5"),
        (ASEDatabaseSink, "a.db"),
    ],
)
def test_a_split_stands_beside_a_file_or_store_of_all_items(
    folder: Path, sink: Any, name: str
) -> None:
    out = folder / "out"
    made = SyntheticCrystals(20, repeat=1).filter(Split("70%,30%")).write(sink(out / name))
    for resume in (None, folder / "run.curator-run"):
        chosen = RunConfig(
            backend="sequential", n_jobs=1, record=folder / "run.curator-run", resume=resume
        )
        result = execute(made, chosen)
        hand_over_result(made, chosen, result)
        assert (result.problem, result.failures) == ("", {})
    assert (out / "split.csv").is_file()
    assert {item.split for item in dataset.open(out).items} == {"train", "test"}


def test_constants_and_split_stand_beside_a_store_of_any_name(folder: Path) -> None:
    items = SyntheticFieldSource(8, rows=9, columns=18)
    made = items.filter(Split("70%,30%")).filter(Standardize())
    for name in ("fields", "fields.zarr"):
        out = folder / name.replace(".", "-")
        result = execute(
            made.write(GridZarrSink(out / name)), RunConfig(backend="sequential", n_jobs=1)
        )
        assert (result.problem, result.failures) == ("", {})
        assert (out / "split.csv").is_file()
        assert (out / f"{name}.constants.json").is_file()
