"""`curator-gui help`: the manual in the terminal, and as HTML."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from curator_gui.cli.loading import filled_registry
from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE, ProblemsError
from curator_gui.core.storage.installed import to_add
from curator_gui.manual import Hit, Manual
from curator_gui.manual.page import ENGLISH

SHOWN_HITS = 12


def show_help(arguments: argparse.Namespace) -> int:
    """Print a page, the contents, or what a search finds; or write all of it as HTML.

    Raises
    ------
    TopicError
        If there is no such page.
    """
    manual = Manual(filled_registry(), arguments.language, _translator(arguments.language))
    if arguments.html is not None:
        _write_html(manual, arguments.html)
    elif arguments.search:
        say(_found(manual, " ".join(arguments.search)))
    elif arguments.topic:
        say(manual.page(arguments.topic).plain.rstrip())
    else:
        say(_contents(manual))
    return EXIT_DONE


def _translator(language: str) -> Callable[[str], str]:
    """Return what translates the words of components; Qt has the translations."""
    if language == ENGLISH:
        return str
    if find_spec("PySide6") is None:
        complain(f"what components say is in English here: {to_add('gui')} brings its translation")
        return str
    from curator_gui.app.language.translators import translate_process
    from curator_gui.app.language.words import say as translated

    translate_process(language)
    return translated


def _contents(manual: Manual) -> str:
    lines = []
    for section in manual.sections():
        pages = [f"  {page.topic:<20} {page.title}" for page in section.pages]
        lines += [section.title, *pages, ""]
    last = "curator-gui help TOPIC shows a page; components have one, too: mesh.VTKSource"
    return "\n".join([*lines, last])


def _found(manual: Manual, text: str) -> str:
    hits = manual.search(text)
    if not hits:
        return f"no page of the manual holds all of: {text}"
    lines = [_line(hit) for hit in hits[:SHOWN_HITS]]
    hidden = len(hits) - SHOWN_HITS
    return "\n".join([*lines, f"... and {hidden} more pages"] if hidden > 0 else lines)


def _line(hit: Hit) -> str:
    return f"{hit.page.topic:<24} {hit.page.title}\n    {hit.excerpt}"


def _write_html(manual: Manual, folder: Path) -> None:
    from curator_gui.manual.html import write_html

    try:
        pages = write_html(manual, folder)
    except OSError as error:
        place = error.filename or folder
        raise ProblemsError([f"{place}: {error.strerror or error}"]) from error
    say(f"{pages} pages: {folder / 'welcome.html'}")
