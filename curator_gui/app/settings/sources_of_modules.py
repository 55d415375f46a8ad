"""What PySide6 reads of each module that is imported after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any


def spare_sources() -> None:
    """Let PySide6 look for its name in the bytes of a module instead of in its decoded lines.

    It wants to know of each which its `__feature__` concerns. `inspect.getsource`, which it asks,
    keeps the lines of all of them: 18 MB and a tenth of the time to import what the window needs,
    80 MB and a fifth of the time to import the libraries of all domains.
    A PySide6 that asks in another way is left as it is.
    """
    import PySide6.QtCore  # noqa: F401 - it brings the module below

    feature: Any = import_module("shibokensupport.feature")
    usual = getattr(feature, "_mod_uses_pyside", None)
    if usual is not None and not isinstance(usual, partial):
        feature._mod_uses_pyside = partial(_names_pyside, usual)


def _names_pyside(usual: Callable[[ModuleType], bool], module: ModuleType) -> bool:
    """Whether a module's text names PySide6; what is no file of text is asked for as usual."""
    path = getattr(module, "__file__", None)
    if not isinstance(path, str) or not path.endswith(".py"):
        return usual(module)
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - pathlib takes twice the time
            return b"PySide6" in file.readall()
    except OSError:  # within an archive
        return usual(module)
