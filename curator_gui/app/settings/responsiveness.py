"""Settings of the interpreter for a process that has a window."""

from __future__ import annotations

import gc
import sys

SWITCH_SECONDS = 0.0003
"""How long another thread may compute before the one of the window gets its turn.

Painting calls back into Python dozens of times, and each call may have to wait for its turn: with
the interpreter's own 5 ms, a run that reports 20,000 events per second holds a window up for
50 ms. Turns that are this short cost the other thread about 2 %.
"""


def favour_window() -> None:
    """Give the window's thread its turn sooner, and spare its objects further collections.

    For the moment when the window has been built: what exists now lives until the end, and a full
    collection that looks at all of it again stops every thread for 50 ms.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()
