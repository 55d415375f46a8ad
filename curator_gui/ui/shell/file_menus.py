"""Two menus in the File menu that are filled when they open: recent documents, samples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common.text import tr

Entry = tuple[str, str, Any]
"""What a menu shows, its tool tip, and what is opened."""


class ChoiceMenu(QMenu):
    """Lists what can be opened at this moment; says so if there is nothing."""

    def __init__(
        self,
        title: str,
        nothing: str,
        entries: Callable[[], Iterable[Entry]],
        choose: Callable[[Any], object],
        parent: QWidget,
    ) -> None:
        super().__init__(title, parent)
        self._nothing, self._entries, self._choose = nothing, entries, choose
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List what there is now."""
        self.clear()
        for words, tip, what in self._entries():
            action = self.addAction(words.replace("&", "&&"))
            action.setToolTip(tip_text(tip))
            action.triggered.connect(lambda *_, what=what: self._choose(what))
        if self.isEmpty():
            self.addAction(self._nothing).setEnabled(False)


def recent_entries(paths: Iterable[str]) -> list[Entry]:
    """List recent documents; those of the same name with their folders."""
    found = [Path(path) for path in paths]
    names = [path.name for path in found]
    return [
        (path.name if names.count(path.name) == 1 else str(path), str(path), path) for path in found
    ]


def recent_menu(
    paths: Callable[[], Iterable[str]], choose: Callable[[Any], object], parent: QWidget
) -> ChoiceMenu:
    words = tr("No document was opened yet")
    return ChoiceMenu(tr("Open &recent"), words, lambda: recent_entries(paths()), choose, parent)


def sample_menu(
    entries: Callable[[], Iterable[Entry]], choose: Callable[[Any], object], parent: QWidget
) -> ChoiceMenu:
    words = tr("No sample projects are installed.")
    return ChoiceMenu(tr("Sa&mples"), words, entries, choose, parent)
