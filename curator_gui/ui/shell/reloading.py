"""What the window does when the user's own components change: everything looks again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from curator_gui.app.document.offered.add_ons import AddOns
from curator_gui.app.document.offered.own_components import OwnComponents
from curator_gui.app.language.words import say, tr
from curator_gui.ui.shell.workbench import Workbench


class Reloading(QObject):
    """Lets every view of a workbench follow the files of a folder of components."""

    def __init__(self, bench: Workbench, folder: Path) -> None:
        super().__init__(bench)
        self._bench = bench
        self._told: dict[str, str] = dict(bench.session.registry.failures)
        self.components = OwnComponents(bench.session.registry, folder, self)
        self.components.changed.connect(self._changed)
        bench.taking_over.add_on_written.connect(self.components.look)
        self.add_ons = AddOns(bench.session.registry, self)
        self.add_ons.began.connect(self._say_importing)
        self.add_ons.came.connect(self._came)
        self.add_ons.look()

    def _say_importing(self, domain: str) -> None:
        self._bench.notices.add(self._importing_words(domain))

    def _importing_words(self, domain: str) -> str:
        known = self._bench.session.registry.domains.get(domain)
        words = tr("{name} is being imported in the background; its components come when it is.")
        return words.format(name=known.title if known else domain)

    def _came(self, domain: str) -> None:
        self._take_away(self._importing_words(domain))
        self._changed()
        self._bench.taking_over.classes_came()

    def _changed(self) -> None:
        bench = self._bench
        self.add_ons.look()
        self._tell(bench.session.registry.failures)
        bench.checker.refresh()
        bench.session.document_changed.emit(bench.session.document)
        bench.surveyor.again()

    def _tell(self, failures: Mapping[str, str]) -> None:
        """Say what cannot be loaded now, and no longer what can."""
        for place in [place for place in self._told if self._told[place] != failures.get(place)]:
            self._withdraw(place)
        for place, why in failures.items():
            if place not in self._told:
                text = tr("{place} was not loaded: {why}").format(place=place, why=say(why))
                self._bench.notices.add(text, icon="triangle-alert")
        self._told = dict(failures)

    def _withdraw(self, place: str) -> None:
        words = tr("{place} was not loaded: {why}").format(place=place, why=say(self._told[place]))
        self._take_away(words)
        del self._told[place]

    def _take_away(self, words: str) -> None:
        for notice in self._bench.notices.notices:
            if notice.text == words:
                notice.hide()
                notice.deleteLater()
