"""A run with several sinks: one pass, and each sink's outputs as of a run with it alone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator_gui.core import Pipeline
from curator_gui.core.errors import ParamError
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.events import IndexFinished, RunStarted
from curator_gui.run.planning.collisions import CollisionError
from curator_gui.run.planning.plan import make_plan
from curator_gui.run.record import RunRecord
from tests.fast import tried
from tests.run.sinks.toys import Lines, Lists, Shared, Spoiling, files_in


def run(pipeline: Pipeline[Any], **options: Any) -> RunResult:
    return execute(pipeline, RunConfig(**{"backend": "sequential", "n_jobs": 1, **options}))


KINDS = st.tuples(st.sampled_from([Lines, Spoiling]), st.none() | st.integers(1, 3))


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=4),
    st.lists(KINDS, min_size=1, max_size=4),
    st.sets(st.integers(0, 3)),
)
@settings(max_examples=tried(25), deadline=None, suppress_health_check=list(HealthCheck))
def test_each_sinks_outputs_are_those_of_a_run_with_it_alone(
    tmp_path: Path, counts: list[int], kinds: list[tuple[type[Lines], int | None]], bad: set[int]
) -> None:
    shutil.rmtree(tmp_path / "x", ignore_errors=True)
    base = tmp_path / "x"
    failing = dict.fromkeys(bad, "raise")
    together = [kind(base / f"t{n}", most) for n, (kind, most) in enumerate(kinds)]
    together[-1].misdeeds = failing
    result = run(Lists(counts).write(*together))
    failed = {i for i in bad if i < len(counts) and counts[i]}
    assert result.failures.keys() == failed
    for number, (kind, most) in enumerate(kinds):
        alone = run(Lists(counts).write(kind(base / f"a{number}", most)))
        kept = {f"{i}.txt" for i in range(len(counts))} - {f"{i}.txt" for i in failed}
        mine, its = files_in(base / f"t{number}"), files_in(base / f"a{number}")
        assert {name: mine[name] for name in kept} == {name: its[name] for name in kept}
        for index in set(range(len(counts))) - failed:
            (path,) = alone.outputs[index]
            expected = path.replace(f"a{number}", f"t{number}")
            assert result.outputs_by_sink(index)[number] == [expected]


def test_one_pass_for_all(tmp_path: Path) -> None:
    events: list[Any] = []
    sinks = Lines(tmp_path / "a"), Lines(tmp_path / "b"), Shared(tmp_path / "c" / "all.txt")
    result = run(Lists([1, 2, 0]).write(*sinks), on_event=events.append)
    (started,) = [event for event in events if isinstance(event, RunStarted)]
    assert (started.steps, started.sinks) == (("Lists", "Lines (2)", "Lines (3)", "Shared"), 3)
    done = [event for event in events if isinstance(event, IndexFinished)]
    assert [event.sink_outputs for event in done] == [(1, 1, 1)] * 3
    assert [len(event.stages) for event in done] == [4] * 3
    assert [event.items for event in done] == [(), (2,), (0,)]
    assert (result.items_in, result.items_out) == (3, 3)
    assert result.artifacts == [str(tmp_path / "c" / "all.done")]
    assert (tmp_path / "c" / "all.done").read_text() == "0 1 2"
    assert (tmp_path / "c" / "all.txt").read_text() == "[0, 0]\n[1, 0]\n[1, 1]\n"


def test_an_index_is_done_only_when_all_its_sinks_are(tmp_path: Path) -> None:
    record = tmp_path / "run.curator-run"
    first, second = tmp_path / "a", tmp_path / "b"
    bad = Lines(second, misdeeds={1: "raise"})
    result = run(Lists([1, 1]).write(Lines(first, most=1), bad), record=record)
    (failure,) = result.failures.values()
    assert (failure.index, failure.stage, failure.error_type) == (1, "Lines (3)", "ValueError")
    assert result.in_order() == [[str(first / "0.txt"), str(second / "0.txt")], []]
    with RunRecord.open(record) as found:
        assert [(o.path, o.sink) for o in found.outputs(0)] == [
            (str(first / "0.txt"), 0),
            (str(second / "0.txt"), 1),
        ]
        assert found.outputs(1) == []
        assert list(found.row(0).stages) == ["Lists", "Lines (2)", "Lines (3)"]


def test_what_a_sink_had_written_before_another_failed_is_said(tmp_path: Path) -> None:
    first = tmp_path / "a"
    bad = Lines(tmp_path / "b", misdeeds={0: "raise"})
    result = run(Lists([1]).write(Lines(first, most=1), bad))
    said = result.failures[0].message
    assert "this sink cannot (written already, but not counted, and replaced" in said
    assert str(first / "0.txt") in said


def test_groups_of_all_sinks_are_joined(tmp_path: Path) -> None:
    pipeline = Lists([1] * 6, groups=[[0, 1], [2], [3], [4], [5]]).write(
        Lines(tmp_path / "a", groups=[[0], [1, 2], [3], [4], [5]]),
        Lines(tmp_path / "b"),
        Lines(tmp_path / "c", groups=[[0], [1], [2], [3], [4, 5]]),
    )
    plan = make_plan(pipeline, None, 2)
    assert plan.sink_groups == [[0], [1, 2], [3], [4, 5]]
    assert plan.groups == [[0, 1, 2], [3], [4, 5]]


def test_two_sinks_for_one_file_are_refused_before_the_run(tmp_path: Path) -> None:
    pipeline = Lists([1, 1]).write(Lines(tmp_path / "a"), Spoiling(tmp_path / "a"))
    with pytest.raises(CollisionError, match=r"sinks Lines and Spoiling would both write .*0\.txt"):
        run(pipeline)
    assert not (tmp_path / "a").exists()
    store = tmp_path / "s" / "all.txt"
    with pytest.raises(CollisionError, match=r"Shared \(2\) and Shared \(3\) would both"):
        run(Lists([1]).write(Shared(store), Shared(store)))
    with pytest.raises(CollisionError, match="Shared and Lines would both write"):
        run(Lists([1]).write(Shared(store), Lines(store)))
    assert (
        make_plan(Lists([1]).write(Lines(tmp_path), Lines(tmp_path / "b")), None, 1).collisions
        == ()
    )


def test_two_sinks_that_turn_out_to_write_one_file_fail_the_index(tmp_path: Path) -> None:
    class Unplanned(Lines):
        planned_outputs = None  # type: ignore[assignment]

    result = run(Lists([1]).write(Lines(tmp_path / "a"), Unplanned(tmp_path / "a")))
    assert "two sinks have written" in result.failures[0].message
    assert result.failures[0].stage == "Lines (3)"


class Unfinishable(Shared):
    """Cannot complete its file."""

    name = "Unfinishable"

    def finish(self, indices: Sequence[int]) -> list[str]:
        raise OSError(f"{self.path.name} cannot be completed")


@pytest.mark.parametrize("bad", [0, 1])
def test_a_sink_that_cannot_be_completed_costs_the_others_nothing(tmp_path: Path, bad: int) -> None:
    sinks = [Shared(tmp_path / "a" / "all.txt"), Shared(tmp_path / "b" / "all.txt")]
    sinks.insert(bad, Unfinishable(tmp_path / "bad" / "bad.txt"))
    result = run(Lists([1, 1]).write(*sinks))
    assert "bad.txt cannot be completed" in result.problem
    assert (tmp_path / "a" / "all.done").read_text() == "0 1"
    assert (tmp_path / "b" / "all.done").read_text() == "0 1"


def test_all_sinks_that_cannot_be_completed_are_named(tmp_path: Path) -> None:
    sinks = [Unfinishable(tmp_path / name / f"{name}.txt") for name in "ab"]
    problem = run(Lists([1]).write(*sinks)).problem
    assert "a.txt cannot be completed; " in problem
    assert "b.txt cannot be completed" in problem


def test_two_sinks_that_share_files_among_indices_are_refused_before_the_run(
    tmp_path: Path,
) -> None:
    class Pairs(Lines):
        name = "Pairs"
        planned_outputs = None  # type: ignore[assignment]

        def shared_outputs(self, index: int) -> Sequence[str]:
            return [str(self.folder / f"{index // 2}.txt")]

    pairs = Pairs(tmp_path / "a")
    assert make_plan(Lists([1] * 4).write(pairs), None, 1).collisions == ()
    with pytest.raises(CollisionError, match=r"Lines and Pairs would both write .*0\.txt"):
        run(Lists([1] * 4).write(pairs, Lines(tmp_path / "a")))
    with pytest.raises(CollisionError, match=r"Pairs \(2\) and Pairs \(3\) would both"):
        run(Lists([1] * 4).write(pairs, Pairs(tmp_path / "a")))


def test_one_folder_under_two_names_is_one_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a", target_is_directory=True)
    with pytest.raises(CollisionError, match=r"Lines \(2\) and Lines \(3\) would both write"):
        run(Lists([1]).write(Lines(tmp_path / "a"), Lines(tmp_path / "link")))
    with pytest.raises(CollisionError, match=r"Lines \(2\) and Lines \(3\) would both write"):
        run(Lists([1]).write(Lines(tmp_path / "new"), Lines(tmp_path / "link" / ".." / "new")))


def test_a_pipeline_without_a_sink_is_still_refused() -> None:
    with pytest.raises(ParamError, match="no sink"):
        run(Lists([1]).write().ending_in())


@pytest.mark.workers
def test_in_workers_with_deaths(tmp_path: Path) -> None:
    """A worker that dies in the second sink costs its index an attempt, and nothing else."""
    a, b = tmp_path / "a", tmp_path / "b"
    misdeeds = {2: "once exit", 5: "exit", 7: "raise"}
    pipeline = Lists([2] * 12).write(Spoiling(a), Lines(b, misdeeds=misdeeds))
    record = tmp_path / "run.curator-run"
    result = execute(pipeline, RunConfig(n_jobs=2, options={"max_attempts": 2}, record=record))
    assert result.failures.keys() == {5, 7}
    assert result.failures[7].stage == "Lines"
    for index in set(range(12)) - {5, 7}:
        expected = f"[{index}, 0]\n[{index}, 1]\n"
        assert (a / f"{index}.txt").read_text() == (b / f"{index}.txt").read_text() == expected
        assert result.outputs_by_sink(index) == [
            [str(a / f"{index}.txt")],
            [str(b / f"{index}.txt")],
        ]
    with RunRecord.open(record) as found:
        assert {index: [o.sink for o in out] for index, out in found.all_outputs()} == {
            index: [0, 1] for index in set(range(12)) - {5, 7}
        }


def test_a_traceback_begins_in_the_code_that_failed(tmp_path: Path) -> None:
    bad = Lines(tmp_path / "b", misdeeds={0: "raise"})
    result = run(Lists([1]).write(Lines(tmp_path / "a"), bad))
    lines = result.failures[0].traceback.splitlines()
    assert "in __call__" in lines[1], lines
    assert lines[-1] == "ValueError: this sink cannot"
