"""What a person can read in a window: every text of its widgets, menus, tips and tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QWidget

_GETTERS = (
    "text",
    "title",
    "windowTitle",
    "toolTip",
    "placeholderText",
    "accessibleName",
    "accessibleDescription",
)
_TYPED = ("QLineEdit", "QPlainTextEdit", "QTextEdit")
_FEW_ROWS = 40


def seen_texts(top: QWidget, but: Collection[QWidget] = ()) -> Iterator[tuple[str, str]]:
    """Yield where a text stands, and the text; nothing of the widgets `but` and those in them."""
    left_out = {inner for outer in but for inner in (outer, *outer.findChildren(QWidget))}
    for widget in (top, *top.findChildren(QWidget)):
        if widget in left_out:
            continue
        place = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in (*_own_texts(widget), *_action_texts(widget), *_item_texts(widget)):
            for line in text.replace("&", "").split("\n"):
                if line.strip():
                    yield place, line.strip()


def _own_texts(widget: Any) -> Iterator[str]:
    typed = any(cls.__name__ in _TYPED for cls in type(widget).__mro__)
    for name in _GETTERS:
        getter = getattr(widget, name, None)
        if callable(getter) and not (typed and name == "text"):
            text = getter()
            if isinstance(text, str):
                yield re.sub(r"<[^>]*>", "", text)


def _action_texts(widget: QWidget) -> Iterator[str]:
    for action in widget.actions():
        yield action.text()
        yield action.toolTip()


def _item_texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        model = widget.model()
        if model is not None:
            yield from _model_texts(model)


def _model_texts(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    root = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for column in range(columns):
        for role in roles:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(model.rowCount(root), _FEW_ROWS)):
            for role in roles:
                yield str(model.data(model.index(row, column, root), role) or "")
