"""The language commands of the View menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup

from curator_gui.app.language import CHOICES, SYSTEM
from curator_gui.app.settings import Settings
from curator_gui.ui.actions import Actions
from curator_gui.ui.text import tr


class LanguageChoice(QObject):
    """Remembers the language that is chosen; the next start speaks it.

    Signals
    -------
    chosen(str)
        Another language was chosen; says when it is used.
    """

    chosen = Signal(str)

    def __init__(self, settings: Settings, actions: Actions) -> None:
        super().__init__(actions)
        self._settings = settings
        self._group = QActionGroup(actions)
        known = settings.preferences.language
        for name in CHOICES:
            action = actions[f"language_{name}"]
            self._group.addAction(action)
            action.setChecked(name == (known if known in CHOICES else SYSTEM))
        actions.connect_all({f"language_{name}": partial(self.choose, name) for name in CHOICES})

    def choose(self, name: str) -> None:
        """Use a language from the next start on."""
        if name != self._settings.preferences.language:
            self._settings.update(language=name)
            self.chosen.emit(tr("The language changes when Curator is started again."))
