"""The catalogue: which components there are for a document, found by words."""

from __future__ import annotations

from dataclasses import dataclass

from curator_gui.app.language.words import say
from curator_gui.core.document import Kind, PipelineDocument
from curator_gui.core.message import Message, term
from curator_gui.core.registration.registry import Entry, Registry
from curator_gui.core.storage.installed import to_add


@dataclass(frozen=True)
class Offer:
    """A component in the catalogue; `reason` says why it cannot be added here ("" if it can)."""

    entry: Entry
    reason: str = ""

    @property
    def possible(self) -> bool:
        """Whether it can be added."""
        return not self.reason


_SHORTEST_PLURAL = 3


def search(
    registry: Registry, document: PipelineDocument, words: str = "", kind: Kind | None = None
) -> list[Offer]:
    """List the components that have all the words, those that can be added first.

    Words are looked for in title, key, description, keywords and domain, in any case, a plural also
    in the singular; a hit in the title counts more than one in the description.
    """
    wanted = words.lower().split()
    order = _kind_order(document)
    ranked = []
    for entry in registry.select(kind):
        rank = _rank(entry, wanted)
        if rank is not None:
            offer = Offer(entry, reason_against(entry, document))
            ranked.append((not offer.possible, rank, order.index(entry.kind), offer))
    ranked.sort(key=lambda item: (*item[:3], item[3].entry.domain.key, item[3].entry.title.lower()))
    return [item[3] for item in ranked]


def reason_against(entry: Entry, document: PipelineDocument) -> str:
    """Say why a component does not fit into a document, or ""."""
    missing = entry.missing_modules()
    if missing:
        extra = entry.extra or entry.domain.extra
        return Message(
            "needs {missing}: {command}", missing=", ".join(missing), command=to_add(extra)
        )
    domain = _domain_of_others(entry, document)
    if domain and domain != entry.domain.key:
        return Message(
            "works on {title}, but this pipeline has {domain} data",
            title=term(entry.domain.title.lower()),
            domain=domain,
        )
    return ""


def _kind_order(document: PipelineDocument) -> list[Kind]:
    """Put first what the document needs most: a source, then filters, a second source last."""
    return ["filter", "sink", "source"] if document.source else ["source", "filter", "sink"]


def _domain_of_others(entry: Entry, document: PipelineDocument) -> str:
    """Return the domain of the steps that stay: a new source takes the place of the old one."""
    steps = [s for s in document.steps if s.kind != entry.kind or s.kind == "filter"]
    return steps[0].domain if steps else ""


def _rank(entry: Entry, wanted: list[str]) -> int | None:
    """Return how far off a component is (0 best), or None if a word is nowhere."""
    title = f"{say(entry.title)} {entry.title}".lower()
    texts = (say(entry.description), entry.description, say(entry.domain.title), entry.domain.title)
    rest = " ".join((entry.key, *texts, entry.kind, *entry.keywords)).lower()
    total = 0
    for word in wanted:
        ranks = [_rank_of_word(form, title, rest) for form in _forms(word)]
        found = [rank for rank in ranks if rank is not None]
        if not found:
            return None
        total += min(found)
    return total


def _rank_of_word(word: str, title: str, rest: str) -> int | None:
    if title.startswith(word):
        return 0
    if word in title:
        return 1
    return 3 if word in rest else None


def _forms(word: str) -> list[str]:
    """Return a word and, of a plural, its singular: most texts name one of the two only."""
    is_plural = len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return [word, word[:-1]] if is_plural else [word]
