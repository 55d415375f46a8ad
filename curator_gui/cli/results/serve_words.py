"""The words of a run's web page in the language of whoever looks at it.

Each browser may have its own, so the translator of the window, one for the whole process, is no
use here. What is written in the record (why an item failed) stays as it is there, in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = "en"
_GERMAN = {
    "{settled} of {total}, {state}, {clock}": "{settled} von {total}, {state}, {clock}",
    "{elapsed}, about {left} left": "{elapsed}, noch etwa {left}",
    "As of {time}": "Stand {time}",
    "As of {time}, renewing itself": "Stand {time}, erneuert sich selbst",
    "Failures by cause": "Fehler nach Ursache",
    "Data set": "Datensatz",
    "Data sets": "Datensätze",
    "Report": "Bericht",
    "item {items}": "Element {items}",
    "items {items}": "Elemente {items}",
    "items": "Elemente",
    "size": "Größe",
    "parts": "Teile",
    "decisions": "Entscheidungen",
    "it cannot be read": "er kann nicht gelesen werden",
    "done": "fertig",
    "skipped": "übersprungen",
    "failed": "fehlgeschlagen",
    "quarantined": "in Quarantäne",
    "running": "läuft",
    "waiting": "wartend",
    "starting": "beginnt",
    "pausing": "hält an",
    "paused": "pausiert",
    "stopping": "wird gestoppt",
    "stopping now": "wird sofort gestoppt",
    "stopped": "gestoppt",
    "finished": "abgeschlossen",
    "interrupted": "unterbrochen",
    "this is no address": "das ist keine Adresse",
    "this is another server": "das ist ein anderer Server",
    "the address needs its token": "zur Adresse gehört ihr Token",
    "there is no such page": "diese Seite gibt es nicht",
}
TABLES: Mapping[str, Mapping[str, str]] = {ENGLISH: {}, "de": _GERMAN}
LANGUAGES = tuple(TABLES)
_RANGE = re.compile(r"\s*([a-zA-Z]{1,8}|\*)(?:-[\w-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")


@dataclass(frozen=True)
class Words:
    """Looks up words in a language; what it has none for is shown as it is."""

    language: str = ENGLISH

    def __call__(self, text: str, **values: str) -> str:
        """Return a text in this language, with its values."""
        found = TABLES[self.language].get(text, text)
        return found.format(**values) if values else found

    def number(self, value: int) -> str:
        """Write a number with its digits in groups: 12,480, or 12.480."""
        text = f"{value:,}"
        return text if self.language == ENGLISH else text.replace(",", ".")

    def quantity(self, text: str) -> str:
        """Write the decimal point of "1.21 MB" or "2.5 s" as this language does."""
        return text if self.language == ENGLISH else text.replace(".", ",")


def wanted_language(header: str) -> str:
    """Return the language that a browser likes best of those there are (RFC 9110, 12.5.4).

    English if it likes none of them, or says nothing that can be read.
    """
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:1000].split(",")):
        match = _RANGE.fullmatch(part)
        if match is not None:
            quality = float(match[2]) if match[2] else 1.0
            ranked.append((-quality, place, match[1].lower()))
    liked = (name for quality, _, name in sorted(ranked) if quality < 0)
    return next((name for name in liked if name in TABLES), ENGLISH)
