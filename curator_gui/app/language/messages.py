"""MessageTemplates: find the template that a finished message was made from, and translate it.

The engine writes "the folder /data does not exist" from the template "the folder {path} does not
exist". The template has a translation, the message has none; so the message is taken apart by the
template again and its values put into the translation. This works for messages that come out of a
worker or a ten years old record as well as for those that were made a moment ago.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

Translate = Callable[[str], str]

PLACE = re.compile(r"\{(\w+)\}")
NESTED = frozenset(
    (
        *("accepts", "advice", "cause", "condition", "description", "detail", "domain", "error"),
        *("hint", "issue", "item", "kind", "kind2", "label", "meaning", "message", "note"),
        *(
            "place",
            "problem",
            "state",
            "reason",
            "size",
            "step",
            "title",
            "unit",
            "what",
            "why",
            "words",
        ),
        *("listing_reason", "os_reason", "below", "count", "there"),
    )
)
"""Places whose value is a text of Curator's, not of the person's: it is translated, too."""
SHAPES = {
    "accepts": r"((?:an? |one of |true or ).+?)",
    "minimum": r"([-+.\de]+)",
    "maximum": r"([-+.\de]+)",
    "number": r"([-+.\w]+)",
    "n": r"([\d\u202f]+)",
    "state": r"(\w+)",
}
"""What a value looks like, for messages that begin with one: else they would fit any other."""
_ANYTHING = "(.+?)"
_AT_THE_START = "((?:(?!: ).)+?)"
"""Before a colon stands another message's place: "step 3: the folder /data does not exist"."""
_REMEMBERED = 4096


@dataclass(frozen=True)
class _Template:
    text: str
    names: tuple[str, ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> _Template:
        parts = PLACE.split(text)
        parts[::2] = [re.escape(_unescaped(part)) for part in parts[::2]]
        names = tuple(parts[1::2])
        parts[1::2] = [SHAPES.get(name, _ANYTHING) for name in names]
        if not parts[0] and parts[1] == _ANYTHING:
            parts[1] = _AT_THE_START
        return cls(text, names, re.compile("".join(parts), re.DOTALL))

    def filled(self, translation: str, values: dict[str, str]) -> str:
        parts = PLACE.split(translation)
        parts[::2] = map(_unescaped, parts[::2])
        parts[1::2] = [values[name] for name in parts[1::2]]
        return "".join(parts)


class MessageTemplates:
    """The templates of all messages, the most specific first.

    Parameters
    ----------
    templates
        Messages with `{name}` where a value stands, braces doubled.
    look_up, look_up_template
        Return the translation of a fixed text and of a template, or the text itself.
    """

    def __init__(
        self,
        templates: Iterable[str] = (),
        look_up: Translate = str,
        look_up_template: Translate = str,
    ) -> None:
        self._sources = sorted(set(templates), key=_generality)
        self._look_up = look_up
        self._look_up_template = look_up_template
        self.translated = lru_cache(_REMEMBERED)(self._translated)

    def __bool__(self) -> bool:
        return bool(self._sources)

    @cached_property
    def _templates(self) -> list[_Template]:
        """The templates, taken apart when the first message needs one: the start need not wait."""
        return [_Template.of(text) for text in self._sources]

    def _translated(self, text: str) -> str:
        """Translate a finished text; parts that nobody knows stay as they are."""
        known = self._look_up(text)
        if known != text or not text.strip():
            return known
        return (
            self._by_template(text)
            or self._by_lines(text)
            or self._behind_colon(text)
            or self._as_list(text)
            or text
        )

    def _by_template(self, text: str) -> str:
        for template in self._templates:
            match = template.pattern.fullmatch(text)
            if match is not None:
                values = zip(template.names, match.groups(), strict=True)
                said = {name: self._value(name, value) for name, value in values}
                return template.filled(self._look_up_template(template.text), said)
        return ""

    def _value(self, name: str, value: str) -> str:
        return self.translated(value) if name in NESTED else value

    def _by_lines(self, text: str) -> str:
        """Translate each line of a text that was put together from several."""
        lines = text.split("\n")
        return "\n".join(self.translated(line) for line in lines) if len(lines) > 1 else ""

    def _behind_colon(self, text: str) -> str:
        """Translate "step 3: needs a text": a place, then a message of its own."""
        head, colon, tail = text.partition(": ")
        said = self.translated(tail) if colon else tail
        if said == tail:
            return ""
        return f"{head if head.isidentifier() else self.translated(head)}: {said}"

    def _as_list(self, text: str) -> str:
        """Translate "3 done, 1 failed", if each part of it is known."""
        parts = text.split(", ")
        said = [self.translated(part) for part in parts] if len(parts) > 1 else []
        known = said and all(new != old for new, old in zip(said, parts, strict=True))
        return ", ".join(said) if known else ""


def _generality(template: str) -> tuple[bool, int]:
    """Order templates: those that begin with a word first, then those with the most words."""
    return template.startswith("{"), -len(PLACE.sub("", template))


def _unescaped(part: str) -> str:
    return part.replace("{{", "{").replace("}}", "}")
