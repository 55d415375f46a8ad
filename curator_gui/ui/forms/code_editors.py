"""Editors of a step whose code stands beside the document: its file, function and arguments.

They show what the text of the file says; nothing of it is run for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton

from curator_gui.app.document.document_code import callees_in, code_in
from curator_gui.core.document_code.signature import Callee
from curator_gui.core.params.param import Param
from curator_gui.ui.common.text import say, tr
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
    """One of the functions and classes of the file."""

    def refresh_offers(self) -> None:
        choices = self._choices()
        if choices != self.choices:
            self._fill(choices)

    def _choices(self) -> list[Any]:
        found = callees_in(self.context.values, self.context.base).values()
        return [callee.name for callee in found if not callee.problem]


class ArgumentsEditor(Editor):
    """The fields of what the chosen function takes beside the item."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.form: Any = None
        self.empty = label("", "muted", wrap=True)
        self.box.addWidget(self.empty, 1)
        self._inner = replace(context, values={}, entry=None)
        self._values: dict[str, Any] = {}
        self._params: tuple[Param, ...] | None = None

    def show_value(self, value: Any) -> None:
        self._values = dict(value) if isinstance(value, Mapping) else {}
        callee = self._callee()
        params = callee.params if callee is not None else ()
        if params != self._params:
            self._params = params
            self._renew(callee)
        if self.form is not None:
            self.form.show_values(self._values)

    def refresh_offers(self) -> None:
        """Show what the data offer now, in the fields that name something in them."""
        self._inner.facts, self._inner.size = self.context.facts, self.context.size
        if self.form is not None:
            self.form.refresh_offers()

    def _callee(self) -> Callee | None:
        found = callees_in(self.context.values, self.context.base)
        return found.get(str(self.context.values.get("function") or ""))

    def _renew(self, callee: Callee | None) -> None:
        if self.form is not None:
            self.box.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._inner.base = self.context.base
        if callee is None:
            self.empty.setText(tr("What the function asks for stands here, once it is chosen."))
        else:
            nothing = tr("{name} takes nothing beside the item.").format(name=callee.name)
            self.empty.setText(nothing if not callee.params else say(callee.description))
        self.empty.setVisible(callee is None or not callee.params)
        if callee is not None and callee.params and self.context.make_form is not None:
            self.form = self.context.make_form(callee.params, self._inner)
            self.form.changed.connect(self._set)
            self.form.reset.connect(self._unset)
            self.form.finished.connect(self.finished)
            self.box.addWidget(self.form, 1)

    def _set(self, name: str, value: object) -> None:
        self.edited.emit({**self._values, name: value})

    def _unset(self, name: str) -> None:
        rest = {key: value for key, value in self._values.items() if key != name}
        self.edited.emit(rest or None)
