"""What the last run did in a step, on its card: a strip, items in and out, time, failures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from curator_gui.app.language.quantities import count_text, duration_text
from curator_gui.app.run.recorded.step_runs import StepRun
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.strip import ProgressStrip
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import HALF, ElidedLabel


class RunLine(QWidget):
    """Takes no room before a run.

    Signals
    -------
    failures_wanted()
        The person wants to see what failed in this step.
    """

    failures_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strip = ProgressStrip(6)
        self.numbers = ElidedLabel(role="muted")
        self.numbers.setFont(theme.tabular(self.numbers.font()))
        self.failed = QPushButton()
        self.failed.setProperty("role", "failure-link")
        self.failed.clicked.connect(self.failures_wanted)
        row = QHBoxLayout()
        row.setSpacing(HALF)
        row.addWidget(self.numbers, 1)
        row.addWidget(self.failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.strip)
        column.addLayout(row)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def text(self) -> str:
        """All that it says, for screen readers; "" before a run."""
        if self.isHidden():
            return ""
        failed = "" if self.failed.isHidden() else f", {self.failed.text()}"
        return self.numbers.text() + failed

    def show_run(self, run: StepRun | None) -> None:
        self.setVisible(run is not None)
        if run is None:
            return
        done, failed = run.count.left, run.count.failed
        total = max(run.total, run.count.came + run.skipped)
        self.strip.show_counts({"done": done, "skipped": run.skipped, "failed": failed}, total)
        self.numbers.setText(numbers_text(run))
        self.failed.setText(tr("{n} failed here").format(n=count_text(failed)))
        self.failed.setVisible(failed > 0)

    def _draw(self) -> None:
        self.failed.setIcon(icons.icon("circle-x", "failed"))


def numbers_text(run: StepRun) -> str:
    """Write "173 → 171 · 2.55 ms each"; without what came out where a record does not tell."""
    step = run.count
    if not run.same:
        return tr("before the last change")
    if step.exact:
        words = f"{count_text(step.came)} → {count_text(step.left)}"
    else:
        words = count(step.came, "item", "items")
    if step.seconds:
        words += " · " + tr("{time} each").format(time=duration_text(step.each))
    return words


def idle_words(run: StepRun | None) -> str:
    """Say that the step did nothing for any item of the run; "" if it did."""
    if run is None or not run.count.idle:
        return ""
    if run.active:
        return tr("Changed nothing in any item so far")
    items = count(run.count.came, "item", "items")
    return tr("Changed nothing in any of {items}").format(items=items)
