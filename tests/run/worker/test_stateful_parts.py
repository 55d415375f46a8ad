from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import Pipeline
from curator_gui.run.events import IndexFailed
from curator_gui.run.worker.index_runner import IndexRunner
from curator_gui.run.worker.stateful_parts import (
    gather,
    missing_parts,
    part_path,
    parts_folder,
    stateful_outputs,
)
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


def test_twenty_thousand_indices_leave_a_few_files(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    runners = [IndexRunner(totals(output, n=2000), worker) for worker in (1, 2, 3)]
    for index in range(2000):
        runners[index % 3].run(index, 1)
    assert len(list(parts_folder(output).iterdir())) == 3
    gather(totals(output), range(2000))
    assert len(list(parts_folder(output).iterdir())) == 1
    assert json.loads(output.read_text()) == list(range(2000))


def test_what_was_folded_can_be_added_to_and_replaced(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    for worker, indices in ((1, [0, 2]), (2, [1])):
        runner = IndexRunner(totals(output), worker)
        for index in indices:
            runner.run(index, 1)
    gather(totals(output), [0, 1, 2])
    late = IndexRunner(totals(output), 1)
    late.run(3, 1)
    late.run(1, 2)
    gather(totals(output), range(4))
    assert json.loads(output.read_text()) == [0, 1, 2, 3]
    assert [path.name for path in parts_folder(output).iterdir()] == ["all.pack"]


def test_parts_of_version_0_1_are_merged_with_the_new_ones(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    for index in (0, 1):
        part_path(output, index).parent.mkdir(exist_ok=True)
        part_path(output, index).write_text(f"[{index}]")
    IndexRunner(totals(output), 1).run(2, 1)
    assert missing_parts(totals(output), 1) == []
    gather(totals(output), range(3))
    assert json.loads(output.read_text()) == [0, 1, 2]
    assert [path.name for path in parts_folder(output).iterdir()] == ["all.pack"]


def test_an_empty_part_of_version_0_1_is_missing(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    part_path(output, 0).parent.mkdir()
    part_path(output, 0).touch()
    assert missing_parts(totals(output), 0) == [part_path(output, 0)]


@given(st.data())
def test_damage_costs_the_parts_that_it_hits_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    output = tmp_path_factory.mktemp("total") / "total.json"
    runner = IndexRunner(totals(output), 1)
    ends = []
    for index in range(6):
        runner.run(index, 1)
        (pack,) = parts_folder(output).iterdir()
        ends.append(pack.stat().st_size)
    whole = bytearray(pack.read_bytes())
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    if data.draw(st.booleans()):
        damaged = whole[:start]  # cut off
        hit = {index for index in range(6) if ends[index] > start}
    else:
        damaged = whole[:start] + bytes(byte ^ 0xFF for byte in whole[start:end]) + whole[end:]
        hit = {i for i in range(6) if start < ends[i] and end > (ends[i - 1] if i else 0)}
    pack.write_bytes(damaged)
    assert {i for i in range(6) if missing_parts(totals(output), i)} == hit
    left = [index for index in range(6) if index not in hit]
    gather(totals(output), left)
    if left:
        assert json.loads(output.read_text()) == left
