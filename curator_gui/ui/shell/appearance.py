"""The colors and the language of the window: applied, chosen, remembered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication

from curator_gui.app.language.translators import CHOICES, SYSTEM
from curator_gui.app.settings.preferences import Preferences, Settings
from curator_gui.ui.common import theme
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.text import tr

NAMES = (theme.SYSTEM, *theme.THEMES)


def apply_preferred(app: QApplication, preferences: Preferences) -> None:
    """Use the preferred theme; an unknown name means the desktop's."""
    name = preferences.theme if preferences.theme in NAMES else theme.SYSTEM
    theme.apply(app, name)


class Appearance(QObject):
    """The theme commands of the View menu."""

    def __init__(self, settings: Settings, actions: Actions) -> None:
        super().__init__(actions)
        self._settings = settings
        self._group = QActionGroup(actions)
        for name in NAMES:
            action = actions[f"theme_{name}"]
            self._group.addAction(action)
            action.setChecked(name == settings.preferences.theme)
        actions.connect_all({f"theme_{name}": partial(self.choose, name) for name in NAMES})
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, name: str) -> None:
        self._settings.update(theme=name)
        self._apply()

    @Slot()
    def _follow(self) -> None:
        if self._settings.preferences.theme == theme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_preferred(app, self._settings.preferences)


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
        if name != self._settings.preferences.language:
            self._settings.update(language=name)
            self.chosen.emit(tr("The language changes when Curator is started again."))
