from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from curator_gui.core import PipelineDocument, RunOptions, make_step
from curator_gui.core.message import Message, fact
from curator_gui.run.config import RunResult
from curator_gui.ui.run import attention

pytestmark = pytest.mark.workers


class FakeInhibitor:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def start(self) -> bool:
        self.calls.append("start")
        return True

    def stop(self) -> None:
        self.calls.append("stop")


@pytest.fixture
def told(monkeypatch):
    messages: list[tuple[str, str]] = []
    monkeypatch.setattr(attention, "notify", lambda *words: messages.append(words) or True)
    return messages


def run(qtbot, window, texts, tmp_path):
    document = PipelineDocument(
        source=make_step("source", "text.Files", {"folder": str(texts)}),
        sinks=(make_step("sink", "text.Write", {"folder": str(tmp_path / "out")}),),
        run=RunOptions(backend="sequential"),
    )
    window.bench.session.adopt(document, None)
    inhibitor = window.bench.running.attention.inhibitor = FakeInhibitor()
    with qtbot.waitSignal(window.bench.running.controller.finished, timeout=60_000):
        window.bench.commands["run"].trigger()
    return inhibitor


@pytest.mark.parametrize("active", [True, False])
def test_computer_is_awake_during_a_run_and_only_the_absent_are_called(
    qtbot, window, texts, tmp_path, told, monkeypatch, active
):
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: active)
    inhibitor = run(qtbot, window, texts, tmp_path)
    assert inhibitor.calls == ["start", "stop"]
    expected = [] if active else [("Run finished", "5 indices done, 0 failed")]
    assert [(title, words.replace("\u202f", " ")) for title, words in told] == expected


def test_what_went_wrong_while_a_run_closed_is_shown_in_the_window(window):
    """Such as a record that another program had locked: until now only the log had it."""
    why = Message("the disk is full; free some space")
    locked = Message("{path}: the run record cannot be completed: {why}", path="/r", why=why)
    result = RunResult(range(3), warnings=[locked, "two", "three", "four", "five"])
    window.bench.running.controller.finished.emit(result)
    shown = [notice.text for notice in window.bench.notices.notices]
    more = "2 more warnings of the run: see the log"
    assert sorted(shown) == sorted([str(locked), "two", "three", more])


def test_what_was_asked_for_is_no_warning(window, monkeypatch):
    icons = []
    add = window.bench.notices.add
    monkeypatch.setattr(
        window.bench.notices,
        "add",
        lambda words, **how: icons.append(how["icon"]) or add(words, **how),
    )
    words = Message("{count} times were appended", count=4)
    result = RunResult(range(1), warnings=[fact(words), words])
    window.bench.running.controller.finished.emit(result)
    assert icons == ["info", "triangle-alert"]


def test_what_was_said_of_a_document_goes_with_it(qtbot, window):
    notices = window.bench.notices
    notices.add("a newer version is there")
    window.bench.running.controller.finished.emit(RunResult(range(1), warnings=["few items"]))
    shown = lambda: [notice.text for notice in notices.notices]  # noqa: E731
    assert sorted(shown()) == ["a newer version is there", "few items"]
    window.bench.session.new()
    assert shown() == ["a newer version is there"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("few items are there", "Few items are there"),
        ("n_jobs: has to be a number", "n_jobs: has to be a number"),
        ("run.yaml cannot be read", "run.yaml cannot be read"),
    ],
)
def test_a_notice_is_a_sentence_and_names_stay_as_they_are(qtbot, window, words, shown):
    notice = window.bench.notices.add(words)
    assert shown in [label.text() for label in notice.findChildren(QLabel)]


def test_such_a_warning_keeps_its_values_on_its_way_to_the_window(qtbot, window):
    message = Message("{path} is a file", path="/r")
    with qtbot.waitSignal(window.bench.running.warned) as told:
        window.bench.running.controller.finished.emit(RunResult(range(1), warnings=[message]))
    assert told.args[0] is message
    with qtbot.waitSignal(window.bench.running.controller.failed) as told:
        window.bench.running.controller.failed.emit(message)
    assert told.args[0] is message
    window.bench.running.message.reject()
