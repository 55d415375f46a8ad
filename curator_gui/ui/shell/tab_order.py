"""Where Tab goes: through the parts of the window as the eye does, whenever they were made.

Qt goes by the order in which widgets came into the window. Views are made when they are first
shown and forms anew for each step, so that order is a matter of chance; docks can be moved besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QScrollArea, QToolBar, QWidget

_AREAS = Qt.DockWidgetArea
_AROUND = (
    (_AREAS.TopDockWidgetArea, _AREAS.LeftDockWidgetArea),
    (
        _AREAS.RightDockWidgetArea,
        _AREAS.BottomDockWidgetArea,
    ),
)


def parts_of(window: QMainWindow) -> list[QWidget]:
    """List bars, docks and the center of a window in the order of reading."""
    bars = sorted(window.findChildren(QToolBar), key=_by_height)
    docks = sorted(window.findChildren(QDockWidget), key=_by_height)
    before, after = ([d for a in part for d in docks if window.dockWidgetArea(d) == a]
                     for part in _AROUND)  # fmt: skip
    center = [part for part in (window.centralWidget(),) if part is not None]
    return [*bars, *before, *center, *after, window.statusBar()]


def _by_height(widget: QWidget) -> tuple[int, int]:
    return widget.y(), widget.x()


def tab_stops(window: QWidget, parts: Sequence[QWidget]) -> list[QWidget]:
    """List what Tab reaches now, part by part; what belongs to no part comes last.

    Within a part, Qt's own order holds (`QWidget.setTabOrder`).
    """
    ranks = {part: rank for rank, part in enumerate(parts)}
    return sorted(filter(_takes_tab, _chain(window)), key=lambda w: _rank(w, ranks))


def move_focus(window: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the keyboard to what comes next, or before; False if there is nothing else."""
    stops = tab_stops(window, parts)
    focused = QApplication.focusWidget()
    if not stops or stops == [focused]:
        return False
    step = 1 if forward else -1
    start = -1 if forward else 0
    place = stops.index(focused) if focused in stops else start
    target = stops[(place + step) % len(stops)]
    reason = Qt.FocusReason
    target.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    _bring_into_sight(target)
    return True


def _chain(window: QWidget) -> Iterator[QWidget]:
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        yield widget
        widget = widget.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    by_tab = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _rank(widget: QWidget, ranks: dict[QWidget, int]) -> int:
    part: QWidget | None = widget
    while part is not None and part not in ranks:
        part = part.parentWidget()
    return len(ranks) if part is None else ranks[part]


def _bring_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
