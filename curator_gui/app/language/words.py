"""Words on the screen: what is written in English in the source is shown in the chosen language.

Two kinds of text reach the window. Its own stand in calls of `tr`, `mark` and `count` and are
looked up as they are. Those of the layers below (what a component does, why a value does not fit)
are plain English there, because the run record, the log and the command line keep them: records of
two workstations can be compared, and a message can be searched for. `say` translates such a
finished text where it is shown, by the template that it was made from.

`packaging/translate.py` collects both kinds. This module knows no Qt, so that the command line can
use the words of the window; there they stay English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from curator_gui.app.language.messages import MessageTemplates

CONTEXT = "curator"
MESSAGES = "messages"
COMPONENTS = "components"

Translate = Callable[[str, str, int], str]
"""Given a context, a text and a number (-1 for none), return the translation or the text."""


def _english(context: str, text: str, number: int) -> str:
    return text


_translate: Translate = _english
_templates = MessageTemplates()


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
    grouped = f"{number:,}".replace(",", "\u202f")
    source = numerus_source(many)
    translated = _translate(CONTEXT, source, number)
    if translated == source:
        return f"{grouped} {one if number == 1 else many}"
    return translated.format(n=grouped)


def numerus_source(many: str) -> str:
    """Return the text by which the translations of `count` are found."""
    return f"{{n}} {many}"


def say(text: str) -> str:
    """Translate a finished text of the engine, a component or the document; unknown ones stay."""
    return _templates.translated(text) if _templates else text


def speak(translate: Translate, templates: Iterable[str]) -> None:
    """Use another language.

    Parameters
    ----------
    translate
        Looks texts up.
    templates
        The messages of the layers below that have places for values.
    """
    global _translate, _templates
    _translate = translate
    _templates = MessageTemplates(templates, _look_up, _look_up_template)


def speak_english() -> None:
    """Show every text as it stands in the source."""
    speak(_english, ())


def _look_up(text: str) -> str:
    """Look up a text of the layers below that has no places for values."""
    for context in (COMPONENTS, MESSAGES, CONTEXT):
        found = _translate(context, text, -1)
        if found != text:
            return found
    return text


def _look_up_template(template: str) -> str:
    return _translate(MESSAGES, template, -1)
