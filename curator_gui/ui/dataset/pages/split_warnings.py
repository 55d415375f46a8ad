"""What a split may do wrong: leaks and shifts, each with a remedy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.core.sidecars.curation import LEAVE_OUT
from curator_gui.dataset.splits.checks import Leak, Shift
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, IconLabel, clear_layout, label

MAX_WARNINGS = 3


class SplitWarnings(QWidget):
    """A box for each warning, the leaks first.

    Signals
    -------
    show_wanted(object)
        Items (rows) are to be shown.
    even_wanted(str)
        The split is to be even in a measure.
    """

    show_wanted = Signal(object)
    even_wanted = Signal(str)

    def __init__(self, data: DataSet) -> None:
        super().__init__()
        self._set = data
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def boxes(self) -> list[QFrame]:
        """Return what is shown, in its order."""
        shown = (self._column.itemAt(place) for place in range(self._column.count()))
        return [box for item in shown if item and isinstance(box := item.widget(), QFrame)]

    def clear(self) -> None:
        clear_layout(self._column)
        self.hide()

    def show_found(self, leaks: tuple[Leak, ...], found: tuple[Shift, ...]) -> None:
        """Show the first leaks, and the shift that is the largest."""
        for leak in leaks[:MAX_WARNINGS]:
            self._column.addWidget(self._leak(leak))
        apart = sorted((s for s in found if s.verdict == "apart"), key=lambda s: -s.distance)
        for shift in apart[:1]:
            self._column.addWidget(self._shift(shift, len(apart)))
        self.setVisible(bool(self.boxes()))

    def _leak(self, leak: Leak) -> QWidget:
        buttons = []
        if leak.others:
            out = QPushButton(tr("Leave out the copies"))
            out.clicked.connect(lambda: self._leave_out(leak))
            buttons.append(out)
        show = QPushButton(tr("Show"))
        show.clicked.connect(lambda: self.show_wanted.emit([*leak.rows, *leak.others]))
        words = tr("Leak: {what}").format(what=say(leak.words))
        return _box("circle-alert", "error", words, [*buttons, show])

    def _leave_out(self, leak: Leak) -> None:
        self._set.decide(LEAVE_OUT, leak.others)

    def _shift(self, shift: Shift, number: int) -> QWidget:
        column = self._set.items[shift.measure]
        words = tr(
            "Shift: {measure} is not spread alike in train and {part} (distance {d}, p {p}). "
            "Try another seed or \u201cEven in\u201d."
        ).format(
            measure=column.name, part=shift.part, d=f"{shift.distance:.2f}", p=f"{shift.chance:.1g}"
        )
        if shift.groups and shift.groups < 3:
            words += " " + count(shift.groups, tr("group is few."), tr("groups are few."))
        if number > 1:
            words += " " + count(number - 1, tr("more measure"), tr("more measures"))
        even = QPushButton(tr("Even it"))
        even.clicked.connect(lambda: self.even_wanted.emit(shift.measure))
        return _box("triangle-alert", "warning", words, [even])


def _box(icon: str, role: str, words: str, buttons: list[QPushButton]) -> QFrame:
    """Make a box that says what is wrong, with remedies."""
    box = QFrame()
    box.setProperty("role", "panel")
    row = QHBoxLayout(box)
    row.setContentsMargins(SPACE + 2, HALF + 2, SPACE, HALF + 2)
    row.addWidget(IconLabel(icon, role))
    row.addWidget(label(words, wrap=True), 1)
    for button in buttons:
        row.addWidget(button)
    return box
