"""Two runs side by side, in a window of their own."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.runs.comparison import Comparison, Difference, Indices
from curator_gui.run.report.html import index_ranges
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import SPACE, MessageLine, label, line

_SIZE = (680, 600)
_NAME_WIDTH = 160


class ComparisonDialog(QDialog):
    """Shows a comparison; what differs stands out in bold."""

    def __init__(self, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Compare two runs"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        if comparison.unrelated:
            remark = MessageLine()
            words = tr("These are runs of different documents: their indices may be other items.")
            remark.show_message(words, "warning")
            column.addWidget(remark)
        column.addLayout(_grid(comparison.figures))
        column.addWidget(line())
        column.addWidget(label(tr("The same index in both runs"), "heading"))
        for words in outcome_lines(comparison):
            column.addWidget(_words(words))
        column.addWidget(line())
        _add_settings(column, comparison.settings)
        column.addStretch(1)
        self._arrange(inner)

    def _arrange(self, inner: QWidget) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(SPACE, 0, SPACE, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)


def outcome_lines(comparison: Comparison) -> list[str]:
    """Say what became of the same indices in both runs."""
    groups = (
        (tr("failed in the first run and done in the second"), comparison.fixed),
        (tr("done in the first run and failed in the second"), comparison.broken),
        (tr("failed in both"), comparison.failed_twice),
    )
    lines = [_group_line(words, indices) for words, indices in groups if len(indices)]
    if not math.isnan(comparison.ratio):
        words = tr("{n} done in both; the second run took {ratio} times as long for each (median)")
        both = count(comparison.common, "index", "indices")
        lines.append(words.format(n=both, ratio=f"{comparison.ratio:.3g}"))
    return lines or [tr("No index was done or failed in both runs.")]


def _group_line(words: str, indices: Indices) -> str:
    number = count(len(indices), "index", "indices")
    return f"{number} {words}: {index_ranges(indices.tolist())}"


def _grid(differences: list[Difference]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * SPACE)
    grid.setColumnMinimumWidth(0, _NAME_WIDTH)
    grid.setVerticalSpacing(SPACE // 2)
    for column, title in enumerate((tr("First run"), tr("Second run")), 1):
        grid.addWidget(label(title, "heading"), 0, column)
        grid.setColumnStretch(column, 1)
    for row, difference in enumerate(differences, 1):
        grid.addWidget(label(say(difference.name), "muted", wrap=True), row, 0)
        for column, text in ((1, difference.first), (2, difference.second)):
            grid.addWidget(_words(text, "" if difference.equal else "title"), row, column)
    return grid


def _words(text: str, role: str = "") -> QLabel:
    result = label(text, role, wrap=True)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def _add_settings(column: QVBoxLayout, settings: list[Difference]) -> None:
    column.addWidget(label(tr("Settings that differ"), "heading"))
    if settings:
        column.addLayout(_grid(settings))
    else:
        column.addWidget(label(tr("None: steps, parameters, options and versions agree.")))
