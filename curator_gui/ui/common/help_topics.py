"""Which page of the manual belongs to a widget.

Whoever makes a widget says so once with `explain`; its children belong to the same page unless they
say otherwise.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

FIRST = "welcome"
_PROPERTY = "help_topic"


def explain(widget: QWidget, topic: str) -> None:
    """Say which page explains a widget: a topic, with `#name` for a place in it."""
    widget.setProperty(_PROPERTY, topic)


def topic_of(widget: QWidget | None) -> str:
    """Return the page of a widget or of the nearest one around it; the first page without any."""
    while widget is not None:
        topic = widget.property(_PROPERTY)
        if topic:
            return str(topic)
        widget = widget.parentWidget()
    return FIRST
