"""The page of all items: gallery, table and plots of the same items, linked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.table_model import GalleryModel, ItemsModel
from curator_gui.app.dataset.thumbnails import Thumbnails
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label
from curator_gui.ui.dataset.decision_bar import DecisionBar
from curator_gui.ui.dataset.filter_line import FilterLine
from curator_gui.ui.dataset.gallery import SIZES, Gallery
from curator_gui.ui.dataset.items_table import ItemsTable
from curator_gui.ui.dataset.plots.panel import Plots


class ItemsPage(QWidget):
    """Everything about all items at once.

    Signals
    -------
    open_wanted(int)
        This item is to be opened.
    """

    open_wanted = Signal(int)

    def __init__(self, data: DataSet, pictures: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set, self._pictures = data, pictures
        self.filter = FilterLine(data)
        self.bar = DecisionBar(data)
        self.model = ItemsModel(data, self)
        self.gallery_model = GalleryModel(self.model, self)
        self.gallery = Gallery(data, self.gallery_model, pictures)
        self.table = ItemsTable(data, self.model)
        self.fields = QComboBox()
        self.fields.setAccessibleName(tr("Shows"))
        self.where = ElidedLabel("", "muted")
        self.columns = ElidedLabel("", "muted")
        self.empty = label(tr("No item fits"), "title")
        self._make_buttons()
        self._lay_out()
        self._connect()
        theme.notifier().changed.connect(self._draw)
        self._draw()
        if data.ready:
            self._opened()

    def _make_buttons(self) -> None:
        self.all = self._choice(tr("All"))
        self.only = self._choice(tr("Selected"))
        self.all.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.all)
        group.addButton(self.only)
        self.smaller = self._tool("minus", tr("Smaller pictures"))
        self.larger = self._tool("plus", tr("Larger pictures"))
        self.choose_columns = self._tool("settings", tr("Choose columns"))
        self.clear_filter = QPushButton(tr("Clear filter"))

    def _choice(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        return button

    def _tool(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("icon_name", icon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _draw(self) -> None:
        for button in (self.smaller, self.larger, self.choose_columns):
            button.setIcon(icons.icon(button.property("icon_name"), "muted"))

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        whole = QSplitter(Qt.Orientation.Horizontal, self.pages)
        left = QSplitter(Qt.Orientation.Vertical, whole)
        left.addWidget(self._gallery_part())
        left.addWidget(self._table_part())
        left.setSizes([320, 230])
        self.plots = Plots(self._set, whole)
        whole.setSizes([530, 490])
        for splitter in (left, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(SPACE)
            splitter.setProperty("role", "gap")
        self.pages.addWidget(whole)
        self.pages.addWidget(self._nothing())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, SPACE, 12, HALF)
        column.setSpacing(SPACE)
        column.addWidget(self.filter)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.clear_filter, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _gallery_part(self) -> QWidget:
        part, column, head = _part()
        head.addWidget(label(tr("Gallery"), "heading"))
        for widget in (self.all, self.only):
            head.addWidget(widget)
        head.addWidget(self.where, 1)
        for other in (self.fields, self.smaller, self.larger):
            head.addWidget(other)
        column.addWidget(self.gallery, 1)
        return part

    def _table_part(self) -> QWidget:
        part, column, head = _part()
        head.addWidget(label(tr("Table"), "heading"))
        head.addWidget(self.columns, 1)
        head.addWidget(self.choose_columns)
        column.addWidget(self.table, 1)
        return part

    def _connect(self) -> None:
        data = self._set
        data.opened.connect(self._opened)
        data.shown_changed.connect(self._show_number)
        data.selection_changed.connect(self._show_selection)
        self.model.modelReset.connect(self._show_number)
        for view in (self.gallery, self.table):
            view.open_wanted.connect(self.open_wanted)
        self.all.toggled.connect(self._show_selection)
        self.smaller.clicked.connect(lambda: self._resize(-1))
        self.larger.clicked.connect(lambda: self._resize(1))
        self.choose_columns.clicked.connect(self._ask_columns)
        self.fields.currentTextChanged.connect(self._show_field)
        self.clear_filter.clicked.connect(self._clear_filter)
        self.plots.measure_changed.connect(self.gallery.show_measure)

    def _opened(self) -> None:
        self.fields.blockSignals(True)
        self.fields.clear()
        self.fields.addItems(self._set.items.fields or [tr("picture")])
        found = map(self.fields.findText, ("U", self._set.items.first_field))
        self.fields.setCurrentIndex(next((place for place in found if place >= 0), 0))
        self.fields.blockSignals(False)
        self._show_field(self.fields.currentText())
        self._show_number()
        self._show_selection()

    def _show_field(self, name: str) -> None:
        self._pictures.show_field(name if name in self._set.items.fields else "")
        self.gallery.viewport().update()

    def _show_number(self) -> None:
        self.pages.setCurrentIndex(1 if not len(self.model.rows) and len(self._set.items) else 0)
        self.columns.setText(
            tr("{shown} of {all} columns").format(
                shown=len(self.model.columns), all=len(self.model.available())
            )
        )

    def _show_selection(self) -> None:
        rows = self._set.selected_rows
        self.only.setEnabled(len(rows) > 0 or self.only.isChecked())
        if self.only.isChecked():
            self.gallery_model.show_rows(rows)
        elif self.gallery_model.rows is not self.model.rows:
            self.gallery_model.show_rows(None)
        number = len(self.gallery_model.rows)
        self.where.setText(count(number, "item", "items"))

    def _resize(self, by: int) -> None:
        sizes = sorted({*SIZES, 100})
        nearest = min(range(len(sizes)), key=lambda k: abs(sizes[k] - self.gallery.side))
        self.gallery.show_side(sizes[min(max(nearest + by, 0), len(sizes) - 1)])

    def _ask_columns(self) -> None:
        menu = self.table.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.choose_columns.mapToGlobal(self.choose_columns.rect().bottomLeft()))

    def _clear_filter(self) -> None:
        self._set.choose(None)
        self.filter.clear()


def _part() -> tuple[QWidget, QVBoxLayout, QHBoxLayout]:
    """Make a part of a page: a head in one line and room below."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HALF)
    head = QHBoxLayout()
    head.setSpacing(SPACE)
    column.addLayout(head)
    return part, column, head
