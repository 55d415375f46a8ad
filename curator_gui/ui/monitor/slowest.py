"""The slowest indices of a run as one line of links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from curator_gui.app.quantities import duration_text
from curator_gui.app.run_statistics import RunStatistics
from curator_gui.ui import theme
from curator_gui.ui.text import tr

SHOWN = 4
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class SlowestLine(QLabel):
    """Numbers and durations of the slowest indices; each link asks for the details of its index.

    Parameters
    ----------
    open_index
        Called with the index of the link that was followed.
    """

    def __init__(self, open_index: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_index = open_index
        self.setFont(theme.tabular(self.font()))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.linkActivated.connect(self._follow)

    def show_statistics(self, statistics: RunStatistics) -> None:
        """Name the slowest indices so far."""
        found = statistics.slowest()[:SHOWN]
        parts = [f'<a href="{index}">#{index}</a> {duration_text(s)}' for s, index in found]
        text = f"{tr('Slowest:')} {', &nbsp;'.join(parts)}" if parts else ""
        if text != self.text():
            self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on to the first link, or to the last one on the way back: a line shows no focus."""
        super().focusInEvent(event)
        if self.text() and event.reason() in _TAB:
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def _follow(self, link: str) -> None:
        self._open_index(int(link))
