"""The bar of decisions: what is selected, and what can be done with it; a key for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QInputDialog, QPushButton, QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.language.quantities import count_text
from curator_gui.core.sidecars.curation import CHECK, KEEP, LEAVE_OUT, Decision
from curator_gui.dataset.items.table import STEP
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label
from curator_gui.ui.dataset.items_table import DECISION_ICONS


class DecisionButtons(QWidget):
    """Keep, leave out, check later, tag, note; for the selected items, or those it is told of.

    Signals
    -------
    decided(str)
        Something was decided: its words, such as "11 left out".
    """

    decided = Signal(str)

    def __init__(self, data: DataSet, *, words: bool = True, first: Decision = "") -> None:
        super().__init__()
        self._set = data
        self.rows: list[int] | None = None
        self.dialog: QInputDialog | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self.buttons: dict[str, QPushButton] = {}
        decisions = sorted((KEEP, LEAVE_OUT, CHECK), key=lambda d: d != first)
        for decision in decisions:
            self._add_decision(decision, primary=decision == first and bool(first))
        if words:
            self._add("T", tr("Tag..."), self.ask_tag)
            self._add("N", tr("Note..."), self.ask_note)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def set_active(self, active: bool) -> None:
        """Allow deciding, or not: nothing is selected."""
        for button in self.buttons.values():
            button.setEnabled(active and not self._set.locked)

    def decide(self, decision: Decision) -> None:
        """Decide about the rows."""
        number = self._set.decide(decision, self.rows)
        words = {
            KEEP: tr("{n} kept"),
            LEAVE_OUT: tr("{n} left out"),
            CHECK: tr("{n} to check"),
            "": tr("{n} undecided"),
        }
        self.decided.emit(words[decision].format(n=number) if number else tr("nothing changed"))

    def ask_tag(self) -> None:
        """Ask for a tag; a ";" makes several."""
        self._ask(tr("Tag"), tr("Tags, separated by ;"), self._tag)

    def ask_note(self) -> None:
        """Ask for a note."""
        rows = self._set.selected_rows.tolist() if self.rows is None else self.rows
        old = self._set.decisions.line(rows[0]).note if rows else ""
        self._ask(tr("Note"), tr("Note"), self._note, old)

    def _ask(self, title: str, words: str, answer: Callable[[str], None], text: str = "") -> None:
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setTextValue(text)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(answer)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _tag(self, text: str) -> None:
        number = self._set.tag(text, self.rows)
        self.decided.emit(tr("{n} tagged").format(n=number))

    def _note(self, text: str) -> None:
        number = self._set.note(text, self.rows)
        self.decided.emit(tr("{n} noted").format(n=number))

    def _add_decision(self, decision: Decision, *, primary: bool) -> None:
        titles = {KEEP: tr("Keep"), LEAVE_OUT: tr("Leave out"), CHECK: tr("Check later")}
        keys = {KEEP: "K", LEAVE_OUT: "X", CHECK: "C"}
        button = self._add(keys[decision], titles[decision], lambda: self.decide(decision))
        button.setProperty("decision", decision)
        if primary:
            button.setProperty("role", "primary")

    def _add(self, key: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(f"{text} ({key})")
        button.setAccessibleName(text.removesuffix("..."))
        button.clicked.connect(lambda: act())
        self._row.addWidget(button)
        self.buttons[key] = button
        return button

    def _draw(self) -> None:
        for button in self.buttons.values():
            decision = button.property("decision")
            if decision is not None:
                name, role = DECISION_ICONS[decision]
                primary = button.property("role") == "primary"
                button.setIcon(icons.icon(name, "on_accent" if primary else role))

    def keys(self, parent: QWidget) -> list[QShortcut]:
        """Make the keys work within a widget; text fields take letters first."""
        made = []
        for key, button in self.buttons.items():
            shortcut = QShortcut(QKeySequence(key), parent, button.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.append(shortcut)
        return made


class DecisionBar(QFrame):
    """How many are selected, the buttons, and a way to select nothing.

    Signals
    -------
    undo_wanted()
        The last decision is to be undone.
    """

    undo_wanted = Signal()

    def __init__(self, data: DataSet) -> None:
        super().__init__()
        self._set = data
        self.setProperty("role", "panel")
        self.number = label("", "title")
        self.hint = ElidedLabel("", "muted")
        self.buttons = DecisionButtons(data)
        self.buttons.decided.connect(self._tell)
        self.undo = QPushButton(tr("Undo"))
        self.undo.setToolTip(tr("Undo the last decision (Ctrl+Z)"))
        self.undo.clicked.connect(self.undo_wanted)
        self.clear = QPushButton()
        self.clear.setFlat(True)
        self.clear.setIconSize(QSize(14, 14))
        self.clear.setAccessibleName(tr("Select nothing"))
        self.clear.setToolTip(tr("Select nothing (Esc)"))
        self.clear.clicked.connect(lambda: data.select([]))
        self._lay_out()
        self.undo.hide()
        data.selection_changed.connect(self._show)
        data.opened.connect(self._show)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self._show()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, HALF, HALF, HALF)
        row.setSpacing(SPACE)
        row.addWidget(self.number)
        row.addWidget(self.hint, 1)
        for widget in (self.undo, self.buttons, self.clear):
            row.addWidget(widget)

    def _draw(self) -> None:
        self.clear.setIcon(icons.icon("x", "muted"))

    def _tell(self, words: str) -> None:
        self.hint.setText(words)
        self.undo.setVisible(bool(self._set.decisions.unsaved))

    def _show(self) -> None:
        number = int(self._set.selected.sum())
        chosen = bool(number)
        if self.property("role") != ("chosen-panel" if chosen else "panel"):
            self.setProperty("role", "chosen-panel" if chosen else "panel")
            self.style().unpolish(self)
            self.style().polish(self)
        self.number.setText(
            tr("{n} selected").format(n=count_text(number)) if chosen else tr("None selected")
        )
        self.hint.setText(self._what() if chosen else tr("click, Ctrl, Shift; or drag in a plot"))
        self.undo.hide()
        self.buttons.set_active(chosen)
        self.clear.setEnabled(chosen)

    def _what(self) -> str:
        """Say from where to where along the axis the selection reaches."""
        if STEP not in self._set.items:
            return ""
        steps = self._set.items[STEP].values[self._set.selected]
        low, high = int(steps.min()), int(steps.max())
        if low == high:
            return tr("step {n}").format(n=low)
        return tr("steps {low} to {high}").format(low=low, high=high)
