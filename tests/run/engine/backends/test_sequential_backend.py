from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, ClassVar

import pytest

from curator_gui.core import Pipeline
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.run import (
    RunBackend,
    RunConfig,
    RunControl,
    RunFailedError,
    execute,
    get_backend,
    list_backends,
    process_index_group,
    process_single_index,
    register_backend,
    run_pipeline,
)
from curator_gui.run.engine import registry as backends_module
from curator_gui.run.events import Event, IndexStarted, RunFinished, RunStarted
from curator_gui.run.planning.partition import PartitionError
from curator_gui.run.planning.plan import resolve_indices
from tests.run.observe import Recorder, observed, start_pids, starts
from tests.run.toys import Misbehave, Names, Numbers, Total, numbers


def test_outputs_come_in_the_order_of_the_indices() -> None:
    found = run_pipeline(numbers(10), backend="sequential", indices=[7, -1, 0, 7])
    assert found == [["out-7"], ["out-9"], ["out-0"], ["out-7"]]


def test_what_the_lists_of_outputs_do_not_say_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    run_pipeline(numbers(3), backend="sequential")
    assert caplog.messages == []
    pipeline = numbers(30, dict.fromkeys(range(2, 24), "raise"))
    assert run_pipeline(pipeline, backend="sequential", n_jobs=3)[2] == []
    (said,) = caplog.messages
    first, *_, more, warning, counts = said.splitlines()
    assert first == "index 2 failed in Misbehave: number 2: this is what went wrong"
    assert (more, warning) == (
        "... and 2 more failed",
        "warning: the sequential backend has one worker: n_jobs 3 is not used",
    )
    assert counts.startswith("8 done, 22 failed in ")


def test_what_was_not_run_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    run_pipeline(numbers(5, {1: "raise"}), backend="sequential", on_error="stop")
    assert "1 done, 1 failed, 3 not run in " in caplog.messages[0]


def test_it_runs_in_this_process_and_each_index_once(tmp_path: Path) -> None:
    run_pipeline(numbers(5, folder=tmp_path), backend="sequential", indices=[3, 1, -2, 3])
    assert start_pids(tmp_path) == {3: [os.getpid()], 1: [os.getpid()]}


def test_groups_are_run_together(tmp_path: Path) -> None:
    groups = [[0, 2, 4], [1, 3]]
    run_pipeline(numbers(5, folder=tmp_path, groups=groups), backend="sequential")
    assert starts(tmp_path) == [0, 2, 4, 1, 3]


def test_a_failure_is_that_of_its_index_alone() -> None:
    result, events = observed(numbers(6, {2: "raise"}), backend="sequential")
    assert result.in_order() == [["out-0"], ["out-1"], [], ["out-3"], ["out-4"], ["out-5"]]
    (failure,) = result.failures.values()
    assert (failure.index, failure.stage, failure.cause) == (2, "Misbehave", "error")
    assert failure.message == "number 2: this is what went wrong"
    assert (result.completed, result.unrun, result.state) == (5, 0, "finished")
    assert isinstance(events.events[0], RunStarted)
    assert isinstance(events.events[-1], RunFinished)


@pytest.mark.parametrize("policy", ["stop", "raise"])
def test_the_error_policy_ends_the_run(policy: Any, tmp_path: Path) -> None:
    control, events = RunControl(), Recorder()
    config = RunConfig(backend="sequential", on_error=policy, control=control, on_event=events)
    pipeline = numbers(6, {2: "raise"}, folder=tmp_path)
    if policy == "raise":
        with pytest.raises(RunFailedError, match="index 2 failed in Misbehave: ValueError"):
            execute(pipeline, config)
    else:
        assert execute(pipeline, config).state == "stopped"
    (finished,) = events.of(RunFinished)
    assert (finished.completed, finished.failed, finished.unrun) == (2, 1, 3)
    assert starts(tmp_path) == [0, 1, 2]


def test_ctrl_c_ends_the_run(tmp_path: Path) -> None:
    events = Recorder()
    config = RunConfig(backend="sequential", on_event=events)
    with pytest.raises(KeyboardInterrupt):
        execute(numbers(6, {2: "interrupt"}, folder=tmp_path), config)
    assert starts(tmp_path) == [0, 1, 2]
    (finished,) = events.of(RunFinished)
    assert (finished.state, finished.completed, finished.unrun) == ("stopped", 2, 3)


def test_stop_and_retry_from_the_listener(tmp_path: Path) -> None:
    control = RunControl()
    pipeline = numbers(6, {1: "once raise"}, folder=tmp_path)

    def listen(event: Event) -> None:
        if isinstance(event, IndexStarted) and event.index == 2:
            control.retry([1, 2, 99])
        if isinstance(event, IndexStarted) and event.index == 4:
            control.stop_after_current()

    config = RunConfig(backend="sequential", on_event=listen, control=control)
    result = execute(pipeline, config)
    assert sorted(result.outputs) == [0, 2, 3, 4]
    assert (result.state, result.unrun) == ("stopped", 2)


def test_retried_index_recovers(tmp_path: Path) -> None:
    control = RunControl()

    def listen(event: Event) -> None:
        if isinstance(event, IndexStarted) and event.index == 5:
            control.retry([1])

    pipeline = numbers(6, {1: "once raise"}, folder=tmp_path)
    config = RunConfig(backend="sequential", on_event=listen, control=control)
    result = execute(pipeline, config)
    assert (result.failures, result.state) == ({}, "finished")
    assert starts(tmp_path) == [0, 1, 2, 3, 4, 5, 1]


def test_stateful_filters_are_gathered(tmp_path: Path) -> None:
    steps = Numbers(9).filter(Total(tmp_path / "total.json")).filter(Misbehave({4: "raise"}))
    result, _ = observed(steps.write(Names()), backend="sequential")
    assert json.loads((tmp_path / "total.json").read_text()) == [0, 1, 2, 3, 5, 6, 7, 8]
    assert result.artifacts == [str(tmp_path / "total.json")]


def test_no_indices_is_a_run_too() -> None:
    assert run_pipeline(numbers(5), backend="sequential", indices=[]) == []
    assert run_pipeline(numbers(0), backend="sequential") == []


@pytest.mark.parametrize("indices, bad", [([0, 5], 5), ([-6], -6), (range(3, 7), 5)])
def test_an_index_outside_is_refused_before_the_run(indices: Any, bad: int) -> None:
    with pytest.raises(ParamError, match=f"{bad} is outside: the source has 5 items"):
        run_pipeline(numbers(5), backend="sequential", indices=indices)


def test_a_range_stays_a_range() -> None:
    assert resolve_indices(None, 10**6) == range(10**6)
    assert resolve_indices(range(2, 8, 3), 10) == range(2, 8, 3)
    assert resolve_indices(range(-2, 0), 10) == [8, 9]


def test_numpy_indices_become_plain_numbers() -> None:
    np = pytest.importorskip("numpy")
    found = resolve_indices(np.array([3, -1]), 10)
    assert found == [3, 9]
    assert {type(index) for index in found} == {int}


def test_a_pipeline_without_sink_is_refused() -> None:
    with pytest.raises(ParamError, match=r"no sink: end it with \.write"):
        run_pipeline(Numbers(3).filter(Misbehave({})), backend="sequential")


def test_malformed_groups_are_refused_before_the_run(tmp_path: Path) -> None:
    class Inventive(Numbers):
        def partition_indices(self, indices: Any) -> list[list[int]]:
            return [[*indices, 77]]

    pipeline = Inventive(4).filter(Misbehave({}, str(tmp_path))).write(Names())
    with pytest.raises(PartitionError, match="Numbers: partition_indices invented index 77"):
        run_pipeline(pipeline, backend="sequential")
    assert starts(tmp_path) == []


def test_a_listener_that_raises_does_not_break_the_run() -> None:
    calls = []

    def listen(event: Event) -> None:
        calls.append(event)
        raise RuntimeError("a broken picture")

    config = RunConfig(backend="sequential", on_event=listen)
    with pytest.warns(RuntimeWarning, match="on_event raised"):
        result = execute(numbers(4), config)
    assert result.completed == 4
    assert len(calls) == 1
    assert "a broken picture" in result.warnings[0]


def test_functions_shared_by_all_backends() -> None:
    assert process_single_index(numbers(5), -1) == ["out-4"]
    assert process_index_group(numbers(5), [3, 1]) == {3: ["out-3"], 1: ["out-1"]}
    with pytest.raises(ValueError, match="went wrong"):
        process_single_index(numbers(5, {2: "raise"}), 2)


def test_an_unknown_backend_names_the_nearest() -> None:
    assert {"loky", "sequential"} <= set(list_backends())
    with pytest.raises(ParamError, match="did you mean 'loky'"):
        run_pipeline(numbers(1), backend="lokky")
    with pytest.raises(ParamError, match="there are loky, dask, sequential"):
        get_backend("zzzzzz")


def test_a_backend_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends_module, "_BACKENDS", dict(backends_module._BACKENDS))

    @register_backend
    class Backwards(RunBackend):
        name: ClassVar[str] = "backwards"

        def run(self, pipeline: Pipeline[Any], config: RunConfig) -> list[list[str]]:
            return [process_single_index(pipeline, i) for i in reversed(config.indices or ())]

    assert run_pipeline(numbers(5), backend="backwards", indices=[1, 2]) == [["out-2"], ["out-1"]]
    with pytest.raises(ParamError, match="reports no events"):
        execute(numbers(5), RunConfig(backend="backwards"))

    class Other(Backwards):
        name: ClassVar[str] = "backwards"

    with pytest.raises(ParamError, match="already registered"):
        register_backend(Other)
    register_backend(Other, replace=True)
    assert get_backend("backwards") is Other


@pytest.mark.parametrize("run", [lambda _, p, c: [], staticmethod(lambda p, c, more=0: [])])
def test_a_run_that_can_be_called_is_accepted(monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    monkeypatch.setattr(backends_module, "_BACKENDS", {})
    members = {"name": "made", "run": run}
    register_backend(type("Made", (RunBackend,), members))
    assert run_pipeline(numbers(2), backend="made", indices=[]) == []


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        (None, "returned None, not a list of paths for each index"),
        ([None, None, None], "not a list of paths for each index"),
        ([["a"]], "returned outputs of 1 indices; 3 were to be run"),
    ],
)
def test_what_a_backend_returns_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, outputs: Any, words: str
) -> None:
    monkeypatch.setattr(backends_module, "_BACKENDS", {})
    members = {"name": "made", "run": lambda *_: outputs}
    register_backend(type("Made", (RunBackend,), members))
    with pytest.raises(CuratorError, match=words):
        run_pipeline(numbers(3), backend="made")


async def later(self: Any, pipeline: Any, config: Any) -> list[list[str]]:
    return []


@pytest.mark.parametrize(
    ("members", "base", "words"),
    [
        ({"name": "halfway"}, (RunBackend,), "backend .*Halfway has no run"),
        ({"run": lambda *_: []}, (RunBackend,), "has no name"),
        ({"name": "", "run": lambda *_: []}, (RunBackend,), "has no name"),
        ({"name": "plain", "run": lambda *_: []}, (), "no subclass of curator_gui.run.RunBackend"),
        ({"name": "no call", "run": 3}, (RunBackend,), "run needs to take a pipeline and a config"),
        ({"name": "few", "run": lambda self: []}, (RunBackend,), "run needs to take a pipeline"),
        ({"name": "more", "run": lambda a, b, c, d: []}, (RunBackend,), "run needs to take a pipe"),
        ({"name": "later", "run": later}, (RunBackend,), "run is asynchronous: write def alone"),
        (
            {"name": "asks", "run": lambda *_: [], "__init__": lambda self, folder: None},
            (RunBackend,),
            "needs arguments to be made",
        ),
    ],
)
def test_a_backend_that_cannot_run_is_refused_when_it_is_registered(
    members: dict[str, Any], base: tuple[type, ...], words: str
) -> None:
    before = list_backends()
    with pytest.raises(ParamError, match=words):
        register_backend(type("Halfway", base, members))
    assert list_backends() == before


@pytest.mark.parametrize("n_jobs", ["2", 2.5, None, True, [2]])
def test_a_number_of_workers_that_is_none_is_refused_in_words(n_jobs: Any) -> None:
    with pytest.raises(ParamError, match="n_jobs: needs a whole number of workers"):
        run_pipeline(numbers(2), n_jobs=n_jobs)


@pytest.mark.parametrize("n_jobs", [-1, 1, 4, -2])
def test_it_has_one_worker_and_says_so_where_others_were_asked_for(n_jobs: int) -> None:
    result = execute(numbers(2), RunConfig(backend="sequential", n_jobs=n_jobs))
    said = [words for words in result.warnings if "one worker" in words]
    expected = f"the sequential backend has one worker: n_jobs {n_jobs} is not used"
    assert said == ([] if n_jobs in (1, -1) else [expected])
    assert RunConfig(backend="sequential", n_jobs=n_jobs).workers() == 1


def test_workers_of_this_machine() -> None:
    import joblib

    assert RunConfig(n_jobs=3).workers() == 3
    assert RunConfig(n_jobs=-1).workers() == joblib.cpu_count()
    assert RunConfig(n_jobs=-100).workers() == 1
    with pytest.raises(ParamError, match="at least one worker"):
        RunConfig(n_jobs=0).workers()
    with pytest.raises(ParamError, match="one run has at most 10,000 workers"):
        RunConfig(n_jobs=99_999_999_999_999).workers()


def test_the_progress_bar_counts_indices(capsys: pytest.CaptureFixture[str]) -> None:
    run_pipeline(numbers(5, {1: "raise"}), backend="sequential", progress=True)
    shown = capsys.readouterr().err
    assert "5/5" in shown
    assert "failed=1" in shown
