"""Machines of a cluster vanish: what they had in hand runs elsewhere, or the run says why not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run import RunControl, RunResult, execute
from curator_gui.run.events import Event, IndexFinished, IndexStarted
from tests.run.observe import Recorder, start_pids

pytest.importorskip("distributed")
from distributed import Client

from curator_gui.run.hosts import dask_cluster
from curator_gui.run.hosts.dask_cluster import DaskCluster
from tests.run.hosts.dask_lab import (
    DaskLab,
    family,
    kill_family,
    run_config,
    signal_family,
    started,
    stopped,
    wait_until,
)

toys: Any = pytest.importorskip("tests.run.toys")
pytestmark = pytest.mark.fault

SLOW = dict.fromkeys(range(24), "sleep 0.1")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[DaskLab]:
    with DaskLab(tmp_path) as lab:
        yield lab


@pytest.fixture
def bare_lab(tmp_path: Path) -> Iterator[DaskLab]:
    with DaskLab(tmp_path, nanny=False) as lab:
        yield lab


def at(count: int, action: Any) -> Recorder:
    """Record events, and do something once so many indices have been started."""

    class Acting(Recorder):
        acted = False

        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, IndexStarted) and len(self.started()) >= count and not self.acted:
                self.acted = True
                action()

    return Acting()


def all_right(result: RunResult, n: int) -> None:
    assert result.failures == {}
    assert result.in_order() == [[f"out-{i}"] for i in range(n)]


def repeated(folder: Path) -> dict[int, int]:
    return {index: count for index, count in started(folder).items() if count > 1}


@pytest.mark.parametrize("attempts", [1, 2])
def test_a_machine_that_dies_costs_what_it_had_in_hand(
    lab: DaskLab, tmp_path: Path, attempts: int
) -> None:
    events = at(5, lambda: kill_family(lab.workers[0]))
    pipeline = toys.numbers(24, SLOW, tmp_path)
    all_right(execute(pipeline, run_config(lab, events, max_attempts=attempts)), 24)
    assert events.retried() == []  # no attempt was charged
    assert sum(repeated(tmp_path).values()) <= 2


def test_the_last_index_of_a_lost_worker_runs_elsewhere(lab: DaskLab, tmp_path: Path) -> None:
    """The other worker is idle by then: nothing else would wake the run."""
    victim: list[int] = []

    def kill_who_has_the_last() -> None:
        wait_until(lambda: 1 in start_pids(tmp_path), "its own note")
        pid = start_pids(tmp_path)[1][0]
        victim.append(pid)
        kill_family(next(w for w in lab.workers if pid in [p.pid for p in family(w)]))

    class WhenTheOtherIsDone(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if 1 in self.started():
                (tmp_path / "go").touch()
            if isinstance(event, IndexFinished) and not victim:
                kill_who_has_the_last()

    table = {0: "hold", 1: "once sleep 60"}
    result = execute(toys.numbers(2, table, tmp_path), run_config(lab, WhenTheOtherIsDone()))
    all_right(result, 2)
    assert started(tmp_path) == {0: 1, 1: 2}


def test_a_cancelled_job_is_no_fault_of_its_index(lab: DaskLab, tmp_path: Path) -> None:
    """As scancel and the walltime do it: all processes of the job are asked to end."""
    events = at(3, lambda: signal_family(lab.workers[0], signal.SIGTERM))
    table = dict.fromkeys(range(8), "sleep 0.5")
    pipeline = toys.numbers(8, table, tmp_path)
    all_right(execute(pipeline, run_config(lab, events, max_attempts=1)), 8)
    assert events.retried() == []


def test_a_crash_is_still_the_fault_of_its_index(lab: DaskLab, tmp_path: Path) -> None:
    pipeline = toys.numbers(6, {2: "kill"}, tmp_path)
    result = execute(pipeline, run_config(lab, Recorder(), max_attempts=1))
    assert {i: (f.status, f.cause) for i, f in result.failures.items()} == {
        2: ("quarantined", "crash")
    }
    assert result.completed == 5


@pytest.mark.cluster
def test_an_index_that_always_loses_its_worker_is_given_up(
    lab: DaskLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curator_gui.run.engine.supervising.task_outcome.MAX_LOSSES", 2)

    class Unlucky(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, IndexStarted) and event.index == 1:
                times = self.started().count(1)
                wait_until(lambda: len(start_pids(tmp_path).get(1, [])) == times, "its own note")
                pid = start_pids(tmp_path)[1][-1]
                lost = [w for w in lab.workers if pid in [p.pid for p in family(w)]]
                for worker in lost:
                    kill_family(worker)
                    lab.workers.remove(worker)
                    lab.add_worker()

    result = execute(
        toys.numbers(3, {1: "sleep 20"}, tmp_path), run_config(lab, Unlucky(), worker_timeout=20)
    )
    assert result.failures[1].error_type == "WorkerLost"
    assert "lost its worker 2 times" in result.failures[1].message
    assert sorted(result.outputs) == [0, 2]


def test_all_machines_gone_ends_the_run_with_what_is_done(lab: DaskLab, tmp_path: Path) -> None:
    def kill_all() -> None:
        for worker in lab.workers:
            kill_family(worker)

    events = at(6, kill_all)
    settings = run_config(lab, events, worker_timeout=2)
    result = execute(toys.numbers(24, SLOW, tmp_path), settings)
    assert result.state == "stopped"
    assert result.failures == {}
    assert 0 < result.completed < 24
    assert result.unrun == 24 - result.completed
    (warning,) = result.warnings
    assert "no worker could be had for 2 s" in warning
    assert f"`dask worker {lab.address}`" in warning


@pytest.mark.cluster
def test_new_machines_go_on_where_all_were_lost(lab: DaskLab, tmp_path: Path) -> None:
    def replace_all() -> None:
        for worker in lab.workers:
            kill_family(worker)
        lab.add_worker()

    events = at(6, replace_all)
    settings = run_config(lab, events, worker_timeout=60)
    all_right(execute(toys.numbers(24, SLOW, tmp_path), settings), 24)


def test_machines_that_join_get_work(tmp_path: Path) -> None:
    with DaskLab(tmp_path, 1) as lab:
        events = at(3, lab.add_worker)

        class Waiting(Recorder):
            def __call__(self, event: Event) -> None:
                super().__call__(event)
                events(event)

        table = dict.fromkeys(range(80), "sleep 0.1")
        all_right(execute(toys.numbers(80, table, tmp_path), run_config(lab, Waiting())), 80)
    pids = {pid for pids in start_pids(tmp_path).values() for pid in pids}
    assert len(pids) == 2


def test_a_frozen_machine_is_given_up(
    lab: DaskLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "QUIET_SECONDS", 1.0)
    monkeypatch.setattr(dask_cluster, "FROZEN_SECONDS", 3.0)
    monkeypatch.setattr(dask_cluster, "ANSWER_SECONDS", 1.0)
    frozen = stopped(lab.workers[0])
    try:
        events = at(5, frozen.__enter__)
        result = execute(toys.numbers(24, SLOW, tmp_path), run_config(lab, events, max_attempts=1))
    finally:
        frozen.__exit__(None, None, None)
    all_right(result, 24)
    assert any("does not answer any more" in line for line in events.lines())


def test_a_worker_that_is_only_busy_is_left_alone(
    lab: DaskLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compiled code that holds Python's lock stops heartbeats; the nanny still answers."""
    monkeypatch.setattr(dask_cluster, "QUIET_SECONDS", 0.5)
    monkeypatch.setattr(dask_cluster, "FROZEN_SECONDS", 1.5)
    events = Recorder()
    all_right(execute(toys.numbers(2, {1: "hold lock 4"}, tmp_path), run_config(lab, events)), 2)
    assert started(tmp_path) == {0: 1, 1: 1}


def test_a_hanging_index_without_a_nanny_costs_its_worker_only(
    bare_lab: DaskLab, tmp_path: Path
) -> None:
    pipeline = toys.numbers(8, {3: "hang"}, tmp_path)
    settings = run_config(bare_lab, Recorder(), timeout=1, max_attempts=1)
    result = execute(pipeline, settings)
    assert {i: f.cause for i, f in result.failures.items()} == {3: "timeout"}
    assert result.completed == 7


@pytest.mark.cluster
def test_a_worker_gone_for_good_without_a_nanny(bare_lab: DaskLab, tmp_path: Path) -> None:
    events = at(5, lambda: kill_family(bare_lab.workers[0]))
    all_right(execute(toys.numbers(24, SLOW, tmp_path), run_config(bare_lab, events)), 24)


def test_the_end_of_the_scheduler_is_said(
    lab: DaskLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "REFUSED_SECONDS", 2.0)
    events = at(6, lab.scheduler.kill)
    settings = run_config(lab, events, worker_timeout=60)
    result = execute(toys.numbers(24, SLOW, tmp_path), settings)
    assert result.failures == {}
    assert 0 < result.completed < 24
    (warning,) = result.warnings
    assert f"the scheduler {lab.address} has not answered" in warning


def test_a_process_that_gets_no_time_itself_does_not_take_the_scheduler_for_gone(
    lab: DaskLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when its computer swaps: the answer is there, but nobody comes to read it in time."""
    monkeypatch.setattr(dask_cluster, "ANSWER_SECONDS", 1.0)
    monkeypatch.setattr(dask_cluster, "SCHEDULER_SECONDS", 3.0)
    lost: list[str] = []
    with Client(lab.address, set_as_default=False) as client, DaskCluster(client) as cluster:
        cluster.on_lost = lost.append
        ask, asked = client.scheduler.identity, Counter[str]()

        async def late(**options: Any) -> Any:
            asked["in all"] += not options  # the client itself asks with some
            if asked["in all"] == 1 and not options:
                time.sleep(6)
            return await ask(**options)

        monkeypatch.setattr(client.scheduler, "identity", late, raising=False)
        wait_until(lambda: asked["in all"] >= 3, "questions after that")
    assert lost == []


@pytest.mark.cluster
def test_a_scheduler_that_pauses_holds_no_index_up(lab: DaskLab, tmp_path: Path) -> None:
    """The supervisor's thread asks it nothing: what has been handed out goes on and is heard."""
    frozen = stopped(lab.scheduler)
    events = at(2, frozen.__enter__)
    finished_at: list[float] = []

    class Timed(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            events(event)
            if isinstance(event, IndexFinished):
                finished_at.append(time.monotonic())
            if len(finished_at) == 8 and lab.scheduler.poll() is None:
                frozen.__exit__(None, None, None)

    table = dict.fromkeys(range(12), "sleep 0.2")
    settings = run_config(lab, Timed(), batch_size=6)
    all_right(execute(toys.numbers(12, table, tmp_path), settings), 12)
    gaps = [b - a for a, b in pairwise(finished_at[:8])]
    assert max(gaps) < 2.0


@pytest.mark.cluster
@pytest.mark.parametrize("freeze", ["scheduler", "worker"])
def test_stop_now_ends_a_run_that_hears_nothing(lab: DaskLab, tmp_path: Path, freeze: str) -> None:
    control = RunControl()
    process = lab.scheduler if freeze == "scheduler" else lab.workers[0]
    frozen = stopped(process)

    def freeze_and_stop() -> None:
        frozen.__enter__()
        control.stop_now()

    events = at(2, freeze_and_stop)
    begin = time.monotonic()
    try:
        pipeline = toys.numbers(6, dict.fromkeys(range(6), "hang"), tmp_path)
        result = execute(pipeline, run_config(lab, events, control=control))
        took = time.monotonic() - begin
    finally:
        frozen.__exit__(None, None, None)
    assert result.state == "stopped"
    assert result.unrun == 6
    assert took < 40


def test_two_runs_on_one_cluster_do_not_hang_each_other(lab: DaskLab, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    results: list[RunResult] = []

    def run_other() -> None:
        pipeline = toys.numbers(12, {3: "kill", 7: "kill"}, other)
        results.append(execute(pipeline, run_config(lab, Recorder(), worker_timeout=30)))

    thread = threading.Thread(target=run_other)
    thread.start()
    table = dict.fromkeys(range(40), "sleep 0.05")
    pipeline = toys.numbers(40, table, tmp_path)
    first = execute(pipeline, run_config(lab, Recorder(), max_attempts=5, worker_timeout=30))
    thread.join(60)
    all_right(first, 40)
    assert sorted(results[0].failures) == [3, 7]
    assert results[0].completed == 10


@pytest.mark.filterwarnings("ignore::distributed.versions.VersionMismatchWarning")
def test_workers_of_other_versions_are_refused_before_the_run(tmp_path: Path) -> None:
    preload = tmp_path / "old.py"
    preload.write_text("import distributed.versions as v\nv.version = lambda name: '2025.1.0'\n")
    with DaskLab(tmp_path, 0) as lab:
        lab.add_worker("--preload", str(preload))
        lab.wait_for_workers(1)
        with pytest.raises(Exception, match=r"distributed 2025\.1\.0, this machine") as caught:
            execute(toys.numbers(3, {}, tmp_path), run_config(lab, Recorder()))
        assert type(caught.value).__name__ == "ParamError"
        lab.add_worker()
        lab.wait_for_workers(2)
        events = Recorder()
        all_right(execute(toys.numbers(6, {}, tmp_path), run_config(lab, events)), 6)
    assert any("2025.1.0" in line for line in events.lines())
    assert len({pid for pids in start_pids(tmp_path).values() for pid in pids}) == 1


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl for a certificate")
def test_an_encrypted_cluster_gets_encrypted_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask

    both = tmp_path / "both.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -subj /CN=lab -days 2 -keyout both.pem -out cert.pem"
    subprocess.run(["openssl", *words.split()], cwd=tmp_path, check=True, capture_output=True)
    both.write_text(both.read_text() + (tmp_path / "cert.pem").read_text())
    names = ("ca-file", "client.cert", "client.key")
    own = {f"distributed.comm.tls.{name}": str(both) for name in names}
    contexts: list[Any] = []
    from curator_gui.run.engine.backends import dask as backend

    find = backend._tls
    monkeypatch.setattr(backend, "_tls", lambda c: contexts.append(find(c)) or contexts[-1])
    with dask.config.set(own), DaskLab(tmp_path, tls=both) as lab:
        table = {3: "kill", 5: "hang"}
        result = execute(toys.numbers(40, table, tmp_path), run_config(lab, Recorder(), timeout=2))
    assert contexts[0] is not None
    assert {i: f.cause for i, f in result.failures.items()} == {3: "crash", 5: "timeout"}
    assert result.completed == 38


def test_an_address_that_workers_cannot_reach_is_named(lab: DaskLab, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"option address: cannot listen on 192\.0\.2\.1"):
        execute(toys.numbers(3, {}, tmp_path), run_config(lab, Recorder(), address="192.0.2.1"))


@pytest.mark.cluster
def test_this_process_is_the_only_one_left(lab: DaskLab, tmp_path: Path) -> None:
    execute(toys.numbers(4, {}, tmp_path), run_config(lab, Recorder()))
    names = [thread.name for thread in threading.enumerate()]
    assert "curator-supervisor" not in names
    assert os.getpid() not in {p for pids in start_pids(tmp_path).values() for p in pids}
