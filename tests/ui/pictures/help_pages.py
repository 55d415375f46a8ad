"""Help, notices, and the welcome page with something on it."""

from __future__ import annotations

from tests.ui.pictures.photographer import Photographer, Scene


def rest(person: Photographer) -> Scene:
    """Show help, notices and the welcome page with something on it."""
    window = person.window
    for name in ("shortcuts", "about"):
        window.bench.commands[name].trigger()
        yield name
        person.dialogs()[-1].reject()
    words = "Unsaved changes to night.curator.yaml of 2026-11-23 were kept after a crash."
    window.bench.notices.add(words, [("Open", lambda: None), ("Discard", lambda: None)])
    yield "notice"
    window.bench.session.undo_stack.setClean()
    window.bench.commands["new"].trigger()
    yield "welcome-later"
