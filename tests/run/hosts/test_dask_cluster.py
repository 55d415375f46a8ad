"""The dask backend against real `dask scheduler` and `dask worker` processes on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import RunConfig, RunControl, execute, run_pipeline
from curator_gui.run.events import (
    Event,
    IndexFinished,
    IndexRetried,
    IndexStarted,
    LogLine,
    WorkersChanged,
    WorkerStarted,
)
from curator_gui.run.record import RunRecord
from tests.run.fitting import centering, is_centered, write_numbers

pytest.importorskip("distributed")
toys: Any = pytest.importorskip("tests.run.toys")
pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two single-threaded workers, each under its nanny."""
    folder = tmp_path_factory.mktemp("dask")
    address = f"tcp://127.0.0.1:{_free_port()}"
    commands = [
        ["scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2]],
        ["worker", address, "--nworkers", "2", "--nthreads", "1", "--host", "127.0.0.1"],
    ]
    processes = [_start(command, folder) for command in commands]
    try:
        _wait_for_workers(address, 2)
        yield address
    finally:
        for process in reversed(processes):
            _end(process)


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    log = (folder / f"{command[0]}.log").open("wb")
    with log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--no-dashboard"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        if child.is_running():
            child.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    deadline = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
            return
        except OSError:
            assert time.monotonic() < deadline, "the scheduler does not answer"


def config(scheduler: str, events: list[Event], **changes: Any) -> RunConfig:
    options = {"scheduler": scheduler, **changes.pop("options", {})}
    return RunConfig(backend="dask", n_jobs=2, options=options, on_event=events.append, **changes)


def starts(folder: Path) -> Counter[int]:
    lines = (folder / "starts.txt").read_text().splitlines()
    return Counter(int(line.split()[0]) for line in lines)


def test_results_come_in_order_from_two_worker_processes(scheduler: str) -> None:
    events: list[Event] = []
    result = execute(toys.numbers(200), config(scheduler, events, indices=[7, 3, *range(20, 60)]))
    assert result.in_order() == [[f"out-{i}"] for i in (7, 3, *range(20, 60))]
    workers = {event.pid for event in events if isinstance(event, WorkerStarted)}
    assert len(workers) == 2
    assert os.getpid() not in workers


def test_a_cluster_of_its_own_ends_without_a_word(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "from curator_gui.run import RunConfig, execute\n"
        "from tests.run.toys import numbers\n"
        "if __name__ == '__main__':\n"
        "    print(execute(numbers(6), RunConfig(backend='dask', n_jobs=2)).completed)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("6\n", "")


def test_a_crash_and_a_timeout_fail_one_index_each(scheduler: str, tmp_path: Path) -> None:
    events: list[Event] = []
    table = {3: "raise", 7: "segv", 12: "hang", 15: "once exit"}
    pipeline = toys.numbers(24, table, tmp_path)
    result = execute(pipeline, config(scheduler, events, options={"timeout": 1.5}))
    assert sorted(result.failures) == [3, 7, 12]
    assert [result.failures[i].cause for i in (3, 7, 12)] == ["error", "crash", "timeout"]
    assert [result.failures[i].status for i in (3, 7, 12)] == ["failed", *["quarantined"] * 2]
    assert "took longer than 1.5 s" in result.failures[12].message
    assert sorted(result.outputs) == [i for i in range(24) if i not in (3, 7, 12)]
    assert {e.index for e in events if isinstance(e, IndexRetried)} == {7, 12, 15}
    counted = starts(tmp_path)
    assert {i: n for i, n in counted.items() if n > 1} == {7: 2, 12: 2, 15: 2}


def test_a_worker_killed_from_outside_costs_nothing(scheduler: str, tmp_path: Path) -> None:
    events: list[Event] = []
    killed: list[int] = []

    def kill_first(event: Event) -> None:
        events.append(event)
        if isinstance(event, IndexFinished) and not killed:
            pids = [e.pid for e in events if isinstance(e, WorkerStarted)]
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    table = dict.fromkeys(range(40), "sleep 0.05")
    settings = RunConfig(
        backend="dask",
        n_jobs=2,
        options={"scheduler": scheduler, "batch_size": 5},
        on_event=kill_first,
        record=tmp_path / "run.curator-run",
    )
    result = execute(toys.numbers(40, table, tmp_path), settings)
    assert result.completed == 40
    assert killed
    assert sum(n - 1 for n in starts(tmp_path).values()) <= 1  # at most the index it was at
    with RunRecord.open(tmp_path / "run.curator-run") as record:
        assert record.counts()["done"] == 40


def test_groups_stay_together_in_one_worker(scheduler: str, tmp_path: Path) -> None:
    groups = [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]]
    result = execute(toys.numbers(12, {}, tmp_path, groups), config(scheduler, []))
    assert result.completed == 12
    lines = [line.split() for line in (tmp_path / "starts.txt").read_text().splitlines()]
    pid_of = {int(index): pid for index, pid in lines}
    order = [int(index) for index, _ in lines]
    for group in groups:
        assert len({pid_of[index] for index in group}) == 1
        assert [index for index in order if index in group] == group


def test_stop_now_ends_hung_workers(scheduler: str) -> None:
    control = RunControl()
    events: list[Event] = []
    hung = threading.Event()

    def note(event: Event) -> None:
        events.append(event)
        if sum(type(e).__name__ == "IndexStarted" for e in events) == 2:
            hung.set()

    settings = RunConfig(
        backend="dask",
        n_jobs=2,
        options={"scheduler": scheduler},
        on_event=note,
        control=control,
    )
    stopper = threading.Thread(target=lambda: (hung.wait(30), control.stop_now()))
    stopper.start()
    result = execute(toys.numbers(6, dict.fromkeys(range(6), "hang")), settings)
    stopper.join()
    assert result.state == "stopped"
    assert result.unrun == 6
    _wait_for_workers(scheduler, 2)  # their nannies bring new ones


def test_no_scheduler_is_an_error_in_words() -> None:
    address = f"tcp://127.0.0.1:{_free_port()}"
    with pytest.raises(ParamError, match=r"option scheduler: .* does not answer"):
        run_pipeline(toys.numbers(3), backend="dask", scheduler=address)


@pytest.mark.parametrize("option", ["recycle_after", "inner_max_num_threads", "prefer"])
def test_an_option_that_dask_has_not_is_refused(option: str) -> None:
    with pytest.raises(ParamError, match=f"no option '{option}'"):
        run_pipeline(toys.numbers(3), backend="dask", **{option: 1})


def test_constants_are_gathered_on_a_cluster(scheduler: str, tmp_path: Path) -> None:
    numbers = [float(number) for number in range(12)]
    write_numbers(tmp_path / "in", numbers)
    pipeline = centering(tmp_path, {4.0: "once kill", 7.0: "raise"})
    config = RunConfig(backend="dask", n_jobs=2, options={"scheduler": scheduler})
    result = execute(pipeline, config)
    left = {i: number for i, number in enumerate(numbers) if i != 7}
    is_centered(tmp_path, left, list(left.values()))
    assert list(result.failures) == [7]
    assert result.passes == [
        "Centered: constants over 11 of 12 training items: the others failed in the first pass, do "
        "not count and are left out; once they are mended, the constants change and all items are "
        "run again"
    ]


@pytest.mark.parametrize("alone", [True, False])
def test_it_grows_and_shrinks_while_it_runs(scheduler: str, tmp_path: Path, alone: bool) -> None:
    """Both indices wait for each other: so there are two workers."""
    control, events = RunControl(), list[Event]()

    def listen(event: Event) -> None:
        events.append(event)
        begun = [e.index for e in events if isinstance(e, IndexStarted)]
        if isinstance(event, IndexStarted) and begun == [0]:
            control.set_workers(2, "the test")
        elif isinstance(event, IndexStarted) and sorted(begun) == [0, 1]:
            control.set_workers(1, "the test")
        elif isinstance(event, WorkersChanged) and event.workers == 1:
            (tmp_path / "go").touch()

    changes = {"n_jobs": 1, "on_event": listen, "control": control}
    made = replace(config(scheduler, events), **changes)
    options = {"batch_size": 1, "max_attempts": 1} | ({} if alone else made.options)
    pipeline = toys.numbers(30, {0: "hold", 1: "hold"}, tmp_path)
    result = execute(pipeline, replace(made, options=options))
    assert result.completed == 30, result.failures
    assert [e.workers for e in events if isinstance(e, WorkersChanged)] == [2, 1]
    assert len([e for e in events if isinstance(e, WorkerStarted)]) == 2
    assert max(Counter(e.index for e in events if isinstance(e, IndexStarted)).values()) == 1


def test_more_than_the_cluster_has_is_said(scheduler: str, tmp_path: Path) -> None:
    control, events = RunControl(), list[Event]()
    control.set_workers(5, "the test")
    result = execute(toys.numbers(6), replace(config(scheduler, events), control=control))
    assert result.completed == 6
    lines = [e.text for e in events if isinstance(e, LogLine)]
    assert any(f"{scheduler} has 2 workers for this run" in line for line in lines), lines
