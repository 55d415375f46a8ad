"""Failures grouped by cause: how many, where, an example, and retry of a whole group."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from curator_gui.app.language.quantities import count_text
from curator_gui.app.results.causes import GroupKey, fold_message
from curator_gui.app.results.failure_groups import FailureGroup, group_failures
from curator_gui.app.results.reasons import reason
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import mark, say, tr
from curator_gui.ui.common.widgets import HALF, SPACE

MAX_GROUPS = 200
_TITLES = (mark("Count"), mark("Error"), mark("Step"), mark("Message"))
_SHOWN_LINES = 5
_NUMBER_ROLE = Qt.ItemDataRole.UserRole


class CausesPanel(QWidget):
    """A short list of causes.

    Signals
    -------
    chosen()
        `group` is another one now.
    retry_wanted(GroupKey)
        Run all failures of this cause again.
    """

    chosen = Signal()
    retry_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group: GroupKey | None = None
        self._groups: list[FailureGroup] = []
        self._seen_version = -1
        self._next_look = 0.0
        self.tree = QTreeWidget()
        self.retry_button = QPushButton(tr("Retry this cause"))
        self.retry_button.setEnabled(False)
        self._set_up_tree()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, HALF, 0, HALF)
        line.setSpacing(SPACE)
        line.addWidget(self.tree, 1)
        line.addWidget(self.retry_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.tree.itemSelectionChanged.connect(self._take_selection)
        self.retry_button.clicked.connect(self._retry)

    def refresh(self, store: ResultsStore) -> None:
        """Group anew if something failed since, but spend at most a tenth of the time on it."""
        begin = perf_counter()
        stale = store.version != self._seen_version
        if not self.isVisible() or not stale or begin < self._next_look:
            return
        groups = group_failures(store, MAX_GROUPS)
        if groups != self._groups:
            self._show(groups)
        self._seen_version = store.version
        self._next_look = begin + 10 * (perf_counter() - begin)

    def choose(self, group: GroupKey | None) -> None:
        """Choose a cause, or none."""
        if group is None:
            self.tree.clearSelection()
        for item in self._items():
            if self._key(item) == group:
                self.tree.setCurrentItem(item)

    def _show(self, groups: list[FailureGroup]) -> None:
        """Fill the list, keeping the choice without telling it again."""
        self._groups = groups
        self.tree.blockSignals(True)
        self.tree.clear()
        self.tree.addTopLevelItems([_item(n, group) for n, group in enumerate(groups)])
        for item in self._items():
            item.setSizeHint(0, QSize(0, self._line_height()))
        self.choose(self.group)
        self.tree.blockSignals(False)
        lines = min(max(len(groups), 1), _SHOWN_LINES)
        header = self.tree.header().sizeHint().height()
        self.tree.setFixedHeight(header + lines * self._line_height() + 4)
        self._take_selection()

    def _line_height(self) -> int:
        return self.tree.fontMetrics().height() + 6

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(row)
            if item is not None:
                yield item

    def _key(self, item: QTreeWidgetItem) -> GroupKey:
        number: int = item.data(0, _NUMBER_ROLE)
        return self._groups[number].key

    def _take_selection(self) -> None:
        items = self.tree.selectedItems()
        group = self._key(items[0]) if items else None
        self.retry_button.setEnabled(group is not None)
        if group != self.group:
            self.group = group
            self.chosen.emit()

    def _retry(self) -> None:
        if self.group is not None:
            self.retry_wanted.emit(self.group)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setAccessibleName(tr("Causes of failure"))
        tree.setHeaderLabels([tr(title) for title in _TITLES])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setFont(theme.tabular(tree.font()))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._show_menu)
        header = tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        tree.headerItem().setTextAlignment(0, Qt.AlignmentFlag.AlignRight)

    def _show_menu(self, position: QPoint) -> None:
        if self.group is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(tr("Retry this cause"), self._retry)
            menu.popup(self.tree.viewport().mapToGlobal(position))


def _item(number: int, group: FailureGroup) -> QTreeWidgetItem:
    key = group.key
    message = reason(key.error_type, say(group.example))
    if group.count > 1 and fold_message(message) != message:
        message += " " + tr("(and the like)")
    item = QTreeWidgetItem([count_text(group.count), key.error_type, say(key.stage), message])
    item.setTextAlignment(0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    example = tr("For example: {message}").format(message=say(group.example)[:1000])
    item.setToolTip(3, tip_text(example))
    item.setData(0, _NUMBER_ROLE, number)
    return item
