"""Keep a widget up to date while a run goes on, and only while somebody can see it."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from curator_gui.app.run.controller import RunController
from curator_gui.ui.common import theme

INTERVAL_MS = 200
"""Five times per second: figures that change faster cannot be read."""


class Refresher(QObject):
    """Calls `refresh` at an interval while a run is active and the widget is visible.

    Also when the widget appears, when the state of the run changes and when the theme does. All
    widgets that follow one run take turns, so that one round of the event loop paints one of them.

    Parameters
    ----------
    refresh
        Brings the widget up to date; returns whether a part of it still waits for that.
    """

    def __init__(
        self,
        widget: QWidget,
        controller: RunController,
        refresh: Callable[[], object],
        interval_ms: int = INTERVAL_MS,
    ) -> None:
        super().__init__(widget)
        self._widget, self._controller, self._refresh = widget, controller, refresh
        self._interval = interval_ms
        widget.installEventFilter(self)
        controller.state_changed.connect(self.update)
        controller.finished.connect(self.update)
        theme.notifier().changed.connect(self.update_now)

    @property
    def waiting(self) -> bool:
        """Whether the widget will be refreshed without being asked to."""
        return self._controller.updates.waits(self._take_turn)

    @Slot()
    def update(self) -> None:
        """Refresh in the next turn, if the widget can be seen then."""
        if self._widget.isVisible():
            self._controller.updates.ask(self._take_turn)

    @Slot()
    def update_now(self) -> None:
        """Refresh at once if the widget can be seen, and see to it that it goes on."""
        if self._widget.isVisible():
            again = self._take_turn()
            if again is not None:
                self._controller.updates.ask(self._take_turn, again)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the widget appears or disappears."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self.update_now)  # when its size is known
        elif event.type() == QEvent.Type.Hide:
            self._controller.updates.drop(self._take_turn)
        return False

    def _take_turn(self) -> float | None:
        if not shiboken6.isValid(self._widget) or not self._widget.isVisible():
            return None
        if self._refresh():
            return 0.0
        return float(self._interval) if self._controller.active else None
