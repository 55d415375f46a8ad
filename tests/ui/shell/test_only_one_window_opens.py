from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDockWidget

from curator_gui.ui.log.view import LogView


class Opened(QObject):
    """Remembers what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event) -> bool:
        if event.type() == event.Type.Show and watched.isWidgetType() and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_the_log_is_made_when_it_is_shown_and_opens_no_other_window(make_window, qtbot):
    window = make_window()
    dock = window.findChild(QDockWidget, "log")
    assert not window.findChildren(LogView)
    opened = Opened()
    QApplication.instance().installEventFilter(opened)
    dock.show()
    (view,) = window.findChildren(LogView)
    qtbot.waitUntil(view.isVisible)
    assert opened.windows == []


def test_a_window_that_starts_opens_itself_and_nothing_else(make_window):
    opened = Opened()
    QApplication.instance().installEventFilter(opened)
    make_window()
    assert opened.windows == ["MainWindow"]
