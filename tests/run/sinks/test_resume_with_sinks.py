"""Sinks that are added, taken away or moved between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Pipeline
from curator_gui.core.fingerprint import describe_pipeline
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.events import IndexFinished
from curator_gui.run.planning.resuming.resume import plan_resume
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord
from curator_gui.run.record.journals.journal import JournalWriter, new_journal_path
from curator_gui.run.record.queries.bulk import all_sink_counts, paths_by_sink
from curator_gui.run.wire.frames import SettledEncoder
from tests.run.sinks.toys import Lines, Lists, Spoiling


def run(pipeline: Pipeline[Any], record: Path, resume: Path | None = None) -> RunResult:
    config = RunConfig(backend="sequential", n_jobs=1, record=record, resume=resume)
    return execute(pipeline, config)


def reasons(record: Path, pipeline: Pipeline[Any]) -> list[str]:
    with RunRecord.open(record) as found:
        plan = plan_resume(found, pipeline, range(len(pipeline)))
        return sorted({str(why) for why in plan.rerun.values()})


def sinks(folder: Path) -> tuple[Lines, Spoiling]:
    return Lines(folder / "a"), Spoiling(folder / "b")


def test_nothing_changed_and_nothing_runs(tmp_path: Path) -> None:
    one, two = tmp_path / "1.curator-run", tmp_path / "2.curator-run"
    source = Lists([1, 2, 0])
    first = run(source.write(*sinks(tmp_path)), one)
    again = run(source.write(*sinks(tmp_path)), two, resume=one)
    assert again.completed == 0
    assert len(again.skipped) == 3
    assert [again.outputs_by_sink(i) for i in range(3)] == [
        first.outputs_by_sink(i) for i in range(3)
    ]
    with RunRecord.open(two) as found:
        assert [[(o.path, o.sink) for o in found.outputs(i)] for i in range(3)] == [
            [(str(tmp_path / "a" / f"{i}.txt"), 0), (str(tmp_path / "b" / f"{i}.txt"), 1)]
            for i in range(3)
        ]


def test_a_new_sink_makes_the_index_run_and_says_why(tmp_path: Path) -> None:
    one, two = tmp_path / "1.curator-run", tmp_path / "2.curator-run"
    lines, spoiling = sinks(tmp_path)
    run(Lists([1, 1]).write(lines), one)
    both = Lists([1, 1]).write(lines, spoiling)
    assert reasons(one, both) == ["that run did not have the sink Spoiling"]
    assert reasons(one, Lists([1, 1]).write(spoiling, lines)) == [
        "that run did not have the sink Spoiling"
    ]
    assert run(both, two, resume=one).completed == 2


def test_a_sink_that_is_gone_costs_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "1.curator-run", tmp_path / "2.curator-run"
    lines, spoiling = sinks(tmp_path)
    run(Lists([1, 1]).write(lines, spoiling), one)
    for path in (tmp_path / "a").iterdir():
        path.unlink()  # the outputs of the one that is gone do not matter
    left = run(Lists([1, 1]).write(spoiling), two, resume=one)
    assert left.completed == 0
    assert left.outputs == {i: [str(tmp_path / "b" / f"{i}.txt")] for i in range(2)}
    with RunRecord.open(two) as found:
        assert [o.sink for i in range(2) for o in found.outputs(i)] == [0, 0]


def test_sinks_in_another_order_keep_their_outputs(tmp_path: Path) -> None:
    one, two = tmp_path / "1.curator-run", tmp_path / "2.curator-run"
    lines, spoiling = sinks(tmp_path)
    run(Lists([1]).write(lines, spoiling), one)
    moved = run(Lists([1]).write(spoiling, lines), two, resume=one)
    assert moved.completed == 0
    assert moved.outputs_by_sink(0) == [[str(tmp_path / "b/0.txt")], [str(tmp_path / "a/0.txt")]]


def test_a_sink_that_is_set_otherwise_is_named_as_before(tmp_path: Path) -> None:
    one = tmp_path / "1.curator-run"
    lines, spoiling = sinks(tmp_path)
    run(Lists([1]).write(lines, spoiling), one)
    changed = Lists([1]).write(lines, Spoiling(tmp_path / "b", most=5))
    assert reasons(one, changed) == ["Spoiling: most changed from null to 5"]
    assert reasons(one, Lists([2]).write(lines, spoiling)) == [
        "Lists: counts changed from [1] to [2]"
    ]


def test_one_missing_output_of_either_sink_makes_the_index_run(tmp_path: Path) -> None:
    one = tmp_path / "1.curator-run"
    pipeline = Lists([1, 1, 1]).write(*sinks(tmp_path))
    run(pipeline, one)
    (tmp_path / "b" / "1.txt").unlink()
    with RunRecord.open(one) as found:
        plan = plan_resume(found, pipeline, range(3))
    assert list(plan.rerun) == [1]
    assert "b/1.txt is missing" in plan.rerun[1].replace("\\", "/")


@pytest.mark.parametrize("heard", [0, 2])
def test_a_run_that_was_killed_finds_in_its_journals_which_sink_wrote_what(
    tmp_path: Path, heard: int
) -> None:
    steps = describe_pipeline(Lists([1, 1, 1]).write(*sinks(tmp_path)))
    path, encoder = tmp_path / "r.curator-run", SettledEncoder()
    events = [
        IndexFinished(1e9 + n, n, 1, 1, 0.1, ("a", "b", "c"), 3, (0.1,) * 3, 1,
                      sizes=(1, 1, 1), sink_outputs=(1, 2))
        for n in range(3)
    ]  # fmt: skip
    meta = RunMeta("id", "", {}, steps, "f", 3, range(3), created=1e9)
    with RecordWriter.create(path, meta) as writer:
        for event in events[:heard]:
            writer.write(event)
    journal = JournalWriter(new_journal_path(path, 1))
    for event in events:
        assert journal.append(encoder.encode(event))
    journal.close()
    with RunRecord.open(path) as record:
        assert {
            index: [output.sink for output in found] for index, found in record.all_outputs()
        } == {index: [0, 1, 1] for index in range(3)}
        assert dict(all_sink_counts(record)) == dict.fromkeys(range(3), (1, 2))
        assert paths_by_sink(record, 2) == [["a"] * 3, ["b", "c"] * 3]


def test_counts_that_do_not_fit_the_outputs_are_refused_with_their_index(tmp_path: Path) -> None:
    said: list[str] = []
    strange = IndexFinished(1e9, 0, 1, 1, 0.1, ("a",), 1, (0.1,), 1, sizes=(1,),
                            sink_outputs=(1, 1 << 40))  # fmt: skip
    meta = RunMeta("id", "", {}, [{"name": "a"}], "f", 3, range(3), created=1e9)
    with RecordWriter.create(tmp_path / "r", meta, on_warning=said.append) as writer:
        writer.write(strange)
    assert any("cannot be recorded" in words and "index 0 has 1 outputs" in words for words in said)
