"""What this process prints, its components included, is masked like everything else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TextIO, cast

from curator_gui.core.masking.streams import MaskedStream


@contextlib.contextmanager
def masked_streams() -> Iterator[None]:
    """Mask what is printed to stdout and stderr, also by `logging` and `warnings`."""
    before = sys.stdout, sys.stderr
    if None in before:  # a program without a terminal, as on Windows
        yield
        return
    sys.stdout, sys.stderr = (cast("TextIO", MaskedStream(stream)) for stream in before)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(BrokenPipeError, ValueError):  # nobody reads it, or closed
                stream.flush()
        sys.stdout, sys.stderr = before
