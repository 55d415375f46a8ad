"""The table of workers: what each does now, since when, and what it costs."""

from __future__ import annotations

from time import time

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from curator_gui.app.language.quantities import bytes_text, count_text, duration_text
from curator_gui.app.monitor.lanes import Lane
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.app.monitor.worker_usage import Usage, UsageSampler
from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import mark, say, tr

_COLUMNS = (
    mark("Worker"), mark("Now"), mark("Memory"), mark("CPU"), mark("Done"), mark("Failed"),
    mark("Restarts"),
)  # fmt: skip
_HELP = (
    mark("Number of the worker; it stays when its process is replaced"),
    mark("Index that it works on, and for how long"),
    mark("Resident memory of its process"),
    mark("Processor time, in percent of one core"),
    mark("Indices finished"),
    mark("Indices given up"),
    mark("How often its process was replaced, and why the last time"),
)
_SAMPLE_SECONDS = 1.0


class WorkerTable(QTableWidget):
    """One row per worker slot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self._sampler = UsageSampler()
        self._usage: dict[int, Usage] = {}
        self._sampled = 0.0
        self.setAccessibleName(tr("Workers"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFont(theme.tabular(self.font()))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, (title, words) in enumerate(zip(_COLUMNS, _HELP, strict=True)):
            item = QTableWidgetItem(tr(title))
            item.setToolTip(tr(words))
            item.setTextAlignment(_RIGHT)
            self.setHorizontalHeaderItem(column, item)

    def sizeHint(self) -> QSize:
        return QSize(480, 120)

    def show_statistics(self, statistics: RunStatistics) -> None:
        lanes = [statistics.lanes[worker] for worker in sorted(statistics.lanes)]
        self._sample(lanes, over=statistics.ended > 0)
        if self.rowCount() != len(lanes):
            self.setRowCount(len(lanes))
        now = time()
        for row, lane in enumerate(lanes):
            for column, text in enumerate(self._cells(lane, now)):
                self._set(row, column, text)
            self._say_place(row, lane)
            last = self.item(row, len(_COLUMNS) - 1)
            assert last is not None, "_set has made it"
            last.setToolTip(tip_text(lane.last_end))

    def _sample(self, lanes: list[Lane], *, over: bool) -> None:
        now = time()
        if over:
            self._usage = {}
        elif now - self._sampled >= _SAMPLE_SECONDS:
            self._usage = self._sampler.sample(
                lane.pid for lane in lanes if lane.pid and not lane.place
            )
            self._sampled = now

    def _cells(self, lane: Lane, now: float) -> tuple[str, ...]:
        busy = lane.index is not None
        usage = self._usage.get(lane.pid) if not lane.place else None
        memory = usage.rss if usage else lane.rss
        return (
            str(lane.worker),
            f"#{lane.index}  {duration_text(now - lane.since)}" if busy else "",
            bytes_text(memory) if memory else "",
            f"{usage.cpu:.0f}\u202f%" if usage else "",
            count_text(lane.finished),
            count_text(lane.failed),
            count_text(lane.restarts),
        )

    def _say_place(self, row: int, lane: Lane) -> None:
        """Name the machine of a worker that is elsewhere."""
        first = self.item(row, 0)
        assert first is not None, "_set has made it"
        if lane.place:
            first.setText(f"{lane.worker}  {say(lane.place)}")
        first.setToolTip(tip_text(say(lane.place)))

    def _set(self, row: int, column: int, text: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(_RIGHT)
            self.setItem(row, column, item)
        if item.text() != text:
            item.setText(text)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
