"""Small widgets that several views share."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QWidget,
)

from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say

SPACE = 8
HALF = 4


class IconLabel(QLabel):
    """An icon that follows the theme."""

    def __init__(self, name: str = "", role: str = "text", size: int = 16) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)
        theme.notifier().changed.connect(self.redraw)
        self.redraw()

    def show_icon(self, name: str, role: str = "text") -> None:
        """Show another icon; "" shows none."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw the icon in the theme's present colors."""
        if not self._name:
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        self.setPixmap(icons.pixmap(self._name, self._role, self._size, ratio))


class MessageLine(QWidget):
    """An error, warning or fact in words with its icon; takes no room when there is none."""

    ICONS = {"error": "circle-alert", "warning": "triangle-alert", "fact": "info"}

    def __init__(self, parent: QWidget | None = None, *, selectable: bool = True) -> None:
        super().__init__(parent)
        self._severity = ""
        self._icon = IconLabel(size=14)
        self._label = label("", "error", wrap=True)
        if selectable:  # it takes the click: not on something that is chosen by one
            self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_message(self, message: str, severity: str = "error") -> None:
        """Show a message, in the window's language; "" hides the line."""
        message = say(message)
        if message == self._label.text() and not (message and self._severity != severity):
            return
        self._severity = severity
        role = "muted" if severity == "fact" else severity
        self._icon.show_icon(self.ICONS[severity], role)
        set_role(self._label, role)
        self._label.setText(message)
        self.setAccessibleName(message)
        self.setVisible(bool(message))


class ElidedLabel(QLabel):
    """One line of text that ends in "..." where there is no room; the tip has all of it."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            set_role(self, role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip_text(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, self.width())
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class ElidedLink(QPushButton):
    """A button that looks like a link and ends in "..." where there is no room for all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show as much of the words as there is room for; the tip and a screen reader have all."""
        self._words = words
        self.setToolTip(tip_text(words))
        self.setAccessibleName(words)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._words, mode, self.width())
        self.setText(shown.replace("&", "&&"))


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label; the role is one of those in the style sheet ("muted", "heading", ...)."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)  # it may come from the data
    result.setWordWrap(wrap)
    if role:
        set_role(result, role)
    return result


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt does it later
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def tool_button(action: QAction, *, text: bool = False, size: int = 16) -> QToolButton:
    """Make a flat button for an action, named by it also for screen readers."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setIconSize(QSize(size, size))
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
    button.setAccessibleName(action.text().replace("&", ""))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def line() -> QFrame:
    result = QFrame()
    result.setFixedHeight(1)
    result.setProperty("role", "line")
    return result


def make_dock(name: str, title: str, window: QWidget) -> QDockWidget:
    """Make a dock; its place is remembered by its name."""
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    return dock


def clear_layout(layout: QLayout) -> None:
    """Take all widgets out of a layout and the layouts in it, and delete them."""
    while item := layout.takeAt(0):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
            inner.deleteLater()


def make_readable(table: QTableView) -> None:
    """Let a table be read, not edited: bands for lines, aligned digits, and Tab leaves it."""
    table.setFont(theme.tabular(table.font()))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
