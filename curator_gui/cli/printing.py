"""What the command line prints: one place, so that no text from data drives the terminal."""

from __future__ import annotations

import sys

from curator_gui.core.masking.texts import masked
from curator_gui.core.text.plain_text import printable


def say(text: str) -> None:
    """Print a result."""
    print(printable(masked(text)), flush=True)


def hand_out(text: str) -> None:
    """Print a secret of the program itself that the person is to use, such as a page's token."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "unmasked", sys.stdout)
    print(printable(text), file=stream, flush=True)


def complain(text: str) -> None:
    """Print what is wrong, or to be known, on stderr."""
    print(printable(masked(text)), file=sys.stderr)
