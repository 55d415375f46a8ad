"""What a person with a keyboard or a screen reader finds in a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
LINE = 12
"""Pixels by which widgets of one line may differ in height."""


def interface(widget: QWidget) -> QAccessibleInterface:
    """Return what screen readers are told about a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def spoken_name(widget: QWidget) -> str:
    """Return the name that a screen reader says.

    On Linux, Qt names a combo box by its value, which does not say what it is for.
    """
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return interface(widget).text(QAccessible.Text.Name).replace("&", "").strip()


def describe(widget: QWidget) -> str:
    """Say which widget it is, for the message of a test."""
    chain: list[str] = []
    parent: QWidget | None = widget
    while parent is not None and len(chain) < 4:
        name = parent.accessibleName() or parent.objectName()
        chain.append(f"{type(parent).__name__}({name})" if name else type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(chain)


def takes_part(widget: QWidget) -> bool:
    """Whether a widget can be used as it stands, and is no part of a compound one."""
    owner = widget.parentWidget()
    inner = isinstance(owner, (QComboBox, QAbstractSpinBox)) or _of_qt(widget)
    return widget.isVisible() and widget.isEnabled() and not inner


def _of_qt(widget: QWidget) -> bool:
    """Whether Qt made the widget for itself: headers, scrollers, buttons of bars that overflow."""
    return isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")


def interactive(root: QWidget) -> list[QWidget]:
    """List what can be worked with below a widget: all kinds of controls and whatever takes Tab."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if takes_part(widget)
        and (isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


@dataclass(frozen=True)
class Stop:
    """Where Tab has been: the widget, and what it was then (a form may be gone by now).

    `place` counts from the window's corner, as if nothing were scrolled; `parents` are all around
    the widget; `seen` tells whether it looked other with the keyboard than without.
    """

    widget: QWidget
    words: str
    place: QRect
    parents: tuple[QWidget, ...]
    seen: bool


def tab_stops(limit: int = 200) -> list[Stop]:
    """Press Tab until the focus comes round, and list where it has been."""
    stops: list[Stop] = []
    for _ in range(limit):
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the keyboard"
        if stops and focused is stops[0].widget:
            return stops
        words = describe(focused)
        assert all(focused is not stop.widget for stop in stops), f"Tab runs in a circle at {words}"
        where, parents, before = unscrolled_place(focused), _parents(focused), picture(focused)
        _leave(focused)
        stops.append(Stop(focused, words, where, parents, before != picture(focused)))
    raise AssertionError(f"after {limit} keys Tab has not come round")


def picture(widget: QWidget) -> QImage | None:
    """Return what a widget looks like; None once it is gone."""
    return widget.grab().toImage() if isValid(widget) else None


def _parents(widget: QWidget) -> tuple[QWidget, ...]:
    parent = widget.parentWidget()
    return () if parent is None else (parent, *_parents(parent))


def _leave(focused: QWidget) -> None:
    """Press Tab, several times in a label with links, which are stops within it."""
    for _ in range(20 if isinstance(focused, QLabel) else 1):
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not focused:
            return
    raise AssertionError(f"Tab does not leave {describe(focused)}")


def reachable(widget: QWidget, visited: list[QWidget]) -> bool:
    """Whether Tab has visited a widget, or the arrow keys lead there from one that it has."""
    if isinstance(widget, QAbstractButton) and widget.group():
        return any(button in visited for button in widget.group().buttons())
    return widget in visited


def unscrolled_place(widget: QWidget) -> QRect:
    """Return the place of a widget in its window, as if nothing were scrolled."""
    place = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    for parent in _parents(widget):
        if isinstance(parent, QScrollArea):
            bars = parent.horizontalScrollBar(), parent.verticalScrollBar()
            place.translate(*(bar.value() for bar in bars))
    return place


def _place_beside(stop: Stop, other: Stop) -> QRect:
    """Return where a stop is, seen from another: if it scrolls and the other does not, its area."""
    for parent in reversed(stop.parents):
        if isinstance(parent, QScrollArea) and isValid(parent) and parent not in other.parents:
            return unscrolled_place(parent)
    return stop.place


def jumps_back(stops: list[Stop], part: QWidget) -> Iterator[str]:
    """Tell the stops in a part of the window that stand before the one from which Tab came.

    Before means wholly above it in the same column, or left of it in the same line.
    """
    inside = [stop for stop in stops if part in stop.parents]
    for before, after in pairwise(inside):
        first, second = _place_beside(before, after), _place_beside(after, before)
        columns = first.left() < second.right() and second.left() < first.right()
        above = columns and second.bottom() < first.top()
        same_line = abs(second.center().y() - first.center().y()) <= LINE
        if above or (same_line and second.right() <= first.left()):
            yield f"{before.words} {first.getRect()} -> {after.words} {second.getRect()}"
