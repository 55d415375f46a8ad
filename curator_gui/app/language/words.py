"""Words on the screen: what is written in English in the source is shown in the chosen language.

Two kinds of text reach the window. Its own stand in calls of `tr`, `mark` and `count` and are
looked up as they are. Those of the layers below (why a value does not fit) are messages: English
texts, because the run record, the log and the command line keep them, that know the template and
the values they were made from (`curator_gui.core.message`). `say` makes them anew in the language
of the window. What a component is called and does is plain text, and looked up as it is.

`packaging/translate.py` collects both kinds. This module knows no Qt, so that the command line can
use the words of the window; there they stay English.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from curator_gui.core.message import Message

CONTEXT = "curator"
MESSAGES = "messages"
COMPONENTS = "components"

THIN = "\u202f"
"""What parts groups of digits on the screen (ISO 80000-1); records and reports have commas."""

_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,]|\.\d)")

Translate = Callable[[str, str, int], str]
"""Given a context, a text and a number (-1 for none), return the translation or the text."""


def _english(context: str, text: str, number: int) -> str:
    return text


_translate: Translate = _english


def tr(text: str) -> str:
    """Return the translation of a text, or the text itself where there is none."""
    return _translate(CONTEXT, text, -1)


def mark(text: str) -> str:
    """Mark a text of a table for translation; whoever shows it passes it through `tr`."""
    return text


def count(number: int, one: str, many: str) -> str:
    """Write a number with its word: "1 item", "21 items", "12 480 items".

    A language may have more than two forms: the translation of "{n} items" has them all.
    """
    grouped = f"{number:,}".replace(",", THIN)
    source = numerus_source(many)
    translated = _translate(CONTEXT, source, number)
    if translated == source:
        return f"{grouped} {one if number == 1 else many}"
    return translated.format(n=grouped)


def numerus_source(many: str) -> str:
    """Return the text by which the translations of `count` are found."""
    return f"{{n}} {many}"


def say(text: str) -> str:
    """Translate a message, or a text that a component has; unknown ones stay in English.

    Numbers among the values of a message are grouped as everywhere on the screen.
    """
    if not isinstance(text, Message) or not text.values:
        return text if _translate is _english or not text else _look_up(text)
    values = {name: _said_value(value) for name, value in text.values.items()}
    return _translate(MESSAGES, text.template, -1).format(**values)


def grouped(text: str) -> str:
    """Part the digits of the numbers in a text as everywhere on the screen: "4,746" to "4 746"."""
    return _GROUPED.sub(lambda found: found[0].replace(",", THIN), text)


def _said_value(value: str) -> str:
    """A path or a name stays as it is, even if it is called like a word of the window."""
    if isinstance(value, Message):
        return say(value)
    return grouped(value) if not value.strip("0123456789,… ") else value


def speak(translate: Translate) -> None:
    """Use another language: `translate` looks its texts up."""
    global _translate
    _translate = translate


def speak_english() -> None:
    """Show every text as it stands in the source."""
    speak(_english)


def speaks_english() -> bool:
    """Whether texts are shown as they stand in the source, some of which look alike in both."""
    return _translate is _english


def _look_up(text: str) -> str:
    """Look up a text of the layers below that has no places for values."""
    for context in (COMPONENTS, MESSAGES, CONTEXT):
        found = _translate(context, text, -1)
        if found != text:
            return found
    return text
