"""A form for Params: label, editor, reset, help; what is wrong stands below the editor."""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from curator_gui.app.document import param_values
from curator_gui.core import offers
from curator_gui.core.coercion import is_optional
from curator_gui.core.frozen import thaw
from curator_gui.core.param import Param
from curator_gui.ui.common import help_topics, icons, theme
from curator_gui.ui.common.text import mark, plain, say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, MessageLine, label
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.editors import (
    BoolEditor,
    ChoiceEditor,
    ChoicesEditor,
    Editor,
    LineEditor,
    ListEditor,
    NumberEditor,
    OptionalBoolEditor,
    TemplateEditor,
    TextEditor,
    WorkersEditor,
)
from curator_gui.ui.forms.names_editor import NameEditor, NamesEditor
from curator_gui.ui.forms.path_editors import PathEditor, PathsEditor
from curator_gui.ui.forms.table_editor import TableEditor

LABEL_WIDTH = 120
COMPACT_LABEL_WIDTH = 92
EDITOR_WIDTH = 280
HELP_WIDTH = 240

LABELS = {
    "n_jobs": mark("Workers"),
    "on_error": mark("If one fails"),
    "max_nbytes": mark("Memory-map above"),
    "recursive": mark("Subfolders"),
    "missing": mark("If it is missing"),
    "stem": mark("Names begin with"),
    "restore": mark("Undo the scaling"),
    "preview_timeout": mark("At most per step"),
}
"""Better words for names that are a program's; the name itself stands in the tool tip."""

_EDITORS: dict[str, type[Editor]] = {
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "bool": BoolEditor,
    "number": NumberEditor,
    "path": PathEditor,
    "list": ListEditor,
    "paths": PathsEditor,
    "table": TableEditor,
    "template": TemplateEditor,
    "text": TextEditor,
    "line": LineEditor,
}
_NAMES: dict[str, type[Editor]] = {"list": NamesEditor, "line": NameEditor}
"""Editors of what is named in the data, by the kind that others of their type have."""


def make_editor(param: Param, context: FormContext) -> Editor:
    kind = param_values.editor_kind(param)
    if param.name == "n_jobs":
        return WorkersEditor(param, context)
    if kind == "bool" and is_optional(param.type):
        return OptionalBoolEditor(param, context)
    if param.role and kind in _NAMES:
        return _NAMES[kind](param, context)
    return _EDITORS[kind](param, context)


class FieldRow(QObject):
    """The widgets of one parameter; the form puts them into its grid."""

    changed = Signal(str, object)
    reset = Signal(str)

    def __init__(
        self, param: Param, context: FormContext, parent: QObject, *, strict: bool = False
    ) -> None:
        super().__init__(parent)
        self.param = param
        self._strict = strict
        self._shown: Any = None
        self._set = False
        self.editor = make_editor(param, context)
        self.editor.edited.connect(self._edited)
        self.label = self._make_label()
        self.message = MessageLine()
        self.note = label("", "muted", wrap=True)
        self.note.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(2)
        for widget in (self.editor, self.message, self.note, self.editor.list):
            if widget is not None:
                self.column.addWidget(widget)
        self.button = self._make_button()
        self.help = label(self._help_text(), "muted", wrap=True)
        self.help.setTextFormat(Qt.TextFormat.PlainText)

    def _make_label(self) -> QLabel:
        result = QLabel(say(LABELS.get(self.param.name, self.param.label)))
        result.setBuddy(self.editor)
        result.setWordWrap(True)
        name = f" ({self.param.name})" if self.param.name in LABELS else ""
        result.setToolTip(plain(say(self.param.description)) + name)
        return result

    def show_value(self, values: Mapping[str, Any]) -> None:
        """Show the parameter's value and whether it is set."""
        self._shown = param_values.shown_value(self.param, values)
        self.editor.show_value(self._shown)
        self._set = self.param.name in values
        self.button.setVisible(self._set)

    def set_shown(self, shown: bool) -> None:
        """Show the row, or put it away."""
        for widget in (self.label, self.editor):
            widget.setVisible(shown)
        policy = self.button.sizePolicy()
        policy.setRetainSizeWhenHidden(shown)
        self.button.setSizePolicy(policy)
        self.button.setVisible(shown and self._set)

    def _make_button(self) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        default = say(param_values.default_text(self.param))
        words = tr("Back to the {default}").format(default=default)
        if self.param.required:
            words = tr("Clear")
        button.setToolTip(words)
        button.setAccessibleName(f"{say(self.param.label)}: {words}")
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.clicked.connect(self._reset)
        return button

    def _reset(self) -> None:
        self.reset.emit(self.param.name)

    def _help_text(self) -> str:
        details = [say(param_values.default_text(self.param))]
        if self.param.choices is None and (self.param.minimum, self.param.maximum) != (None, None):
            details.insert(0, say(self.param.accepts()))
        joined = "; ".join(details)
        return plain(f"{say(self.param.description)}\n{joined[:1].upper()}{joined[1:]}.")

    def _edited(self, value: Any) -> None:
        problem = param_values.problem(self.param, value) if self._strict else ""
        if problem:
            kept = param_values.value_text(self._shown)
            words = tr("{problem}; {value} stays in use").format(problem=say(problem), value=kept)
            self.message.show_message(words)
            return
        self.message.show_message("")
        nothing = value is None or (value in ("", []) and self.param.required)
        unset = nothing and (self.param.required or self.param.default is None)
        if unset or (not self.param.required and _same(value, self.param.default)):
            self.reset.emit(self.param.name)
        else:
            self.changed.emit(self.param.name, value)


class ParamForm(QWidget):
    """Edits the values of some Params.

    Parameters
    ----------
    params
        What to edit, in this order.
    context
        What the editors need to know.
    compact
        For narrow places: the help is in tool tips.
    help_beside
        Whether the help stands beside the fields, not in their tool tips.
    strict
        Only values that fit are told; others stay in their field, with what is wrong.
    fold_after
        Put away optional parameters at their default behind so many rows; 0 shows all.

    Signals
    -------
    changed(str, object)
        The person gave a parameter another value.
    reset(str)
        The person put a parameter back to its default.
    finished()
        The person is through with a field.
    """

    changed = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(
        self,
        params: Sequence[Param],
        context: FormContext,
        *,
        compact: bool = False,
        strict: bool = False,
        help_beside: bool = True,
        fold_after: int = 0,
    ) -> None:
        super().__init__()
        self._help_beside = help_beside and not compact
        self.rows = {p.name: FieldRow(p, context, self, strict=strict) for p in params}
        self._context = context
        self._values: Mapping[str, Any] = {}
        self._problems: Mapping[str, str] = {}
        self._lenient = False
        self._visited: set[str] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE + HALF if self._help_beside else SPACE - 2)
        for position, row in enumerate(self.rows.values()):
            self._place(row, position, compact)
            self._connect(row)
        for position, row in enumerate(self.rows.values()):  # Tab goes from field to field first
            self._grid.addWidget(row.button, position, 2, Qt.AlignmentFlag.AlignTop)
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self.more.clicked.connect(self._unfold)
        self._fold_after = fold_after
        self._grid.addWidget(self.more, len(self.rows), 1)
        self.more.hide()
        self._set_columns(compact)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; parameters that are missing show their default."""
        self._values = values
        for row in self.rows.values():
            row.show_value(values)
        self._fold()
        self._show_messages()

    def _fold(self) -> None:
        """Put away what is optional and as it is by default, so that the data have more room."""
        if not self._fold_after:
            return
        rows = list(self.rows.values())[self._fold_after :]
        kept = self._values.keys() | self._problems.keys()
        folded = [r for r in rows if not r.param.required and r.param.name not in kept]
        for row in rows:
            row.set_shown(row not in folded)
        names = ", ".join(say(row.param.label) for row in folded)
        self.more.setText(tr("More: {names}").format(names=names))
        self.more.setVisible(bool(folded))

    def _unfold(self) -> None:
        self._fold_after = 0
        self.more.hide()
        for row in self.rows.values():
            row.set_shown(True)

    def show_problems(self, problems: Mapping[str, str], *, lenient: bool = False) -> None:
        """Show what is wrong, by parameter name, in addition to what the form sees itself.

        `lenient` leaves out what stands in fields where nobody has been yet.
        """
        self._problems, self._lenient = problems, lenient
        self._fold()
        self._show_messages()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show remarks below fields, by parameter name, such as how many items a choice takes."""
        for name, words in notes.items():
            if name in self.rows:
                self.rows[name].note.setText(words)
                self.rows[name].note.setVisible(bool(words))

    def refresh_offers(self) -> None:
        """Show what the data offer now, and which words they do not know."""
        for row in self.rows.values():
            row.editor.refresh_offers()
        self._show_messages()

    def explain(self, topic: str) -> None:
        """Say which page of the manual explains the parameters; F1 opens it at each one's name."""
        for name, row in self.rows.items():
            help_topics.explain(row.editor, f"{topic}#{name}")

    def focus_first_problem(self) -> None:
        """Put the keyboard where something is wrong, else into the first field."""
        rows = list(self.rows.values())
        wrong = [row for row in rows if row.message.text]
        if rows:
            (wrong or rows)[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, row: FieldRow, position: int, compact: bool) -> None:
        top = Qt.AlignmentFlag.AlignTop
        row.label.setContentsMargins(0, HALF, 0, 0)
        self._grid.addWidget(row.label, position, 0, top)
        self._grid.addLayout(row.column, position, 1, top)
        if not self._help_beside:
            row.help.setParent(row.editor)
            row.help.hide()
            row.editor.setToolTip(row.help.text())
        else:
            row.help.setContentsMargins(SPACE, HALF, 0, 0)
            self._grid.addWidget(row.help, position, 3, top)

    def _set_columns(self, compact: bool) -> None:
        if compact:
            self._grid.setColumnMinimumWidth(0, COMPACT_LABEL_WIDTH)
            self._grid.setColumnStretch(1, 1)
            return
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        if not self._help_beside:
            self._grid.setColumnStretch(1, 1)
            return
        self._grid.setColumnMinimumWidth(1, EDITOR_WIDTH)
        self._grid.setColumnMinimumWidth(3, HELP_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def _take_file(self, name: str) -> None:
        """Make the name of a file that was given for a folder the pattern, if there is one."""
        if "pattern" in self.rows:
            self.changed.emit("pattern", glob.escape(name))

    def _connect(self, row: FieldRow) -> None:
        if isinstance(row.editor, PathEditor):
            row.editor.file_given.connect(self._take_file)
        row.changed.connect(self.changed)
        row.reset.connect(self.reset)
        row.reset.connect(self.finished)
        row.editor.finished.connect(self.finished)
        row.editor.finished.connect(lambda: self._visit(row.param.name))

    def _visit(self, name: str) -> None:
        if name not in self._visited:
            self._visited.add(name)
            self._show_messages()

    def _show_messages(self) -> None:
        for name, row in self.rows.items():
            own = self._own_problem(row.param)
            untouched = self._lenient and name not in self._values and name not in self._visited
            row.message.show_message(own or ("" if untouched else self._problems.get(name, "")))

    def _own_problem(self, param: Param) -> str:
        """Check what needs no look at the disk; the caller tells of required fields not set."""
        if param.name not in self._values:
            return ""
        value = thaw(self._values[param.name])
        return param_values.problem(param, value) or self._unknown(param, value)

    def _unknown(self, param: Param, value: Any) -> str:
        """Say which word the data do not know, unless the step goes on without it."""
        if self._values.get("missing") == "ignore" or self._values.get("method") == "nearest":
            return ""
        return offers.problem(param, value, self._context.facts)

    def _draw(self) -> None:
        for row in self.rows.values():
            row.button.setIcon(icons.icon("rotate-ccw", "muted"))


def _same(value: Any, default: Any) -> bool:
    """Compare with a default; True is not 1, but a path is its text."""
    default = thaw(default)
    if isinstance(value, bool) != isinstance(default, bool):
        return False
    return bool(value == default) or (isinstance(value, str) and value == str(default))
