"""Real workers come and go in the middle of a run; every index has one outcome, the right one."""

from __future__ import annotations

import json
import os
import random
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run import RunConfig, execute
from curator_gui.run.control import RunControl
from curator_gui.run.events import (
    Event,
    IndexFinished,
    IndexStarted,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)
from curator_gui.run.record import RunRecord
from tests.run.fitting import centering, is_centered, write_numbers
from tests.run.observe import BackgroundRun, Recorder, observed, running_pid, start_pids, starts
from tests.run.toys import Misbehave, Names, Numbers, Total, asked, numbers

pytestmark = pytest.mark.workers

THREADS = "OMP_NUM_THREADS"


def at_count(control: RunControl, wanted: dict[int, int], events: Recorder) -> Any:
    """Ask for another number of workers when so many indices are finished."""
    done = [0]

    def listen(event: Event) -> None:
        events(event)
        if isinstance(event, IndexFinished):
            done[0] += 1
            if done[0] in wanted:
                control.set_workers(wanted[done[0]], "the test")

    return listen


def scaled(pipeline: Any, wanted: dict[int, int], **config: Any) -> tuple[Any, Recorder]:
    control, events = RunControl(), Recorder()
    fields = {"n_jobs": 1} | {k: config.pop(k) for k in ("n_jobs",) if k in config}
    listen = at_count(control, wanted, events)
    run = RunConfig(on_event=listen, control=control, options=config, **fields)
    return execute(pipeline, run), events


def test_more_workers_take_part_and_fewer_are_let_go(tmp_path: Path) -> None:
    """Three of the first indices wait for each other: so three workers there are."""
    record, control, events = tmp_path / "a.curator-run", RunControl(), Recorder()
    pipeline = numbers(20, {0: "hold", 1: "hold", 2: "hold"}, tmp_path)

    def listen(event: Event) -> None:
        events(event)
        if isinstance(event, IndexStarted) and event.index == 0:
            control.set_workers(3, "the test")
        elif isinstance(event, IndexStarted) and sorted(events.started()) == [0, 1, 2]:
            control.set_workers(1, "the test")
        elif isinstance(event, WorkersChanged) and event.workers == 1:
            (tmp_path / "go").touch()

    options = {"batch_size": 1}
    config = RunConfig(n_jobs=1, on_event=listen, control=control, record=record, options=options)
    assert execute(pipeline, config).completed == 20
    assert sorted(starts(tmp_path)) == list(range(20))
    assert [(e.before, e.workers) for e in events.of(WorkersChanged)] == [(1, 3), (3, 1)]
    assert len({pid for pids in start_pids(tmp_path).values() for pid in pids}) == 3
    gone = [e.worker for e in events.of(WorkerEnded) if "fewer workers" in e.reason]
    assert sorted(gone) == [2, 3]
    with RunRecord.open(record) as kept:
        lines = [line.text for line in kept.log()]
        assert len(kept.workers()) == 3
    assert "the number of workers changes from 1 to 3, as the test asked" in lines


def test_groups_stay_in_order_and_none_is_run_twice(tmp_path: Path) -> None:
    groups = [list(range(start, start + 10)) for start in range(0, 60, 10)]
    table = dict.fromkeys(range(60), "sleep 0.02")
    wanted = {3: 3, 20: 1, 40: 2}
    result, events = scaled(numbers(60, table, tmp_path, groups), wanted, n_jobs=2)
    assert result.completed == 60
    begun = starts(tmp_path)
    assert sorted(begun) == list(range(60))
    for group in groups:
        assert [index for index in begun if index in group] == group
    assert len(events.of(WorkersChanged)) == 3


def test_a_stateful_filter_keeps_its_total(tmp_path: Path) -> None:
    output = tmp_path / "total.json"
    table = dict.fromkeys(range(50), "sleep 0.02") | {7: "once kill", 30: "once kill"}
    steps = Numbers(50).filter(Total(output)).filter(Misbehave(table, str(tmp_path)))
    result, _ = scaled(steps.write(Names()), {3: 3, 15: 1, 25: 2, 40: 1}, n_jobs=2)
    assert result.completed == 50
    assert json.loads(output.read_text()) == list(range(50))


def test_a_number_asked_for_in_the_first_pass_holds_for_the_next(tmp_path: Path) -> None:
    found = [float(number * number) for number in range(12)]
    write_numbers(tmp_path / "in", found)
    control = RunControl()
    control.set_workers(2, "the test")  # the engine of the first pass hears it
    result, events = observed(centering(tmp_path), n_jobs=1, control=control)
    assert result.state == "finished"
    assert [(e.before, e.workers) for e in events.of(WorkersChanged)] == [(1, 2)]
    assert "the number of workers is 2 already" not in events.lines()
    is_centered(tmp_path, dict(enumerate(found)), found)


@pytest.mark.fault
@pytest.mark.parametrize("seed", range(3))
def test_up_and_down_among_kills(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    groups = None if seed else [list(range(start, start + 5)) for start in range(0, 80, 5)]
    table = dict.fromkeys(range(80), "sleep 0.01")
    table |= dict.fromkeys(chance.sample(range(80), 6), "once kill")
    table |= {11: "exit", 44: "raise"}
    wanted = {chance.randrange(80): chance.randint(1, 4) for _ in range(10)}
    pipeline = numbers(80, table, tmp_path, groups)
    result, events = scaled(pipeline, wanted, n_jobs=2, max_attempts=2)
    assert sorted(result.failures) == [11, 44]
    assert result.completed == 78
    assert Counter(events.finished()).most_common(1)[0][1] == 1
    begun = Counter(starts(tmp_path))
    killed = {index for index, what in table.items() if what in ("once kill", "exit")}
    assert {index for index, count in begun.items() if count > 1} == killed  # nobody else


def test_while_paused(tmp_path: Path) -> None:
    table = {2: "hold", 12: "hold"}
    with BackgroundRun(numbers(20, table, tmp_path), batch_size=10) as run:
        for index in (2, 12):
            running_pid(tmp_path, index)
        run.control.pause()
        (tmp_path / "go").touch()
        run.events.wait_state("paused")
        run.control.set_workers(1)
        run.events.wait(lambda: run.events.of(WorkerEnded))
        assert run.events.states()[-1] == "paused"
        run.control.resume()
        assert run.result().completed == 20
    assert sorted(starts(tmp_path)) == list(range(20))


@pytest.mark.fault
def test_a_worker_that_is_on_its_way_out_may_be_killed(tmp_path: Path) -> None:
    table = {2: "hold", 12: "hold"}
    with BackgroundRun(numbers(20, table, tmp_path), batch_size=10) as run:
        pids = [running_pid(tmp_path, index) for index in (2, 12)]
        run.control.set_workers(1)
        run.events.wait(lambda: run.events.of(WorkersChanged))
        os.kill(pids[1], signal.SIGKILL)
        run.events.wait(lambda: len(run.events.of(WorkerEnded)) == 1)
        (tmp_path / "go").touch()
        assert run.result().completed == 20
    assert len(starts(tmp_path)) == 21


def test_threads_of_new_workers_follow_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joblib.cpu_count", lambda: 8)

    def threads(index: int) -> str:
        import time

        time.sleep(0.05)
        return os.environ[THREADS]

    result, events = scaled(asked(threads, 40), {4: 4}, n_jobs=2)
    found = {path for paths in result.outputs.values() for path in paths}
    assert found == {"out-4", "out-2"}
    words = "worker processes that are started from now on use 2 threads each"
    assert words in events.lines()


def test_workers_of_one_kind_stay_warm_in_their_new_number() -> None:
    options = {"inner_max_num_threads": 1}
    table = dict.fromkeys(range(30), "sleep 0.02")
    _, first = scaled(numbers(30, table), {3: 2}, **options)
    _, second = observed(numbers(4, dict.fromkeys(range(4), "sleep 0.2")), n_jobs=2, **options)
    pids = {event.pid for event in first.of(WorkerStarted)}
    assert len(pids) == 2
    assert {event.pid for event in second.of(WorkerStarted)} == pids


def test_the_sequential_backend_says_that_it_has_one() -> None:
    control = RunControl()
    control.set_workers(3)
    result, events = observed(numbers(3), backend="sequential", n_jobs=1, control=control)
    assert result.completed == 3
    assert "the sequential backend has one worker: the number 3 is not used" in events.lines()
