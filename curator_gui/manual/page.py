"""One page of the manual, and what is found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.resources import resource_path

ENGLISH = "en"
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)]*)\)")
_EXCERPT = 120


class TopicError(CuratorError):
    """No page is called so; the message names the nearest ones."""


@dataclass(frozen=True)
class Page:
    """One page: its topic (name for links and the command line) and its text in Markdown.

    `language` is that of the text, which is English where a translation is missing. `keywords` are
    words that a search finds the page by, beside those of its text.
    """

    topic: str
    text: str
    language: str = ENGLISH
    keywords: tuple[str, ...] = ()

    @cached_property
    def title(self) -> str:
        """The first heading."""
        return self.text.partition("\n")[0].removeprefix("#").strip()

    @cached_property
    def plain(self) -> str:
        """The text with links as their words, for terminals and for searching."""
        return _LINK.sub(lambda found: "" if found[1] else found[2], self.text)

    def links(self) -> list[str]:
        """List where the page's links and pictures lead, in their order."""
        return [found[3] for found in _LINK.finditer(self.text)]


@dataclass(frozen=True)
class Hit:
    """A page that a search has found: how well it fits (more is better), and where, in words."""

    page: Page
    score: int
    excerpt: str


def written_page(topic: str, language: str) -> Page | None:
    """Read a written page in a language, else in English; None if there is no such page."""
    for chosen in dict.fromkeys((language, ENGLISH)):
        path = resource_path("manual", chosen, f"{topic}.md")
        if path.is_file():
            return Page(topic, path.read_text(encoding="utf-8"), chosen)
    return None


def look_for(words: list[str], page: Page) -> Hit | None:
    """Look for words in a page; all must be there, in any order and case.

    A word in the title counts as much as ten in the text, a keyword as much as five.
    """
    title, text = page.title.casefold(), page.plain.casefold()
    further = f"{page.topic} {' '.join(page.keywords)}".casefold()
    if not words or not all(word in text or word in further for word in words):
        return None
    score = sum(
        10 * title.count(word) + min(text.count(word), 9) + 5 * (word in page.keywords)
        for word in words
    )
    return Hit(page, score, _excerpt(words[0], page.plain))


def _excerpt(word: str, text: str) -> str:
    """Return the line in which a word stands first, the title left out, and cut.

    What is found by its keywords is told by its first sentence.
    """
    lines = [line.strip(" |#*-") for line in text.splitlines()[1:]]
    sentence = next((line for line in lines if line.endswith(".")), "")
    line = next((line for line in lines if word in line.casefold()), sentence)
    at = max(0, line.casefold().find(word) - _EXCERPT // 2)
    cut = line[at : at + _EXCERPT].strip()
    return ("..." if at else "") + cut + ("..." if at + _EXCERPT < len(line) else "")
