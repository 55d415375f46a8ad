"""A run belongs to a document: what is left of it when another is opened, and what a retry runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curator_gui.app.run.controller import IDLE, RunController
from curator_gui.app.run.pipeline_changes import pipeline_changes
from curator_gui.app.run.requests import Open
from curator_gui.app.run.shown import Shown
from curator_gui.core import make_step
from tests.app.fake_engine import FakeEngine, failed, make_document, make_registry, run_all, started

WAIT_MS = 20_000


def fail_first(stage):
    stage.begin()
    for index in stage.indices:
        stage.emit(started(index))
        stage.emit(failed(index))
    stage.end("finished", failures=len(stage.indices))


@pytest.fixture
def ran(qtbot):
    """A controller whose run of three items has failed everywhere, and its engine."""
    engine = FakeEngine(fail_first)
    controller = RunController(make_registry(), engine)
    document = make_document(3)
    controller.present = lambda: Open(document)
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.start(document, None)
    return controller, engine, document


def test_nothing_is_left_of_a_run_when_another_document_is_opened(qtbot, ran):
    controller, _, _ = ran
    with qtbot.waitSignal(controller.forgotten):
        controller.leave("old.curator.yaml")
    assert (controller.state, controller.title, controller.record) == (IDLE, "", None)
    assert controller.results.rowCount() == 0
    assert controller.statistics.total == 0
    assert len(controller.log.lines) == 0
    controller.retry_failed()  # there is nothing of the other document to be run again
    assert not controller.active


def test_a_run_under_way_goes_on_and_is_named(qtbot):
    def wait(stage):
        stage.begin()
        stage.command()
        stage.end("stopped")

    controller = RunController(make_registry(), FakeEngine(wait))
    controller.start(make_document(3), None)
    qtbot.waitUntil(lambda: controller.state == "running", timeout=WAIT_MS)
    controller.leave("old.curator.yaml")
    assert controller.active
    assert controller.title == "run of old.curator.yaml"
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.stop_now()
    with qtbot.waitSignal(controller.rejected, timeout=WAIT_MS) as told:
        controller.retry([0])
    assert "belongs to old.curator.yaml" in told.args[0]
    assert not controller.active


def test_retry_of_an_unchanged_pipeline_asks_nothing(qtbot, ran):
    controller, engine, _ = ran
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.retry_failed()
    assert list(engine.configs[-1].indices) == [0, 1, 2]


def changed(document):
    return replace(document, sinks=(replace(document.sinks[0], enabled=False),))


def test_retry_of_a_changed_pipeline_says_in_what_and_asks(qtbot, ran):
    controller, engine, document = ran
    controller.present = lambda: Open(changed(document))
    with qtbot.waitSignal(controller.choice_wanted, timeout=WAIT_MS) as asked:
        controller.retry_failed()
    assert asked.args == [[0, 1, 2], ["Texts is off now"]]
    assert not controller.active
    assert len(engine.configs) == 1


@pytest.mark.parametrize(("as_recorded", "size"), [(True, 3), (False, 5)])
def test_the_answer_decides_which_pipeline_runs(qtbot, ran, as_recorded, size):
    controller, _, document = ran
    now = replace(document, source=document.source.with_value("n", 5))
    controller.present = lambda: Open(now)
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.retry([0], as_recorded=as_recorded)
    assert controller.document.source.values["n"] == size


def test_changes_are_said_in_words():
    registry = make_registry()
    before = make_document(3)
    trouble = make_step("filter", "toy.Trouble", {"how": "raise"})
    with_one = replace(before, filters=(trouble,))
    other = replace(trouble.with_value("how", "exit"), enabled=False)

    def words(one, two):
        return [str(change) for change in pipeline_changes(one, two, registry)]

    assert words(before, before) == []
    assert words(before, with_one) == ["toy.Trouble was added"]
    assert words(with_one, before) == ["toy.Trouble was removed"]
    assert words(with_one, replace(before, filters=(other,))) == [
        "toy.Trouble is off now",
        "toy.Trouble: how is exit, it was raise",
    ]
    assert words(before, replace(before, source=before.source.with_value("n", 4))) == [
        "Numbers: n is 4, it was 3"
    ]


def test_a_new_run_is_of_this_document_again(qtbot, ran):
    controller, engine, document = ran
    controller.shown = Shown(foreign="old")
    engine.script = run_all
    with qtbot.waitSignal(controller.finished, timeout=WAIT_MS):
        controller.start(document, None)
    assert controller.title == ""
