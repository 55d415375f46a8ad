"""Language: which language the window speaks, and Qt's translators for it.

The choice takes effect when the application starts: texts that are shown already stay.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from curator_gui.app.language.words import speak, speak_english
from curator_gui.core.storage.resources import resource_path

SYSTEM = "system"
SOURCE = "en"
LANGUAGES = {SOURCE: "English", "de": "Deutsch"}
"""The languages that Curator speaks, each by its own name."""
CHOICES = (SYSTEM, *LANGUAGES)


def chosen_language(preference: str) -> str:
    """Return the language of a preference; the system's, or English, where there is none."""
    return preference if preference in LANGUAGES else system_language()


def system_language() -> str:
    """Return the first of the languages that the desktop asks for and Curator speaks."""
    for name in QLocale.system().uiLanguages():
        language = name.replace("_", "-").partition("-")[0]
        if language in LANGUAGES:
            return language
    return SOURCE


def translation_folder() -> Path:
    return resource_path("translations")


class Language(QObject):
    """The translators of one language, in use until `remove`.

    Parameters
    ----------
    name
        A key of `LANGUAGES`; English needs no translator.
    parent
        Usually the application.
    """

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._translators: list[QTranslator] = []
        if name != SOURCE:
            self._install()

    def _install(self) -> None:
        """Load Curator's own texts, and those of Qt's dialogs where Qt has brought them."""
        qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for stem, folder in (("qtbase", qt_texts), ("curator", str(translation_folder()))):
            translator = QTranslator(self)
            if translator.load(f"{stem}_{self.name}", folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)
        speak(_look_up)

    def remove(self) -> None:
        """Speak English again."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        speak_english()


def translate_process(name: str) -> None:
    """Speak a language from now on, in a process that has no window."""
    Language(name, QCoreApplication.instance() or QCoreApplication([]))


def _look_up(context: str, text: str, number: int) -> str:
    return QCoreApplication.translate(context, text, "", number)
