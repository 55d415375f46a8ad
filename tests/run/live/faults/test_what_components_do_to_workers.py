"""Components change or break their process, or return nonsense: no other index pays for it."""

from __future__ import annotations

import math
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core import Pipeline
from curator_gui.core.storage.outputs import Written
from curator_gui.run import RunConfig, execute, shutdown_workers
from curator_gui.run.events import IndexFinished, WorkerEnded
from curator_gui.run.record import RunRecord
from tests.run.observe import Recorder, observed
from tests.run.toys import Call, Files, Names, Numbers

pytestmark = pytest.mark.fault

SIZE = 8
BAD = 3


def pipeline(at: Callable[[], Any], look: Callable[[], Any] = str) -> Pipeline[Any]:
    """Call `at` in the worker of index 3; every output names what `look` has seen before."""

    def step(index: int) -> Any:
        seen = look()
        if index == BAD:
            at()
        return f"{index}-{seen}"

    return Numbers(SIZE).filter(Call(step)).write(Names())


class Sized(Names):
    """Returns a size for index 3."""

    def __init__(self, size: Any) -> None:
        super().__init__()
        self.size = size

    def __call__(self, items: Iterator[int], index: int) -> Any:
        found = super().__call__(items, index)
        return [Written(found[0], self.size)] if index == BAD else found


@pytest.mark.parametrize(
    "size", [None, "7", math.nan, math.inf, -1, 2**63, 2**70, 7.5, [1]], ids=str
)
def test_a_size_that_is_no_number_of_bytes_fails_its_index(size: Any, tmp_path: Path) -> None:
    record = tmp_path / "r.curator-run"
    config = RunConfig(n_jobs=1, record=record)
    result = execute(Numbers(SIZE).write(Sized(size)), config)
    (failure,) = result.failures.values()
    assert (failure.index, failure.cause, failure.error_type) == (BAD, "result", "ResultError")
    assert failure.stage == "Names"
    assert "size" in failure.message
    assert (result.completed, result.state) == (SIZE - 1, "finished")
    with RunRecord.open(record) as opened:
        assert opened.counts()["done"] == SIZE - 1


@pytest.mark.parametrize("size", [0, 2**62, np.int32(7), True], ids=str)
def test_whole_numbers_of_any_kind_are_sizes(size: Any) -> None:
    result, events = observed(Numbers(SIZE).write(Sized(size)), n_jobs=1)
    assert result.failures == {}
    assert {e.output_bytes for e in events.of(IndexFinished) if e.index == BAD} == {int(size)}


def close_all() -> None:
    os.closerange(3, 256)


def close_sockets() -> None:
    import stat

    for number in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.close(number)
        except OSError:
            continue


def patch_the_clock() -> None:
    time.time = time.monotonic = time.perf_counter = lambda: None  # type: ignore[assignment]


def take_modules_away() -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] in ("joblib", "json", "traceback", "msgspec"):
            del sys.modules[name]


def break_the_encoder() -> None:
    import msgspec

    msgspec.to_builtins = None  # type: ignore[assignment]
    os.getpid = lambda: 1 // 0  # type: ignore[assignment, return-value]


@pytest.mark.parametrize(
    "at", [close_all, close_sockets, patch_the_clock, take_modules_away, break_the_encoder]
)
@pytest.mark.parametrize("batch_size", [1, SIZE])
def test_whatever_is_broken_costs_one_index_at_most(
    at: Callable[[], Any], batch_size: int, tmp_path: Path
) -> None:
    record = tmp_path / "r.curator-run"
    events = Recorder()
    options = {"batch_size": batch_size, "timeout": 20}
    config = RunConfig(n_jobs=1, record=record, options=options, on_event=events)
    result = execute(pipeline(at), config)
    assert result.failures.keys() <= {BAD}
    assert result.unrun == 0
    assert result.completed + len(result.failures) == SIZE
    with RunRecord.open(record) as opened:
        counts = opened.counts()
        assert counts["done"] + counts["failed"] + counts["quarantined"] == SIZE
    shutdown_workers()


def fork_and_raise() -> None:
    if os.fork() == 0:
        raise ValueError("the child's")
    os.wait()


def fork_and_return() -> None:
    if os.fork() != 0:
        os.wait()


@pytest.mark.parametrize("at", [fork_and_raise, fork_and_return])
def test_a_forked_child_does_not_speak_for_the_worker(at: Callable[[], Any]) -> None:
    result, events = observed(pipeline(at), n_jobs=1)
    assert (result.failures, result.unrun, result.completed) == ({}, 0, SIZE)
    assert events.finished() == list(range(SIZE))


def move_away() -> None:
    os.chdir("/")


def change_a_variable() -> None:
    os.environ["PATH"] = "nowhere"


def drop_a_variable() -> None:
    del os.environ["PATH"]


def handle_a_signal() -> None:
    signal.signal(signal.SIGTERM, lambda *_: None)


def set_a_timer() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 3600)


SET_BACK: list[tuple[Callable[[], Any], Callable[[], Any], str]] = [
    (move_away, Path.cwd, "the working directory to /"),
    (change_a_variable, lambda: os.environ.get("PATH"), "the variable PATH"),
    (drop_a_variable, lambda: os.environ.get("PATH"), "the variable PATH"),
    (handle_a_signal, lambda: signal.getsignal(signal.SIGTERM), "what SIGTERM does"),
    (set_a_timer, lambda: signal.getitimer(signal.ITIMER_REAL)[0], "the process's timer"),
]


@pytest.mark.parametrize("at, look, words", SET_BACK, ids=[case[2] for case in SET_BACK])
def test_what_can_be_set_back_is_and_the_index_named_once(
    at: Callable[[], Any], look: Callable[[], Any], words: str
) -> None:
    result, events = observed(pipeline(at, look), n_jobs=1)
    assert len({output.partition("-")[2].partition("-")[2] for (output,) in result.in_order()}) == 1
    (line,) = [line for line in events.lines() if words in line]
    assert line.startswith(f"index {BAD} changed ")
    assert events.of(WorkerEnded) == []


@pytest.fixture
def few_descriptors() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    shutdown_workers()
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    shutdown_workers()


@pytest.mark.usefixtures("few_descriptors")
@pytest.mark.parametrize("opened", [lambda: os.open("/dev/null", os.O_RDONLY), lambda: os.dup(0)])
def test_a_worker_is_replaced_before_its_descriptors_run_out(opened: Callable[[], int]) -> None:
    def leak(index: int) -> int:
        for _ in range(60):
            opened()
        return index

    events = Recorder()
    steps = Numbers(30).filter(Call(leak)).write(Names())
    result = execute(steps, RunConfig(n_jobs=1, on_event=events, options={"batch_size": 10}))
    assert (result.failures, result.completed) == ({}, 30)
    reasons = [event.reason for event in events.of(WorkerEnded)]
    assert len(reasons) >= 10
    assert all("files are open after index" in reason for reason in reasons)


@pytest.mark.usefixtures("few_descriptors")
def test_one_that_leaves_no_descriptor_costs_no_other() -> None:
    def leak(index: int) -> int:
        if index == BAD:
            for _ in range(300):
                os.open("/dev/null", os.O_RDONLY)
        os.close(os.open("/dev/null", os.O_RDONLY))
        return index

    result, events = observed(Numbers(SIZE).filter(Call(leak)).write(Names()), n_jobs=1)
    assert result.failures.keys() == {BAD}
    assert result.completed == SIZE - 1
    (reason,) = {event.reason for event in events.of(WorkerEnded)}
    assert "files are open after index" in reason


def test_a_worker_with_ever_more_threads_is_replaced() -> None:
    def leak(index: int) -> int:
        for _ in range(20):
            threading.Thread(target=threading.Event().wait, daemon=False).start()
        return threading.active_count()

    events = Recorder()
    steps = Numbers(20).filter(Call(leak)).write(Names())
    result = execute(steps, RunConfig(n_jobs=1, on_event=events, options={"batch_size": 20}))
    assert (result.failures, result.completed) == ({}, 20)
    reasons = [event.reason for event in events.of(WorkerEnded)]
    assert len(reasons) >= 2
    assert all("threads run after index" in reason for reason in reasons)
    shutdown_workers()


def test_another_run_begins_in_its_own_folder_and_environment() -> None:
    def leave_traces() -> None:
        os.environ["CURATOR_TEST_TRACE"] = "left behind"
        os.chdir("/")

    def look() -> str:
        return f"{os.environ.get('CURATOR_TEST_TRACE', '')}|{Path.cwd()}"

    observed(pipeline(leave_traces), n_jobs=1)
    result, events = observed(pipeline(lambda: None, look), n_jobs=1)
    here = f"|{Path.cwd()}"
    assert [output.partition("-")[2].partition("-")[2] for (output,) in result.in_order()] == (
        [here] * SIZE
    )
    (reason,) = [event.reason for event in events.of(WorkerEnded)]
    assert reason == "a run had set CURATOR_TEST_TRACE in its environment"


def test_a_run_that_changes_nothing_keeps_its_workers() -> None:
    _, first = observed(pipeline(lambda: None), n_jobs=1)
    result, second = observed(pipeline(lambda: None, os.getpid), n_jobs=1)
    assert result.failures == {}
    assert (first.of(WorkerEnded), second.of(WorkerEnded)) == ([], [])


def forbid_files() -> None:
    import builtins

    builtins.open = None  # type: ignore[assignment]


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def raise_on_underflow() -> None:
    np.seterr(all="raise")


def take_the_search_path_away() -> None:
    sys.path.clear()


def take_json_away() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "json"]:
        del sys.modules[name]


def turn_warnings_into_errors() -> None:
    import warnings

    warnings.simplefilter("error")


def change_the_locale() -> None:
    import locale

    locale.setlocale(locale.LC_ALL, "C.UTF-8")


def close_the_doors() -> None:
    os.umask(0o777)


def print_nowhere() -> None:
    sys.stdout = None  # type: ignore[assignment]


def shallow_recursion() -> None:
    sys.setrecursionlimit(200)


CHANGES: list[tuple[Callable[[], Any], str]] = [
    (forbid_files, "Python's built-in functions"),
    (limit_files, "the limits of the process (RLIMIT)"),
    (raise_on_underflow, "what NumPy does about floating-point errors"),
    (take_the_search_path_away, "the search path for modules"),
    (take_json_away, "the modules that are loaded"),
    (turn_warnings_into_errors, "the filters for warnings"),
    (change_the_locale, "the locale"),
    (close_the_doors, "the permissions of new files (umask)"),
    (print_nowhere, "the standard streams"),
    (shallow_recursion, "the recursion limit"),
]


class Writes(Files):
    """Needs files, arithmetic, modules, warnings and depth; what it writes tells of the rest."""

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        import json
        import warnings

        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{index}.json"
        with open(path, "w") as file:  # noqa: PTH123
            json.dump({"items": list(items), "tiny": float(np.float64(1e-300) ** 2)}, file)
        print(index)
        warnings.warn("nothing to worry about", UserWarning, stacklevel=1)
        return [str(path)] if deep(300) and os.access(path, os.R_OK) else []


def deep(levels: int) -> bool:
    return levels == 0 or deep(levels - 1)


@pytest.mark.parametrize("pause", [0.0, 0.002], ids=["quick", "slow"])
@pytest.mark.parametrize("change, words", CHANGES, ids=[words for _, words in CHANGES])
def test_what_a_component_changes_for_all_costs_nobody_else(
    change: Callable[[], Any], words: str, pause: float, tmp_path: Path
) -> None:
    def step(index: int) -> int:
        # What the first index loads is looked at before the change, or it passes for more of that.
        time.sleep(pause if index else 0.01)
        if index == BAD:
            change()
        return index

    pipeline = Numbers(SIZE).filter(Call(step)).write(Writes(tmp_path / "out"))
    config = RunConfig(n_jobs=1, record=tmp_path / "r.curator-run", options={"batch_size": SIZE})
    events = Recorder()
    result = execute(pipeline, replace(config, on_event=events))
    assert result.failures.keys() <= {BAD}, result.failures
    assert result.unrun == 0
    (line,) = [line for line in events.lines() if words in line]
    who = f"index {BAD} changed " if pause else ("index ", "one of the indices ")
    assert line.startswith(who)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()}
    if pause:
        assert len(modes - {0}) == 1
    shutdown_workers()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may raise its limits again")
def test_what_cannot_be_set_back_is_left_behind_with_its_process(tmp_path: Path) -> None:
    def lower() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    result, events = observed(pipeline(lower), n_jobs=1)
    assert result.failures.keys() <= {BAD}
    (reason,) = [event.reason for event in events.of(WorkerEnded)]
    assert "the limits of the process (RLIMIT), which cannot be set back" in reason
    shutdown_workers()


def test_another_run_begins_with_the_settings_of_a_new_process() -> None:
    observed(pipeline(lambda: None), n_jobs=1)

    class Strict(Call):
        def __setstate__(self, state: dict[str, Any]) -> None:
            self.__dict__.update(state)
            np.seterr(all="raise")  # as a module may do that is imported with the pipeline

    observed(Numbers(2).filter(Strict(str)).write(Names()), n_jobs=1)
    result, events = observed(pipeline(lambda: None, lambda: np.geterr()["under"]), n_jobs=1)
    assert {output.rpartition("-")[2] for (output,) in result.in_order()} == {"ignore"}
    (reason,) = [event.reason for event in events.of(WorkerEnded)]
    assert reason == "a run had changed what NumPy does about floating-point errors"
    shutdown_workers()


class Liar(Names):
    """Names files that are not there, in several ways."""

    outputs_later = False

    def __init__(self, how: str, folder: Path) -> None:
        super().__init__()
        self.how, self.folder = how, folder

    def __call__(self, items: Iterator[Any], index: int) -> Any:
        list(items)
        if self.how == "elsewhere" and index == BAD:
            (self.folder / "away").mkdir(exist_ok=True)
            os.chdir(self.folder / "away")
        made = Path(f"{self.folder.name}-{index}.txt")
        if self.how == "elsewhere" or index != BAD:
            made.write_text("x")
        named = self.folder / made if self.how == "elsewhere" else made
        if self.how == "elsewhere" and index != BAD:
            named.write_text("x")
        return [Written(named, 3) if self.how == "written" else str(named), "s3://bucket/key"]


@pytest.mark.parametrize("how", ["never", "written", "elsewhere"])
@pytest.mark.parametrize("backend", ["loky", "sequential"])
def test_an_output_that_is_not_there_fails_its_index(
    how: str, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = execute(Numbers(SIZE).write(Liar(how, tmp_path)), RunConfig(n_jobs=1, backend=backend))
    (failure,) = result.failures.values()
    assert (failure.index, failure.cause, failure.stage) == (BAD, "result", "Names")
    assert f"-{BAD}.txt among its outputs, but it is not there" in failure.message
    assert result.completed == SIZE - 1
    monkeypatch.undo()
    shutdown_workers()
