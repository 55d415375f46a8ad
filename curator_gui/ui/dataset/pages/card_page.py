"""The page of the card: what only a person knows at left, the card as it is written at right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.describing import Describing
from curator_gui.app.dataset.splitting import Splitting
from curator_gui.app.language.quantities import clock_text, count_text
from curator_gui.core.message import Message
from curator_gui.core.sidecars.curation import CHECK, LEAVE_OUT
from curator_gui.dataset.layout import CARD, DESCRIPTION, OWN_CARD
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.messages.empty_view import EmptyState
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, MessageLine, label, line
from curator_gui.ui.dataset.pages.card_form import CardForm
from curator_gui.ui.dataset.pages.card_work import CardWork

LEFT = 280
SHOWN_PROBLEMS = 1_000


def card_path(folder: Path) -> Path | None:
    """Return the card of a data set; its own one where README.md is somebody's."""
    return next((folder / n for n in (OWN_CARD, CARD) if (folder / n).is_file()), None)


class CardPage(QWidget):
    """The form and what is done at left, the card as written at right, problems below it."""

    def __init__(
        self,
        data: DataSet,
        splitting: Splitting,
        describing: Describing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._set, self.describing = data, describing
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
        self.form, self.work = CardForm(describing), CardWork(data, describing)
        self.missing = MessageLine()
        self.problems = QListWidget()
        self._lay_out()
        for signal in (data.opened, data.decisions_changed, data.split_changed, splitting.applied):
            signal.connect(self.show_card)
        describing.written.connect(self.show_card)
        describing.changed.connect(self._show_work)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.browser)
        self.pages.addWidget(self.nothing)
        self.problems.setAccessibleName(tr("Problems"))
        self.problems.setMaximumHeight(160)
        self.problems.setSelectionMode(self.problems.SelectionMode.ExtendedSelection)
        self.problems.hide()
        right = QVBoxLayout()
        right.addWidget(self.pages, 1)
        right.addWidget(self.problems)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._left())
        row.addLayout(right, 1)

    def _left(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(HALF)
        self._head(column, tr("What only you know"))
        column.addWidget(self.form)
        column.addSpacing(SPACE)
        self._head(column, tr("State"))
        written = {"card": tr("Card"), "description": "dataset.json"}
        column.addLayout(self._facts(self.state, written))
        column.addWidget(self.missing)
        column.addWidget(self.work)
        column.addSpacing(SPACE)
        self._head(column, tr("The data set now"))
        names = {"folder": tr("Folder"), "items": tr("Items"), "out": tr("Left out")}
        more = {"check": tr("To check"), "parts": tr("Parts")}
        column.addLayout(self._facts(self.facts, {**names, **more}))
        for button in (self.open_file, self.again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setFixedWidth(LEFT)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _head(self, column: QVBoxLayout, words: str) -> None:
        column.addWidget(label(words, "heading"))
        column.addWidget(line())

    def _facts(self, fields: dict[str, ElidedLabel], names: dict[str, str]) -> QFormLayout:
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
            self.browser.document().clear()  # pictures of before would be shown again
            self.browser.setMarkdown(card.read_text(encoding="utf-8", errors="replace"))
        self._show_facts(folder)
        self._show_state(card, folder)
        self._show_work()

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

    def _show_work(self) -> None:
        """Show what is missing, and what a verification found wrong."""
        names = {
            "creators": tr("no author"),
            "license": tr("no license"),
            "cite": tr("no citation"),
        }
        missing = [names[name] for name in self.describing.words.missing]
        words = tr("Not said: {what}").format(what=", ".join(missing)) if missing else ""
        if not self.describing.can_write:
            words = tr("The data set has no pipeline document: there is no place for words.")
        self.missing.show_message(words, "warning")
        found = self.describing.verified
        self._show_problems(found.problems if found is not None else ())

    def _show_problems(self, problems: tuple[Message, ...]) -> None:
        shown = [say(str(words)) for words in problems[:SHOWN_PROBLEMS]]
        if len(problems) > SHOWN_PROBLEMS:
            more = count_text(len(problems) - SHOWN_PROBLEMS)
            shown.append(tr("and {n} more: see `curator-gui dataset verify`").format(n=more))
        if shown != [self.problems.item(n).text() for n in range(self.problems.count())]:
            self.problems.clear()
            self.problems.addItems(shown)
        self.problems.setVisible(bool(shown))

    def _open(self) -> None:
        card = card_path(self._set.folder) if self._set.folder is not None else None
        if card is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(card)))


def _written(path: Path | None) -> str:
    if path is None or not path.is_file():
        return tr("not written")
    return tr("written at {time}").format(time=clock_text(path.stat().st_mtime))
