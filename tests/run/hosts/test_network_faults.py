"""Real network faults between machines of a dask cluster (network namespaces)."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")
from tests.run.hosts.net_lab import NetLab, why_not

pytestmark = [pytest.mark.fault, pytest.mark.cluster]

N = 80


@pytest.fixture(autouse=True)
def needs_namespaces() -> None:
    if reason := why_not():
        pytest.skip(reason)


def all_right(outcome: dict[str, Any], n: int = N) -> None:
    assert outcome.get("error") is None, outcome["error"]
    assert outcome["failures"] == {}
    assert outcome["completed"] == n
    assert outcome["retried"] == []  # nobody innocent is charged


def after_eight(lab: NetLab, fault: Callable[[], None], seconds: float, **run: Any) -> Any:
    """Run, let something happen after eight starts, and return what came of it."""
    going = lab.run(N, **run)
    going.wait_started(8)
    fault()
    return going.outcome(seconds)


def test_two_machines_share_the_work(tmp_path: Path) -> None:
    with NetLab(tmp_path) as lab:
        outcome = lab.run(N).outcome(90)
    all_right(outcome)
    assert min(Counter(outcome["outputs"]).values()) >= N // 4
    assert set(outcome["outputs"]) == {"out-work1", "out-work2"}


def test_one_bad_index_each_of_several_kinds(tmp_path: Path) -> None:
    table = {9: "kill", 20: "once kill", 30: "hang", 40: "raise"}
    with NetLab(tmp_path) as lab:
        outcome = lab.run(N, table=table, timeout=3).outcome(120)
    causes = {int(i): cause for i, (cause, _) in outcome["failures"].items()}
    assert causes == {9: "crash", 30: "timeout", 40: "error"}
    assert outcome["completed"] == N - 3


def test_a_hanging_index_without_nannies(tmp_path: Path) -> None:
    with NetLab(tmp_path, nanny=False) as lab:
        outcome = lab.run(N, table={9: "hang"}, timeout=3, max_attempts=1).outcome(120)
    assert {int(i): cause for i, (cause, _) in outcome["failures"].items()} == {9: "timeout"}
    assert outcome["completed"] == N - 1


@pytest.mark.parametrize("fault", ["cut", "drop"])
def test_five_seconds_without_a_cable_lose_nothing(tmp_path: Path, fault: str) -> None:
    with NetLab(tmp_path) as lab:

        def interrupt() -> None:
            getattr(lab, fault)("work1")
            time.sleep(5)
            lab.mend("work1")

        all_right(after_eight(lab, interrupt, 120))


@pytest.mark.skipif(not Path("/dev/net/tun").exists(), reason="no TAP devices")
@pytest.mark.parametrize("milliseconds, percent", [(50, 0), (50, 1), (100, 5)])
def test_a_slow_cable_that_loses_packets_blames_nobody(
    tmp_path: Path, milliseconds: float, percent: float
) -> None:
    with NetLab(tmp_path) as lab:

        def disturb() -> None:
            lab.slow("work1", milliseconds=milliseconds, percent=percent)

        all_right(after_eight(lab, disturb, 150, timeout=3, max_attempts=1))


@pytest.mark.parametrize("fault", ["cut", "drop"])
def test_an_outage_longer_than_the_timeout_blames_no_index(tmp_path: Path, fault: str) -> None:
    with NetLab(tmp_path) as lab:

        def interrupt() -> None:
            getattr(lab, fault)("work1")
            time.sleep(6)
            lab.mend("work1")

        all_right(after_eight(lab, interrupt, 120, timeout=3, max_attempts=1))


@pytest.mark.parametrize("options", [{}, {"timeout": 8}])
def test_a_machine_that_vanishes_for_ever(tmp_path: Path, options: dict[str, Any]) -> None:
    with NetLab(tmp_path) as lab:
        outcome = after_eight(lab, lambda: lab.drop("work1"), 150, max_attempts=3, **options)
    assert outcome["failures"] == {}
    assert outcome["completed"] == N


def test_a_machine_that_dies(tmp_path: Path) -> None:
    with NetLab(tmp_path) as lab:

        def die() -> None:
            lab.drop("work1")  # so that not even the end of its connections gets out
            for pid in lab.pids("work1"):
                os.kill(pid, signal.SIGKILL)

        all_right(after_eight(lab, die, 150, max_attempts=1))


def test_ctrl_c_ends_a_run_whose_machine_has_vanished(tmp_path: Path) -> None:
    with NetLab(tmp_path) as lab:
        going = lab.run(N)
        going.wait_started(8)
        lab.drop("work1")
        client = [pid for pid in lab.pids("client") if _is_python(pid)]
        begin = time.monotonic()
        for pid in client:
            os.kill(pid, signal.SIGINT)
        going.process.communicate(timeout=40)
        assert time.monotonic() - begin < 40


@pytest.mark.parametrize("machine,seconds", [("sched", 10), ("client", 5), ("client", 40)])
def test_a_while_without_scheduler_or_client(tmp_path: Path, machine: str, seconds: int) -> None:
    with NetLab(tmp_path) as lab:

        def interrupt() -> None:
            lab.drop(machine)
            time.sleep(seconds)
            lab.mend(machine)

        all_right(after_eight(lab, interrupt, 150))


def test_an_address_that_no_worker_reaches_is_named(tmp_path: Path) -> None:
    with NetLab(tmp_path) as lab:
        outcome = lab.run(4, address="10.99.0.4:0").outcome(60)
        all_right(outcome, 4)
        wrong = lab.run(4, worker_timeout=3, address="127.0.0.1").outcome(60)
    assert wrong["completed"] == 0
    assert "set the option address" in wrong["warnings"][0]


def _is_python(pid: int) -> bool:
    return b"remote_run" in Path(f"/proc/{pid}/cmdline").read_bytes()
