"""Seeded random use of the window: whatever is clicked, typed, run and stopped, nothing breaks."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QDesktopServices, QDrag
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from curator_gui.app.document.session import Session
from curator_gui.app.run.queue import RunQueue
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.document_io import document_text, parse_document, write_document
from curator_gui.run import shutdown_workers
from curator_gui.ui.common import theme
from curator_gui.ui.files.files import FILTER, Answer
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.walking.person import RandomPerson, Surroundings
from tests.ui.walking.restless import RestlessPerson
from tests.ui.walking.stumbling import make_registry

ACTIONS = int(os.environ.get("CURATOR_RANDOM_ACTIONS", "2000"))
SEEDS = [int(seed) for seed in os.environ.get("CURATOR_RANDOM_SEEDS", "1").split(",")]
CHECK_EVERY = 20
HISTORY_EVERY = 100
STATUSES = ("done", "failed", "quarantined", "skipped", "running", "waiting")
END_MS = 60_000

pytestmark = [
    pytest.mark.fault,
    # The offscreen platform has no keyboard that an open menu could have for itself.
    pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard$", extend=True),
]


class Answers:
    """Answers the questions of opening and saving as it was told to."""

    def __init__(self) -> None:
        self.path = ""
        self.answer: Answer = "discard"

    def open_path(self, folder: str) -> str:
        return self.path

    def data_folder(self, folder: str) -> str:
        return str(Path(self.path).parent)

    def data_files(self, folder: str) -> list[str]:
        return [self.path]

    def open_paths(self, folder: str) -> list[str]:
        return [self.path] if self.path else []

    def open_anyway(self, name: str) -> bool:
        return True

    def save_path(self, suggestion: str, filter: str = FILTER) -> str:
        return self.path if filter == FILTER else str(Path(self.path).with_suffix(".out"))

    def unsaved(self, title: str) -> Answer:
        return self.answer

    def complain(self, title: str, message: str) -> None:
        assert message


@pytest.fixture(autouse=True)
def outside(monkeypatch, tmp_path) -> None:
    """Keep the walk inside the window: no file dialog, no other program, no drag of the system."""
    chosen = str(tmp_path / "chosen.txt")
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: isinstance(url, QUrl))
    monkeypatch.setattr(QDrag, "exec", lambda *_: None)
    monkeypatch.setattr(RunQueue, "start", lambda _: None)  # its process would outlive the walk


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def around(tmp_path, answers) -> Surroundings:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    for number in range(8):
        (texts / f"part{number}.txt").write_text(f"text {number}\n")
    good = tmp_path / "good.curator.yaml"
    damaged = tmp_path / "damaged.curator.yaml"
    damaged.write_text("source: [")
    documents = [good, damaged, tmp_path / "new.curator.yaml", tmp_path / "other" / "n.yaml"]
    (tmp_path / "other").mkdir()
    return Surroundings(
        [texts, out, tmp_path / "missing"],
        documents,
        lambda: write_document(good_document(), good),
        lambda path: setattr(answers, "path", path),
        lambda answer: setattr(answers, "answer", answer),
    )


def good_document() -> PipelineDocument:
    return PipelineDocument(
        name="good",
        source=make_step("source", "text.Files", {"folder": "texts"}),
        filters=(make_step("filter", "text.Stumble"),),
        sinks=(make_step("sink", "text.Write", {"folder": "out"}),),
    ).with_run(n_jobs=2)


@pytest.fixture
def window(qtbot, qapp, tmp_path, answers):
    theme.apply(qapp, "light")
    settings = Settings(tmp_path / "config" / "preferences.json")
    window = MainWindow(make_registry(), settings, answers)
    window.show()
    qtbot.waitExposed(window)
    yield window
    answers.answer = "discard"
    window.bench.running.shut_down()  # else a walk that failed meanwhile waits for an answer
    window.close()
    window.deleteLater()
    settings.deleteLater()
    theme.apply(qapp, "light")
    qapp.processEvents()
    shutdown_workers()


class Watch:
    """Compares the window with what must be true of it at any time."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.session = window, window.bench.session
        self._file = folder / "trip.curator.yaml"
        self.first: PipelineDocument | None = self.session.document  # None: not known
        self._base = self.session.base
        self.session.file_changed.connect(self._file_changed)

    def check(self) -> None:
        """Document, cards, choice, form, title and file agree."""
        document, window = self.session.document, self.window
        assert [card.step_id for card in window.bench.panel.cards] == [s.id for s in document.steps]
        assert len({step.id for step in document.steps}) == len(document.steps)
        assert self.session.selected == "" or document.has_step(self.session.selected)
        assert parse_document(document_text(document)) == document
        page = window.bench.build.page
        assert page is None or not self.session.selected or page.step_id == self.session.selected
        assert window.isWindowModified() == self.session.dirty
        assert self.session.title in window.windowTitle()
        self._check_results()
        self._check_preview()

    def _check_preview(self) -> None:
        """Slider and number are one; a frame that is shown is of the document as it is."""
        view = self.window.bench.previewing.view
        if view is not None:
            header = view.header
            assert header.slider.value() == min(header.index.value(), header.slider.maximum())
            controller = self.window.bench.previewing.controller
            if controller.state.frame is not None:
                assert controller.state.opened == controller.state.frame.opened

    def _check_results(self) -> None:
        results = self.window.bench.running.results
        if results is not None:
            store = results.model.store
            counts = [store.count(status) for status in STATUSES]
            assert sum(counts) == len(store)
            assert results.model.rowCount() <= len(store)
            assert len(results.table.selected_rows()) <= results.model.rowCount()

    def check_history(self) -> None:
        """Undoing everything and doing it again passes the same documents both ways."""
        stack, session = self.session.undo_stack, self.session
        place, now = stack.index(), session.document
        back = [session.document]
        while stack.canUndo():
            stack.undo()
            back.append(session.document)
        forth = [session.document]
        while stack.index() < place:
            stack.redo()
            forth.append(session.document)
        assert forth == back[::-1]
        assert session.document == now
        if len(back) > 1 and stack.count() < stack.undoLimit() and self.first is not None:
            assert back[-1] == self.first
        self.check()

    def _file_changed(self) -> None:
        """Remember the document as it was opened; saved elsewhere, its paths are others."""
        if not self.session.undo_stack.count():
            self.first = self.session.document
        elif self.session.base != self._base:
            self.first = None
        self._base = self.session.base

    def check_round_trip(self) -> None:
        """A saved document opens as the same one."""
        write_document(self.session.document, self._file)
        other = Session(self.session.registry)
        other.open(self._file)
        assert other.document == self.session.document
        other.deleteLater()


@pytest.mark.workers
@pytest.mark.parametrize("seed", SEEDS)
def test_random_use_leaves_a_consistent_window(
    qtbot: Any, qapp: Any, qtlog: Any, window: Any, around: Any, tmp_path: Path, seed: int
) -> None:
    before = _processes()
    person, watch = RestlessPerson(window, seed, around), Watch(window, tmp_path)
    ended: list[object] = []
    window.bench.running.controller.finished.connect(ended.append)
    with qtbot.captureExceptions() as caught:
        for number in range(ACTIONS):
            person.act()
            qapp.processEvents()
            _complain(person, caught, qtlog.records)
            if number % CHECK_EVERY == 0:
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                watch.check()
            if number % HISTORY_EVERY == 0:
                watch.check_history()
                watch.check_round_trip()
        _end(qtbot, person, window)
        watch.check_history()
        watch.check_round_trip()
    _complain(person, caught, qtlog.records)
    assert len(ended) >= ACTIONS // 200, "a walk that runs nothing shows little"
    window.bench.session.undo_stack.setClean()
    window.close()  # which ends the process of the preview
    shutdown_workers()

    def all_gone() -> None:
        assert not _processes() - before

    qtbot.waitUntil(all_gone, timeout=END_MS)


def _complain(person: RandomPerson, caught: list[Any], warnings: list[Any]) -> None:
    """Fail with the last actions if something was raised or Qt warned."""
    bad = [record for record in warnings if record.type.name != "QtDebugMsg" and not record.ignored]
    if caught or bad:
        trail = "\n".join(f"  {words}" for words in person.done[-15:])
        raised = "".join("".join(traceback.format_exception(*error)) for error in caught)
        said = "\n".join(record.message for record in bad)
        pytest.fail(f"after {len(person.done)} actions:\n{trail}\n{raised}{said}")


def _end(qtbot: Any, person: RandomPerson, window: MainWindow) -> None:
    """Stop what runs and close what is open."""
    person.end()
    window.bench.commands["stop_now"].trigger()
    qtbot.waitUntil(lambda: not window.bench.running.active, timeout=END_MS)
    person.close_all()
    QApplication.processEvents()
    assert not window.findChildren(QMessageBox)


def _processes() -> set[str]:
    """List the children of this process; loky's tracker lives as long as it does."""
    children = [" ".join(child.cmdline()) for child in psutil.Process().children()]
    return {words for words in children if "resource_tracker" not in words}
