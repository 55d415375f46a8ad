"""What a run says of each step of the open document, also after the document was edited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.run.controller import RunController
from curator_gui.app.run.recorded.step_runs import step_runs
from curator_gui.core import make_step
from curator_gui.run.events import IndexFinished, RunStarted
from tests.app.fake_engine import T0, FakeEngine, failed, finished, make_document, make_registry
from tests.app.fake_engine import started as begun

WAIT_MS = 20_000


def started(*steps: str, total: int = 10) -> RunStarted:
    return RunStarted(T0, "r", total, 1, steps)


def counted(*events):
    statistics = RunStatistics()
    statistics.apply(events)
    return [(s.came, s.left, s.failed, s.unchanged) for s in statistics.by_step]


def done(index: int, items=(), notes=()) -> IndexFinished:
    return replace_event(finished(index), items, notes)


def replace_event(event: IndexFinished, items, notes) -> IndexFinished:
    return IndexFinished(
        event.time, event.index, event.worker, event.attempt, event.duration, event.outputs,
        event.output_bytes, (0.1, 0.2, 0.3), event.rss, None, items, notes,
    )  # fmt: skip


def test_items_are_counted_through_the_steps():
    three = started("Files", "Only big", "Write")
    assert counted(three) == [(0, 0, 0, 0)] * 3
    assert counted(three, done(0), done(1)) == [(2, 2, 0, 0)] * 3
    # five items came out of the source, the filter let two of them pass
    assert counted(three, done(0, (5, 2))) == [(5, 5, 0, 0), (5, 2, 0, 0), (2, 2, 0, 0)]
    # a filter that leaves out all of them
    assert counted(three, done(0, (1, 0))) == [(1, 1, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)]


def test_steps_that_left_items_as_they_were_are_known():
    note = ((1, "unchanged", "no cell fields", 1),)
    statistics = RunStatistics()
    statistics.apply([started("a", "b", "c"), done(0, notes=note)])
    assert [step.idle for step in statistics.by_step] == [False, True, False]
    statistics.apply([done(1)])
    assert not any(step.idle for step in statistics.by_step)
    assert statistics.by_step[2].each == pytest.approx(0.3)


def test_a_failure_counts_where_it_happened_and_is_taken_back():
    first = started("Numbers", "Texts")
    assert counted(first, failed(0)) == [(1, 0, 1, 0), (0, 0, 0, 0)]
    assert counted(first, failed(0), begun(0, attempt=2)) == [(0, 0, 0, 0)] * 2
    unknown = failed(0)
    unknown = type(unknown)(*[getattr(unknown, f) for f in unknown.__struct_fields__[:10]], "")
    assert counted(first, unknown) == [(0, 0, 0, 0)] * 2


@pytest.fixture
def ran(qtbot):
    def play(stage):
        stage.begin()
        for index in stage.indices:
            stage.emit(begun(index))
            stage.emit(failed(index) if index == 1 else finished(index))
        stage.end(done=2, failures=1)

    controller = RunController(make_registry(), FakeEngine(play))
    document = make_document(3)
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.start(document, None)
    return controller, document


def test_cards_know_the_run_and_whether_it_was_this_version(ran):
    controller, document = ran
    runs = step_runs(controller, document)
    source, sink = (runs[step.id] for step in document.steps)
    assert (source.count.came, source.count.left, source.count.failed) == (3, 2, 1)
    assert source.same
    assert not source.passed
    assert sink.passed
    edited = document.set_value(document.source.id, "n", 5)
    assert not any(run.same for run in step_runs(controller, edited).values())
    edited = replace(document, name="other", filters=(make_step("filter", "test.New"),))
    assert [run.same for run in step_runs(controller, edited).values()] == [True, False]
    # the same steps, read from a file: they have other identities
    again = make_document(3)
    assert [run.same for run in step_runs(controller, again).values()] == [True, True]
    controller.leave("first")
    assert step_runs(controller, document) == {}
