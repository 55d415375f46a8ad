"""One row of a form: label, editor, what is wrong and to be noted, the way back to the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from curator_gui.app.document import param_values
from curator_gui.core.frozen import thaw
from curator_gui.core.params.coercion import is_optional
from curator_gui.core.params.param import Param
from curator_gui.ui.common.text import mark, plain, say, tr
from curator_gui.ui.common.widgets import MessageLine, label
from curator_gui.ui.forms.code_editors import ArgumentsEditor, CodeFileEditor, FunctionEditor
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
from curator_gui.ui.forms.named_table import NamedTableEditor
from curator_gui.ui.forms.names_editor import NameEditor, NamesEditor
from curator_gui.ui.forms.path_editors import PathEditor, PathsEditor
from curator_gui.ui.forms.table_editor import TableEditor

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
_NAMES: dict[str, type[Editor]] = {
    "list": NamesEditor,
    "line": NameEditor,
    "table": NamedTableEditor,
}
"""Editors of what is named in the data, by the kind that others of their type have."""

_OF_CODE: dict[str, type[Editor]] = {
    "code": CodeFileEditor,
    "code_function": FunctionEditor,
    "code_arguments": ArgumentsEditor,
}


def make_editor(param: Param, context: FormContext) -> Editor:
    kind = param_values.editor_kind(param)
    if param.widget in _OF_CODE:
        return _OF_CODE[param.widget](param, context)
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
        self, param: Param, context: FormContext, parent: QWidget, *, strict: bool = False
    ) -> None:
        super().__init__(parent)
        self.param = param
        self._strict = strict
        self._shown: Any = None
        self._set = False
        self.editor = make_editor(param, context)
        self.editor.edited.connect(self._edited)
        self.label = self._make_label()
        self.message = MessageLine(parent)
        self.note = label("", "muted", wrap=True)
        self.note.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(2)
        for widget in (self.editor, self.message, self.note, self.editor.list):
            if widget is not None:
                self.column.addWidget(widget)
        self.button = self._make_button()
        self.help = label(self._help_text(), "muted", wrap=True)
        self.help_beside = False
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
        self.help.setVisible(shown and self.help_beside)

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


def _same(value: Any, default: Any) -> bool:
    """Compare with a default; True is not 1, but a path is its text."""
    default = thaw(default)
    if isinstance(value, bool) != isinstance(default, bool):
        return False
    return bool(value == default) or (isinstance(value, str) and value == str(default))
