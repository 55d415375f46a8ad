"""The row of status counters that filter the table on click."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from curator_gui.app.language.quantities import count_text
from curator_gui.app.results.store import ResultsStore
from curator_gui.run.events import Status
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF

ORDER: tuple[Status, ...] = ("done", "failed", "quarantined", "skipped", "running", "waiting")


class StatusCounters(QWidget):
    """One checkable button per status: icon, number, word; `changed` tells which are checked.

    Where there is no room for the words they are left away: the tool tips have them.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {status: self._button(status) for status in ORDER}
        self._numbers = dict.fromkeys(ORDER, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        for button in self._buttons.values():
            row.addWidget(button)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    @property
    def chosen(self) -> frozenset[Status]:
        """The statuses to show; empty means all."""
        return frozenset(s for s, button in self._buttons.items() if button.isChecked())

    def choose(self, *statuses: Status) -> None:
        for status, button in self._buttons.items():
            button.setChecked(status in statuses)
        self.changed.emit()

    def show_counts(self, store: ResultsStore) -> None:
        """Show the numbers of rows; a status that has none cannot be chosen."""
        for status, button in self._buttons.items():
            number = self._numbers[status] = store.count(status)
            button.setEnabled(number > 0 or button.isChecked())
            button.setVisible(number > 0 or button.isChecked() or status in ("done", "failed"))
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(self._width(words=True), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(words=False), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        words = self._width(words=True) <= self.width()
        for status, button in self._buttons.items():
            text = self._text(status, words=words)
            if button.text() != text:
                button.setText(text)
                full = self._text(status, words=True)
                button.setAccessibleName(tr("Show only: {text}").format(text=full))
                button.setToolTip(f"{full}. {tr('Show only these; click again to show all')}")

    def _text(self, status: Status, *, words: bool) -> str:
        number = count_text(self._numbers[status])
        return f"{number} {tr(status)}" if words else number

    def _width(self, *, words: bool) -> int:
        """Return how wide the row is with or without the words."""
        shown = [(s, b) for s, b in self._buttons.items() if not b.isHidden()]
        needed = [
            button.sizeHint().width()
            + button.fontMetrics().horizontalAdvance(self._text(status, words=words))
            - button.fontMetrics().horizontalAdvance(button.text())
            for status, button in shown
        ]
        return sum(needed) + HALF * max(0, len(shown) - 1) + 2

    def _button(self, status: Status) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(14, 14))
        button.setFont(theme.tabular(button.font()))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.changed)
        return button

    def _draw(self) -> None:
        for status, button in self._buttons.items():
            button.setIcon(icons.status_icon(status))
