"""The editor of a table of names and values."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableWidget, QTableWidgetItem

from curator_gui.app.document import param_values
from curator_gui.core.params.coercion import strip_optional
from curator_gui.core.params.param import REQUIRED, Param
from curator_gui.ui.common.text import tr
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.editors import Editor

ROW_HEIGHT = 26
MAX_VISIBLE_ROWS = 6


class TableEditor(Editor):
    """Names and values; the last row takes the next entry, clearing a name removes its row."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([tr("Name"), tr("Value")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setTabKeyNavigation(False)
        self.adopt(self.table)
        self.value_param = _value_param(param)
        self.table.itemChanged.connect(self._tell)
        self.show_value(None)

    def show_value(self, value: Any) -> None:
        entries = dict(value) if isinstance(value, Mapping) else {}
        if entries == self._read() and self.table.rowCount() == len(entries) + 1:
            return
        self.end_editing(commit=False)
        blocked = self.table.blockSignals(True)
        self.table.setRowCount(len(entries) + 1)
        for row, (name, item) in enumerate([*entries.items(), ("", None)]):
            self.table.setItem(row, 0, QTableWidgetItem(str(name)))
            self.table.setItem(row, 1, QTableWidgetItem(param_values.value_text(item)))
        self.table.blockSignals(blocked)
        self._fit()

    def end_editing(self, *, commit: bool) -> None:
        """Take over what is being typed, or drop it: the rows are about to be others."""
        index = self.table.currentIndex()
        editor = self.table.indexWidget(index)
        if editor is None:
            return
        delegate = self.table.itemDelegateForIndex(index)
        if commit:
            delegate.commitData.emit(editor)
        delegate.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _read(self) -> dict[str, Any]:
        found = {}
        for row in range(self.table.rowCount()):
            name = self._cell(row, 0).strip()
            if name:
                found[name] = self._parse(self._cell(row, 1))
        return found

    def _parse(self, text: str) -> Any:
        if param_values.editor_kind(self.value_param) == "list":
            return param_values.parse_list(self.value_param, text)
        return param_values.parse_text(self.value_param, text)

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item else ""

    def _tell(self, item: QTableWidgetItem) -> None:
        entries = self._read()
        self.edited.emit(None if not entries and self.param.optional else entries)
        self.finished.emit()

    def _fit(self) -> None:
        rows = min(self.table.rowCount(), MAX_VISIBLE_ROWS)
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + rows * ROW_HEIGHT + 4)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)


def _value_param(param: Param) -> Param:
    """Describe one value of the table, so that numbers are read as numbers."""
    args = typing.get_args(strip_optional(param.type))
    kind = args[1] if len(args) == 2 else str | int | float
    return replace(param, type=kind, default=REQUIRED, choices=None, widget="")
