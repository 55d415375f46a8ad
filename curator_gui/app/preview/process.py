"""The process in which previews run: one of their own, so that ending it disturbs nothing else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curator_gui.run.helper.process import HelperProcess

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
