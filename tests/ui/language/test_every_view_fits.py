"""In every language, small and large, light and dark, with every dock open: nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGraphicsView,
    QLabel,
    QScrollArea,
    QSplitter,
    QWidget,
)

from curator_gui.app.language.translators import LANGUAGES, Language
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all
from curator_gui.ui.common import theme
from curator_gui.ui.shell.main_window import MainWindow
from tests.ui.language.test_longer_words_fit import cut_widgets
from tests.ui.troubled import add_components, make_document

pytestmark = pytest.mark.workers


@pytest.fixture(params=sorted(LANGUAGES))
def language(request: Any, qapp: Any) -> Iterator[str]:
    spoken = Language(request.param, qapp)
    yield request.param
    spoken.remove()


def overlapping(top: QWidget) -> list[str]:
    """Name pairs of visible labels and buttons beside one another that share pixels."""
    found = []
    for parent in (top, *top.findChildren(QWidget)):
        children = [c for c in parent.children() if isinstance(c, QLabel | QAbstractButton)]
        shown = [c for c in children if c.isVisible() and not c.visibleRegion().isEmpty()]
        for number, one in enumerate(shown):
            for other in shown[number + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > 1 and shared.height() > 1 and not _within(one, other):
                    found.append(f"{one.text()!r} over {other.text()!r}")
    return found


def _within(one: Any, other: Any) -> bool:
    return one.geometry().contains(other.geometry()) or other.geometry().contains(one.geometry())


def too_wide(top: QWidget) -> list[str]:
    """Name splitters and views whose content needs more room than there is."""
    return [
        f"{type(w).__name__} needs {w.minimumSizeHint().width()}, has {w.width()}"
        for w in top.findChildren(QSplitter)
        if w.isVisible() and w.minimumSizeHint().width() > w.width()
    ]


SLIVER = 90
"""A chart lower than so many pixels shows nothing."""


def too_low(top: QWidget) -> list[str]:
    """Name labels and buttons that are cut at their foot, and charts that are slivers.

    What stands in an area that scrolls can be brought into sight.
    """
    words = [
        f"{type(w).__name__}: {w.text()[:40]!r} is cut at its foot"
        for kind in (QLabel, QAbstractButton)
        for w in top.findChildren(kind)
        if w.isVisible() and w.text() and not _scrolls(w) and _cut_below(w)
    ]
    charts = [w for w in top.findChildren(QGraphicsView) if w.isVisible()]
    return words + [f"a chart of {w.height()} px" for w in charts if w.height() < SLIVER]


def _scrolls(widget: QWidget | None) -> bool:
    while widget is not None:
        if isinstance(widget, QScrollArea):
            return True
        widget = widget.parentWidget()
    return False


def _cut_below(widget: Any) -> bool:
    height = widget.fontMetrics().height()
    return widget.height() < height or widget.visibleRegion().boundingRect().height() < height


LOOKS = [("light", 1280, 800), ("dark", 1280, 800), ("dark", 1920, 1080)]


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def look(request: Any) -> tuple[str, int, int]:
    """A theme and a size."""
    found: tuple[str, int, int] = request.param
    return found


@pytest.fixture
def window(
    qtbot: Any, qapp: Any, tmp_path: Any, language: str, look: tuple[str, int, int]
) -> Iterator[MainWindow]:
    """A window after a run in which several items failed for several causes."""
    theme.apply(qapp, look[0])
    registry = add_components(register_all(Registry()))
    made = MainWindow(registry, Settings(tmp_path / "preferences.json"))
    made.resize(*look[1:])
    made.show()
    qtbot.waitExposed(made)
    path = tmp_path / "a night of many frames.curator.yaml"
    document = make_document("nightly frames", n=60, every=7)
    write_document(document.with_run(n_jobs=1, backend="sequential"), path)
    assert made.open(path)
    qtbot.waitUntil(lambda: made.bench.checker.report.complete, timeout=30_000)
    with qtbot.waitSignal(made.bench.running.controller.finished, timeout=60_000):
        made.bench.commands["run"].trigger()
    yield made
    made.bench.session.undo_stack.setClean()
    made.close()
    made.deleteLater()
    qapp.processEvents()


def faults(window: MainWindow) -> list[str]:
    return [*cut_widgets(window), *overlapping(window), *too_wide(window), *too_low(window)]


def lasting(qtbot: Any, window: MainWindow) -> list[str]:
    """List the faults that stay: a text that has just changed gets its room a little later."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not faults(window), timeout=2_000)
    return faults(window)


def settle(qtbot: Any, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.bench.views.currentWidget().isVisible())
    for _ in range(5):
        QApplication.processEvents()


def test_every_view_with_every_dock(
    qtbot: Any, window: MainWindow, language: str, look: tuple[str, int, int]
) -> None:
    assert (window.width(), window.height()) == look[1:]
    found: list[str] = []
    for docks in (False, True):
        for dock in window.docks if docks else ():
            dock.show()
        for name in window.bench.view_bar.buttons:
            window.bench.show_view(name)
            results = window.bench.running.results
            if results is not None:
                results.causes_button.setChecked(True)
                results.table.show_row(6)
                results.refresh()
            settle(qtbot, window)
            found += [
                f"{language}, {name}, docks {docks}: {fault}" for fault in lasting(qtbot, window)
            ]
            assert (window.width(), window.height()) == look[1:], name
    assert not found, "\n".join(found)


def test_overlapping_labels_are_found(qtbot: Any) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    first, second = QLabel("first label", top), QLabel("second label", top)
    top.show()
    for label in (first, second):
        label.resize(label.sizeHint())
    second.move(10, 5)
    assert len(overlapping(top)) == 1
    second.move(0, 100)
    assert not overlapping(top)
