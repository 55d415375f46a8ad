"""How far the parts of a split lie from the first one, measure by measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.formats import fixed_text
from curator_gui.dataset.items.table import Column
from curator_gui.dataset.splits.checks import Shift
from curator_gui.dataset.splits.split import Split
from curator_gui.ui.common import icons, theme
from curator_gui.ui.common.text import count, tr
from curator_gui.ui.common.widgets import make_readable
from curator_gui.ui.dataset.plots.part_plots import part_words


class DistanceTable(QTableWidget):
    """A row for each measure: the middle of each part, and the distances in words and numbers."""

    def __init__(self) -> None:
        super().__init__(0, 0)
        self.setAccessibleName(tr("How far the parts lie from the first"))
        make_readable(self)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMinimumHeight(120)
        self._set_up_headers()

    def _set_up_headers(self) -> None:
        self.verticalHeader().setDefaultSectionSize(24)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def fill(self, data: DataSet, split: Split, found: Sequence[Shift]) -> None:
        """Show what was found about a split."""
        titles = _titles(split.plan.names)
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(titles)
        by_place = {(shift.measure, shift.part): shift for shift in found}
        keys = list(dict.fromkeys(shift.measure for shift in found))
        self.setRowCount(len(keys))
        for row, key in enumerate(keys):
            shifts = [by_place.get((key, name)) for name in split.plan.names[1:]]
            for number, cell in enumerate(_cells(data.items[key], split, shifts)):
                self.setItem(row, number, cell)


def _titles(names: Sequence[str]) -> list[str]:
    titles = [tr("Measure"), *map(part_words, names)]
    for name in names[1:]:
        titles += [tr("to {part}").format(part=part_words(name)), ""]
    return titles


def _cells(column: Column, split: Split, shifts: Sequence[Shift | None]) -> list[QTableWidgetItem]:
    cells = [_cell(column.name)]
    for name in split.plan.names:
        values = column.values[split.rows(name)]
        known = values[np.isfinite(values)]
        cells.append(_cell(fixed_text(float(np.median(known))) if len(known) else "", right=True))
    for shift in shifts:
        cells += _shift_cells(shift)
    return cells


def _shift_cells(shift: Shift | None) -> list[QTableWidgetItem]:
    if shift is None:
        return [_cell(""), _cell("")]
    words = {
        "alike": tr("alike"),
        "apart": tr("apart"),
        "few groups": count(shift.groups, tr("group only"), tr("groups only")),
    }
    distance, verdict = _cell(f"{shift.distance:.2f}", right=True), _cell(words[shift.verdict])
    if shift.verdict == "apart":
        verdict.setIcon(icons.icon("triangle-alert", "warning"))
        for cell in (distance, verdict):
            cell.setForeground(theme.current().color("warning"))
    return [distance, verdict]


def _cell(text: str, *, right: bool = False) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return cell
