"""Applies the chosen colours and follows the desktop's when asked to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication

from curator_gui.app.settings import Preferences, Settings
from curator_gui.ui import theme
from curator_gui.ui.actions import Actions

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
        """Use a theme and remember it."""
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
