from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import Pipeline
from curator_gui.run.events import IndexFailed
from curator_gui.run.worker.index_runner import IndexRunner
from curator_gui.run.worker.stateful_parts import gather, missing_parts, part_path, stateful_outputs
from tests.run.toys import Misbehave, Names, Numbers, Total


def totals(output: Path, table: dict[int, str] | None = None, n: int = 30) -> Pipeline[int]:
    steps = Numbers(n).filter(Total(output)).filter(Misbehave(table or {}))
    return steps.write(Names())


@given(st.permutations(range(12)), st.integers(1, 4), st.sets(st.integers(0, 11)))
def test_any_order_on_any_workers_gives_one_result(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], workers: int, failing: set[int]
) -> None:
    output = tmp_path_factory.mktemp("total") / "total.json"
    pipelines = [totals(output, dict.fromkeys(failing, "raise")) for _ in range(workers)]
    runners = [IndexRunner(pipeline, n) for n, pipeline in enumerate(pipelines)]
    for position, index in enumerate(order):
        runners[position % workers].run(index, 1)
    finished = [index for index in order if index not in failing]
    written = gather(totals(output), finished)
    assert written == ([str(output)] if finished else [])
    if finished:
        assert json.loads(output.read_text()) == sorted(finished)


def test_a_retry_replaces_its_part(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    for worker in (1, 2, 1):
        IndexRunner(totals(output), worker).run(5, 1)
    gather(totals(output), [5])
    assert json.loads(output.read_text()) == [5]


def test_gathering_twice_changes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    runner = IndexRunner(totals(output), 1)
    for index in (2, 0, 1):
        runner.run(index, 1)
    gather(totals(output), [0, 1, 2])
    first = output.read_bytes()
    gather(totals(output), [2, 1, 0])
    assert output.read_bytes() == first


def test_parts_of_unfinished_indices_do_not_count(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    runner = IndexRunner(totals(output), 1)
    for index in range(5):
        runner.run(index, 1)
    gather(totals(output), [1, 3])
    assert json.loads(output.read_text()) == [1, 3]


def test_a_missing_part_is_an_error_that_names_it(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    IndexRunner(totals(output), 1).run(0, 1)
    assert missing_parts(totals(output), 0) == []
    assert missing_parts(totals(output), 1) == [part_path(output, 1)]
    with pytest.raises(FileNotFoundError, match="0000000001"):
        gather(totals(output), [0, 1])
    assert not output.exists()


def test_a_runner_leaves_the_filters_output_path_alone(tmp_path: Path) -> None:
    """In the sequential backend the caller's own filter is run, and gathered from, too."""
    pipeline = totals(tmp_path / "total.json")
    IndexRunner(pipeline, 1).run(0, 1)
    assert stateful_outputs(pipeline) == [tmp_path / "total.json"]


class Unwritable(Total):
    def flush(self) -> None:
        raise PermissionError(13, "Permission denied", str(self.output_path))


def test_a_part_that_cannot_be_written_fails_its_index(tmp_path: Path) -> None:
    pipeline = Numbers(3).filter(Unwritable(tmp_path / "t.json")).write(Names())
    failure = IndexRunner(pipeline, 1).run(1, 1)
    assert isinstance(failure, IndexFailed)
    assert (failure.error_type, failure.stage) == ("PermissionError", "Total")
    assert stateful_outputs(pipeline) == [tmp_path / "t.json"]
