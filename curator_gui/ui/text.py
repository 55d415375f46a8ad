"""Words on the screen go through `tr`, so that Qt Linguist's tools find and translate them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "curator"


def tr(text: str) -> str:
    """Return the translation of a text, or the text itself where there is none."""
    return QCoreApplication.translate(CONTEXT, text)


def plain(text: str) -> str:
    """Write the code marks of a docstring-like text as quotation marks."""
    return text.replace("``", '"').replace("`", '"')


def count(number: int, one: str, many: str) -> str:
    """Write a number with its word: "1 item", "21 items", "12 480 items"."""
    grouped = f"{number:,}".replace(",", "\u202f")
    return f"{grouped} {one if number == 1 else many}"
