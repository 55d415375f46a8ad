"""Loads what the views will want while nobody waits: plots take a quarter of a second to import.

The import runs in a thread of its own, which lets the window go on (its longest turn meanwhile is
some 30 ms); whoever opens such a view before it is through waits as long as without it.
"""

from __future__ import annotations

import threading
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

AFTER_MS = 1000
"""The window can be used and has rested when the loading begins."""

MODULES = ("pyqtgraph", "curator_gui.ui.monitor.view", "curator_gui.ui.dataset.view")
"""In this order; none makes a Qt object when it is imported."""


def warm_up(owner: QObject) -> None:
    """Load the modules of slow views in a while, if the owner still lives then."""
    QTimer.singleShot(AFTER_MS, owner, load_in_background)


def load_in_background() -> threading.Thread:
    """Load them now, in a thread that ends with the program."""
    thread = threading.Thread(target=_load, name="curator-warming", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in MODULES:
        import_module(name)
