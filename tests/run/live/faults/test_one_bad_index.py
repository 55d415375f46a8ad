"""One index misbehaves in every way we know: it fails alone, and the table says why."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.storage.files import part_path
from curator_gui.run import RunFailedError, run_pipeline
from curator_gui.run.engine.backends.joblib_backend import PipelineLoadError
from curator_gui.run.events import IndexRetried, IndexStarted, WorkerEnded, WorkerStarted
from tests.run.observe import BackgroundRun, Recorder, observed, running_pid, starts
from tests.run.toys import Call, Files, Misbehave, Names, Numbers, asked, numbers

pytestmark = pytest.mark.fault

KINDS: dict[str, tuple[str, str, str, str]] = {
    # what it does: cause, error type, words of the message, stage
    "raise": ("error", "ValueError", "this is what went wrong", "Misbehave"),
    "unpicklable": ("error", "UnreconstructableError", "1", "Misbehave"),
    "sysexit": ("error", "SystemExit", "4", "Misbehave"),
    "interrupt": ("error", "KeyboardInterrupt", "KeyboardInterrupt()", "Misbehave"),
    "exit": ("crash", "WorkerDied", "its worker exited with code 3", ""),
    "segv": ("crash", "WorkerDied", "SIGSEGV (segmentation fault in compiled code)", ""),
    "kill": ("crash", "WorkerDied", "killed by SIGKILL", ""),
    "hang": ("timeout", "Timeout", "took longer than 0.5 s (timeout)", ""),
    "spin": ("timeout", "Timeout", "took longer than 0.5 s (timeout)", ""),
    "eat": ("memory", "MemoryLimit", "above the limit of 400 MB", ""),
    "fork and exit": ("crash", "WorkerDied", "its worker exited with code 3", ""),
}


def limits(kind: str) -> dict[str, Any]:
    if kind in ("hang", "spin"):
        return {"timeout": 0.5}
    return {"memory_limit": "400M"} if kind == "eat" else {}


@pytest.mark.parametrize(
    "kind, grouped",
    [*((kind, False) for kind in KINDS), ("raise", True), ("segv", True), ("hang", True)],
)
def test_it_fails_alone(kind: str, grouped: bool, tmp_path: Path) -> None:
    cause, error_type, words, stage = KINDS[kind]
    groups = [[5, 6, 7, 8, 9], [0, 1, 2, 3, 4], [10, 11]] if grouped else None
    pipeline = numbers(12, {7: kind}, tmp_path, groups)
    result, events = observed(pipeline, **limits(kind))
    expected = [[f"out-{i}"] if i != 7 else [] for i in range(12)]
    assert result.in_order() == expected
    (failure,) = result.failures.values()
    assert (failure.index, failure.cause, failure.error_type) == (7, cause, error_type)
    assert failure.stage == stage
    assert failure.message.startswith("number 7: ")
    assert words in failure.message
    fatal = cause != "error"
    assert failure.status == ("quarantined" if fatal else "failed")
    assert failure.attempt == (2 if fatal else 1)
    assert events.retried() == ([7] if fatal else [])
    assert sorted(starts(tmp_path)) == sorted([*range(12), *([7] if fatal else [])])
    assert sorted(events.started()) == sorted(starts(tmp_path))


def test_a_segmentation_fault_shows_where() -> None:
    result, _ = observed(numbers(3, {1: "segv"}), n_jobs=1, max_attempts=1)
    trace = result.failures[1].traceback
    assert "Fatal Python error: Segmentation fault" in trace
    assert "in act" in trace


def test_an_error_shows_its_traceback() -> None:
    result, _ = observed(numbers(3, {1: "raise"}), n_jobs=1)
    trace = result.failures[1].traceback
    assert trace.startswith("Traceback (most recent call last):")
    assert "in act" in trace
    assert trace.endswith("ValueError: this is what went wrong\n")


@pytest.mark.parametrize("attempts", [1, 3])
def test_attempts_are_counted_exactly(attempts: int, tmp_path: Path) -> None:
    pipeline = numbers(6, {2: "exit"}, tmp_path)
    result, events = observed(pipeline, n_jobs=1, max_attempts=attempts)
    assert result.failures[2].attempt == attempts
    assert result.failures[2].message.endswith(f"({attempts} attempts)" if attempts > 1 else "3")
    assert starts(tmp_path).count(2) == attempts
    numbered = [event.attempt for event in events.of(IndexStarted) if event.index == 2]
    assert numbered == list(range(1, attempts + 1))
    assert [event.attempt for event in events.of(IndexRetried)] == numbered[:-1]


@pytest.mark.parametrize("kind", ["once kill", "once segv", "once exit"])
def test_a_single_accident_is_forgiven(kind: str, tmp_path: Path) -> None:
    result, events = observed(numbers(8, {3: kind}, tmp_path))
    assert result.in_order() == [[f"out-{i}"] for i in range(8)]
    assert events.retried() == [3]
    assert sorted(starts(tmp_path)) == sorted([*range(8), 3])


def test_an_error_is_not_retried(tmp_path: Path) -> None:
    result, _ = observed(numbers(4, {1: "once raise"}, tmp_path), max_attempts=5)
    assert list(result.failures) == [1]
    assert sorted(starts(tmp_path)) == [0, 1, 2, 3]


def test_all_bad(tmp_path: Path) -> None:
    result, _ = observed(numbers(5, dict.fromkeys(range(5), "kill"), tmp_path), max_attempts=1)
    assert sorted(result.failures) == [0, 1, 2, 3, 4]
    assert {failure.cause for failure in result.failures.values()} == {"crash"}
    assert (result.completed, result.unrun, result.state) == (0, 0, "finished")
    assert sorted(starts(tmp_path)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("returned", ["number", "lambda"])
def test_an_absurd_result_fails_its_index_only(returned: str) -> None:
    result, events = observed(numbers(3, result=returned), n_jobs=1)
    assert sorted(result.failures) == [0, 1, 2]
    for failure in result.failures.values():
        assert (failure.cause, failure.stage, failure.error_type) == (
            "result",
            "Names",
            "ResultError",
        )
        assert "not a list of paths" in failure.message
    assert events.of(WorkerEnded) == []


def test_policy_stop_finishes_what_runs_and_begins_nothing_more(tmp_path: Path) -> None:
    table = {0: "hold", 1: "raise"}
    with BackgroundRun(numbers(50, table, tmp_path), on_error="stop") as run:
        run.events.wait_state("stopping")
        (tmp_path / "go").touch()
        result = run.result()
    assert result.state == "stopped"
    assert list(result.failures) == [1]
    assert sorted(result.outputs.keys() | result.failures.keys()) == sorted(starts(tmp_path))
    assert set(starts(tmp_path)) <= {0, 1}  # the other worker may have come too late for 0


def test_policy_raise_ends_at_once_with_the_traceback(tmp_path: Path) -> None:
    with pytest.raises(RunFailedError, match=r"(?s)index 1 failed in Misbehave.*in act") as caught:
        run_pipeline(numbers(50, {0: "hang", 1: "raise"}, tmp_path), n_jobs=2, on_error="raise")
    assert caught.value.failure.index == 1
    assert run_pipeline(numbers(3), n_jobs=2) == [["out-0"], ["out-1"], ["out-2"]]


def test_a_worker_killed_from_outside_costs_one_attempt(tmp_path: Path) -> None:
    with BackgroundRun(numbers(10, {4: "hold"}, tmp_path)) as run:
        run.events.wait_started(4)
        os.kill(running_pid(tmp_path, 4), signal.SIGKILL)
        run.events.wait(lambda: 4 in run.events.retried())
        (tmp_path / "go").touch()
        result = run.result()
    assert result.completed == 10
    assert sorted(starts(tmp_path)) == sorted([*range(10), 4])


def test_a_worker_killed_while_idle_is_replaced_for_the_next_run(tmp_path: Path) -> None:
    _, before = observed(numbers(4))
    pids = [event.pid for event in before.of(WorkerStarted)]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    result, events = observed(numbers(10, folder=tmp_path))
    assert result.completed == 10
    assert sorted(starts(tmp_path)) == list(range(10))
    assert not {event.pid for event in events.of(WorkerStarted)[-1:]} & set(pids)


class Unsendable(Call):
    name = "Holds a lock"

    def __init__(self) -> None:
        super().__init__(str, threading.Lock())


class Unloadable(Misbehave):
    """Does something bad when it is unpickled in a worker."""

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if os.getpid() != state["home"]:
            self.act(state["table"][0])


def loading(what: str, folder: str = "") -> Any:
    step = Unloadable({0: what}, folder)
    step.home = os.getpid()
    return Numbers(5).filter(step).write(Names())


def test_a_pipeline_that_cannot_be_sent_names_the_step() -> None:
    pipeline = Numbers(3).filter(Unsendable()).write(Names())
    with pytest.raises(PipelineLoadError, match=r"the step Holds a lock cannot be sent.*lock"):
        run_pipeline(pipeline, n_jobs=2)


@pytest.mark.parametrize(
    "what, words",
    [
        ("raise", "ValueError: this is what went wrong"),
        ("sysexit", "SystemExit: 4"),
        ("segv", "SIGSEGV"),
        ("exit", "exited with code 3"),
    ],
)
def test_a_pipeline_that_cannot_be_loaded_ends_the_run(what: str, words: str) -> None:
    events = Recorder()
    with pytest.raises(PipelineLoadError, match=r"cannot be loaded in a worker") as caught:
        run_pipeline(loading(what), n_jobs=2, on_event=events)
    assert words in str(caught.value)
    assert events.started() == []
    assert run_pipeline(numbers(2), n_jobs=2) == [["out-0"], ["out-1"]]


def test_a_pipeline_that_hangs_while_loading_can_be_stopped(tmp_path: Path) -> None:
    with BackgroundRun(loading("hang")) as run:
        run.events.wait(lambda: len(run.events.of(WorkerStarted)) >= 1)
        run.control.stop_now()
        assert run.result().state == "stopped"
    assert run.events.started() == []


def test_hanging_children_of_a_worker_die_with_it(tmp_path: Path) -> None:
    def spawn(item: int) -> str:
        import subprocess
        import sys

        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        (tmp_path / "pid").write_text(str(child.pid))
        child.wait()
        return ""

    result, _ = observed(asked(spawn), n_jobs=1, timeout=2.0, max_attempts=1)
    assert result.failures[0].cause == "timeout"
    import psutil

    pid = int((tmp_path / "pid").read_text())
    try:
        psutil.Process(pid).wait(10)
    except psutil.NoSuchProcess:
        return
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_slow_listener_makes_nobody_late(tmp_path: Path) -> None:
    """The engine must not take the time that a listener wastes for the time of an index."""
    slow = threading.Event()

    def listen(event: Any) -> None:
        if isinstance(event, IndexStarted) and event.index in (0, 3):
            slow.wait(0.8)

    pipeline = numbers(6, dict.fromkeys(range(6), "sleep 0.05"), tmp_path)
    found = run_pipeline(pipeline, n_jobs=1, timeout=0.5, on_event=listen, batch_size=6)
    assert found == [[f"out-{i}"] for i in range(6)]
    assert sorted(starts(tmp_path)) == list(range(6))


def test_a_worker_killed_while_it_writes_leaves_nothing_in_the_output_folder(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    pipeline = Numbers(8).filter(Misbehave({2: "kill", 5: "hang"})).write(Files(out))
    result, _ = observed(pipeline, timeout=0.5)
    assert sorted(result.failures) == [2, 5]
    kept = [f"{index}.txt" for index in range(8) if index not in result.failures]
    assert sorted(path.name for path in out.iterdir()) == kept


@pytest.mark.skipif(os.name == "nt", reason="fork")
def test_a_run_removes_what_a_killed_application_left_half_written(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        part_path(tmp_path / "3.txt", ".txt").touch()
        os._exit(0)
    os.waitpid(child, 0)
    assert len(list(tmp_path.iterdir())) == 1
    observed(Numbers(1).write(Files(tmp_path)))
    assert [path.name for path in tmp_path.iterdir()] == ["0.txt"]
