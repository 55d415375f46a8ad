"""The catalogue: all components, found by words; those that don't fit say why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.offered.catalogue import Offer, search
from curator_gui.app.document.session import Session
from curator_gui.core.document import Kind
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import mark, plain, say, tr
from curator_gui.ui.common.widgets import SPACE, label
from curator_gui.ui.pipeline.card import entry_icon

COMPONENT_MIME = "application/x-curator-component"
OFFER_ROLE = Qt.ItemDataRole.UserRole + 1
ROW = 44
_KIND_PLURALS: dict[Kind, str] = {
    "source": mark("Sources"),
    "filter": mark("Filters"),
    "sink": mark("Sinks"),
}
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class OfferModel(QAbstractListModel):
    """The offers in the order in which they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return say(offer.entry.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{offer.entry.key}\n{say(offer.entry.description)}\n{say(offer.reason)}".strip()
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return say(offer.reason or offer.entry.description)
        return offer if role == OFFER_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        possible = index.isValid() and self.offers[index.row()].possible
        return flags | Qt.ItemFlag.ItemIsDragEnabled if possible else flags

    def mimeTypes(self) -> list[str]:
        return [COMPONENT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        if indexes:
            key = self.offers[indexes[0].row()].entry.key
            mime.setData(COMPONENT_MIME, key.encode())
        return mime


class OfferDelegate(QStyledItemDelegate):
    """Paints two lines: title and domain, then what it does or why it can't be added."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: Offer = index.data(OFFER_ROLE)
        colors = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        if selected:
            painter.fillRect(rect, colors.color("accent_soft"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colors.color("accent"))
        role = "accent" if offer.possible else "muted"
        icon = icons.icon(entry_icon(offer.entry.kind, offer.entry), role)
        icon.paint(painter, rect.left() + 12, rect.top() + 12, 20, 20)
        self._paint_words(painter, offer, rect.adjusted(44, 4, -12, -4))
        painter.restore()

    def _paint_words(self, painter: QPainter, offer: Offer, rect: QRect) -> None:
        colors = theme.current()
        top, bottom = (
            rect.adjusted(0, 0, 0, -rect.height() // 2),
            rect.adjusted(0, rect.height() // 2, 0, 0),
        )
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colors.color("muted"))
        painter.drawText(top, right | middle, say(offer.entry.domain.title))
        words = say(offer.reason) or plain(say(offer.entry.description.partition("\n")[0]))
        width = painter.fontMetrics()
        shown = width.elidedText(words, Qt.TextElideMode.ElideRight, bottom.width())
        painter.drawText(bottom, left | middle, shown)
        painter.setPen(colors.color("text" if offer.possible else "muted"))
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.drawText(top, left | middle, say(offer.entry.title))


class Catalogue(QDialog):
    """A window with the catalogue; it stays open while steps are dragged out of it.

    Signals
    -------
    picked(object)
        The person chose a component that can be added (its `Entry`).
    """

    picked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add step"))
        self.resize(560, 520)
        self._session = session
        self._kind: Kind | None = None
        self.model = OfferModel(self)
        self.words = QLineEdit()
        self.list = QListView()
        self.detail = label("", "muted", wrap=True)
        self.kinds = QButtonGroup(self)
        self._set_up()
        self._arrange()
        session.document_changed.connect(self._follow)

    def choose(self, kind: str = "") -> None:
        """Open with an empty search, for one kind of component or all."""
        for button in self.kinds.buttons():
            if button.property("kind") == kind:
                button.setChecked(True)
        self._kind = kind or None  # type: ignore[assignment]
        self.words.clear()
        self._search()
        self.show()
        self.raise_()
        self.activateWindow()
        self.words.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move through the list while words are typed."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if watched is self.words and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if Qt.Key(event.key()) in keys:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _set_up(self) -> None:
        self.words.setPlaceholderText(tr("Search by name, format or what it does"))
        self.words.setAccessibleName(tr("Search the catalogue"))
        self.words.setClearButtonEnabled(True)
        self.words.installEventFilter(self)
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self._pick)
        self.list.setModel(self.model)
        self.list.setItemDelegate(OfferDelegate(self.list))
        self.list.setAccessibleName(tr("Components"))
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.activated.connect(self._pick)
        self.list.selectionModel().currentChanged.connect(self._show_detail)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._kind_button("", tr("All")))
        for kind, word in _KIND_PLURALS.items():
            row.addWidget(self._kind_button(kind, tr(word)))
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE)
        layout.addWidget(self.words)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.detail)
        hint = QLabel(tr("Enter adds behind the chosen step; or drag to a place."))
        hint.setProperty("role", "muted")
        layout.addWidget(hint)

    def _kind_button(self, kind: str, word: str) -> QToolButton:
        button = QToolButton()
        button.setText(word)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setProperty("kind", kind)
        button.clicked.connect(lambda: self._show_kind(kind))
        self.kinds.addButton(button)
        return button

    def _follow(self) -> None:
        if self.isVisible():
            self._search()

    def _show_kind(self, kind: str) -> None:
        self._kind = kind or None  # type: ignore[assignment]
        self._search()

    def _search(self, *_: object) -> None:
        found = search(
            self._session.registry, self._session.document, self.words.text(), self._kind
        )
        self.model.show(found)
        if found:
            self.list.setCurrentIndex(self.model.index(0, 0))
        else:
            self.detail.setText(tr("No component has all these words."))

    def _show_detail(self, current: QModelIndex, previous: QModelIndex) -> None:
        offer = current.data(OFFER_ROLE) if current.isValid() else None
        if offer is not None:
            reason = f"\n{offer.entry.key} {say(offer.reason)}" if offer.reason else ""
            self.detail.setText(plain(say(offer.entry.description)) + reason)

    def _pick(self, *_: object) -> None:
        current = self.list.currentIndex()
        offer = current.data(OFFER_ROLE) if current.isValid() else None
        if offer is not None and offer.possible:
            self.picked.emit(offer.entry)
            self.accept()
