"""Random runs with random faults: what comes out must be exactly what the table says."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from curator_gui.core import Pipeline
from curator_gui.run import RunConfig, RunControl, RunResult, execute, shutdown_workers
from curator_gui.run.events import (
    Event,
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexStarted,
    RunFinished,
    RunStateChanged,
)
from tests.fault.scenario import Scenario, in_group_order, make_scenario
from tests.run.live.warm import worker_processes
from tests.run.observe import PATIENCE, Recorder, running_pid, start_pids, starts
from tests.run.toys import Misbehave, Names, Numbers, Total

pytestmark = pytest.mark.fault


class Trial:
    """One scenario carried out, with what was seen."""

    def __init__(self, scenario: Scenario, folder: Path, delay: float) -> None:
        self.scenario = scenario
        self.delay = delay
        self.folder = folder
        self.events = Recorder()
        self.control = RunControl()
        self.retried: set[int] = set()
        self._begun = 0
        self.result: RunResult

    def run(self) -> None:
        s = self.scenario
        killer = threading.Thread(target=self._kill_victim, name="killer")
        if s.victim is not None:
            killer.start()
        config = RunConfig(
            n_jobs=s.workers,
            indices=s.indices,
            on_error=s.on_error,
            options=s.options | {"temp_folder": self.folder / "temp"},
            on_event=self._listen,
            control=self.control,
        )
        self.result = execute(self._pipeline(), config)
        if s.victim is not None:
            killer.join(PATIENCE)

    def _pipeline(self) -> Pipeline[int]:
        s = self.scenario
        source = Numbers(s.n, s.groups)
        misbehave = Misbehave(s.table, str(self.folder))
        if s.stateful:
            return source.filter(Total(self.total)).filter(misbehave).write(Names())
        return source.filter(misbehave).write(Names())

    @property
    def total(self) -> Path:
        return self.folder / "total.json"

    def _listen(self, event: Event) -> None:
        time.sleep(self.delay)  # not a synchronization: some listeners are slow
        self.events(event)
        if isinstance(event, IndexStarted):
            self._begun += 1
            if self._begun == self.scenario.trigger:
                self._intervene()
        if isinstance(event, RunStateChanged) and event.state == "paused":
            self.control.resume()
        again = isinstance(event, IndexFailed) and event.index not in self.retried
        if again and self.scenario.intervention == "retry":
            self.retried.add(event.index)
            self.control.retry([event.index])

    def _intervene(self) -> None:
        what = self.scenario.intervention
        if what in ("pause", "stop_after_current", "stop_now"):
            getattr(self.control, what)()

    def _kill_victim(self) -> None:
        victim = self.scenario.victim
        marker = self.folder / f"once-{victim}"
        deadline = time.monotonic() + PATIENCE
        while not marker.exists() and time.monotonic() < deadline:
            if self.events.of(RunFinished):
                return  # it was stopped before the victim's turn
            time.sleep(0.005)
        assert victim is not None
        os.kill(running_pid(self.folder, victim), signal.SIGKILL)


@pytest.fixture(scope="module")
def others() -> set[psutil.Process]:
    """Workers of joblib's own pool that earlier tests of this process have left idle."""
    return set(worker_processes())


@pytest.fixture
def link(seed: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every fourth run have the links of Windows and of clusters."""
    if seed % 4:
        yield
        return
    shutdown_workers()
    monkeypatch.setattr("curator_gui.run.wire.hub._LONGEST_NAME", 0)
    yield
    shutdown_workers()


@pytest.mark.usefixtures("link")
def test_exactly_what_must_happen_happens(
    seed: int, tmp_path: Path, others: set[psutil.Process]
) -> None:
    scenario = make_scenario(seed)
    trial = Trial(scenario, tmp_path, delay=0.003 if seed % 3 == 0 else 0.0)
    trial.run()
    check_partition(trial)
    check_outcomes(trial)
    check_starts(trial)
    check_events(trial)
    check_leftovers(trial, others)


def stopped(s: Scenario) -> bool:
    return s.intervention in ("stop_now", "stop_after_current") or s.on_error == "stop"


def check_partition(trial: Trial) -> None:
    """Each index is finished, failed or unrun, and unrun only in a stopped run."""
    s, result = trial.scenario, trial.result
    done, failed = set(result.outputs), set(result.failures)
    assert not done & failed, s.describe()
    assert done | failed <= set(s.asked), s.describe()
    unrun = len(s.asked) - len(done) - len(failed)
    assert result.unrun == unrun
    assert result.state == ("stopped" if unrun else "finished"), s.describe()
    if not stopped(s):
        assert unrun == 0, s.describe()
    expected = [[f"out-{i}"] if i in done else [] for i in s.asked]
    assert result.in_order() == expected, s.describe()


def check_outcomes(trial: Trial) -> None:
    """The blame is exact: cause, words, attempts and step."""
    s, result = trial.scenario, trial.result
    for index in result.outputs:
        assert s.expected(index).cause == "" or index in trial.retried, (index, s.describe())
    for index, failure in result.failures.items():
        expected = s.expected(index)
        assert (failure.cause, failure.error_type) == (expected.cause, expected.error_type), (
            failure,
            s.describe(),
        )
        assert expected.words in failure.message
        assert failure.attempt == expected.starts, (failure, s.describe())
        assert failure.stage == ("Misbehave" if expected.cause == "error" else "")
        assert failure.status == ("failed" if expected.cause == "error" else "quarantined")


def check_starts(trial: Trial) -> None:
    """No index is started more often than its own faults demand; groups keep their order."""
    s, result = trial.scenario, trial.result
    noted = starts(trial.folder)
    counts, begun = Counter(noted), Counter(trial.events.started())
    assert counts <= begun, s.describe()
    if s.intervention != "stop_now":
        assert counts == begun, s.describe()
    for index in s.asked:
        most = s.expected(index).starts
        if index in trial.retried:
            assert counts[index] in (most, most + 1, 2 * most), (index, s.describe())
        elif index in result.outputs or index in result.failures:
            assert counts[index] == most, (index, counts, s.describe())
        else:
            assert counts[index] <= most, (index, counts, s.describe())
    if s.intervention != "retry":
        for group in s.groups or []:
            assert in_group_order(noted, group), (group, noted, s.describe())
    check_processes(trial)


def check_processes(trial: Trial) -> None:
    s = trial.scenario
    if not starts(trial.folder):
        return
    owners = start_pids(trial.folder)
    assert os.getpid() not in {pid for pids in owners.values() for pid in pids}
    limit = s.options.get("recycle_after")
    if limit is not None:
        per_process = Counter(pid for pids in owners.values() for pid in pids)
        assert max(per_process.values()) <= limit, (per_process, s.describe())


def check_events(trial: Trial) -> None:
    """The story that the events tell has no contradiction."""
    s, running = trial.scenario, dict[int, int]()
    paused = False
    for event in trial.events.events:
        if isinstance(event, RunStateChanged):
            paused = event.state == "paused"
            assert not (paused and running), s.describe()
        elif isinstance(event, IndexStarted):
            assert not paused, s.describe()
            assert event.worker not in running, s.describe()
            running[event.worker] = event.index
        elif isinstance(event, (IndexFinished, IndexFailed, IndexRetried)) and event.attempt:
            assert running.pop(event.worker) == event.index, s.describe()
    if s.intervention != "stop_now":
        assert running == {}, s.describe()
    (finished,) = trial.events.of(RunFinished)
    result = trial.result
    assert finished.completed == len(result.outputs), s.describe()
    assert finished.failed == len(result.failures), s.describe()
    assert finished.unrun == result.unrun, s.describe()


def check_leftovers(trial: Trial, others: set[psutil.Process]) -> None:
    s = trial.scenario
    assert list((trial.folder / "temp").iterdir()) == [], s.describe()
    if s.stateful and trial.result.outputs:
        assert json.loads(trial.total.read_text()) == sorted(trial.result.outputs), s.describe()
    deadline = time.monotonic() + PATIENCE
    while len(set(worker_processes()) - others) > s.workers and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(set(worker_processes()) - others) <= s.workers, s.describe()
