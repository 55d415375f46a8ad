"""Errors of the engine itself."""

from __future__ import annotations

from curator_gui.core.errors import CuratorError


class EngineError(CuratorError, RuntimeError):
    """The engine itself failed; the message says where."""
