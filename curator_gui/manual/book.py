"""The manual as a whole: what is in it, in which order, and where a word stands."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from curator_gui.core.registration.registry import Registry
from curator_gui.manual.page import ENGLISH, Hit, Page, TopicError, look_for, written_page
from curator_gui.manual.reference import component_page, components_page, options_page
from curator_gui.manual.words import words_of

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("welcome", ("welcome", "your-data", "documents", "command-line")),
    ("views", ("build", "preview", "plan", "monitor", "results", "dataset", "runs")),
    (
        "how-to",
        (
            "howto-time-steps",
            "howto-surfaces",
            "howto-points",
            "howto-parameters",
            "howto-standardize",
            "howto-weather",
            "howto-region",
            "howto-levels",
            "howto-grib",
            "howto-object-stores",
            "howto-molecules",
            "howto-energies",
            "howto-overnight",
        ),
    ),
    (
        "more",
        (
            "data-sets",
            "reading-outputs",
            "own-components",
            "cluster",
            "watching",
            "promises",
            "troubleshooting",
            "preferences",
            "files",
        ),
    ),
    ("reference", ("components", "options", "keyboard", "glossary")),
)
"""The written order; pages of single components follow the list of them."""


@dataclass(frozen=True)
class Section:
    """A chapter: its title, and its pages in reading order."""

    title: str
    pages: tuple[Page, ...]


class Manual:
    """The manual in one language, with the components that a registry knows.

    Parameters
    ----------
    registry
        Its components have pages.
    language
        Such as "de"; pages that are not translated are English.
    say
        Translates what components say of themselves.
    """

    def __init__(
        self,
        registry: Registry,
        language: str = ENGLISH,
        say: Callable[[str], str] = str,
    ) -> None:
        self.language = language
        self._registry, self._say = registry, say
        self._read = cache(self._make)

    def sections(self) -> list[Section]:
        """Return the chapters, the pages of single components not among them."""
        words = words_of(self.language)
        return [Section(words[key], tuple(map(self._read, topics))) for key, topics in SECTIONS]

    def pages(self) -> Iterator[Page]:
        """Return every page once, those of single components last."""
        return map(self._read, self.topics())

    def topics(self) -> list[str]:
        """List the names of all pages."""
        written = [topic for _, topics in SECTIONS for topic in topics]
        return written + [entry.key for entry in self._registry.select(former=True)]

    def page(self, topic: str) -> Page:
        """Return a page by its topic; case does not matter.

        Raises
        ------
        TopicError
            If there is none; the message names those that are called nearly so.
        """
        known = {name.casefold(): name for name in self.topics()}
        wanted = topic.partition("#")[0].strip().casefold()
        if wanted not in known:
            raise TopicError(
                "the manual has no page {topic}; nearest: {near}",
                topic=f"{topic:.80}",
                near=", ".join(self._near(wanted, known)),
            )
        return self._read(known[wanted])

    def search(self, text: str) -> list[Hit]:
        """Find the pages in which all words of a text stand, the best first."""
        words = text.casefold().split()
        hits = [hit for page in self.pages() if (hit := look_for(words, page)) is not None]
        return sorted(hits, key=lambda hit: -hit.score)

    @staticmethod
    def _near(wanted: str, known: dict[str, str]) -> list[str]:
        near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
        holding = [name for name in known if wanted and wanted in name]
        return [known[name] for name in dict.fromkeys([*holding[:3], *near])] or ["welcome"]

    def _make(self, topic: str) -> Page:
        if topic == "components":
            return components_page(self._registry, self.language, self._say)
        if topic == "options":
            return options_page(self.language, self._say)
        page = written_page(topic, self.language)
        if page is not None:
            return page
        entry = self._registry.find(topic)  # `get` refuses what cannot run here; its page says why
        assert entry is not None
        return component_page(entry, self.language, self._say)
