"""Seeded random use of the window: whatever is clicked and typed, nothing breaks."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QMessageBox

from curator_gui.core.document import PipelineDocument
from curator_gui.core.document_io import document_text, parse_document
from curator_gui.ui.main_window import MainWindow

ACTIONS = int(os.environ.get("CURATOR_RANDOM_ACTIONS", "250"))
MAX_STEPS = 10
TEXTS = (
    "",
    "3",
    "-1",
    "1e9",
    "abc",
    "a, b",
    "{stem}",
    "{index}_{stem}.txt",
    "0-2",
    "x" * 300,
    "é☃",
)
COMMANDS = (
    "undo", "redo", "move_up", "move_down", "duplicate", "toggle_step", "delete", "refresh",
    "options", "reset_layout", "new", "save", "run", "pause",
    "stop_after", "stop_now",
)  # fmt: skip


class RandomPerson:
    """Does one random thing after the other to a window."""

    def __init__(self, window: MainWindow, seed: int, folders: list[Path]) -> None:
        self.window, self.random = window, random.Random(seed)
        self.texts = [*TEXTS, *map(str, folders)]
        self.done: list[str] = []
        self.doings: list[tuple[float, Callable[[], str]]] = [
            (5, self.add), (6, self.type_text), (3, self.pick), (6, self.command), (2, self.press),
            (3, self.choose_step), (2, self.switch_view), (2, self.catalogue), (1, self.palette),
            (0.1, self.colours),
        ]  # fmt: skip

    def act(self) -> None:
        weights = [weight for weight, _ in self.doings]
        doing = self.random.choices([doing for _, doing in self.doings], weights)[0]
        self.done.append(doing())

    def add(self) -> str:
        if len(self.window.session.document.steps) > MAX_STEPS:
            self.window.commands["delete"].trigger()
            return "delete"
        entries = [e for e in self.window.session.registry if not e.missing_modules()]
        entry = self.random.choice(entries)
        self.window._add(entry)
        return f"add {entry.key}"

    def type_text(self) -> str:
        lines = [w for w in self.window.findChildren(QLineEdit) if w.isVisible()]
        if not lines:
            return "no line"
        line, text = self.random.choice(lines), self.random.choice(self.texts)
        line.setFocus()
        line.selectAll()
        if text.isascii() and len(text) < 30:
            QTest.keyClicks(line, text)
        else:  # as if pasted
            line.insert(text)
            line.textEdited.emit(line.text())
        return f"type {text[:20]!r} into {line.accessibleName()}"

    def pick(self) -> str:
        combos = [w for w in self.window.findChildren(QComboBox) if w.isVisible() and w.count()]
        if not combos:
            return "no combo"
        combo = self.random.choice(combos)
        combo.setCurrentIndex(self.random.randrange(combo.count()))
        combo.activated.emit(combo.currentIndex())
        return f"pick {combo.accessibleName()}"

    def command(self) -> str:
        name = self.random.choice(COMMANDS)
        self.window.commands[name].trigger()
        return f"command {name}"

    def press(self) -> str:
        page = self.window.build.page
        buttons = page.findChildren(QAbstractButton) if page is not None else []
        buttons = [b for b in buttons if b.isVisible() and "Choose" not in b.accessibleName()]
        if not buttons:
            return "no button"
        button = self.random.choice(buttons)
        button.click()
        return f"press {button.accessibleName() or button.text()}"

    def choose_step(self) -> str:
        cards = self.window.panel.cards
        if cards:
            QTest.mouseClick(self.random.choice(cards), Qt.MouseButton.LeftButton)
        return "choose a step"

    def switch_view(self) -> str:
        view = self.random.choice(list(self.window.view_bar.buttons))
        self.window.view_bar.buttons[view].click()
        return f"view {view}"

    def catalogue(self) -> str:
        self.window.catalogue.choose(self.random.choice(["", "source", "filter", "sink"]))
        QTest.keyClicks(self.window.catalogue.words, self.random.choice(["", "re", "lost", "zz"]))
        QTest.keyClick(self.window.catalogue.words, Qt.Key.Key_Return)
        self.window.catalogue.reject()
        return "catalogue"

    def colours(self) -> str:
        name = self.random.choice(["theme_dark", "theme_light", "theme_high-contrast"])
        self.window.commands[name].trigger()
        return name

    def palette(self) -> str:
        self.window.palette_dialog.choose()
        QTest.keyClicks(self.window.palette_dialog.words, self.random.choice(["", "undo", "zz"]))
        self.window.palette_dialog.reject()
        return "palette"


def close_messages(window: MainWindow) -> None:
    for box in window.findChildren(QMessageBox):
        box.close()


def check(window: MainWindow) -> None:
    """The document, the cards and the history agree."""
    document: PipelineDocument = window.session.document
    assert [card.step_id for card in window.panel.cards] == [step.id for step in document.steps]
    assert len({step.id for step in document.steps}) == len(document.steps)
    assert window.session.selected == "" or document.has_step(window.session.selected)
    assert parse_document(document_text(document)) == document
    page = window.build.page
    assert page is None or not window.session.selected or page.step_id == window.session.selected


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_use_leaves_a_consistent_window(
    qtbot, qapp, make_window, answers, texts, tmp_path, seed
):
    window = make_window()
    answers.path, answers.answer = str(tmp_path / "random.curator.yaml"), "discard"
    person = RandomPerson(window, seed, [texts, tmp_path / "out"])
    for number in range(ACTIONS):
        person.act()
        qapp.processEvents()
        close_messages(window)
        if number % 10 == 0:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            try:
                check(window)
            except AssertionError as error:
                pytest.fail(f"after {person.done[-12:]}: {error}")
    window.commands["stop_now"].trigger()
    qtbot.waitUntil(lambda: not window.running.active, timeout=30_000)
    close_messages(window)
    while window.session.undo_stack.canUndo():
        window.session.undo_stack.undo()
    while window.session.undo_stack.canRedo():
        window.session.undo_stack.redo()
    check(window)
