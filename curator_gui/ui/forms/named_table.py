"""The editor of a table whose names are in the data: what is there unfolds below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QBrush, QFocusEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QWidget,
)

from curator_gui.app.document import param_values
from curator_gui.core.params.coercion import strip_optional
from curator_gui.core.params.param import Param
from curator_gui.core.survey import FieldFacts
from curator_gui.core.survey.offers import Offer, offers, problem
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.names_editor import OfferList, looked_words
from curator_gui.ui.forms.table_editor import TableEditor

Index = QModelIndex | QPersistentModelIndex


class _ValueDelegate(QStyledItemDelegate):
    """Edits a value with what its row offers below the line; anything else may be typed."""

    def __init__(self, editor: NamedTableEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        found = self._editor.fitting_values(index.row())
        if not found:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setEditable(True)
        box.addItems(found)
        box.activated.connect(lambda: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data() or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


_OF_WINDOW = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The window gets the keyboard or loses it: nobody has come to the table."""


class NamedTableEditor(TableEditor):
    """Names from the data and values; a click on what is there adds its row or takes it away."""

    def __init__(self, param: Param, context: FormContext) -> None:
        super().__init__(param, context)
        keys = tr("a click adds a row, another takes it away")
        self.list = self.offered = OfferList(param.role, keys)
        self.offered.table.toggled.connect(self._toggle)
        self.table.setItemDelegateForColumn(1, _ValueDelegate(self))
        self.table.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        theme.notifier().changed.connect(self._mark)

    def fitting_values(self, row: int) -> list[str]:
        """List what the component offers for the value of a row; nothing for anything."""
        name = self._cell(row, 0).strip()
        offer = next((o for o in self._every() if o.name == name), None)
        found = self.context.offered(self.param.name, name, offer.unit if offer else "")
        return [str(value) for value in found or ()]

    @property
    def names(self) -> list[str]:
        """The names in the table."""
        return list(self._read())

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        if hasattr(self, "offered"):  # not yet while it is made
            self._show_offers()
            self._mark()

    def refresh_offers(self) -> None:
        """Show what the data offer now; names that they do not know are red."""
        self._show_offers()
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        back = isinstance(event, QFocusEvent) and event.reason() in _OF_WINDOW
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress) and not back:
            self._unfold()
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._fold)
        return super().eventFilter(watched, event)

    def _every(self) -> list[Offer]:
        return list(offers(self.param.role, self.context.facts))

    def _unfold(self) -> None:
        self.offered.setVisible(bool(self._every()))
        self._show_offers()

    def _fold(self) -> None:
        """Put the list away when the keyboard is elsewhere; an edited cell is in the table."""
        focus = QApplication.focusWidget()
        if focus is None or not (self.isAncestorOf(focus) or self.offered.isAncestorOf(focus)):
            self.offered.hide()

    def _show_offers(self) -> None:
        if self.offered.isVisible():
            self.offered.show_offers(self._every(), self.names, looked_words(self.context))

    def _mark(self) -> None:
        """Write names that the data do not know in red, with what is there instead."""
        blocked = self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None:
                self._mark_name(item)
        self.table.blockSignals(blocked)

    def _mark_name(self, item: QTableWidgetItem) -> None:
        words = problem(self.param, [item.text().strip()], self.context.facts)
        colors = theme.current()
        item.setForeground(QBrush(colors.color("error" if words else "text")))
        item.setToolTip(say(words))

    def _tell(self, item: QTableWidgetItem) -> None:
        super()._tell(item)
        self._mark()
        self._show_offers()

    def _toggle(self, name: str) -> None:
        self.end_editing(commit=True)
        entries = self._read()
        if name in entries:
            del entries[name]
        else:
            entries[name] = self._first_value(name)
        self.show_value(entries)
        self.edited.emit(None if not entries and self.param.optional else entries)
        if name in entries:
            row = list(entries).index(name)
            self.table.setCurrentCell(row, 1)
            cell = self.table.item(row, 1)
            if cell is not None:
                self.table.editItem(cell)
        else:
            self.finished.emit()

    def _first_value(self, name: str) -> Any:
        """Return what a new row begins with: the data's range or unit, where it is asked for."""
        offer = next((o for o in self._every() if o.name == name), None)
        field = offer.field if offer else None
        if param_values.editor_kind(self.value_param) == "list":
            return _range_of(field) if field is not None else ""
        texts = strip_optional(self.value_param.type) is str
        return offer.unit if offer is not None and texts else ""


def _range_of(field: FieldFacts) -> Any:
    """Return the range of a field's numbers; of vectors one that holds every component."""
    if field.minimum is None or field.maximum is None:
        return ""
    return [-field.maximum if field.magnitude else field.minimum, field.maximum]
