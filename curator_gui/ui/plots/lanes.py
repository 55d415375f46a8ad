"""One lane per worker: which index it worked on when, colored by what became of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from time import time

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QToolTip, QWidget

from curator_gui.app.language.quantities import duration_text
from curator_gui.app.monitor.lanes import Segment
from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import mark, tr
from curator_gui.ui.plots.base import Plot, TimeAxis, round_up, thin_pen, translucent

WINDOW_SECONDS = 60.0
STEP_SECONDS = 3.0
_HEIGHT = 0.7
_MAX_LANES = 32
_ROLES = {"retried": "quarantined", "gathered": "muted"}
"""Colors of what is no state of an index."""

_WORDS = {"retried": mark("retried"), "gathered": mark("gathered in a pass before")}


class _Bars(pg.GraphicsObject):  # type: ignore[misc]
    """All segments as rectangles, painted in one go per color."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: dict[str, list[QRectF]] = {}
        self._marks: list[QPointF] = []
        self._bounds = QRectF()

    def show_bars(
        self, bars: dict[str, list[QRectF]], marks: list[QPointF], bounds: QRectF
    ) -> None:
        if bounds != self._bounds:
            self.prepareGeometryChange()
        self._bars, self._marks, self._bounds = bars, marks, bounds
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        colors = theme.current()
        gap = thin_pen(colors.color("plot_background"))
        for status, rectangles in self._bars.items():
            painter.setPen(gap)
            color = colors.color(_ROLES.get(status, status))
            # What went well steps back, so that what did not stands out.
            faint = status in ("done", "gathered")
            painter.setBrush(translucent(color, 140) if faint else color)
            painter.drawRects(rectangles)
        painter.setPen(thin_pen(colors.color("plot_foreground")))
        for place in self._marks:
            painter.drawLine(place, place + QPointF(0, 0.9))


class LanesPlot(Plot):
    """The last minute of a run while it goes on, all of it (as far as kept) afterwards.

    Parameters
    ----------
    open_index
        Called with the index whose bar was double-clicked.
    """

    def __init__(
        self, open_index: Callable[[int], None] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Workers"), parent, axisItems={"bottom": TimeAxis("bottom")})
        self._open_index = open_index
        self._segments: list[Segment] = []
        self._start = 0.0
        self._lanes: list[int] = []
        self._bars = _Bars()
        self.addItem(self._bars)
        self.getAxis("left").setWidth(56)
        self.getViewBox().invertY(True)
        self.setMouseTracking(True)
        self.recolor()

    def show_statistics(self, statistics: RunStatistics) -> None:
        now = statistics.ended or time()
        lanes = sorted(statistics.lanes)[:_MAX_LANES]
        self._start = statistics.started
        begin = self._window_begin(statistics, now)
        self._segments = [s for s in statistics.segments if s.end >= begin and s.worker in lanes]
        self._segments += _open_segments(statistics, now)
        marks = [
            QPointF(mark.time - self._start, mark.worker - 0.45)
            for mark in statistics.marks
            if mark.time >= begin
        ]
        width = self._width(statistics, max(now - begin, 1e-3))
        span = QRectF(begin - self._start, 0.4, width, len(lanes) + 0.2)
        self._bars.show_bars(_rectangles(self._segments, self._start, begin), marks, span)
        if lanes != self._lanes:
            self._lanes = lanes
            self.getAxis("left").setTicks([[(lane, str(lane)) for lane in lanes]])
        self.setXRange(span.left(), span.right(), padding=0)
        self.setYRange(0.4, len(lanes) + 0.6, padding=0)

    def recolor(self) -> None:
        """Take the colors of the present theme."""
        super().recolor()
        self.setLabel("left", tr("worker"))
        if hasattr(self, "_bars"):
            self._bars.update()

    def segment_at(self, position: QPointF) -> Segment | None:
        """Return what a worker did at a point of the widget, if anything."""
        point = self.getViewBox().mapSceneToView(position)
        moment, worker = self._start + point.x(), round(point.y())
        found = (s for s in self._segments if s.worker == worker and s.start <= moment <= s.end)
        return next(found, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        segment = self.segment_at(event.position())
        if segment is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), _words(segment), self)
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        segment = self.segment_at(event.position())
        if segment is not None and self._open_index and event.button() == Qt.MouseButton.LeftButton:
            self._open_index(segment.index)

    def _width(self, statistics: RunStatistics, seconds: float) -> float:
        """Return the seconds that the axis covers: while the run goes on they grow in steps."""
        return seconds if statistics.ended else max(seconds, round_up(seconds))

    def _window_begin(self, statistics: RunStatistics, now: float) -> float:
        if not statistics.ended:
            begin = now - statistics.started - WINDOW_SECONDS
            return statistics.started + max(0.0, STEP_SECONDS * math.ceil(begin / STEP_SECONDS))
        first = min((segment.start for segment in statistics.segments), default=now)
        kept_all = len(statistics.segments) < (statistics.segments.maxlen or 0)
        return statistics.started if kept_all else first


def _open_segments(statistics: RunStatistics, now: float) -> Iterable[Segment]:
    for lane in statistics.lanes.values():
        if lane.index is not None:
            yield Segment(lane.worker, lane.index, lane.since, now, "running")


def _rectangles(segments: Iterable[Segment], start: float, begin: float) -> dict[str, list[QRectF]]:
    found: dict[str, list[QRectF]] = {}
    for segment in segments:
        left = max(segment.start, begin)
        box = QRectF(left - start, segment.worker - _HEIGHT / 2, segment.end - left, _HEIGHT)
        found.setdefault(segment.status, []).append(box)
    return found


def _words(segment: Segment) -> str:
    seconds = duration_text(segment.end - segment.start)
    more = tr(" and {n} more").format(n=segment.count - 1) if segment.count > 1 else ""
    return f"#{segment.index}{more}  {tr(_WORDS.get(segment.status, segment.status))}  {seconds}"
