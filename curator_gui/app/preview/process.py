"""The process in which previews run: one of their own, so that ending it disturbs nothing else."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from curator_gui.app.background import THREADS, LatestCall

if TYPE_CHECKING:
    from curator_gui.run.helper.process import HelperProcess

PATIENCE_S = 1.0
"""What has taken so long when something newer is wanted is ended with its process."""

START_SECONDS = 60.0
"""Allowed on top of a time limit for the call that starts the process and loads its libraries."""


class PreviewProcess:
    """Gives the helper process in use, and ends it in the background when it is to be replaced."""

    def __init__(self) -> None:
        self._helper: HelperProcess | None = None

    @property
    def helper(self) -> HelperProcess:
        """The helper process; it starts with its first call."""
        if self._helper is None:
            from curator_gui.run.helper.process import (
                HelperProcess,  # joblib: 0.2 s of the start-up
            )

            self._helper = HelperProcess()
        return self._helper

    def end(self) -> None:
        """End the process, whatever it does; the next call gets a new one."""
        helper, self._helper = self._helper, None
        if helper is not None:
            # Not in this thread: waiting for a process to end may take a moment.
            threading.Thread(target=helper.close, name="curator-preview-end").start()

    def kill(self) -> None:
        """End what the process is at; calls that wait for it go on in a new one."""
        if self._helper is not None:
            THREADS.run("curator-preview-kill", self._helper.kill)


class GivingWay(QObject):
    """Lets what runs in a process give way to something newer.

    The process goes on with the newer call, because to start another takes a second; but what is
    not through with the older one in time is ended.
    """

    def __init__(self, call: LatestCall, process: PreviewProcess) -> None:
        super().__init__(call)
        self._call, self._process = call, process
        self._asked = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def begun(self) -> None:
        """Note that a call begins now."""
        self._asked = time.monotonic()

    def give_way(self, patience: float = PATIENCE_S) -> None:
        """Give the call under way up; it may run for so many seconds since it was begun."""
        self._call.cancel()
        left = self._asked + patience - time.monotonic()
        self._timer.start(max(0, round(1000 * left)))

    def stop(self) -> None:
        """Leave what runs alone from now on."""
        self._timer.stop()

    def _look(self) -> None:
        if self._call.held_up:
            self._process.kill()
