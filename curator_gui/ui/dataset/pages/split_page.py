"""The page of the split: how, what it gives, what leaks, how far the parts lie apart."""

from __future__ import annotations

import secrets
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.splitting import Splitting
from curator_gui.dataset.items.table import FOLDER
from curator_gui.dataset.splits.groups import TIME_BLOCKS
from curator_gui.dataset.splits.parts import TEST, TRAIN, VALIDATION, Part, fold_parts
from curator_gui.dataset.splits.split import SplitPlan
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import (
    SPACE,
    ElidedLabel,
    MessageLine,
    clear_layout,
    label,
    line,
)
from curator_gui.ui.dataset.pages.distance_table import DistanceTable
from curator_gui.ui.dataset.pages.split_counts import farthest, show_counts
from curator_gui.ui.dataset.pages.split_warnings import SplitWarnings
from curator_gui.ui.dataset.plots.part_plots import PartBar, PartHistogram, PartLegend, part_words

MAKE_MS = 250
HISTOGRAMS = 3
LEFT = 270


class SplitPage(QWidget):
    """Form at left, the split at right; nothing is written before Apply.

    Signals
    -------
    show_wanted(object)
        These rows are to be selected and shown.
    """

    show_wanted = Signal(object)

    def __init__(self, data: DataSet, splitting: Splitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set, self.splitting = data, splitting
        self.kind, self.folds = QComboBox(), QSpinBox()
        self.shares = [QLineEdit(text) for text in ("70", "15", "15")]
        self.together, self.even = QComboBox(), QComboBox()
        self.block, self.gap = QSpinBox(), QSpinBox()
        self.seed = QSpinBox()
        self.dice = QToolButton(autoRaise=True)
        self.by_hand = QPushButton(tr("Move the selection to..."))
        self.problem = MessageLine()
        self.counts = QVBoxLayout()
        self.command = label("")
        self.copy = QPushButton(tr("Copy"))
        self.state = label("", "muted")
        self.apply = QPushButton(tr("Apply to the data set"))
        self.apply.setProperty("role", "primary")
        self.bar, self.legend = PartBar(data), PartLegend()
        self.warnings = SplitWarnings(data)
        self.plots = [PartHistogram(data) for _ in range(HISTOGRAMS)]
        self.plot_titles = [label("", "title") for _ in range(HISTOGRAMS)]
        self.table = DistanceTable()
        self._later = QTimer(self, singleShot=True, interval=MAKE_MS)
        self._later.timeout.connect(self.make)
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        names = (tr("Share for training"), tr("Share for validation"), tr("Share for test"))
        for field, name in zip(self.shares, names, strict=True):
            field.setAccessibleName(name)
            field.setFixedWidth(46)
        self.kind.setAccessibleName(tr("Divide into"))
        self.kind.addItem(tr("parts by share"), False)
        self.kind.addItem(tr("folds of the same size"), True)
        self.folds.setAccessibleName(tr("Number of folds"))
        self.folds.setRange(2, 100)
        self.folds.setValue(5)
        for spin, name in ((self.block, tr("Steps in a block")), (self.gap, tr("Steps of a gap"))):
            spin.setAccessibleName(name)
            spin.setRange(0, 100_000)
        self.block.setRange(1, 100_000)
        self.block.setValue(10)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setAccessibleName(tr("Seed"))
        self.together.setAccessibleName(tr("Together"))
        self.even.setAccessibleName(tr("Even in"))
        for box in (self.together, self.even):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.dice.setAccessibleName(tr("Another seed"))
        self.dice.setToolTip(tr("Another seed"))
        self.dice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hand_menu = QMenu(self.by_hand)
        self.by_hand.setMenu(self.hand_menu)
        self.command.setWordWrap(True)
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.command.font()
        font.setFamilies(["monospace"])
        font.setPointSizeF(font.pointSizeF() * 0.9)
        self.command.setFont(font)

    # Layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(LEFT)
        left.setLayout(self._left())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE, 12, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(left)
        row.addLayout(self._right(), 1)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("How"), "heading"))
        column.addWidget(line())
        column.addLayout(self._form())
        column.addWidget(self.problem)
        column.addWidget(label(tr("Which gives"), "heading"))
        column.addWidget(line())
        column.addLayout(self.counts)
        column.addWidget(label(tr("The same as"), "heading"))
        column.addWidget(line())
        column.addWidget(self.command)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("Divide into"), self.kind)
        parts = QHBoxLayout()
        for field in self.shares:
            parts.addWidget(field)
        parts.addWidget(label("%"))
        parts.addStretch(1)
        self.parts = QWidget()
        column = QVBoxLayout(self.parts)
        parts.setContentsMargins(0, 0, 0, 0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(parts)
        column.addWidget(label(tr("train, validation, test"), "muted", wrap=True))
        form.addRow(tr("Parts"), self.parts)
        form.addRow(tr("Folds"), self.folds)
        self._form_layout = form
        form.addRow(tr("Together"), self.together)
        self.blocks = QWidget()
        blocks = QFormLayout(self.blocks)
        blocks.setContentsMargins(0, 0, 0, 0)
        blocks.addRow(tr("Steps in a block"), self.block)
        blocks.addRow(tr("Gap"), self.gap)
        form.addRow(self.blocks)
        form.addRow("", label(tr("a group is never in two parts"), "muted", wrap=True))
        form.addRow(tr("Even in"), self.even)
        seed = QHBoxLayout()
        seed.addWidget(self.seed, 1)
        seed.addWidget(self.dice)
        form.addRow(tr("Seed"), seed)
        form.addRow(
            "", label(tr("what has a part keeps it when more items are added"), "muted", wrap=True)
        )
        form.addRow(self.by_hand)
        return form

    def _right(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.legend, 1)
        head.addWidget(self.state)
        head.addWidget(self.apply)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.warnings)
        plots = QHBoxLayout()
        plots.setSpacing(12)
        for title, plot in zip(self.plot_titles, self.plots, strict=True):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(title)
            part.addWidget(plot, 1)
            plots.addLayout(part, 1)
        column.addLayout(plots, 3)
        heading = QHBoxLayout()
        heading.addWidget(label(tr("How far the parts lie from the first"), "heading"))
        words = tr("two-sample Kolmogorov-Smirnov distance, 0 alike to 1 apart")
        heading.addWidget(ElidedLabel(words, "muted"), 1)
        column.addLayout(heading)
        column.addWidget(self.table, 3)
        return column

    def _connect(self) -> None:
        for field in self.shares:
            field.textChanged.connect(lambda: self._later.start())
        for box in (self.together, self.even, self.kind):
            box.currentIndexChanged.connect(lambda: self._later.start())
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()
        for spin in (self.block, self.gap, self.seed, self.folds):
            spin.valueChanged.connect(lambda: self._later.start())
        self.dice.clicked.connect(lambda: self.seed.setValue(secrets.randbelow(10_000)))
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.splitting.command())
        )
        self.apply.clicked.connect(self.apply_now)
        self.hand_menu.aboutToShow.connect(self._fill_hand_menu)
        self.warnings.show_wanted.connect(self.show_wanted)
        self.warnings.even_wanted.connect(
            lambda measure: self.even.setCurrentIndex(self.even.findData(measure))
        )
        self._set.opened.connect(self._opened)
        self._set.decisions_changed.connect(lambda: self._later.start())
        self.splitting.changed.connect(self.show_split)
        self.splitting.looked.connect(self._looked)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self._opened()
        if self.splitting.judged is not None:
            self._show_plan(self._set.plan)

    def _draw(self) -> None:
        self.dice.setIcon(icons.icon("dices"))
        self.copy.setIcon(icons.icon("copy"))

    # What is wanted ------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._later.stop()
        items = self._set.items
        for box in (self.together, self.even):
            box.blockSignals(True)
            box.clear()
            box.addItem(tr("nothing"), "")
        texts = [c.key for c in items.texts]
        for key in [*([FOLDER] if FOLDER in items else []), *(k for k in texts if k != FOLDER)]:
            self.together.addItem(items[key].name, key)
        self.together.addItem(tr("blocks along the axis"), TIME_BLOCKS)
        for column in self.splitting.measures():
            self.even.addItem(column.name, column.key)
        for key in texts:
            self.even.addItem(items[key].name, key)
        self.together.setCurrentIndex(1 if FOLDER in items else 0)
        for box in (self.together, self.even):
            box.blockSignals(False)
        self.show_split()

    def _looked(self, stored: bool) -> None:
        """Show the stored plan, or split as the form says."""
        if stored:
            self._show_plan(self._set.plan)
        elif self.splitting.judged is None:
            self.make()

    def _show_plan(self, plan: SplitPlan) -> None:
        """Fill the form with the stored plan."""
        self.kind.setCurrentIndex(self.kind.findData(bool(plan.folds)))
        if plan.folds:
            self.folds.setValue(plan.folds)
        for field, part in zip(self.shares, () if plan.folds else plan.parts, strict=False):
            field.setText(f"{100 * part.share:g}")
        self.together.setCurrentIndex(max(0, self.together.findData(plan.together)))
        self.even.setCurrentIndex(max(0, self.even.findData(plan.even_in)))
        self.seed.setValue(plan.seed)
        self._later.stop()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self.splitting.judged is None and not self.splitting.busy and len(self._set.items):
            self.make()

    def _show_kind(self) -> None:
        """Show the shares or the number of folds, whichever is asked for."""
        folds = bool(self.kind.currentData())
        self._form_layout.setRowVisible(self.parts, not folds)
        self._form_layout.setRowVisible(self.folds, folds)

    def plan(self) -> SplitPlan | None:
        """Return what the form asks for; None if a share is no number."""
        parts = self._wanted_parts()
        if parts is None:
            return None
        return SplitPlan(
            parts,
            self.seed.value(),
            self.together.currentData() or "",
            self.even.currentData() or "",
            self.block.value(),
            self.gap.value(),
        )

    def _wanted_parts(self) -> tuple[Part, ...] | None:
        if self.kind.currentData():
            return fold_parts(self.folds.value())
        try:
            shares = [float(field.text().replace(",", ".") or 0) / 100 for field in self.shares]
        except ValueError:
            return None
        if any(share < 0 for share in shares) or not sum(shares):
            return None
        names = (TRAIN, VALIDATION, TEST)
        return tuple(Part(n, s) for n, s in zip(names, shares, strict=True) if s > 0)

    def make(self) -> None:
        """Split as the form says, not before the page is seen."""
        self._later.stop()
        self.blocks.setVisible(self.together.currentData() == TIME_BLOCKS)
        if not self.isVisible() or not len(self._set.items):
            return
        plan = self.plan()
        if plan is None:
            self.problem.show_message(tr("The shares have to be numbers, and one above 0"))
            return
        self.splitting.make(plan)

    def apply_now(self) -> None:
        """Write the split into the data set; its leaks stay told."""
        self.splitting.apply()

    def _fill_hand_menu(self) -> None:
        self.hand_menu.clear()
        rows = self._set.selected_rows.tolist()
        judged = self.splitting.judged
        if not rows or judged is None:
            self.hand_menu.addAction(tr("Select items first")).setEnabled(False)
            return
        for name in judged.split.plan.names:
            self.hand_menu.addAction(part_words(name), partial(self.splitting.move, rows, name))
        self.hand_menu.addAction(tr("no part"), partial(self.splitting.move, rows, ""))

    # What is shown -------------------------------------------------------------------------------

    def show_split(self) -> None:
        """Show the split that was made, or why there is none."""
        self.blocks.setVisible(self.together.currentData() == TIME_BLOCKS)
        judged = self.splitting.judged
        said = say(self.splitting.problem)
        self.problem.show_message(said, "error" if judged is None else "warning")
        waits = self.splitting.busy or self.splitting.storing
        self.apply.setEnabled(judged is not None and not waits)
        self.state.setText(self._state_words())
        self.command.setText(self.splitting.command())
        self.warnings.clear()
        clear_layout(self.counts)
        self.bar.show_split(judged.split if judged else None)
        self.legend.show_names(judged.split.plan.names if judged else ())
        for title, plot in zip(self.plot_titles, self.plots, strict=True):
            for widget in (title, plot):
                widget.setVisible(judged is not None)
        self.table.setRowCount(0)
        if judged is None:
            return
        show_counts(self.counts, judged.split)
        self.warnings.show_found(judged.leaks, judged.shifts)
        columns = farthest(self._set.items, judged.shifts)
        for title, plot, column in zip(self.plot_titles, self.plots, columns, strict=False):
            title.setText(column.name)
            plot.show_parts(column, judged.split)
        self.table.fill(self._set, judged.split, judged.shifts)

    def _state_words(self) -> str:
        if self.splitting.storing:
            return tr("writing...")
        if self.splitting.busy:
            return tr("splitting...")
        return tr("applied") if self.splitting.stored else tr("not applied yet")
