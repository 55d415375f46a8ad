"""Keep a widget up to date while a run goes on, and only while somebody can see it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from curator_gui.app.run_controller import RunController
from curator_gui.ui import theme

INTERVAL_MS = 200
"""Five times per second: figures that change faster cannot be read."""


class Refresher(QObject):
    """Calls `refresh` at an interval while a run is active and the widget is visible.

    Also when the widget appears, when the state of the run changes and when the theme does.
    """

    def __init__(
        self,
        widget: QWidget,
        controller: RunController,
        refresh: Callable[[], None],
        interval_ms: int = INTERVAL_MS,
    ) -> None:
        super().__init__(widget)
        self._widget, self._controller, self._refresh = widget, controller, refresh
        self._timer = QTimer(self)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self.update)
        widget.installEventFilter(self)
        controller.state_changed.connect(self.update)
        controller.finished.connect(self.update)
        theme.notifier().changed.connect(self.update)

    @Slot()
    def update(self) -> None:
        """Refresh now if the widget can be seen, and see to the timer."""
        visible = self._widget.isVisible()
        if visible:
            self._refresh()
        self._set_running(visible and self._controller.active)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the widget appears or disappears."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self.update)  # when its size is known
        elif event.type() == QEvent.Type.Hide:
            self._set_running(False)
        return False

    def _set_running(self, running: bool) -> None:
        if running != self._timer.isActive():
            if running:
                self._timer.start()
            else:
                self._timer.stop()
