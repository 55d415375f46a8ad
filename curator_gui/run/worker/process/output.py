"""Where a process prints to that nobody looks at: its log file, without secrets."""

from __future__ import annotations

import faulthandler
import os
import sys
from typing import TextIO, cast

from curator_gui.core.text.masked_stream import MaskedStream


def redirect_output(log: str) -> None:
    """Send everything this process prints, compiled libraries included, to its log file.

    What Python prints is masked from now on, before it is written anywhere.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    _mask_streams()
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
        stream.flush()
        os.dup2(descriptor, number)
    os.close(descriptor)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
    faulthandler.enable(file=2, all_threads=True)


def _mask_streams() -> None:
    out, err = sys.stdout, sys.stderr
    if not isinstance(out, MaskedStream):
        sys.stdout = cast("TextIO", MaskedStream(out))
    if not isinstance(err, MaskedStream):
        sys.stderr = cast("TextIO", MaskedStream(err))
