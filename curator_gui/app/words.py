"""Words on the screen: what is written in English in the source is shown in the chosen language.

Two kinds of text reach the window. Its own stand in calls of `tr`, `mark` and `count` and are
looked up as they are. Those of the layers below (what a component does, why a value does not fit)
are plain English there, because the run record, the log and the command line keep them: records of
two workstations can be compared, and a message can be searched for. `say` translates such a
finished text where it is shown, by the template that it was made from.

`packaging/translate.py` collects both kinds.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from curator_gui.app.messages import MessageTemplates

CONTEXT = "curator"
MESSAGES = "messages"
COMPONENTS = "components"

_templates = MessageTemplates()


def tr(text: str) -> str:
    """Return the translation of a text, or the text itself where there is none."""
    return QCoreApplication.translate(CONTEXT, text)


def mark(text: str) -> str:
    """Mark a text of a table for translation; whoever shows it passes it through `tr`."""
    return text


def count(number: int, one: str, many: str) -> str:
    """Write a number with its word: "1 item", "21 items", "12 480 items".

    A language may have more than two forms: the translation of "{n} items" has them all.
    """
    grouped = f"{number:,}".replace(",", "\u202f")
    source = numerus_source(many)
    translated = QCoreApplication.translate(CONTEXT, source, "", number)
    if translated == source:
        return f"{grouped} {one if number == 1 else many}"
    return translated.format(n=grouped)


def numerus_source(many: str) -> str:
    """Return the text by which the translations of `count` are found."""
    return f"{{n}} {many}"


def say(text: str) -> str:
    """Translate a finished text of the engine, a component or the document; unknown ones stay."""
    return _templates.translated(text) if _templates else text


def use_templates(templates: MessageTemplates) -> None:
    """Let `say` know the messages of the layers below; empty templates switch it off."""
    global _templates
    _templates = templates


def look_up(text: str) -> str:
    """Return the translation of a text of the layers below that has no variable part."""
    for context in (COMPONENTS, MESSAGES, CONTEXT):
        found = QCoreApplication.translate(context, text)
        if found != text:
            return found
    return text


def look_up_template(template: str) -> str:
    """Return the translation of a message with its `{...}` places."""
    return QCoreApplication.translate(MESSAGES, template)
