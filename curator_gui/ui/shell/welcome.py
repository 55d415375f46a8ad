"""The welcome page: what do you have, what do you want; recent files and samples below."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.offered.recipes import Recipe
from curator_gui.app.document.offered.samples import Sample
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE, IconLabel, clear_layout, label, line


class LinkRow(QWidget):
    """A line to click, with a remark below it."""

    def __init__(self, title: str, remark: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(title)
        self.button.setFlat(True)
        self.button.setProperty("role", "link")
        self.button.setAccessibleDescription(remark)
        self._icon = icon
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        if remark:
            words = label(remark, "muted", wrap=True)
            words.setContentsMargins(22, 0, 0, 0)
            layout.addWidget(words)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.button.setIcon(icons.icon(self._icon, "accent"))


class RecipeCard(QPushButton):
    """A recipe as a button: what it makes, and of which steps.

    Signals
    -------
    wanted(object)
        The person wants this recipe.
    """

    wanted = Signal(object)

    def __init__(self, recipe: Recipe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recipe = recipe
        self.setProperty("role", "card")
        self.setAccessibleName(say(recipe.title))
        self.setAccessibleDescription(say(recipe.description))
        self.setToolTip(say(recipe.description))
        self.clicked.connect(lambda: self.wanted.emit(recipe))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_through(label(say(recipe.title), "title", wrap=True)))
        words.addWidget(_through(label(say(recipe.chain), "muted", wrap=True)))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(12)
        row.addWidget(_through(IconLabel(recipe.icon, "accent", 20)), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setMinimumHeight(64)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )  # rows are even

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()


def _buttons(column: QLayout) -> Iterator[QPushButton]:
    """Give the buttons of a list in its order."""
    for number in range(column.count()):
        item = column.itemAt(number)
        widget = item.widget() if item is not None else None
        if isinstance(widget, LinkRow):
            yield widget.button
        elif isinstance(widget, QPushButton):
            yield widget


def _through(widget: QWidget) -> QWidget:
    """Let clicks through to the button behind."""
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return widget


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
    recipe_wanted(object)
        The recipe that the person wants.
    folder_wanted(), files_wanted(), paste_wanted()
        The person wants to give data: a folder, files, a path on the clipboard.
    """

    recipe_wanted = Signal(object)
    folder_wanted = Signal()
    files_wanted = Signal()
    paste_wanted = Signal()

    open_wanted = Signal(object)
    sample_wanted = Signal(object)
    resume_wanted = Signal(object)

    def __init__(self, samples: Sequence[Sample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recent = QVBoxLayout()
        self.interrupted = QVBoxLayout()
        self.samples = QVBoxLayout()
        self.recipes = QGridLayout()
        self._arrange()
        for sample in samples:
            self._add_sample(sample)
        if not samples:
            self.samples.addWidget(label(tr("No sample projects are installed."), "muted"))

    def show_recent(self, paths: Sequence[str]) -> None:
        clear_layout(self.recent)
        for path in map(Path, paths):
            row = LinkRow(path.name, str(path.parent), "file-text", self._inner)
            row.button.clicked.connect(lambda *_, path=path: self.open_wanted.emit(path))
            self.recent.addWidget(row)
        if not paths:
            words = tr("Documents that you open or save will be listed here.")
            self.recent.addWidget(label(words, "muted", wrap=True))
        self._order()

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
                path.name,
                remark.format(when=when, done=done, total=run.total),
                "history",
                self._inner,
            )
            row.button.clicked.connect(lambda *_, path=path: self.resume_wanted.emit(path))
            self.interrupted.addWidget(row)
        self._order()

    def _add_sample(self, sample: Sample) -> None:
        remark = say(" ".join(sample.description.split()))
        row = LinkRow(say(sample.name), remark, "box", self._inner)
        row.button.clicked.connect(lambda: self.sample_wanted.emit(sample))
        self.samples.addWidget(row)

    def _arrange(self) -> None:
        self._inner = QWidget()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._inner)
        columns = QHBoxLayout(self._inner)
        columns.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        columns.setSpacing(4 * SPACE)
        columns.addLayout(self._what_there_is(), 1)
        columns.addLayout(self._what_is_wanted(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _what_there_is(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(label(tr("What do you have?"), "page-title"))
        column.addWidget(self._place_to_drop())
        column.addSpacing(SPACE)
        self._interrupted_head = QWidget(self._inner)
        listed = self._list(tr("Interrupted runs"), self.interrupted)
        listed.setContentsMargins(0, 0, 0, SPACE)
        self._interrupted_head.setLayout(listed)
        self._interrupted_head.hide()
        column.addWidget(self._interrupted_head)
        column.addLayout(self._list(tr("Recent documents"), self.recent))
        column.addStretch(1)
        return column

    def _what_is_wanted(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(label(tr("What do you want?"), "page-title"))
        self.recipes.setSpacing(SPACE)
        column.addLayout(self.recipes)
        column.addSpacing(SPACE)
        column.addLayout(self._list(tr("Try it with a sample"), self.samples))
        column.addStretch(1)
        return column

    def show_recipes(self, recipes: Sequence[Recipe]) -> None:
        """Offer recipes, two beside one another."""
        for number, recipe in enumerate(recipes):
            card = RecipeCard(recipe, self._inner)
            card.wanted.connect(self.recipe_wanted)
            self.recipes.addWidget(card, number // 2, number % 2)
        self._order()

    def _order(self) -> None:
        """Let Tab go down the left column, then down the right one."""
        columns = (self.interrupted, self.recent, self.recipes, self.samples)
        found = [button for column in columns for button in _buttons(column)]
        for before, after in pairwise((self.folder, self.choose_files, self.paste, *found)):
            QWidget.setTabOrder(before, after)

    def _place_to_drop(self) -> QFrame:
        """Make the place that says what can be given; dropping works anywhere in the window."""
        frame = QFrame(self._inner)
        frame.setProperty("role", "drop")
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
        for button in (self.folder, self.choose_files):
            row.addWidget(button)
        row.addStretch(1)
        inner.addLayout(row)
        self.paste.setProperty("role", "link")
        inner.addWidget(self.paste, 0, middle)
        return frame

    def _list(self, title: str, content: QVBoxLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.setSpacing(SPACE)
        heading = label(title, "heading")
        column.addWidget(heading)
        column.addWidget(line())
        content.setSpacing(0)
        column.addLayout(content)
        column.addStretch(1)
        return column
