"""The window goes and its run stays: what is in work is finished here, the rest by a process."""

from __future__ import annotations

import subprocess

from PySide6.QtCore import QObject, Signal

from curator_gui.app.run.controller import RunController
from curator_gui.app.run.going_on import go_on
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.run.config import RunResult


class Leaving(QObject):
    """Hands a run over to a process without a window.

    Signals
    -------
    gone()
        The rest of the run goes on elsewhere, or nothing was left of it.
    failed(object)
        It could not be handed over; why, in words.
    """

    gone = Signal()
    failed = Signal(object)

    def __init__(self, controller: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self.under_way = self.done = False
        self.process: subprocess.Popen[bytes] | None = None
        controller.finished.connect(self._finished)
        controller.failed.connect(self._broken)

    def begin(self) -> None:
        """Let the engine finish what is in work; `gone` follows."""
        self.under_way = True
        self._controller.stop_after_current()

    def _finished(self, result: RunResult) -> None:
        if not self.under_way:
            return
        self.under_way = False
        try:
            if result.unrun:
                self._hand_over()
        except (CuratorError, OSError) as error:
            self.failed.emit(error_words(error))
            return
        self.done = True
        self.gone.emit()

    def _hand_over(self) -> None:
        controller = self._controller
        if controller.request is None or controller.record is None:
            raise CuratorError("the run has no record that could be gone on with")
        indices = controller.results.store.indices
        self.process = go_on(controller.request, controller.record, indices)

    def _broken(self, why: str) -> None:
        if self.under_way:
            self.under_way = False
            self.failed.emit(why)
