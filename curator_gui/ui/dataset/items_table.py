"""The table of the items: what is selected, decided and measured."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.table_model import ItemsModel, heading
from curator_gui.core.sidecars.curation import CHECK, KEEP, LEAVE_OUT, Decision
from curator_gui.dataset.items.table import DECISION, INDEX, SOURCE
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE
from curator_gui.ui.dataset.rows import RowsView

DECISION_ICONS: dict[Decision, tuple[str, str]] = {
    "": ("circle-dashed", "muted"),
    KEEP: ("circle-check", "done"),
    LEAVE_OUT: ("circle-slash", "text"),
    CHECK: ("circle-question-mark", "warning"),
}
"""Icon and color of each decision; the word stands beside it."""

STRIPE = 3
MAX_COLUMN = 240


class _RowDelegate(QStyledItemDelegate):
    """Paints the ground of selected rows, and the icon beside a decision."""

    def __init__(self, view: ItemsTable, data: DataSet) -> None:
        super().__init__(view)
        self._view, self._set = view, data

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if self._view.column_key(index.column()) == DECISION:
            decision = self._set.decisions.decision(self._view.row_at(index))
            name, role = DECISION_ICONS[decision]
            option.icon = icons.icon(name, role)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.palette.setColor(option.palette.ColorRole.Text, theme.current().color(role))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._view.row_at(index)
        colors = theme.current()
        if row >= 0 and self._set.selected[row]:
            painter.fillRect(option.rect, colors.color("accent_soft"))
        super().paint(painter, option, index)
        if row >= 0 and self._set.selected[row] and index.column() == 0:
            stripe = option.rect.adjusted(0, 0, STRIPE - option.rect.width(), 0)
            painter.fillRect(stripe, colors.color("accent"))
        current = self._view.currentIndex()
        if current.row() == index.row() and self._view.hasFocus():
            painter.setPen(colors.color("accent"))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


class ItemsTable(RowsView):
    """Rows of the shown items; a click on a header sorts."""

    def __init__(self, data: DataSet, model: ItemsModel, parent: QWidget | None = None) -> None:
        super().__init__(data, parent)
        self.items_model = model
        self.setAccessibleName(tr("Items"))
        self.setModel(model)
        self.setAlternatingRowColors(True)
        self.setFont(theme.tabular(self.font()))
        self.setItemDelegate(_RowDelegate(self, data))
        self.setMinimumHeight(120)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(24)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._ask_columns)
        data.opened.connect(self.fit_columns)
        self.fit_columns()

    def place_at(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return index.row() if index.isValid() else -1

    def rows_shown(self) -> Any:
        return self.items_model.rows

    def column_key(self, number: int) -> str:
        columns = self.items_model.columns
        return columns[number].key if number < len(columns) else ""

    def fit_columns(self) -> None:
        """Give each column the width of its heading and of what stands in its first rows."""
        metrics = self.fontMetrics()
        for number, column in enumerate(self.items_model.columns):
            count = min(50, self.items_model.rowCount())
            texts = [self.items_model.index(row, number).data() or "" for row in range(count)]
            widest = max(map(metrics.horizontalAdvance, [heading(column), *texts]))
            icon = 22 if column.key == DECISION else 0
            self.setColumnWidth(number, min(MAX_COLUMN, widest + icon + 3 * SPACE))

    def columns_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(tr("Columns"), parent)
        shown = [column.key for column in self.items_model.columns]
        for key in self.items_model.available():
            action = menu.addAction(heading(self._set.items[key]))
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.setEnabled(key not in (INDEX, SOURCE))
            action.toggled.connect(partial(self._show_column, key))
        return menu

    def _show_column(self, key: str, shown: bool) -> None:
        keys = [column.key for column in self.items_model.columns if column.key != key]
        self.items_model.show_columns([*keys, key] if shown else keys)
        self.fit_columns()

    def _ask_columns(self, position: QPoint) -> None:
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def _sort(self, section: int) -> None:
        order = self.items_model.order
        key = self.column_key(section)
        again = key == order.key
        self.items_model.sort_by(key, again and not order.descending)
        direction = (
            Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        )
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, direction)
