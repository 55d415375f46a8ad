"""RunStatusLine: counts, rates and the latest line of the log, for the status bar."""

from __future__ import annotations

from time import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator_gui.app.language.quantities import byte_rate_text, count_text, rate_text
from curator_gui.app.monitor.log import LEVELS, said
from curator_gui.app.monitor.statistics import BYTES, ITEMS
from curator_gui.app.run.controller import IDLE, RunController
from curator_gui.run.events import STATUSES, LogLine, Status
from curator_gui.ui.common import icons
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, IconLabel, label, set_role
from curator_gui.ui.monitor.run_bar import SteadyLabel, counts_of, state_text

_ORDER: tuple[Status, ...] = ("done", "failed", "quarantined", "skipped", "running", "waiting")
_SEARCHED_LINES = 200


class StatusCount(QWidget):
    """The number of indices with one status: icon, number, word; hidden at 0."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._number = SteadyLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(IconLabel(icons.STATUS_ICONS[status], status, 14))
        row.addWidget(self._number)
        self.setVisible(False)

    def show_count(self, number: int) -> None:
        text = f"{count_text(number)} {tr(self._status)}"
        if text != self._number.text():
            self._number.setText(text)
            self.setAccessibleName(text)
        self.setVisible(number > 0)


class RunStatusLine(QWidget):
    """Counts by status, items and bytes per second, the latest line that matters."""

    def __init__(self, controller: RunController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert set(_ORDER) == set(STATUSES)
        self._controller = controller
        self.setAccessibleName(tr("State of the run"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._state = label("", "muted")
        self._counts = {status: StatusCount(status, self) for status in _ORDER}
        self._rates = SteadyLabel("muted")
        self._line = ElidedLabel("", "muted")
        self._line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self._refresher = Refresher(self, controller, self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 2, SPACE, 2)
        row.setSpacing(SPACE + HALF)
        row.addWidget(self._state)
        for widget in self._counts.values():
            row.addWidget(widget)
        row.addWidget(self._rates)
        row.addWidget(self._line, 1)

    def refresh(self) -> None:
        statistics = self._controller.statistics
        idle = self._controller.state == IDLE
        self._state.setText(state_text(self._controller.state))
        for status, number in counts_of(statistics).items():
            self._counts[status].show_count(0 if idle else number)
        self._rates.setText("" if idle else self._rates_text())
        self._show_line(None if idle else self._latest())

    def _rates_text(self) -> str:
        statistics, now = self._controller.statistics, time()
        items = rate_text(statistics.recent_rate(ITEMS, now), tr("items"))
        return f"{items}   {byte_rate_text(statistics.recent_rate(BYTES, now))}"

    def _latest(self) -> LogLine | None:
        """Return the latest line, an error or warning before a mere note."""
        log = self._controller.log
        lines = log.since(log.end - _SEARCHED_LINES)
        return max(reversed(lines), key=lambda line: LEVELS.index(line.level), default=None)

    def _show_line(self, line: LogLine | None) -> None:
        self._line.setText(said(line) if line else "")
        role = line.level if line and line.level in ("warning", "error") else "muted"
        set_role(self._line, role)
