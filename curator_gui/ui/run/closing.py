"""Close the window while a run goes on? Let it go on without the window, stop it, or stay."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from curator_gui.app.monitor.statistics import RunStatistics
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import HALF, SPACE, IconLabel, label
from curator_gui.ui.monitor.run_bar import left_text, pass_text

Answer = Literal["go on", "stop", "stay"]
WIDTH = 540


class ChoiceButton(QPushButton):
    """One answer as a card: icon, what it is, what it does, its key; a click is the answer."""

    def __init__(self, icon: str, title: str, words: str, key: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        column = QVBoxLayout()
        column.setSpacing(HALF)
        head = QHBoxLayout()
        head.addWidget(label(title, "title"), 1)
        head.addWidget(label(key, "muted"))
        column.addLayout(head)
        column.addWidget(label(words, wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        lines = 3 if len(words) > 70 else 2
        self.setMinimumHeight((lines + 2) * self.fontMetrics().height() + 2 * SPACE)


class ClosingDialog(QDialog):
    """Asks; `answer` is "stay" until something is chosen."""

    def __init__(self, statistics: RunStatistics, parent: QWidget) -> None:
        super().__init__(parent)
        self.answer: Answer = "stay"
        self.setWindowTitle(tr("Close during a run"))
        self.setFixedWidth(WIDTH)
        running = count(max(1, statistics.running), "item in work is", "items in work are")
        self.go_on = ChoiceButton(
            "moon", tr("Let it go on without the window"),
            tr("{running} finished, then the rest goes on in the background. Open the document "
               "again to follow, pause or stop it. The computer has to stay on.").format(
                   running=running),
            tr("Enter"),
        )  # fmt: skip
        self.stop = ChoiceButton(
            "circle-stop", tr("Stop, and resume later"),
            tr("What is done is kept; what is in work now runs again then."), "S",
        )  # fmt: skip
        self.stay = QPushButton(tr("Stay here (Esc)"))
        self.go_on.setDefault(True)
        self._arrange(statistics)
        for button, answer in ((self.go_on, "go on"), (self.stop, "stop"), (self.stay, "stay")):
            button.clicked.connect(lambda *_, answer=answer: self._choose(answer))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S:
            self._choose("stop")
        else:
            super().keyPressEvent(event)

    def _choose(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()

    def _arrange(self, statistics: RunStatistics) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(
            label(tr("Close the window while a run goes on?"), "page-title", wrap=True)
        )
        column.addWidget(label(_state(statistics), "muted", wrap=True))
        column.addWidget(self.go_on)
        column.addWidget(self.stop)
        row = QHBoxLayout()
        row.addWidget(label(tr("What is done is safe either way."), "muted"), 1)
        row.addWidget(self.stay)
        column.addLayout(row)


def _state(statistics: RunStatistics) -> str:
    from time import time

    done = tr("{n} of {total} done").format(
        n=statistics.done + statistics.skipped, total=statistics.total
    )
    if statistics.passing is not None:
        done = pass_text(statistics)
    left = left_text(statistics.estimate(time()))
    return f"{done}, {left}." if left else f"{done}."
