"""What do you want? The recipes that fit the data, with the reason, and what each would make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.document.offered.recipes import Fit, Recipe
from curator_gui.core.document import Step
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import (
    HALF,
    SPACE,
    ElidedLabel,
    IconLabel,
    clear_layout,
    label,
    line,
    set_role,
)
from curator_gui.ui.pipeline.card import KIND_ICONS

LIST_WIDTH = 300


@dataclass(frozen=True)
class Offered:
    """A recipe with its fit, the folder it would write to and the steps it would make."""

    recipe: Recipe
    fit: Fit
    output: str
    steps: Sequence[tuple[str, str, Step]] = ()


class RecipeRow(QFrame):
    """One recipe: its name and why it fits, or what it lacks."""

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self.offered = offered
        fits = offered.fit.fits
        self.setProperty("role", "panel")
        self.button = QRadioButton()
        self.button.setEnabled(fits)
        self.button.setAccessibleName(f"{say(offered.recipe.title)}: {say(offered.fit.why)}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(say(offered.recipe.title), "title" if fits else "muted", wrap=True))
        words.addWidget(label(say(offered.fit.why), "done" if fits else "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self.button)
        row.addWidget(IconLabel(offered.recipe.icon, "accent" if fits else "muted", 20))
        row.addLayout(words, 1)

    def mousePressEvent(self, event: object) -> None:
        if self.button.isEnabled():
            self.button.setChecked(True)


class RecipesPage(QWidget):
    """Those that fit at the left, the chosen one in full at the right.

    Signals
    -------
    chosen(object, str, bool)
        The person wants this recipe, written to this folder, and whether to run it at once.
    cancelled()
        The person wants to go back to the survey.
    """

    chosen = Signal(object, str, bool)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What do you want?"))
        self.rows: list[RecipeRow] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._show_choice)
        self.list = QVBoxLayout()
        self.about = label("", "muted")
        self.title, self.words = label("", "page-title"), label("", "muted", wrap=True)
        self.output = QLineEdit()
        self.output.setAccessibleName(tr("Write to"))
        self.steps = QVBoxLayout()
        self.make, self.run = QPushButton(), QPushButton(tr("Make and run"))
        self.make.setProperty("role", "primary")
        self.back = QPushButton(tr("Back to the survey"))
        self._arrange()
        self.make.clicked.connect(lambda: self._choose(False))
        self.run.clicked.connect(lambda: self._choose(True))
        self.back.clicked.connect(self.cancelled)

    @property
    def offered(self) -> Offered | None:
        """The recipe that is chosen."""
        return next((row.offered for row in self.rows if row.button.isChecked()), None)

    def show_recipes(self, offered: Sequence[Offered], about: str, wanted: str = "") -> None:
        """Show recipes, those that fit first; `wanted` is chosen if it fits, else the first."""
        self.about.setText(about)
        clear_layout(self.list)
        ordered = sorted(offered, key=lambda each: not each.fit.fits)
        self.rows = [RecipeRow(each) for each in ordered]
        lacking = next((row for row in self.rows if not row.offered.fit.fits), None)
        for row in self.rows:
            if row is lacking:
                self.list.addWidget(label(tr("Need something else"), "heading"))
            self._group.addButton(row.button)
            self.list.addWidget(row)
        usable = [row for row in self.rows if row.button.isEnabled()]
        best = [row for row in usable if row.offered.recipe.key == wanted] or usable
        if best:
            best[0].button.setChecked(True)
            best[0].button.setFocus()
        self._show_choice()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(False)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, run: bool) -> None:
        offered = self.offered
        if offered is not None:
            self.chosen.emit(offered.recipe, self.output.text().strip() or offered.output, run)

    def _show_choice(self, *_: object) -> None:
        offered = self.offered
        for row in self.rows:
            chosen = row.button.isChecked()
            set_role(row, "chosen-panel" if chosen else "panel")
        for button in (self.make, self.run):
            button.setEnabled(offered is not None)
        clear_layout(self.steps)
        if offered is None:
            self.title.setText(tr("No recipe fits these data"))
            return
        self.title.setText(say(offered.recipe.title))
        self.words.setText(say(offered.recipe.description))
        self.output.setText(offered.output)
        self.make.setText(
            tr("Make {steps}").format(steps=count(len(offered.steps), "step", "steps"))
        )
        for title, values, step in offered.steps:
            self.steps.addWidget(_step_line(title, values, step))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(IconLabel("list-checks", "accent", 20))
        head.addWidget(label(tr("What do you want?"), "page-title"))
        head.addWidget(self.about, 1)
        columns = QHBoxLayout()
        columns.setSpacing(3 * SPACE)
        columns.addWidget(self._left())
        columns.addLayout(self._right(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 12, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(line())
        column.addLayout(columns, 1)

    def _left(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label(tr("Fit what you have"), "heading"))
        column.addLayout(self.list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(LIST_WIDTH)
        area.setWidget(inner)
        return area

    def _right(self) -> QVBoxLayout:
        write = QHBoxLayout()
        write.setSpacing(SPACE)
        write.addWidget(label(tr("Write to")))
        write.addWidget(self.output, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.make, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.run)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(write)
        column.addWidget(label(tr("Which makes these steps"), "heading"))
        self.steps.setSpacing(HALF)
        column.addLayout(self.steps)
        remark = tr("They are ordinary steps: change, remove or add to them afterwards.")
        column.addWidget(label(remark, "muted", wrap=True))
        column.addStretch(1)
        column.addLayout(buttons)
        return column


def _step_line(title: str, values: str, step: Step) -> QWidget:
    """Show one step with its values in a line."""
    result = QWidget()
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE)
    row.addWidget(IconLabel(KIND_ICONS[step.kind], "accent"))
    row.addWidget(label(title))
    row.addWidget(ElidedLabel(values, "muted"), 1)
    return result
