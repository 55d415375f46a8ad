"""Other languages need more room: with texts 40 % longer nothing is cut off at 1280 x 800."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from curator_gui.app.language.words import CONTEXT, speak, speak_english
from curator_gui.ui.common.widgets import ElidedLabel
from curator_gui.ui.shell.main_window import MainWindow

pytestmark = pytest.mark.workers

LONGER = 0.4


def lengthen(context: str, text: str, number: int) -> str:
    """Make a text longer, where words would make it longer; the places for values stay."""
    if context != CONTEXT or "<p>" in text:
        return text
    tail = "..." if text.endswith("...") else ""
    more = math.ceil(LONGER * len(text.removesuffix(tail)))
    if len(text) < 4:
        return text
    return text.removesuffix(tail) + " " + "ö" * max(1, more - 1) + tail


@pytest.fixture
def longer_words() -> Iterator[None]:
    speak(lengthen)
    yield
    speak_english()


def cut_widgets(top: QWidget) -> list[str]:
    """Name the visible labels and buttons that are smaller than what they say."""
    return [
        f"{type(widget).__name__}: {_said(widget)!r} needs {_needed(widget)}, has {widget.width()}"
        for kind in (QLabel, QAbstractButton)
        for widget in top.findChildren(kind)
        if widget.isVisible() and _said(widget) and widget.width() < _needed(widget)
    ]


def _said(widget: Any) -> str:
    if isinstance(widget, ElidedLabel) or not isinstance(
        widget, (QLabel, QPushButton, QToolButton, QCheckBox)
    ):
        return ""  # says all of it in its tool tip
    if isinstance(widget, QLabel) and widget.wordWrap():
        return ""  # takes more lines
    return str(widget.text())


def _needed(widget: Any) -> int:
    return int(widget.minimumSizeHint().width())


@pytest.mark.usefixtures("longer_words")
def test_every_view_with_longer_words(
    qtbot: Any, make_window: Callable[[], MainWindow], project: Any
) -> None:
    window = make_window()
    assert window.bench.view_bar.buttons["build"].text() == "Build ö"
    assert not cut_widgets(window)
    assert window.open(project)
    qtbot.waitUntil(lambda: window.bench.checker.report.complete, timeout=30_000)
    for name in window.bench.view_bar.buttons:
        window.bench.show_view(name)
        qtbot.waitUntil(lambda: window.bench.views.currentWidget().isVisible())
        QApplication.processEvents()
        assert not cut_widgets(window), name
    assert window.width() == 1280


def test_a_cut_label_is_found(qtbot: Any) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    label = QLabel("words that need their room", top)
    top.show()
    label.resize(20, 20)
    assert len(cut_widgets(top)) == 1
    label.resize(label.sizeHint())
    assert not cut_widgets(top)
