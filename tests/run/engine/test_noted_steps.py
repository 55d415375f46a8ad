"""What steps say about their items reaches the result: nothing done, left out, remarks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import pytest

from curator_gui.cli.run_command import result_data
from curator_gui.core import Filter, remark, unchanged
from curator_gui.run.base import RunConfig
from curator_gui.run.engine.runner import execute
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


def run(tmp_path: Path, *filters: Filter[int], backend: str = "sequential"):  # type: ignore[no-untyped-def]
    pipeline = Numbers(6).write(Names(tmp_path))
    for step in filters:
        pipeline = pipeline.filter(step)
    return execute(pipeline, RunConfig(backend=backend, n_jobs=2))


@pytest.mark.workers
@pytest.mark.parametrize("backend", ["sequential", "loky"])
def test_a_step_that_did_nothing_for_any_item_is_a_warning(tmp_path: Path, backend: str) -> None:
    result = run(tmp_path, Idle(6), backend=backend)
    assert result.warnings == ["Idle did nothing for any of 6 items: it is small"]


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
