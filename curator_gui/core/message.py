"""Message: what is said to a person, made of a template and values so that it can be translated.

Printed, compared and searched it is its English text; a window that speaks another language makes
the text anew from the translation of the template (`curator_gui.app.language.words.say`). A message
that is formatted into another text leaves only its English there: write
`Message("{place}: {message}", ...)` instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Self

from curator_gui.core.masking.texts import masked

_SIMPLE = re.compile(r"(?:[^{}]|\{\{|\}\}|\{\w+\})*")
_QUOTED = 100
MAX_VALUE = 40_000
"""Letters of a value in a message; an exception of some component may have fifty million."""
_MARGIN = 2000
"""Letters beyond them that are masked, too: a secret may begin before the end and be cut there."""
_PLACED = "{place}: {message}"
_FACT = "fact"
"""Third beside template and values in what is recorded of a `Fact`."""


class Message(str):
    """English text that knows what it was made from.

    Parameters
    ----------
    template
        The English text with `{name}` where a value stands; other braces are doubled. It is a
        literal wherever a message is made: `packaging/texts.py` collects them for translation.
    values
        What stands there: messages are translated with it, anything else is written as it is.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, str]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Make the English text; values that are no messages become text."""
        said = {name: _said(value) for name, value in values.items()}
        self = super().__new__(cls, template.format(**said))
        self.template, self.values = template, said
        return self

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (self.template, dict(self.values))


class Fact(Message):
    """A message about what is meant to happen: no warning. Made by `fact`, to be translated."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade_fact, (self.template, dict(self.values))


def fact(message: Message) -> Fact:
    """Say that a message is no warning."""
    return Fact(message.template, **message.values)


def announced(fact: Fact) -> Message:
    """Return a fact as what is about to happen: only what has happened is a fact of a run."""
    return Message(fact.template, **fact.values)


def _remade_fact(template: str, values: Mapping[str, object]) -> Fact:
    return Fact(template, **values)


def _said(value: object) -> str:
    """Make a text of a value; a message stays one, other texts are masked and not endless."""
    text = str(value)
    return text if isinstance(text, Message) or _is_number(value) else shown(text)


def _is_number(value: object) -> bool:
    return type(value) in (int, float, bool)


def shown(text: str) -> str:
    """Return a text masked and not endless; to mask millions of letters would take seconds."""
    if len(text) <= MAX_VALUE:
        return _cut(masked(text), MAX_VALUE)
    begin = masked(text[: MAX_VALUE + _MARGIN])
    return begin[: min(MAX_VALUE - 1, max(len(begin) - _MARGIN, 0))] + "…"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _remade(template: str, values: Mapping[str, object]) -> Message:
    return Message(template, **values)


def quoted(value: object) -> str:
    """Write a value as it is in Python, in about a hundred letters: it may be somebody's book."""
    text = repr(value)
    return text if len(text) <= _QUOTED + 20 else f"{text[:_QUOTED]}…"


def term(text: str) -> Message:
    """Mark a text that has a translation of its own, such as the title of a component."""
    return Message(text.replace("{", "{{").replace("}", "}}"))


def at(place: str, message: object) -> Message:
    """Say where something is wrong: "n_jobs: needs a whole number"."""
    return Message(_PLACED, place=place, message=message)


def without_place(message: str) -> str:
    """Leave out where something is wrong, because that is seen from where the message stands."""
    if isinstance(message, Message) and message.template == _PLACED:
        return message.values["message"]
    return message


def place_of(message: str) -> str:
    """Return where something is wrong, "" if the message does not say."""
    if isinstance(message, Message) and message.template == _PLACED:
        return message.values["place"]
    return ""


def joined(separator: str, parts: Iterable[str]) -> Message:
    """Join messages to one; each is translated by itself."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    between = separator.replace("{", "{{").replace("}", "}}")
    return Message(between.join(f"{{{name}}}" for name in values), **values)


def plural(n: int, one: str, many: str, /, **values: object) -> Message:
    """Make a message about one thing or about many, of whose templates `{n}` may be part.

    Both are literals wherever this is called, as that of a `Message`.
    """
    return Message(one if n == 1 else many, n=f"{n:,}", **values)


def counted(counts: Mapping[str, int]) -> Message:
    """Write names, each with its count: "p (1,204), U (3)"."""
    return joined(", ", [Message("{name} ({n})", name=k, n=f"{n:,}") for k, n in counts.items()])


def recorded(message: str) -> str:
    """Write the template and the values of a message as one text, "" for any other text."""
    return json.dumps(_as_data(message)) if isinstance(message, Message) else ""


def _as_data(text: str) -> Any:
    if not isinstance(text, Message):
        return str(text)
    parts = [text.template, {name: _as_data(value) for name, value in text.values.items()}]
    return [*parts, _FACT] if isinstance(text, Fact) else parts


@lru_cache(4096)
def from_record(text: str, parts: str) -> str:
    """Return the message that was recorded as a text and its parts.

    Whatever does not give exactly this text (a record of before, or a damaged one) stays text. It
    is masked: who wrote the record may have known other secrets than this process, or none.
    """
    own = masked(text)
    try:
        made = _from_data(json.loads(parts)) if parts else own
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return own
    return made if made in (text, own) else own


def _from_data(data: Any) -> str:
    if isinstance(data, str):
        return data
    template, values, *kind = data
    if not _SIMPLE.fullmatch(template):  # a width could ask for more memory than there is
        raise ValueError(template)
    made = Message(template, **{name: _from_data(value) for name, value in values.items()})
    return fact(made) if kind == [_FACT] else made
