"""The command palette: any command, component or recent document by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.offered.palette import PaletteEntry, matching
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import SPACE
from curator_gui.ui.pipeline.catalogue import Index

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
ROW = 28
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class EntryDelegate(QStyledItemDelegate):
    """Paints the group and the words on the left, the key on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PaletteEntry = index.data(ENTRY_ROLE)
        colors = theme.current()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colors.color("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colors.color("accent"))
        inner = rect.adjusted(12, 0, -12, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(colors.color("muted"))
        group = f"{entry.group}: " if entry.group else ""
        painter.drawText(inner, left, group)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, right, entry.key)
        painter.setPen(colors.color("text"))
        width = painter.fontMetrics().horizontalAdvance(group)
        painter.drawText(inner.adjusted(width, 0, 0, 0), left, entry.text)


class Palette(QDialog):
    """A search line over everything that can be done; Enter does it.

    Parameters
    ----------
    sources
        List the entries; asked each time the palette opens, because they depend on the document.
    """

    def __init__(
        self, sources: Sequence[Callable[[], Iterable[PaletteEntry]]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Command palette"))
        self.resize(560, 420)
        self._sources = sources
        self._entries: Sequence[PaletteEntry] = ()
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Type what you want to do"))
        self.words.setAccessibleName(tr("Command"))
        self.words.installEventFilter(self)
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self._do)
        self.list = self._make_list()
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)

    def _make_list(self) -> QListWidget:
        entries = QListWidget()
        entries.setItemDelegate(EntryDelegate(entries))
        entries.setAccessibleName(tr("Commands"))
        entries.setUniformItemSizes(True)
        entries.setFrameShape(QListWidget.Shape.NoFrame)
        entries.itemActivated.connect(self._do)
        entries.itemClicked.connect(self._do)
        return entries

    def entries(self) -> list[PaletteEntry]:
        """List everything that can be done now."""
        return [entry for source in self._sources for entry in source()]

    def choose(self) -> None:
        self._entries = self.entries()
        self.words.clear()
        self._search("")
        self.open()
        self.words.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move through the list while words are typed."""
        pressed = watched is self.words and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _search(self, words: str) -> None:
        self.list.clear()
        for entry in matching(self._entries, words):
            item = QListWidgetItem(f"{entry.group} {entry.text}".strip())
            item.setData(ENTRY_ROLE, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _do(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            item.data(ENTRY_ROLE).do()
