"""What was given and who can read it: one choice makes the source step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.language.quantities import bytes_text, count_text
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.common.detection import Candidate, Detection
from curator_gui.domains.common.looking import Given
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import SPACE, IconLabel, clear_layout, label, line, make_readable

MAX_FOLDERS = 500
MAX_NAMED = 3


class CandidateRow(QFrame):
    """One source that can read it: its name, what it would read, how many files."""

    def __init__(self, candidate: Candidate, total: int) -> None:
        super().__init__()
        self.candidate = candidate
        self.setProperty("role", "panel")
        self.button = QRadioButton()
        self.button.setEnabled(not candidate.unavailable)
        entry = candidate.entry
        self.button.setAccessibleName(f"{say(entry.title)}: {candidate_words(candidate)}")
        head = QHBoxLayout()
        head.addWidget(label(say(entry.title), "title"))
        head.addWidget(label(entry.key, "muted"), 1)
        read = tr("{n} of {total} files").format(n=count_text(candidate.count), total=total)
        head.addWidget(label(read))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(label(candidate_words(candidate), "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(IconLabel("database", "accent", 20))
        row.addLayout(column, 1)

    def mousePressEvent(self, event: object) -> None:
        if self.button.isEnabled():
            self.button.setChecked(True)


class ReadersPage(QWidget):
    """The sources for what was given, the best one chosen.

    Signals
    -------
    chosen(object)
        The person wants this `Candidate`.
    cancelled(), other_wanted()
        The person wants none of them; wants to give another folder.
    """

    chosen = Signal(object)
    cancelled = Signal()
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What was given"))
        self.rows: list[CandidateRow] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._draw_choice)
        self.title, self.words = label("", "page-title"), label("", "muted")
        self.explanation = label("", "muted", wrap=True)
        self.list = QVBoxLayout()
        self.folders = _folder_table()
        self.read = QPushButton()
        self.read.setProperty("role", "primary")
        self.read.clicked.connect(self._choose)
        self._arrange()

    @property
    def candidate(self) -> Candidate | None:
        """The source that is chosen."""
        return next((row.candidate for row in self.rows if row.button.isChecked()), None)

    def show_detection(self, found: Detection) -> None:
        given = found.given
        self.title.setText(given.title)
        words = f"{say(given.words)}, {bytes_text(given.size)}"
        self.words.setText(words if given.complete else tr("{words} so far").format(words=words))
        self.explanation.setText(explanation(found))
        clear_layout(self.list)
        self.rows = [CandidateRow(each, len(given.files)) for each in found.candidates]
        for row in self.rows:
            self._group.addButton(row.button)
            self.list.addWidget(row)
        usable = [row for row in self.rows if row.button.isEnabled()]
        if usable:
            usable[0].button.setChecked(True)
            usable[0].button.setFocus()
        self._show_folders(given)
        self._draw_choice()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self.candidate is not None:
            self.chosen.emit(self.candidate)

    def _draw_choice(self, *_: object) -> None:
        candidate = self.candidate
        self.read.setEnabled(candidate is not None)
        files = count(candidate.count, "file", "files") if candidate else ""
        self.read.setText(tr("Read {files}").format(files=files) if candidate else tr("Read"))
        for row in self.rows:
            role = "chosen-panel" if row.button.isChecked() else "panel"
            if row.property("role") != role:
                row.setProperty("role", role)
                row.style().unpolish(row)
                row.style().polish(row)

    def _show_folders(self, given: Given) -> None:
        shown = given.folders[:MAX_FOLDERS]
        self.folders.setRowCount(len(shown))
        for row, folder in enumerate(shown):
            texts = (
                folder.name or ".",
                count_text(folder.files),
                bytes_text(folder.size),
                folder.first,
                folder.last,
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                right = column in (1, 2)
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.folders.setItem(row, column, item)
        self._folders_title.setVisible(bool(shown))
        self.folders.setVisible(bool(shown))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(IconLabel("folder-open", "accent", 20))
        head.addWidget(self.title)
        head.addWidget(self.words, 1)
        other = QPushButton(tr("Another folder..."))
        other.clicked.connect(self.other_wanted)
        head.addWidget(other)
        self._folders_title = label(tr("What is in there"), "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.explanation)
        column.addWidget(line())
        column.addLayout(self.list)
        column.addSpacing(SPACE)
        column.addWidget(self._folders_title)
        column.addWidget(self.folders, 1)
        column.addStretch(0)
        column.addWidget(self._bar())

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "panel")
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        row.addWidget(self.read)
        row.addWidget(label(tr("Enter"), "muted"))
        row.addWidget(cancel)
        row.addWidget(label(tr("Esc"), "muted"))
        row.addStretch(1)
        return bar


def explanation(found: Detection) -> str:
    """Say what there is to choose, or why there is nothing."""
    given, n = found.given, len(found.candidates)
    left = "".join(f" {say(words)}" for words in given.remarks())
    if not given.files:
        return tr("There are no files in here.") + left
    if not n:
        words = tr("None of the sources reads such files: {suffixes}.")
        return words.format(suffixes=", ".join(_suffixes(given))) + left
    if n == 1:
        return tr("One source can read what is in here.") + left
    words = tr(
        "{n} sources can read what is in here. Choose one; the rest of its form is filled in."
    )
    return words.format(n=n) + left


def _suffixes(given: Given) -> list[str]:
    found = dict.fromkeys(
        f".{name.rpartition('.')[2]}" if "." in name else name for name in given.files
    )
    return list(found)[:8]


def candidate_words(candidate: Candidate) -> str:
    """Say what a source would read, leave aside, read beyond it, and what it needs."""
    values = candidate.step.values
    said = []
    if "pattern" in values:
        said.append(tr("files that fit {pattern}").format(pattern=values["pattern"]))
    if values.get("recursive"):
        said.append(tr("in all folders below"))
    words = [", ".join(said)] if said else []
    if candidate.left:
        words.append(left_words(candidate))
    if candidate.extra:
        names = say(listed_names(candidate.extra, MAX_NAMED))
        more = count(len(candidate.extra), "file", "files")
        words.append(
            tr("The pattern also fits {more} that you did not give: {names}").format(
                more=more, names=names
            )
        )
    if candidate.missing:
        names = ", ".join(name.replace("_", " ") for name in candidate.missing)
        words.append(tr("Needs from you: {names}").format(names=names))
    if candidate.unavailable:
        words.append(say(candidate.unavailable))
    return ". ".join(words) or say(candidate.entry.description)


def left_words(candidate: Candidate) -> str:
    """Say which files are left aside."""
    return tr("Left aside: {names}").format(names=say(listed_names(candidate.left, MAX_NAMED)))


def _folder_table() -> QTableWidget:
    table = QTableWidget(0, 5)
    titles = [tr("Folder"), tr("Files"), tr("Size"), tr("First"), tr("Last")]
    table.setHorizontalHeaderLabels(titles)
    table.setAccessibleName(tr("What is in there"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    make_readable(table)
    table.verticalHeader().setDefaultSectionSize(22)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate((200, 72, 90, 160, 160)):
        table.setColumnWidth(column, width)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
