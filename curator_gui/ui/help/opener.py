"""Opens the manual on what has the keyboard; it is read only when it is first wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from curator_gui.app.language.translators import chosen_language
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.registration.registry import Registry
from curator_gui.manual import Manual
from curator_gui.ui.common.help_topics import topic_of
from curator_gui.ui.common.text import say
from curator_gui.ui.help.window import ManualWindow


class ManualOpener(QObject):
    """The manual of one main window, in the language that the window speaks."""

    def __init__(self, window: QWidget, registry: Registry, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._registry = window, registry
        self._language = chosen_language(settings.preferences.language)
        self.shown: ManualWindow | None = None

    def show_for(self, widget: QWidget | None) -> None:
        """Show the page that explains a widget; one that says nothing gets the first page."""
        if self.shown is None:
            manual = Manual(self._registry, self._language, say)
            self.shown = ManualWindow(manual, self._window)
        self.shown.open(topic_of(widget))
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()
