"""Editors: one widget per kind of parameter.

Every editor shows any value, also one that does not fit, and tells of each change by the person
(never of one by the program) with `edited(object)`. `finished` follows when the person is through
with it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document import param_values
from curator_gui.core.errors import ParamError
from curator_gui.core.params.coercion import strip_optional
from curator_gui.core.params.param import Param
from curator_gui.ui.common.text import mark, say, tr
from curator_gui.ui.common.widgets import HALF, label, set_role
from curator_gui.ui.forms.context import FormContext


class Editor(QWidget):
    """Base of all editors; `input` is the widget that takes the keyboard.

    `list` is what unfolds below the editor and what is said of it, if it has such a thing.
    """

    list: QWidget | None = None

    edited = Signal(object)
    finished = Signal()

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__()
        self.param = param
        self.context = context
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(HALF)

    def adopt(self, widget: QWidget, stretch: int = 1) -> None:
        """Make a widget the one that takes the keyboard."""
        self.input = widget
        self.setFocusProxy(widget)
        widget.setAccessibleName(say(self.param.label))
        widget.setAccessibleDescription(say(self.param.description))
        self.box.addWidget(widget, stretch)

    def show_value(self, value: Any) -> None:
        """Show a value without telling of it."""
        raise NotImplementedError

    def refresh_offers(self) -> None:
        """Show what the data offer now, as far as the editor has a use for it."""


class FieldLine(QLineEdit):
    """A line that leaves undo and redo to the document, whose history has its edits as well.

    Files that are dropped on it are for the window, which finds who can read them.
    """

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return False
        return super().event(event)


class LineEditor(Editor):
    """A line of text: texts, and values of several types such as "auto" or a number."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.line = self.make_line()
        self.line.textEdited.connect(self._tell)
        self.line.editingFinished.connect(self.finished)
        self.adopt(self.line)
        self.line.setPlaceholderText(self.placeholder())

    def make_line(self) -> QLineEdit:
        """Make the line; a subclass may use its own kind."""
        return FieldLine()

    def placeholder(self) -> str:
        if self.param.required:
            return tr("required")
        return tr("not set") if self.param.default is None else ""

    def read(self, text: str) -> Any:
        return param_values.parse_text(self.param, text)

    def show_value(self, value: Any) -> None:
        if self.line.text() and self.read(self.line.text()) == value:
            return  # keep what was typed: "1." must not turn into "1" under the cursor
        text = param_values.value_text(value)
        if text != self.line.text():
            self.line.setText(text)

    def _tell(self, text: str) -> None:
        self.edited.emit(self.read(text))


class NumberEditor(LineEditor):
    """A number with its unit; the arrow keys count up and down within the range."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.line.setMaximumWidth(140)
        self.line.installEventFilter(self)
        if param.unit:
            self.box.addWidget(label(say(param.unit), "muted"))
        self.box.addStretch(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
            step = steps.get(Qt.Key(event.key()))
            if step and event.type() == QEvent.Type.KeyPress:
                self._count(step)
                return True
        return super().eventFilter(watched, event)

    def _count(self, step: int) -> None:
        value = self.read(self.line.text())
        value = self.param.minimum or 0 if value is None else value
        if not isinstance(value, (int, float)):
            return
        value = value + step
        low, high = self.param.minimum, self.param.maximum
        value = value if low is None else max(value, low)
        value = value if high is None else min(value, high)
        whole = strip_optional(self.param.type) is int
        self.line.setText(param_values.value_text(int(value) if whole else float(value)))
        self._tell(self.line.text())


class WorkersEditor(NumberEditor):
    """How many workers; all processors (-1 for joblib) if nothing stands there."""

    def placeholder(self) -> str:
        return tr("all cores")

    def read(self, text: str) -> Any:
        return -1 if not text.strip() else super().read(text)

    def show_value(self, value: Any) -> None:
        if value == -1 and self.line.text().strip() in ("", "-1"):
            return  # typed, or empty already
        super().show_value(None if value == -1 else value)


class ListEditor(LineEditor):
    """Entries separated by commas."""

    def placeholder(self) -> str:
        return tr("separated by commas") + (tr(", or nothing") if self.param.optional else "")

    def read(self, text: str) -> Any:
        return param_values.parse_list(self.param, text)


class TemplateEditor(LineEditor):
    """A naming template with the name that it gives for one item."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.box.removeWidget(self.line)
        self.example = QLabel()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.example)
        self.box.addLayout(column)
        self.line.textChanged.connect(self.refresh_example)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self.refresh_example()

    def refresh_example(self, *_: object) -> None:
        """Show the name again: the text or the input's name is another one."""
        try:
            name = param_values.template_example(self.line.text(), self.context.label)
        except ParamError:  # the form says what is wrong below the field
            self.example.hide()
            return
        set_role(self.example, "muted")
        self.example.setText(tr("for example {name}").format(name=name))
        self.example.setVisible(bool(self.line.text()))


class TextEditor(Editor):
    """Several lines of text."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 5)
        self.adopt(self.text)
        self.text.textChanged.connect(self._tell)

    def show_value(self, value: Any) -> None:
        text = param_values.value_text(value)
        if text == self.text.toPlainText():
            return
        blocked = self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(blocked)

    def _tell(self) -> None:
        self.edited.emit(self.text.toPlainText())


class CalmComboBox(QComboBox):
    """A list of choices that the mouse wheel changes only when it has the keyboard.

    Scrolling a form must not change the values that happen to pass under the pointer.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """One of several choices; an optional one has "not set" on top."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.combo = CalmComboBox(self)
        self.choices: list[Any] = []
        self._fill(self._choices())
        self.combo.setMinimumWidth(140)
        self.combo.activated.connect(self._tell)
        self.adopt(self.combo, 0)
        self.box.addStretch(1)

    def refresh_offers(self) -> None:
        """Offer what fits the other values; the present value stays."""
        offered = self.context.offered(self.param.name)
        fitting = [c for c in self._choices() if offered is None or c is None or c in offered]
        if fitting != self.choices:
            self._fill(fitting)

    def _fill(self, choices: list[Any]) -> None:
        self.combo.clear()
        self.choices = choices
        for number, choice in enumerate(choices):
            self.combo.addItem(param_values.choice_label(choice, self.param.name))
            self.combo.setItemData(number, str(choice), Qt.ItemDataRole.ToolTipRole)

    def show_value(self, value: Any) -> None:
        self._drop_foreign()
        self.refresh_offers()
        if value is None and None not in self.choices:
            self.combo.setCurrentIndex(-1)
            self.combo.setPlaceholderText(tr("choose"))
        elif value in self.choices:
            self.combo.setCurrentIndex(self.choices.index(value))
        else:  # keep what the document says, marked, until the person chooses
            self.combo.addItem(tr("{value} (not offered)").format(value=value))
            self.combo.setCurrentIndex(len(self.choices))

    def _choices(self) -> list[Any]:
        choices = list(self.param.choices or ())
        if self.param.optional and None not in choices:
            return [None, *choices]
        return choices

    def _drop_foreign(self) -> None:
        while self.combo.count() > len(self.choices):
            self.combo.removeItem(self.combo.count() - 1)

    def _tell(self, position: int) -> None:
        if position < len(self.choices):
            self._drop_foreign()
            self.edited.emit(self.choices[position])
            self.finished.emit()


class OptionalBoolEditor(ChoiceEditor):
    """Yes, no or not set."""

    def _choices(self) -> list[Any]:
        return [None, True, False]


_CHECKED = {"recursive": mark("those in folders below, too"), "yes": mark("yes")}
"""What a check mark means, where there is more to say than yes."""


class BoolEditor(Editor):
    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.check = QCheckBox(tr(_CHECKED.get(param.name, "yes")))
        self.adopt(self.check)
        self.check.clicked.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self.check.setChecked(value is True or value in ("true", "yes", "on", 1))

    def _tell(self, checked: bool) -> None:
        self.edited.emit(checked)
        self.finished.emit()


class ChoicesEditor(Editor):
    """Any of several choices, in the order in which they are offered."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.choices = list(param.choices or ())
        self.boxes = [QCheckBox(param_values.choice_label(choice)) for choice in self.choices]
        column = QVBoxLayout()
        column.setSpacing(2)
        self.box.addLayout(column)
        for check in self.boxes:
            check.setAccessibleName(f"{say(param.label)}: {check.text()}")
            check.clicked.connect(self._tell)
            column.addWidget(check)
        if self.boxes:
            self.setFocusProxy(self.boxes[0])

    def show_value(self, value: Any) -> None:
        chosen = value if isinstance(value, (list, tuple)) else []
        for check, choice in zip(self.boxes, self.choices, strict=True):
            check.setChecked(choice in chosen)

    def _tell(self) -> None:
        pairs = zip(self.boxes, self.choices, strict=True)
        chosen = [choice for check, choice in pairs if check.isChecked()]
        self.edited.emit(None if not chosen and self.param.optional else chosen)
        self.finished.emit()
