"""The form of the card: what only a person knows of a data set."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from curator_gui.app.dataset.describing import Describing
from curator_gui.dataset.licenses import LICENSES, is_known
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, label

TEXT_LINES = 3


class CardForm(QWidget):
    """One field for each thing that is said; what is typed is said at once."""

    def __init__(self, describing: Describing) -> None:
        super().__init__()
        self._describing = describing
        self.title, self.creators, self.cite = QLineEdit(), QLineEdit(), QLineEdit()
        self.description, self.gaps = QPlainTextEdit(), QPlainTextEdit()
        self.license = QComboBox()
        self.license.setEditable(True)
        self.license.setMinimumContentsLength(8)
        self.license.addItem("")
        for identifier, title in LICENSES.items():
            self.license.addItem(identifier)
            place = self.license.count() - 1
            self.license.setItemData(place, title, Qt.ItemDataRole.ToolTipRole)
        self.note = label("", "muted", wrap=True)
        self._lay_out()
        self._connect()
        describing.changed.connect(self.show_words)
        self.show_words()

    def _lay_out(self) -> None:
        self.creators.setPlaceholderText(tr("names, comma separated"))
        self.cite.setPlaceholderText(tr("DOI or a sentence"))
        edit = self.license.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(tr("none chosen"))
        names = {
            "title": tr("Title"),
            "description": tr("Description"),
            "creators": tr("Who made it"),
            "license": tr("License"),
            "cite": tr("How to cite"),
            "gaps": tr("Known gaps"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        for name, words in names.items():
            field = getattr(self, name)
            title = label(words)
            title.setBuddy(field)
            field.setAccessibleName(words)
            column.addWidget(title)
            column.addWidget(field)
            if name == "license":
                column.addWidget(self.note)
        for text in (self.description, self.gaps):
            text.setFixedHeight(text.fontMetrics().lineSpacing() * TEXT_LINES + 14)
            text.setTabChangesFocus(True)

    def _connect(self) -> None:
        say = self._describing.say
        for name in ("title", "creators", "cite"):
            getattr(self, name).textEdited.connect(lambda text, name=name: say(name, text))
        self.license.currentTextChanged.connect(self._chosen)
        for name in ("description", "gaps"):
            field = getattr(self, name)
            field.textChanged.connect(lambda name=name, f=field: self._typed(name, f))

    def _chosen(self, text: str) -> None:
        if text.strip() != self._describing.words.license:
            self._describing.say("license", text.strip())

    def _typed(self, name: str, field: QPlainTextEdit) -> None:
        text = field.toPlainText()
        if text.strip() != getattr(self._describing.words, name):
            self._describing.say(name, text)

    def show_words(self) -> None:
        """Show what is said now, unless that is what is being typed."""
        words, fallback = self._describing.words, self._describing.fallback
        self.title.setPlaceholderText(fallback.name)
        self.description.setPlaceholderText(fallback.description)
        for name in ("title", "creators", "cite"):
            field = getattr(self, name)
            if _plain(field.text(), name) != _plain(getattr(words, name), name):
                field.setText(getattr(words, name))
        for name in ("description", "gaps"):
            text = getattr(self, name)
            if text.toPlainText().strip() != getattr(words, name).strip():
                text.setPlainText(getattr(words, name))
        if self.license.currentText().strip() != words.license:
            self.license.setCurrentText(words.license)
        self._show_note(words.license)
        self.setEnabled(self._describing.can_write and not self._describing.work)

    def _show_note(self, license_id: str) -> None:
        unknown = bool(license_id) and not is_known(license_id)
        words = tr("No SPDX identifier that Curator knows: it is written as it stands.")
        self.note.setText(words if unknown else LICENSES.get(license_id, ""))
        self.note.setVisible(bool(license_id))


def _plain(text: str, name: str) -> str:
    """Return what a text says: spaces around it, and around commas of names, say nothing."""
    if name != "creators":
        return text.strip()
    return ", ".join(part.strip() for part in text.split(",") if part.strip())
