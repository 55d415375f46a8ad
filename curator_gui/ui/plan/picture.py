"""A picture of the plan: one row per worker, one block per partition group."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator_gui.ui.common import theme
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import SPACE

ROW = 22
LABEL = 84
TOTAL = 90
MAX_ROWS = 24
MIN_BLOCK = 3.0


class SharesPicture(QWidget):
    """Draws how the indices are divided; blocks are as long as their groups have indices."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: list[list[int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: list[list[int]]) -> None:
        """Show the sizes of the groups of every worker."""
        self._shares = shares
        words = [
            tr("worker {n}: {items}").format(n=n + 1, items=_items(sum(share)))
            for n, share in enumerate(shares[:MAX_ROWS])
        ]
        self.setAccessibleName(tr("Shares of the workers"))
        self.setAccessibleDescription("; ".join(words))
        self.setToolTip("\n".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = min(len(self._shares), MAX_ROWS) + (len(self._shares) > MAX_ROWS)
        return QSize(400, rows * ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        longest = max((sum(share) for share in self._shares), default=0)
        for row, share in enumerate(self._shares[:MAX_ROWS]):
            self._paint_row(painter, row, share, longest)
        if len(self._shares) > MAX_ROWS:
            more = tr("and {n} more workers").format(n=len(self._shares) - MAX_ROWS)
            self._words(painter, MAX_ROWS, 0, self.width(), more)

    def _paint_row(self, painter: QPainter, row: int, share: list[int], longest: int) -> None:
        self._words(painter, row, 0, LABEL, tr("worker {n}").format(n=row + 1))
        right = self.width() - TOTAL
        self._words(painter, row, right + SPACE, TOTAL - SPACE, _items(sum(share)))
        if not longest:
            return
        colors, scale = theme.current(), (right - LABEL) / longest
        left = float(LABEL)
        gap = 1.0 if all(size * scale >= MIN_BLOCK for size in share) else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("running"))
        for size in share:
            block = QRectF(left, row * ROW + 4, max(size * scale - gap, 0.5), ROW - 8)
            painter.drawRect(block)
            left += size * scale

    def _words(self, painter: QPainter, row: int, left: int, width: int, text: str) -> None:
        painter.setPen(theme.current().color("muted"))
        place = QRectF(left, row * ROW, width, ROW)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _items(number: int) -> str:
    return count(number, "item", "items")
