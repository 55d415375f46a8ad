"""The welcome page: recent files and sample projects, in the place of the view."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from curator_gui.app.document.samples import Sample
from curator_gui.run.record.meta import RunSummary
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, IconLabel, clear_layout, label, line

COLUMN_WIDTH = 380


class LinkRow(QWidget):
    """A line to click, with a remark below it."""

    def __init__(self, title: str, remark: str, icon: str) -> None:
        super().__init__()
        self.button = QPushButton(title)
        self.button.setFlat(True)
        self.button.setProperty("role", "link")
        self.button.setAccessibleDescription(remark)
        self._icon = icon
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE)
        layout.setSpacing(0)
        self.setFixedWidth(COLUMN_WIDTH)
        layout.addWidget(self.button)
        if remark:
            words = label(remark, "muted", wrap=True)
            words.setContentsMargins(22, 0, 0, 0)
            layout.addWidget(words)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.button.setIcon(icons.icon(self._icon, "accent"))


class WelcomePage(QWidget):
    """What to begin with.

    Signals
    -------
    open_wanted(object)
        The path of a recent document.
    sample_wanted(object)
        A sample project.
    resume_wanted(object)
        The path of a document whose run was interrupted.
    folder_wanted(), files_wanted(), paste_wanted()
        The person wants to give data: a folder, files, a path on the clipboard.
    """

    folder_wanted = Signal()
    files_wanted = Signal()
    paste_wanted = Signal()

    open_wanted = Signal(object)
    sample_wanted = Signal(object)
    resume_wanted = Signal(object)

    def __init__(self, samples: Sequence[Sample]) -> None:
        super().__init__()
        self.recent = QVBoxLayout()
        self.interrupted = QVBoxLayout()
        self.samples = QVBoxLayout()
        self._arrange()
        for sample in samples:
            self._add_sample(sample)
        if not samples:
            self.samples.addWidget(label(tr("No sample projects are installed."), "muted"))

    def show_recent(self, paths: Sequence[str]) -> None:
        clear_layout(self.recent)
        for path in map(Path, paths):
            row = LinkRow(path.name, str(path.parent), "file-text")
            row.button.clicked.connect(lambda *_, path=path: self.open_wanted.emit(path))
            self.recent.addWidget(row)
        if not paths:
            words = tr("Documents that you open or save will be listed here.")
            self.recent.addWidget(label(words, "muted", wrap=True))

    def show_interrupted(self, runs: Sequence[RunSummary]) -> None:
        """Show runs that ended because the application was killed or the computer stopped."""
        clear_layout(self.interrupted)
        self._interrupted_head.setVisible(bool(runs))
        for run in runs:
            path = Path(run.document_path)
            done = run.counts.get("done", 0)
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.created))
            remark = tr("{when}: {done} of {total} done; go on with the rest")
            row = LinkRow(
                path.name, remark.format(when=when, done=done, total=run.total), "history"
            )
            row.button.clicked.connect(lambda *_, path=path: self.resume_wanted.emit(path))
            self.interrupted.addWidget(row)

    def _add_sample(self, sample: Sample) -> None:
        row = LinkRow(say(sample.name), say(" ".join(sample.description.split())), "box")
        row.button.clicked.connect(lambda: self.sample_wanted.emit(sample))
        self.samples.addWidget(row)

    def _arrange(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label("Curator", "page-title"))
        words = tr(
            "Turn folders of simulation results into data sets for machine learning: give your "
            "data, or begin with one of these."
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addSpacing(SPACE)
        column.addWidget(self._place_to_drop())
        column.addSpacing(2 * SPACE)
        lists = QHBoxLayout()
        lists.setSpacing(5 * SPACE)
        lists.addLayout(self._list(tr("Sample projects"), self.samples))
        right = QVBoxLayout()
        self._interrupted_head = QWidget()
        listed = self._list(tr("Interrupted runs"), self.interrupted)
        listed.setContentsMargins(0, 0, 0, 2 * SPACE)
        self._interrupted_head.setLayout(listed)
        self._interrupted_head.hide()
        right.addWidget(self._interrupted_head)
        right.addLayout(self._list(tr("Recent documents"), self.recent))
        lists.addLayout(right)
        lists.addStretch(1)
        column.addLayout(lists)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _place_to_drop(self) -> QFrame:
        """Make the place that says what can be given; dropping works anywhere in the window."""
        frame = QFrame()
        frame.setProperty("role", "drop")
        frame.setMaximumWidth(2 * COLUMN_WIDTH + 5 * SPACE)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        inner.setSpacing(SPACE)
        middle = Qt.AlignmentFlag.AlignHCenter
        inner.addWidget(IconLabel("folder-open", "accent", 40), 0, middle)
        inner.addWidget(label(tr("Drop a folder or files here"), "page-title"), 0, middle)
        inner.addWidget(label(tr("Results are only read, never changed."), "muted"), 0, middle)
        self.folder = QPushButton(tr("Choose folder..."))
        self.folder.setProperty("role", "primary")
        self.folder.clicked.connect(self.folder_wanted)
        self.choose_files = QPushButton(tr("Choose files..."))
        self.choose_files.clicked.connect(self.files_wanted)
        self.paste = QPushButton(tr("Paste a path"))
        self.paste.clicked.connect(self.paste_wanted)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for button in (self.folder, self.choose_files, self.paste):
            row.addWidget(button)
        row.addStretch(1)
        inner.addLayout(row)
        return frame

    def _list(self, title: str, content: QVBoxLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.setSpacing(SPACE)
        heading = label(title, "heading")
        heading.setFixedWidth(COLUMN_WIDTH)
        column.addWidget(heading)
        column.addWidget(line())
        content.setSpacing(0)
        column.addLayout(content)
        column.addStretch(1)
        return column
