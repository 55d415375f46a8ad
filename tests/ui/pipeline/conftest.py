"""Windows whose questions a test answers."""

from __future__ import annotations

from tests.ui.editing import answers, make_window, registry, texts, window

__all__ = ["answers", "make_window", "registry", "texts", "window"]
