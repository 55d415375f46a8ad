"""Words on the screen go through `tr`, `count` and `say`: see `curator_gui.app.language.words`."""

from __future__ import annotations

from curator_gui.app.language.words import count, mark, say, tr

__all__ = ["count", "mark", "plain", "say", "tr"]


def plain(text: str) -> str:
    """Write the code marks of a docstring-like text as quotation marks."""
    return text.replace("``", '"').replace("`", '"')
