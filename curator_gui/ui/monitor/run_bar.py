"""RunBar: the commands of a run, how far it is and how long it will still take."""

from __future__ import annotations

from collections.abc import Sequence
from time import time

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from curator_gui.app.language.quantities import coarse_duration_text, duration_text
from curator_gui.app.monitor.remaining_time import RemainingTime
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.run.controller import IDLE, RunController
from curator_gui.run.events import Status
from curator_gui.ui.common import theme
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.common.strip import ProgressStrip
from curator_gui.ui.common.text import count, mark, say, tr
from curator_gui.ui.common.widgets import SPACE, label, set_role, tool_button

STATE_WORDS = {
    IDLE: mark("Not running"),
    "starting": mark("Starting..."),
    "running": mark("Running"),
    "pausing": mark("Pausing after the current indices..."),
    "paused": mark("Paused"),
    "stopping": mark("Stopping after the current indices..."),
    "stopping now": mark("Stopping..."),
    "finished": mark("Finished"),
    "stopped": mark("Stopped"),
    "interrupted": mark("Interrupted"),
}


def state_text(state: str) -> str:
    """Return the words for the state of a run."""
    return tr(STATE_WORDS.get(state, state))


def left_text(estimate: RemainingTime | None) -> str:
    """Write the time that is left: "40 s to 2 min left"; "" while nothing honest can be said."""
    time = estimate_text(estimate)
    return tr("{time} left").format(time=time) if time else ""


def estimate_text(estimate: RemainingTime | None) -> str:
    """Write the range of an estimate: "40 s to 2 min"; "" while nothing honest can be said."""
    if estimate is None:
        return ""
    low, high = coarse_duration_text(estimate.low), coarse_duration_text(estimate.high)
    if low == high:
        return tr("about {time}").format(time=low)
    if estimate.low < 1:
        return tr("up to {time}").format(time=high)
    return tr("{low} to {high}").format(low=low, high=high)


class RunBar(QWidget):
    """One line that is always in sight: buttons, state, progress, time left.

    Parameters
    ----------
    controller
        The run to show.
    actions
        The commands (run, pause, stop, ...) as buttons; the first one with its word.

    Signals
    -------
    back_wanted()
        The person wants to see the last run of the open document again.
    """

    back_wanted = Signal()

    def __init__(
        self,
        controller: RunController,
        actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self.setAccessibleName(tr("Run"))
        self._obstacle = ""
        self._state = label("", "title")
        self._what = label("", "muted")
        self._strip = ProgressStrip()
        self._percent = SteadyLabel()
        self._left = SteadyLabel()
        self.back = QPushButton(tr("Back to this document"))
        self.back.setProperty("role", "link")
        self.back.setToolTip(tr("Show the last run of the document that is open"))
        self.back.clicked.connect(self.back_wanted)
        self._lay_out(actions)
        self._refresher = Refresher(self, controller, self.refresh)
        self.refresh()

    def _lay_out(self, actions: Sequence[QAction]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACE, 0)
        row.setSpacing(SPACE)
        for number, action in enumerate(actions):
            row.addWidget(tool_button(action, text=number == 0))
        for widget in (self._state, self._what, self._strip, self._percent, self._left, self.back):
            row.addWidget(widget, 1 if widget is self._strip else 0)

    def show_obstacle(self, words: str) -> None:
        """Say what stands against a run; shown while there is none."""
        self._obstacle = words
        self.refresh()

    def refresh(self) -> None:
        statistics, state = self._controller.statistics, self._controller.state
        obstacle = self._obstacle if state == IDLE else ""
        self._state.setText(obstacle or state_text(state))
        self.back.setVisible(self._controller.shown.elsewhere and not self._controller.active)
        shown = statistics.total > 0 and state != IDLE
        for widget in (self._strip, self._percent, self._left, self._what):
            widget.setVisible(shown)
        if not shown:
            return
        self._what.setText(_what_text(statistics, self._controller))
        self._strip.show_counts(counts_of(statistics), statistics.progress[1])
        self._percent.setText(percent_text(statistics))
        self._left.setText(self._time_text(statistics))

    def _time_text(self, statistics: RunStatistics) -> str:
        if statistics.ended:
            return tr("in {time}").format(time=duration_text(statistics.elapsed(0.0)))
        return left_text(statistics.estimate(time()))


def counts_of(statistics: RunStatistics) -> dict[Status, int]:
    """Return how many indices of the run, or of its pass that is under way, have which status."""
    passing = statistics.passing
    if passing is not None:
        running = min(statistics.running, passing.left)
        waiting = passing.left - running
        return {
            "done": passing.done,
            "failed": passing.failed,
            "running": running,
            "waiting": waiting,
        }
    return {
        "done": statistics.done,
        "skipped": statistics.skipped,
        "failed": statistics.failed,
        "quarantined": statistics.quarantined,
        "running": statistics.running,
        "waiting": statistics.waiting,
    }


def percent_text(statistics: RunStatistics) -> str:
    """Write the share of settled indices; 100 % only when none is left."""
    settled, total = statistics.progress
    if not total:
        return ""
    return f"{min(100 * settled // total, 99) if settled < total else 100}\u202f%"


def pass_text(statistics: RunStatistics) -> str:
    """Say which pass before the run proper is under way; "" if none is."""
    passing = statistics.passing
    if passing is None:
        return ""
    words = tr("pass {number} of {of}: {name} gathers")
    return words.format(number=passing.number, of=passing.of, name=say(passing.name))


def _what_text(statistics: RunStatistics, controller: RunController) -> str:
    document = controller.document
    backend = document.run.backend if document else ""
    workers = count(statistics.workers, "worker", "workers")
    items = pass_text(statistics) or count(statistics.total, "item", "items")
    return ", ".join(part for part in (say(controller.title), workers, backend, items) if part)


class SteadyLabel(QLabel):
    """A label for changing figures: it never gets narrower, so that nothing beside it moves."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setFont(theme.tabular(self.font()))
        if role:
            set_role(self, role)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setMinimumWidth(max(self.minimumWidth(), self.sizeHint().width()))
