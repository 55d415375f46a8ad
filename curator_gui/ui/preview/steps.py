"""The steps of a preview: what each made of the items, how long it took, which one failed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from curator_gui.app.preview.controller import PreviewState
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import SPACE
from curator_gui.ui.preview.fields.words import step_line


@dataclass(frozen=True)
class StepRow:
    """One step in the list: icon and its color, name, what is said about it.

    `results` tells whether there is something of it to look at, `reached` whether it was begun.
    """

    icon: str
    role: str
    name: str
    words: str
    results: bool = True
    reached: bool = True


class StepList(QListWidget):
    """One row per step; steps that were not reached cannot be chosen.

    Signals
    -------
    step_chosen(int)
        The person wants to see this step.
    """

    step_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[StepRow] = []
        self.setAccessibleName(tr("Steps"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setIconSize(QSize(16, 16))
        self.setSpacing(0)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.tabular(self.font()))
        self.setMinimumWidth(150)
        self.currentRowChanged.connect(self._tell)
        theme.notifier().changed.connect(self._draw)

    def sizeHint(self) -> QSize:
        return QSize(210, 200)

    def show_state(self, state: PreviewState, chosen: int) -> None:
        """Show how far a preview has come; `chosen` is the step being looked at."""
        rows = step_rows(state)
        if rows != self._rows:
            self._rows = rows
            self._fill()
        self.blockSignals(True)
        self.setCurrentRow(chosen)
        self.blockSignals(False)

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        height = 2 * self.fontMetrics().height() + SPACE
        for row in self._rows:
            item = QListWidgetItem(f"{row.name}\n{row.words}")
            item.setToolTip(f"{row.name}\n{row.words}")
            item.setSizeHint(QSize(60, height))
            if not row.results:
                enabled = Qt.ItemFlag.ItemIsEnabled
                item.setFlags(enabled if row.reached else Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.blockSignals(False)
        self._draw()

    def _draw(self) -> None:
        for number, row in enumerate(self._rows):
            self.item(number).setIcon(icons.icon(row.icon, row.role))

    def _tell(self, number: int) -> None:
        if number >= 0:
            self.step_chosen.emit(number)


def step_rows(state: PreviewState) -> list[StepRow]:
    """List the steps of a preview: done, failed, running, not reached, not ready."""
    if state.opened is None:
        return []
    rows = []
    for number, step in enumerate(state.steps):
        words = step_line(state.steps[number - 1] if number else None, step)
        role = "failed" if step.error else "done"
        if not step.error and (step.notes or not step.items):
            role = "warning"
        rows.append(StepRow(_ICONS[role], role, say(step.name), words))
    rest = state.opened.names[len(state.steps) :]
    rows += [_coming(state, name, first=n == 0) for n, name in enumerate(rest)]
    if state.blocked is not None:
        words = tr("not ready: {why}").format(why=say(state.blocked.reason))
        rows.append(StepRow("circle-alert", "error", say(state.blocked.name), words, results=False))
    return rows


def _coming(state: PreviewState, name: str, *, first: bool) -> StepRow:
    name = say(name)
    if first and state.busy:
        return StepRow("circle-play", "running", name, tr("running"), results=False)
    if first and state.phase == "failed":
        return StepRow("octagon-x", "failed", name, tr("ended the preview"), results=False)
    return StepRow("circle-dashed", "muted", name, tr("not reached"), False, False)


_ICONS = {"done": "circle-check", "failed": "circle-x", "warning": "triangle-alert"}
