"""Previews in a real helper process, of steps that pass, multiply, drop, raise, crash and hang."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curator_gui.app.document.session import Session
from curator_gui.app.preview.controller import PreviewController
from curator_gui.app.preview.pictures import PictureCalls, Wanted
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.document import make_step
from curator_gui.core.measuring.inspection import View
from curator_gui.run.helper.preview import NoPicture
from tests.app.preview.strange_steps import make_document, make_registry

pytestmark = pytest.mark.workers

WAIT_MS = 30_000


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "preferences.json")


@pytest.fixture
def session(qapp):
    return Session(make_registry())


@pytest.fixture
def controller(session, settings):
    controller = PreviewController(session, settings)
    yield controller
    controller.stop()


@pytest.fixture
def preview(qtbot, session, controller):
    """Preview an index of a pipeline whose filters act as told, to its end."""

    def run(*acts, index=2, document=None):
        session.adopt(document or make_document(*acts), None)
        controller.preview(index)
        qtbot.waitUntil(lambda: not controller.state.busy, timeout=WAIT_MS)
        return controller.state

    return run


def test_steps_come_with_items_times_and_label(preview):
    state = preview("pass", "change")
    assert (state.phase, state.problem) == ("done", "")
    assert (state.opened.index, state.opened.label, state.opened.size) == (2, "numbers 2", 10)
    assert state.opened.names == ("Numbers", "Act", "Act")
    first, passed, changed = state.steps
    assert [f.name for f in passed.items[0].fields] == ["value", "mask"]
    assert first.items[0].fields[0].maximum == 7.0  # although a later step changed it in place
    assert [f.name for f in changed.items[0].fields] == ["value", "new"]
    assert changed.items[0].fields[0].minimum == -14.0
    assert all(0 <= step.seconds < 10 for step in state.steps)


def test_items_multiply_drop_and_are_cut_off(preview):
    state = preview("triple", "drop", "pass")
    assert [len(step.items) for step in state.steps] == [1, 3, 0, 0]
    state = preview("many")
    assert (len(state.steps[-1].items), state.steps[-1].complete) == (64, False)


@pytest.mark.parametrize(
    "how, kind, words",
    [("raise", "ValueError", "the values do not suit me"), ("exit", "SystemExit", "3")],
)
def test_step_that_raises_is_an_answer(preview, how, kind, words):
    state = preview("pass", how, "pass")
    assert state.phase == "done"
    assert [step.error is None for step in state.steps] == [True, True, False]
    assert (state.steps[-1].error.kind, state.steps[-1].error.message) == (kind, words)
    assert "strange_steps.py" in state.steps[-1].error.traceback


def test_crash_names_step_and_index_and_the_next_preview_works(preview):
    state = preview("pass", "crash")
    assert state.phase == "failed"
    assert "the step “Act” on index 2" in state.problem
    assert "exited with code 7" in state.problem
    assert len(state.steps) == 2
    assert preview("pass").phase == "done"


def test_step_that_hangs_is_ended_when_its_time_is_up(preview, settings):
    settings.update(preview_timeout=1)
    state = preview("hang")
    assert state.phase == "failed"
    assert "the step “Act” on index 2 took longer than 1 s and was stopped" in state.problem
    settings.update(preview_timeout=120)
    assert preview("triple").phase == "done"


def test_cancel_ends_a_hanging_process_at_once(qtbot, session, controller):
    session.adopt(make_document("hang"), None)
    controller.preview(0)
    qtbot.waitUntil(lambda: len(controller.state.steps) == 1, timeout=WAIT_MS)
    process = next(iter(controller.process.helper._executor._processes.values()))
    controller.cancel()
    assert (controller.state.phase, controller.state.current) == ("stopped", "Act")
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=WAIT_MS)
    session.adopt(make_document("pass"), None)
    controller.preview(1)
    qtbot.waitUntil(lambda: controller.state.phase == "done", timeout=WAIT_MS)
    assert len(controller.state.steps) == 2


def test_newer_preview_replaces_one_that_hangs(qtbot, session, controller):
    session.adopt(make_document("hang"), None)
    controller.preview(0)
    qtbot.waitUntil(lambda: len(controller.state.steps) == 1, timeout=WAIT_MS)
    session.adopt(make_document("drop"), None)
    controller.preview(5)
    qtbot.waitUntil(lambda: controller.state.phase == "done", timeout=WAIT_MS)
    assert controller.state.opened.index == 5


def test_edits_make_the_answer_stale_and_undo_makes_it_fresh(qtbot, preview, session, controller):
    state = preview("pass")
    assert not controller.stale
    document = session.document
    step = document.filters[0].id
    with qtbot.waitSignal(controller.changed):
        session.push(document.set_value(step, "how", "drop"), "edit")
    assert controller.stale
    assert controller.state is state
    with qtbot.waitSignal(controller.changed):
        session.undo_stack.undo()
    assert not controller.stale
    session.push(
        document.remove(document.sinks[0].id).with_run(n_jobs=7), "no matter for a preview"
    )
    assert not controller.stale
    session.push(document.set_enabled(step, False), "disable")
    assert controller.stale


def test_another_document_forgets_the_preview(preview, session, controller):
    preview("pass")
    document = make_document("pass")
    source = document.source.with_value("size", 3)
    session.adopt(document.replace_step(source), None)
    assert controller.state.phase == "empty"


def test_document_without_sink_and_with_disabled_steps(preview):
    document = make_document("drop", "triple", sink=False)
    document = document.set_enabled(document.filters[0].id, False)
    state = preview(document=document)
    assert [len(step.items) for step in state.steps] == [1, 3]


def test_steps_up_to_one_that_is_not_ready(preview):
    document = make_document("pass")
    for step, words in (
        (make_step("filter", "odd.Other"), "number"),
        (make_step("filter", "odd.Other", {"number": 3}), "never suits"),
        (make_step("filter", "odd.Unknown"), "not installed"),
    ):
        state = preview(document=document.add(step))
        assert state.phase == "done"
        assert len(state.steps) == 2
        assert words in state.blocked.reason


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda d: d.remove(d.source.id), "no enabled source"),
        (lambda d: d.set_enabled(d.source.id, False), "no enabled source"),
        (lambda d: d.replace_step(d.source.with_value("size", "many")), "size"),
        (lambda d: d.replace_step(d.source.with_value("size", 1)), "out of range"),
    ],
)
def test_pipeline_that_cannot_begin_says_why(preview, change, words):
    state = preview(document=change(make_document("pass")))
    assert state.phase == "failed"
    assert words in state.problem


def test_random_index_is_another_one(preview, controller, qtbot):
    preview("pass", index=2)
    for _ in range(5):
        before = controller.state.request.index
        controller.preview_random(10)
        assert controller.state.request.index in set(range(10)) - {before}
    controller.preview_random(1)
    assert controller.state.request.index == 0


def test_damaged_time_limit_is_not_less_than_a_second(controller, settings):
    settings.store(replace(settings.preferences, preview_timeout=-4))
    assert controller.timeout == 1


def test_item_without_picture_says_why_and_gone_items_too(qtbot, preview, controller):
    preview("raise")
    pictures = PictureCalls(controller.process)
    wanted = Wanted("steps", ((0, 0), (1, 0)), View())
    with qtbot.waitSignal(pictures.drawn, timeout=WAIT_MS) as drawn:
        pictures.want(wanted)
    answers = drawn.args[1]
    assert isinstance(answers[1], NoPicture)
    assert "gone" in answers[1].reason
    assert not pictures.busy
