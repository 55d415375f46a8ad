"""The page of the card: what is written about the data set, as those will read it who get it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.splitting import Splitting
from curator_gui.app.language.quantities import clock_text, count_text
from curator_gui.core.curation import CHECK, LEAVE_OUT
from curator_gui.dataset.layout import CARD, DESCRIPTION, OWN_CARD
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.empty_view import EmptyState
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label, line

LEFT = 260


def card_path(folder: Path) -> Path | None:
    """Return the card of a data set; its own one where README.md is somebody's."""
    return next((folder / n for n in (OWN_CARD, CARD) if (folder / n).is_file()), None)


class CardPage(QWidget):
    """Facts at left, the card as written at right."""

    def __init__(self, data: DataSet, splitting: Splitting) -> None:
        super().__init__()
        self._set = data
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(tr("Card"))
        self.browser.setOpenExternalLinks(True)
        self.browser.setFrameShape(self.browser.Shape.NoFrame)
        self.browser.document().setDocumentMargin(24)
        self.open_file = QPushButton(tr("Open the card"))
        self.open_file.clicked.connect(self._open)
        self.again = QPushButton(tr("Read again"))
        self.again.clicked.connect(self.show_card)
        words = tr("A run writes it beside the outputs; then it is shown here.")
        self.nothing = EmptyState("file-text", tr("There is no card yet"), words)
        self.facts = {key: ElidedLabel() for key in ("folder", "items", "out", "check", "parts")}
        self.state = {key: ElidedLabel() for key in ("card", "description")}
        self._lay_out()
        for signal in (data.opened, data.decisions_changed, data.split_changed, splitting.applied):
            signal.connect(self.show_card)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(label(tr("The data set now"), "heading"))
        column.addWidget(line())
        names = {"folder": tr("Folder"), "items": tr("Items"), "out": tr("Left out")}
        more = {"check": tr("To check"), "parts": tr("Parts")}
        column.addLayout(self._form(self.facts, {**names, **more}))
        column.addSpacing(SPACE)
        column.addWidget(label(tr("State"), "heading"))
        column.addWidget(line())
        written = {"card": tr("Card"), "description": "dataset.json"}
        column.addLayout(self._form(self.state, written))
        for button in (self.open_file, self.again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.browser)
        self.pages.addWidget(self.nothing)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(left)
        row.addWidget(self.pages, 1)

    def _form(self, fields: dict[str, ElidedLabel], names: dict[str, str]) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(4)
        for key, words in names.items():
            form.addRow(label(words, "muted"), fields[key])
        return form

    def _draw(self) -> None:
        self.open_file.setIcon(icons.icon("external-link"))
        self.again.setIcon(icons.icon("rotate-cw"))

    def show_card(self) -> None:
        """Read the card again, and count what is decided now."""
        folder = self._set.folder
        card = card_path(folder) if folder is not None else None
        self.pages.setCurrentIndex(0 if card is not None else 1)
        self.open_file.setEnabled(card is not None)
        if card is not None and folder is not None:
            self.browser.setSearchPaths([str(folder)])
            self.browser.setMarkdown(card.read_text(encoding="utf-8", errors="replace"))
        self._show_facts(folder)
        self._show_state(card, folder)

    def _show_facts(self, folder: Path | None) -> None:
        counts = self._set.decisions.counts()
        parts = [p for p in self._set.parts.tolist() if p]
        told = [f"{name} {count_text(parts.count(name))}" for name in dict.fromkeys(sorted(parts))]
        words = {
            "folder": str(folder or ""),
            "items": count_text(len(self._set.items)),
            "out": count_text(counts[LEAVE_OUT]),
            "check": count_text(counts[CHECK]),
            "parts": ", ".join(told) or tr("none"),
        }
        for key, text in words.items():
            self.facts[key].setText(text)

    def _show_state(self, card: Path | None, folder: Path | None) -> None:
        self.state["card"].setText(_written(card))
        self.state["description"].setText(_written(folder / DESCRIPTION if folder else None))

    def _open(self) -> None:
        card = card_path(self._set.folder) if self._set.folder is not None else None
        if card is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(card)))


def _written(path: Path | None) -> str:
    if path is None or not path.is_file():
        return tr("not written")
    return tr("written at {time}").format(time=clock_text(path.stat().st_mtime))
