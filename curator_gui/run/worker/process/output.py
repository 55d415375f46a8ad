"""Where a process prints to that nobody looks at: its log file, without secrets."""

from __future__ import annotations

import faulthandler
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from curator_gui.core.masking.streams import MaskedStream
from curator_gui.run.worker.process.begun_line import BegunLine, begun_paths


def redirect_output(log: str) -> None:
    """Send everything this process prints, compiled libraries included, to its log file.

    What Python prints is masked from now on, before it is written anywhere. A line that has no end
    yet waits for it, and is kept beside the log meanwhile (`begun_paths`).

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    mask_streams()
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
        stream.flush()
        os.dup2(descriptor, number)
    os.close(descriptor)
    for stream, path in zip((sys.stdout, sys.stderr), begun_paths(Path(log)), strict=True):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
        with suppress(OSError, ValueError):  # without it a begun line ends with the process
            cast("MaskedStream", stream).keeper = BegunLine(path)
    faulthandler.enable(file=2, all_threads=True)


def mask_streams() -> None:
    """Mask what Python prints in this process, from now on."""
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if not isinstance(stream, MaskedStream):
            setattr(sys, name, MaskedStream(stream))
