"""Somebody who does one random thing after the other to a window, as a seed decides."""

from __future__ import annotations

import random
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from curator_gui.ui.pipeline.card import STEP_MIME
from curator_gui.ui.pipeline.catalogue import COMPONENT_MIME
from curator_gui.ui.shell.main_window import MainWindow

MAX_STEPS = 10
TEXTS = (
    "", "3", "-1", "1e9", "abc", "a, b", "{stem}", "{index}_{stem}.txt", "0-2", "every 2nd",
    "failed of last run", "x" * 300, "é☃", "status:failed", "duration>0.001", "cause:", "#2", "'",
)  # fmt: skip
COMMANDS = (
    "undo", "redo", "move_up", "move_down", "duplicate", "toggle_step", "delete", "refresh",
    "options", "reset_layout", "new", "open", "save", "save_as", "run", "resume_run", "pause",
    "stop_after", "stop_now", "copy_command", "export_script", "shortcuts", "about", "palette",
    "export_reference", "add_step", "preview", "preferences", "measure_sample", "paste_path",
)  # fmt: skip
KEYS = tuple(
    Qt.Key(getattr(Qt.Key, f"Key_{name}"))
    for name in (
        "Tab", "Backtab", "Up", "Down", "Left", "Right", "Return", "Space", "Escape", "Delete",
        "Backspace", "Home", "End", "PageUp", "PageDown", "A", "7", "Comma", "F5", "F6", "F7",
    )
)  # fmt: skip
MODIFIERS = (Qt.KeyboardModifier.NoModifier,) * 4 + (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
THEMES = ("theme_dark", "theme_light", "theme_high-contrast", "theme_system")
STUCK_SECONDS = 0.3


@dataclass
class Surroundings:
    """What the person finds on the disk."""

    folders: list[Path]
    """Folders with files, or without."""
    documents: list[Path]
    """A good document, a damaged one, and paths where there is none yet."""
    restore: Callable[[], None]
    """Writes the good document anew; the person may have saved something else over it."""
    prepare: Callable[[str], None]
    """Says which path the next file dialog answers with."""
    answer: Callable[[str], None]
    """Says how the next question about unsaved changes is answered."""


@dataclass
class Doing:
    """One kind of action; `weight` says how often it is chosen among all."""

    weight: float
    act: Callable[[], str]


class RandomPerson(QObject):
    """Does one random thing after the other; `done` tells what, in words."""

    def __init__(self, window: MainWindow, seed: int, around: Surroundings) -> None:
        super().__init__(window)
        self.window, self.random, self.around = window, random.Random(seed), around
        self.texts = [*TEXTS, *map(str, around.folders)]
        self.done: list[str] = []
        self._begun = 0.0
        # A menu or drag that waits in an event loop of its own is let go after a moment.
        self._rescue = QTimer(self, interval=50)
        self._rescue.timeout.connect(self._let_go)
        self._rescue.start()
        window.bench.commands["quit"].setEnabled(False)
        self.doings = [
            Doing(5, self.add), Doing(6, self.type_text), Doing(3, self.pick),
            Doing(6, self.command), Doing(6, self.press), Doing(3, self.choose_step),
            Doing(3, self.switch_view), Doing(1, self.catalogue), Doing(1, self.palette),
            Doing(0.2, self.colours), Doing(6, self.press_key), Doing(6, self.click),
            Doing(3, self.drag), Doing(1, self.drop_file), Doing(3, self.run_good_document),
            Doing(2, self.wait), Doing(0.5, self.resize), Doing(2, self.use_header),
        ]  # fmt: skip

    def act(self) -> None:
        """Do the next thing; an open menu or dialog is mostly answered first."""
        self._begun = time.monotonic()
        self.around.prepare(str(self.random.choice(self.around.documents)))
        self.around.answer(self.random.choice(["save", "discard", "discard", "cancel"]))
        opened = self._popup() or self._dialog()
        if opened is not None and self.random.random() < 0.7:
            self.done.append(self._answer(opened))
            return
        doing = self.random.choices(self.doings, [doing.weight for doing in self.doings])[0]
        self.done.append(doing.act())

    def end(self) -> None:
        """Stop what was begun and close what is open."""
        self._rescue.stop()
        self.close_all()

    def close_all(self) -> None:
        """Close menus and dialogs."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            QApplication.processEvents()
        for dialog in self._dialogs():
            dialog.reject()

    # Building ---------------------------------------------------------------------------------

    def add(self) -> str:
        if len(self.window.bench.session.document.steps) > MAX_STEPS:
            self.window.bench.commands["delete"].trigger()
            return "delete"
        entries = [e for e in self.window.bench.session.registry if not e.missing_modules()]
        entry = self.random.choice(entries)
        self.window.bench.add_component(entry)
        return f"add {entry.key}"

    def type_text(self) -> str:
        lines = [w for w in self._shown(QLineEdit) if not w.isReadOnly()]
        if not lines:
            return "no line"
        line, text = self.random.choice(lines), self.random.choice(self.texts)
        words = f"type {text[:20]!r} into {_name(line)}"
        line.setFocus()
        line.selectAll()
        if text.isascii() and len(text) < 30:
            QTest.keyClicks(line, text)
        else:  # as if pasted
            line.insert(text)
            line.textEdited.emit(line.text())
        return words

    def pick(self) -> str:
        combos = [combo for combo in self._shown(QComboBox) if combo.count()]
        if not combos:
            return "no combo"
        combo = self.random.choice(combos)
        choice = self.random.randrange(combo.count())
        words = f"pick {combo.itemText(choice)!r} in {_name(combo)}"
        combo.setCurrentIndex(choice)
        combo.activated.emit(choice)
        return words

    def choose_step(self) -> str:
        cards = self.window.bench.panel.cards
        if cards:
            QTest.mouseClick(self.random.choice(cards), Qt.MouseButton.LeftButton)
        return "choose a step"

    def catalogue(self) -> str:
        catalogue = self.window.bench.catalogue
        catalogue.choose(self.random.choice(["", "source", "filter", "sink"]))
        QTest.keyClicks(catalogue.words, self.random.choice(["", "re", "lost", "zz"]))
        QTest.keyClick(catalogue.words, Qt.Key.Key_Return)
        catalogue.reject()
        return "catalogue"

    def drag(self) -> str:
        """Drag a card or a component, and drop it anywhere."""
        mime = self._dragged()
        if mime is None:
            return "nothing to drag"
        target = self.random.choice([self.window.bench.panel.list, *self._shown(QWidget)])
        words = f"drag {mime.formats()} to {_name(target)}"
        drop(target, mime, self._point(target))
        return words

    def drop_file(self) -> str:
        path = self.random.choice([*self.around.documents, *self.around.folders])
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        target = self.random.choice([self.window, *self._shown(QLineEdit)])
        words = f"drop {path.name} on {_name(target)}"
        drop(target, mime, self._point(target))
        return words

    # The whole window --------------------------------------------------------------------------

    def command(self) -> str:
        name = self.random.choice(COMMANDS)
        self.window.bench.commands[name].trigger()
        return f"command {name}"

    def press(self) -> str:
        buttons = self._shown(QAbstractButton)
        if not buttons:
            return "press nothing: no button is shown"
        button = self.random.choice(buttons)
        words = f"press {_name(button)}"
        button.click()
        return words

    def press_key(self) -> str:
        key, modifier = self.random.choice(KEYS), self.random.choice(MODIFIERS)
        target = QApplication.focusWidget() or self.window
        name = _name(target)
        QTest.keyClick(target, key, modifier)
        return f"{modifier.name} {key.name} in {name}"

    def click(self) -> str:
        target = self.random.choice(self._shown(QWidget))
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        button = self.random.choice([left, left, left, right])
        click = self.random.choice([QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick])
        name, modifier = _name(target), self.random.choice(MODIFIERS)
        click(target, button, modifier, self._point(target))
        return f"{click.__name__} {button.name} on {name}"

    def use_header(self) -> str:
        results = self.window.bench.running.results
        if results is None or not results.table.isVisible():
            return "no table"
        column = self.random.randrange(results.model.columnCount())
        results.table.horizontalHeader().sectionClicked.emit(column)
        if self.random.random() < 0.3:
            results.table.selectAll()
        return f"sort by column {column}"

    def switch_view(self) -> str:
        view = self.random.choice(list(self.window.bench.view_bar.buttons))
        self.window.bench.view_bar.buttons[view].click()
        return f"view {view}"

    def colours(self) -> str:
        name = self.random.choice(THEMES)
        self.window.bench.commands[name].trigger()
        return name

    def palette(self) -> str:
        self.window.palette_dialog.choose()
        QTest.keyClicks(
            self.window.palette_dialog.words, self.random.choice(["", "undo", "zz", "show"])
        )
        if self.random.random() < 0.5:
            QTest.keyClick(self.window.palette_dialog.words, Qt.Key.Key_Return)
        self.window.palette_dialog.reject()
        return "palette"

    def resize(self) -> str:
        width, height = self.random.randint(500, 1900), self.random.randint(400, 1100)
        self.window.resize(width, height)
        return f"resize to {width} x {height}"

    def run_good_document(self) -> str:
        """Open a document that can run, and run it."""
        if self.window.bench.running.active:
            return "a run is under way"
        self.close_all()
        self.around.restore()
        self.window.bench.session.undo_stack.setClean()
        self.window.open(self.around.documents[0])
        self.window.bench.commands["run"].trigger()
        resuming = self.window.bench.running.resuming
        while resuming.busy and resuming.question is None:
            QApplication.processEvents()
        if resuming.question is not None:
            self._answer(resuming.question)
        return "run the good document"

    def wait(self) -> str:
        QTest.qWait(self.random.choice([1, 20, 60]))
        return "wait"

    # Inside ------------------------------------------------------------------------------------

    def _shown(self, kind: type[Any]) -> list[Any]:
        """List the widgets that a person can reach now."""
        roots = self._dialogs() or [self.window]
        return [
            widget
            for root in roots
            for widget in (root, *root.findChildren(kind))
            if isinstance(widget, kind) and widget.isVisible() and widget.isEnabled()
        ]

    def _dialogs(self) -> list[QDialog]:
        return [d for d in self.window.findChildren(QDialog) if d.isVisible()]

    def _dialog(self) -> QDialog | None:
        dialogs = self._dialogs()
        return dialogs[-1] if dialogs else None

    def _popup(self) -> QWidget | None:
        return QApplication.activePopupWidget()

    def _answer(self, opened: QWidget) -> str:
        name = _name(opened)
        if isinstance(opened, QMenu):
            return f"choose {self._choose(opened)} from {name}"
        buttons = [b for b in opened.findChildren(QAbstractButton) if b.isVisible()]
        if isinstance(opened, QDialog) and buttons and self.random.random() < 0.8:
            button = self.random.choice(buttons)
            words = f"press {_name(button)} in {name}"
            button.click()
            return words
        opened.close()
        return f"close {name}"

    def _choose(self, menu: QMenu) -> str:
        actions = [a for a in menu.actions() if a.isEnabled() and not a.isSeparator()]
        if not actions or self.random.random() < 0.3:
            menu.close()
            return "nothing"
        action = self.random.choice(actions)
        words = action.text()
        menu.close()
        action.trigger()
        return words

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(
            self.random.randrange(max(1, widget.width())),
            self.random.randrange(max(1, widget.height())),
        )

    def _dragged(self) -> QMimeData | None:
        mime, movable = QMimeData(), [c for c in self.window.bench.panel.cards if c.draggable]
        if movable and self.random.random() < 0.6:
            mime.setData(STEP_MIME, self.random.choice(movable).step_id.encode())
            return mime
        if len(self.window.bench.session.document.steps) > MAX_STEPS:
            return None
        entries = [e for e in self.window.bench.session.registry if not e.missing_modules()]
        mime.setData(COMPONENT_MIME, self.random.choice(entries).key.encode())
        return mime

    def _let_go(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None and time.monotonic() - self._begun > STUCK_SECONDS:
            popup.close()


def drop(target: QWidget, mime: QMimeData, place: QPoint) -> None:
    """Deliver the events of a drag that ends on a widget."""
    action, left = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    while target.parentWidget() is not None and not target.acceptDrops():
        place, target = target.mapToParent(place), target.parentWidget()
    with warnings.catch_warnings():  # Qt 6.12 has other constructors, which 6.11 does not know
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(place, action, mime, left, none)
        move = QDragMoveEvent(place, action, mime, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return
    QApplication.sendEvent(target, move)
    QApplication.sendEvent(target, QDropEvent(QPointF(place), action, mime, left, none))


def _name(widget: QWidget) -> str:
    text = widget.text()[:30] if isinstance(widget, QAbstractButton | QLabel) else ""
    words = widget.accessibleName() or widget.objectName() or text
    return f"{type(widget).__name__} {words!r}"
