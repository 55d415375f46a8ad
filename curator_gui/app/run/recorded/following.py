"""Follow a run that another process carries out: its record is read again and again."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer

from curator_gui.app.run.controller import RunController
from curator_gui.run.remote_control import is_announced

INTERVAL_MS = 1000
SHARE = 4
"""Reading takes at most one part in so many of the time: a million rows take a while."""


class Following(QObject):
    """Shows a run anew while it goes on elsewhere."""

    def __init__(self, controller: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._asked = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        controller.record_shown.connect(self._shown)
        controller.record_failed.connect(self._shown)

    def stop(self) -> None:
        """Follow no further: the window closes."""
        self._timer.stop()

    def _shown(self, _: object) -> None:
        if self._goes_on():
            took = 1000 * (monotonic() - self._asked) if self._asked else 0.0
            self._timer.start(max(INTERVAL_MS, round(SHARE * min(took, 10 * INTERVAL_MS))))
        else:
            self._asked = 0.0

    def _look(self) -> None:
        controller = self._controller
        summary = controller.shown.summary
        if self._goes_on() and summary is not None:
            self._asked = monotonic()
            controller.show_record(summary.path, own=controller.shown.own)

    def _goes_on(self) -> bool:
        """Whether the run goes on elsewhere, or is about to: a process takes seconds to start."""
        controller, summary = self._controller, self._controller.shown.summary
        if controller.active or summary is None:
            return False
        return controller.following or is_announced(summary.path)
