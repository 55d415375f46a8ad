"""What steps say about their items reaches the result: nothing done, left out, remarks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import pytest

from curator_gui.app.runs.recorded_run import load_record
from curator_gui.cli.running.run_command import result_data
from curator_gui.core import Filter, ParamError, remark, unchanged
from curator_gui.run.base import RunConfig
from curator_gui.run.config import MergeFailedError
from curator_gui.run.engine.runner import execute, run_pipeline
from curator_gui.run.record import RunRecord
from curator_gui.run.record.queries.bulk import all_notes
from tests.run.toys import Names, Numbers

cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Idle(Filter[int]):
    name = "Idle"
    description = "Does nothing to numbers below a limit."

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            if item < self.limit:
                unchanged("it is small")
            yield item


class Odd(Filter[int]):
    name = "Odd"
    description = "Leaves out even numbers, or all."

    def __init__(self, every: bool = False) -> None:
        self.every = every

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            if item % 3 == 0:
                remark("a third was seen")
            if item % 2 and not self.every:
                yield item


def run(tmp_path: Path, *filters: Filter[int], backend: str = "sequential", **options: Any):  # type: ignore[no-untyped-def]
    pipeline = Numbers(6).write(Names(tmp_path))
    for step in filters:
        pipeline = pipeline.filter(step)
    record = tmp_path / "run.curator-run"
    jobs = 1 if backend == "sequential" else 2
    config = RunConfig(backend=backend, n_jobs=jobs, options=options, record=record)
    return execute(pipeline, config)


@pytest.mark.workers
@pytest.mark.parametrize("backend", ["sequential", "loky"])
def test_a_step_that_did_nothing_for_any_item_is_a_warning(tmp_path: Path, backend: str) -> None:
    result = run(tmp_path, Idle(6), backend=backend)
    assert result.warnings == ["Idle did nothing for any of 6 items: it is small"]


@pytest.mark.parametrize("limit, problem", [(6, "Idle did nothing for any of 6 items"), (5, "")])
def test_it_is_an_error_where_one_wants_that(tmp_path: Path, limit: int, problem: str) -> None:
    result = run(tmp_path, Idle(limit), idle_step="error")
    assert result.problem.startswith(problem)
    assert bool(result.problem) is bool(problem)
    assert (result.completed, result.failures) == (6, {})
    with RunRecord.open(result.record) as record:
        levels = [line.level for line in record.log() if "did nothing" in line.text]
    assert levels == ["error"] * bool(problem)
    if problem:
        with pytest.raises(MergeFailedError, match="Idle did nothing for any of 3 items"):
            run_pipeline(
                Numbers(3).filter(Idle(6)).write(Names("x")),
                backend="sequential",
                idle_step="error",
            )


def test_what_was_said_of_each_index_is_recorded_and_shown(tmp_path: Path) -> None:
    result = run(tmp_path, Odd(), Idle(4))
    expected = {
        0: ((1, "remark", "a third was seen", 1),),
        1: ((2, "unchanged", "it is small", 1),),
        3: ((1, "remark", "a third was seen", 1), (2, "unchanged", "it is small", 1)),
    }
    with RunRecord.open(result.record) as record:
        assert dict(all_notes(record)) == expected
    store = load_record(result.record).store
    assert store.unchanged.tolist() == [0, 1, 0, 1, 0, 0]
    assert store.remarks.tolist() == [1, 0, 0, 1, 0, 0]
    again = execute(
        Numbers(6).filter(Odd()).filter(Idle(4)).write(Names(tmp_path)),
        RunConfig(backend="sequential", resume=result.record, rerun=True),
    )
    with RunRecord.open(again.record) as record:
        assert dict(all_notes(record)) == expected


def test_a_step_that_did_something_is_none(tmp_path: Path) -> None:
    assert run(tmp_path, Idle(5)).warnings == []


def test_items_are_counted_and_remarks_told(tmp_path: Path) -> None:
    result = run(tmp_path, Odd(), Idle(0))
    assert (result.items_in, result.items_out, result.dropped) == (6, 3, {"Odd": 3})
    assert result.warnings == ["Odd: a third was seen (2 of 6 items)"]
    data = result_data(result)
    assert (data["items_in"], data["items_out"], data["dropped"]) == (6, 3, {"Odd": 3})


def test_a_step_behind_one_that_drops_counts_what_reached_it(tmp_path: Path) -> None:
    result = run(tmp_path, Odd(), Idle(6))
    assert "Idle did nothing for any of 3 items: it is small" in result.warnings


def test_a_run_that_writes_nothing_says_so(tmp_path: Path) -> None:
    result = run(tmp_path, Odd(every=True))
    assert "Odd left out all 6 items, so nothing was written" in result.warnings


def test_without_a_run_a_remark_is_a_warning() -> None:
    with pytest.warns(UserWarning, match="a third was seen"):
        list(Odd()(iter([3])))


class Telling(Names):
    """Has something to say before, at the beginning and at the end."""

    name = "Telling"

    def look_ahead(self, pipeline: Any, indices: Any) -> Iterator[str]:
        yield f"{len(indices)} of {len(pipeline)} will run"

    def prepare(self, indices: Any) -> None:
        remark("the store is new")

    def finish(self, indices: Any) -> list[str]:
        remark(f"{len(indices)} are complete")
        return []


class Refusing(Names):
    name = "Refusing"

    def look_ahead(self, pipeline: Any, indices: Any) -> Iterator[str]:
        raise ParamError("items 0 and 3 do not fit together")


class Broken(Names):
    name = "Broken"

    def look_ahead(self, pipeline: Any, indices: Any) -> Iterator[str]:
        raise ZeroDivisionError("by nothing")


def test_what_a_sink_says_about_the_run_is_a_warning(tmp_path: Path) -> None:
    config = RunConfig(backend="sequential", indices=[1, 2], record=tmp_path / "r.curator-run")
    result = execute(Numbers(6).write(Telling(tmp_path)), config)
    assert result.warnings == [
        "Telling: 2 of 6 will run",
        "the store is new",
        "2 are complete",
    ]


def test_a_plan_that_a_sink_refuses_starts_nothing(tmp_path: Path) -> None:
    config = RunConfig(backend="sequential", record=tmp_path / "r.curator-run")
    with pytest.raises(ParamError, match="do not fit together"):
        execute(Numbers(6).write(Refusing(tmp_path)), config)
    result = execute(Numbers(2).write(Broken(tmp_path)), config)
    assert any("Broken: could not look ahead: " in words for words in result.warnings)
    assert len(result.outputs) == 2
