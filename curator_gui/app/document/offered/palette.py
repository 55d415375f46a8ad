"""The command palette's entries: everything that can be done, found by words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from curator_gui.app.document.offered.catalogue import search
from curator_gui.app.document.session import Session
from curator_gui.app.language.words import say
from curator_gui.core.registration.registry import Entry


@dataclass(frozen=True)
class PaletteEntry:
    """One thing to do: its words, its key ("" for none), and what does it."""

    text: str
    do: Callable[[], object]
    key: str = ""
    group: str = ""


def matching(entries: Sequence[PaletteEntry], words: str) -> list[PaletteEntry]:
    """List the entries that have all the words, those that begin with one of them first.

    Entries of the same rank keep their order.
    """
    wanted = words.lower().split()
    ranked = []
    for position, entry in enumerate(entries):
        text = f"{entry.group} {entry.text}".lower()
        if all(word in text for word in wanted):
            starts = sum(entry.text.lower().startswith(word) for word in wanted)
            inside = sum(f" {word}" in f" {text}" for word in wanted)
            ranked.append((-starts, -inside, position, entry))
    return [entry for *_, entry in sorted(ranked, key=lambda item: item[:3])]


def component_entries(
    session: Session, add: Callable[[Entry], object], group: str
) -> list[PaletteEntry]:
    """List the components that can be added to the document now."""
    offers = search(session.registry, session.document)
    return [
        PaletteEntry(say(offer.entry.title), partial(add, offer.entry), group=group)
        for offer in offers
        if offer.possible
    ]
