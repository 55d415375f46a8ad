"""Editors of a step whose code stands beside the document: its file, function and arguments.

They show what the text of the file says; nothing of it is run for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from curator_gui.app.document.document_code import code_in, offered_in
from curator_gui.core.document_code.roles import asked_params, found_callees
from curator_gui.core.document_code.signature import Callee
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Kind
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import label
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.editors import ChoiceEditor, Editor
from curator_gui.ui.forms.path_editors import PathEditor


class CodeFileEditor(PathEditor):
    """A file of code, with the way to read it here."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.show_code = QPushButton(tr("Show code..."))
        self.show_code.clicked.connect(self._show_code)
        self.box.addWidget(self.show_code)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self.show_code.setEnabled(bool(value))

    def _show_code(self) -> None:
        code = code_in(self.context.values, self.context.base)
        if code is not None:  # else the form says why it cannot be read
            self.context.show_code(code)


class FunctionEditor(ChoiceEditor):
    """One of the functions and classes of the file that can do what it is for."""

    def refresh_offers(self) -> None:
        choices = self._choices()
        if choices != self.choices:
            self._fill(choices)

    def _choices(self) -> list[Any]:
        kind, values = code_kind(self.context), self.context.values
        found = code_in(values, self.context.base)
        names = offered_in(found, kind, self.param.name)
        return names if self.param.required else [None, *names]


class ArgumentsEditor(Editor):
    """The fields of what the chosen function takes beside the item."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.form: Any = None
        self.words = label("", "muted", wrap=True)
        self.column = QVBoxLayout()
        self.column.addWidget(self.words)
        self.box.addLayout(self.column, 1)
        self._inner = replace(context, values={}, entry=None)
        self._values: dict[str, Any] = {}
        self._params: tuple[Param, ...] = ()

    def show_value(self, value: Any) -> None:
        self._values = dict(value) if isinstance(value, Mapping) else {}
        code = code_in(self.context.values, self.context.base)
        found = found_callees(code, code_kind(self.context), self.context.values)
        self._inner.base = code.path.parent if code is not None else None
        self.words.setText(_words(found))
        self.words.setVisible(bool(self.words.text()))
        self._renew(asked_params(found))
        if self.form is not None:
            self.form.show_values(self._values)

    def refresh_offers(self) -> None:
        """Show what the data offer now, in the fields that name something in them."""
        self._inner.facts, self._inner.size = self.context.facts, self.context.size
        if self.form is not None:
            self.form.refresh_offers()

    def _renew(self, params: tuple[Param, ...]) -> None:
        """Make the fields anew if the function asks for others."""
        if params == self._params:
            return
        self._params = params
        if self.form is not None:
            self.column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if params and self.context.make_form is not None:
            self.form = self.context.make_form(params, self._inner)
            self.form.changed.connect(self._set)
            self.form.reset.connect(self._unset)
            self.form.finished.connect(self.finished)
            self.column.addWidget(self.form)

    def _set(self, name: str, value: object) -> None:
        self.edited.emit({**self._values, name: value})

    def _unset(self, name: str) -> None:
        rest = {key: value for key, value in self._values.items() if key != name}
        self.edited.emit(rest or None)


def code_kind(context: FormContext) -> Kind:
    """Return which kind of step a form is of."""
    return context.entry.kind if context.entry is not None else "filter"


def _words(found: Sequence[Callee]) -> str:
    if not found:
        return tr("What the function asks for stands here, once it is chosen.")
    if asked_params(found):
        return " ".join(filter(None, (callee.description for callee in found)))
    names = ", ".join(callee.name for callee in found)
    return tr("{name} takes no further arguments.").format(name=names)
