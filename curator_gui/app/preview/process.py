"""The process in which previews run: one of their own, so that ending it disturbs nothing else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curator_gui.run.helper.process import Aside

START_SECONDS = 60.0
"""Allowed on top of a time limit for the call that starts the process and loads its libraries."""


class PreviewProcess:
    """Gives the process aside in use, and ends it in the background when it is to be replaced."""

    def __init__(self) -> None:
        self._aside: Aside | None = None

    @property
    def aside(self) -> Aside:
        """The process aside; it starts with its first call."""
        if self._aside is None:
            from curator_gui.run.helper.process import Aside  # joblib: 0.2 s of the start-up

            self._aside = Aside()
        return self._aside

    def end(self) -> None:
        """End the process, whatever it does; the next call gets a new one."""
        aside, self._aside = self._aside, None
        if aside is not None:
            # Not in this thread: waiting for a process to end may take a moment.
            threading.Thread(target=aside.close, name="curator-preview-end").start()
