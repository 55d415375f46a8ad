"""MonitorView: what the run is doing, in numbers and pictures; it stays after the end."""

from __future__ import annotations

from time import time

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.language.quantities import duration_text
from curator_gui.app.monitor.statistics import BYTES, ITEMS, RunStatistics
from curator_gui.app.run.controller import RunController
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.refresher import Refresher
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, MessageLine, label
from curator_gui.ui.monitor.figures import Figures, SlowestLine, StageBars
from curator_gui.ui.monitor.run_bar import state_text
from curator_gui.ui.monitor.worker_count import WorkerCount
from curator_gui.ui.monitor.workers import WorkerTable

PART_INTERVAL_MS = 66
"""Three parts take turns, so each is drawn five times per second."""

LOWEST = 96
"""Charts get no lower (px): with a dock open below, the view scrolls instead."""


class MonitorView(QWidget):
    """Figures, throughput, worker lanes, step times, durations.

    Parameters
    ----------
    controller
        The run to show.
    action
        Offered while there has been no run.
    """

    def __init__(
        self,
        controller: RunController,
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self.setAccessibleName(tr("Monitor"))
        self._empty = _no_run(action)
        self._board: Board | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._owed = 0
        self._drawn: tuple[str, int] | None = None
        self._drawn_of: RunStatistics | None = None
        self._refresher = Refresher(self, controller, self.refresh, PART_INTERVAL_MS)

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    def refresh(self) -> bool:
        """Draw one part of what is known now, all when the view appears.

        Returns whether other parts are still out of date.
        """
        statistics, active = self._controller.statistics, self._controller.active
        board = self._make_board()
        self._stack.setCurrentIndex(1 if statistics.started else 0)
        if not statistics.started:
            self._empty.say(state_text(self._controller.state) if active else "")
            return False
        shown = (self._controller.state, active or statistics.version)
        if shown != self._drawn or statistics is not self._drawn_of:
            appears = self._drawn is None
            self._drawn, self._drawn_of, self._owed = shown, statistics, board.part_count
            if appears:  # nobody should see it empty
                self._owed = 0
                board.show_statistics(statistics)
                return False
        board.show_next_part(statistics)
        self._owed = max(0, self._owed - 1)
        return self._owed > 0

    def showEvent(self, event: QShowEvent) -> None:
        self._drawn = None  # what has changed meanwhile is drawn again
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._drawn = None
        super().changeEvent(event)

    def _make_board(self) -> Board:
        if self._board is None:  # plots are loaded when the view is first seen
            self._board = Board(self._controller)
            self._stack.addWidget(_scrolled(self._board))
        return self._board


class Board(QWidget):
    """Everything that the monitor shows of a run."""

    def __init__(self, controller: RunController) -> None:
        super().__init__()
        open_index = controller.ask_for
        # pyqtgraph takes 0.3 s to import, so it waits until there is something to plot.
        from curator_gui.ui.plots.histograms import DurationPlot
        from curator_gui.ui.plots.lanes import LanesPlot
        from curator_gui.ui.plots.throughput import RatePlot

        self.figures, self.notice = Figures(), MessageLine()
        self.items, self.bytes = RatePlot(ITEMS), RatePlot(BYTES)
        self.lanes, self.durations = LanesPlot(open_index), DurationPlot()
        self.stages, self.workers = StageBars(), WorkerTable()
        self.worker_count = WorkerCount(controller)
        self.slowest = SlowestLine(open_index)
        self._turn = 0
        self._parts = (
            (self.figures, self.items, self.bytes),
            (self.lanes,),
            (self.workers, self.durations, self.slowest, self.stages),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.figures)
        column.addWidget(self.notice)
        column.addLayout(self._grid(), 1)

    def show_statistics(self, statistics: RunStatistics) -> None:
        for _ in self._parts:
            self.show_next_part(statistics)

    @property
    def part_count(self) -> int:
        """How many calls of `show_next_part` draw everything."""
        return len(self._parts)

    def show_next_part(self, statistics: RunStatistics) -> None:
        """Draw one part anew, each in its turn: all at once would hold the window up."""
        parts = self._parts[self._turn]
        self._turn = (self._turn + 1) % len(self._parts)
        for part in parts:
            part.show_statistics(statistics)
        if self.workers in parts:
            self.worker_count.refresh()
        if self.figures in parts:
            self.notice.show_message(stall_text(statistics, time()), "warning")

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(HALF)
        places: list[tuple[str, QWidget, int, int, int]] = [
            (tr("Items per second"), self.items, 0, 0, 1),
            (tr("Data written per second"), self.bytes, 0, 1, 1),
            (tr("What the workers did"), self.lanes, 2, 0, 2),
            (tr("Durations of the indices"), self.durations, 4, 1, 1),
            (tr("Time per step"), self.stages, 7, 0, 2),
        ]
        grid.addWidget(self.slowest, 6, 1)
        grid.addWidget(self.worker_count, 4, 0)
        grid.addWidget(self.workers, 5, 0)
        self.workers.setMinimumHeight(max(self.workers.minimumHeight(), LOWEST))
        for title, widget, row, column, span in places:
            grid.addWidget(label(title, "heading"), row, column, 1, span)
            grid.addWidget(widget, row + 1, column, 1, span)
            widget.setMinimumHeight(max(widget.minimumHeight(), LOWEST))
        for plot in (self.items, self.bytes, self.lanes, self.durations):
            # pyqtgraph's own wish is 480 px each, and all would have to be scrolled to.
            plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for row, stretch in ((1, 3), (3, 3), (5, 3), (8, 0)):
            grid.setRowStretch(row, stretch)
        grid.setColumnStretch(0, 6)  # the table of workers needs the room
        grid.setColumnStretch(1, 5)
        return grid


def stall_text(statistics: RunStatistics, now: float) -> str:
    """Name the workers and indices that take much longer than is usual; "" if there are none."""
    stalls = statistics.stalls(now)
    parts = [
        tr("worker {worker} has been busy with index {index} for {time}").format(
            worker=stall.worker, index=stall.index, time=duration_text(stall.seconds)
        )
        for stall in stalls[:3]
    ]
    if not parts:
        return ""
    usual = stalls[0].usual
    note = tr("; 95 % of the indices take less than {time}").format(time=duration_text(usual))
    more = tr(" and {n} more").format(n=len(stalls) - 3) if len(stalls) > 3 else ""
    return tr("Stalled: ") + ", ".join(parts) + more + (note if usual else "")


def _scrolled(board: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(board)
    return area


def _no_run(action: QAction | None) -> EmptyState:
    return EmptyState(
        "activity",
        tr("No run yet"),
        tr("Throughput, what each worker does, step times and durations appear here."),
        action,
    )
