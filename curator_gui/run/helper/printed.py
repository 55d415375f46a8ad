"""What the helper process prints: passed on to stderr, masked, because nothing else reads it.

Its stdout would stand in the middle of a result, such as JSON; and components print what they were
given, passwords included.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

from curator_gui.core.errors import error_words
from curator_gui.run.hosts.worker_log import WorkerLog

logger = logging.getLogger(__name__)


class Printed:
    """The file that one helper process prints to, read by the process that started it."""

    def __init__(self) -> None:
        self.path = _made_file()
        self._log = WorkerLog(self.path)
        self._lock = Lock()

    def pass_on(self, *, rest: bool = False) -> None:
        """Print the lines that are new; with `rest` also one that has no end yet."""
        with self._lock:
            _print(self._log.new_lines(rest=rest))

    def close(self) -> None:
        """Pass the rest on and remove the file; the process has ended."""
        with self._lock:
            _print(self._log.last_lines())
        if self.path is not None:
            with suppress(OSError):  # Windows: something that it started has it open
                self.path.unlink()


def _print(lines: list[str]) -> None:
    if lines and sys.stderr is not None:
        sys.stderr.write("\n".join([*lines, ""]))
        sys.stderr.flush()


def _made_file() -> Path | None:
    try:
        descriptor, name = tempfile.mkstemp(prefix="curator-printed-", suffix=".log")
    except OSError as error:
        logger.warning("what the helper process prints is not shown: %s", error_words(error))
        return None
    os.close(descriptor)
    return Path(name)
