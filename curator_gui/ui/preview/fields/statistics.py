"""Everything known about one field, with its distribution in large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from curator_gui.app.language.quantities import count_text
from curator_gui.app.language.words import grouped
from curator_gui.core.measuring.inspection import FieldSummary, ItemSummary
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, label
from curator_gui.ui.plots.histograms import HistogramPlot
from curator_gui.ui.preview.fields.words import number_text, shape_text


class StatisticsPane(QWidget):
    """The facts of an item and the statistics of one of its fields."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(SPACE)
        self._rows.setVerticalSpacing(1)
        self.plot = HistogramPlot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(self._rows)
        column.addWidget(self.plot, 1)

    def show_item(
        self,
        item: ItemSummary,
        field: FieldSummary | None,
        limits: tuple[float, float] | None,
    ) -> None:
        """Show an item and a field; `limits` let two distributions share one axis."""
        while self._rows.rowCount():
            self._rows.removeRow(0)
        for name, text in (*item.facts, *(field_facts(field) if field else ())):
            value = label(grouped(text), wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setFont(theme.tabular(value.font()))
            self._rows.addRow(label(say(name), "muted"), value)
        self.plot.setVisible(field is not None and bool(field.histogram))
        if field is not None:
            self.plot.show_field(field, limits)


def field_facts(field: FieldSummary) -> list[tuple[str, str]]:
    """List what is known about a field as names and values."""
    rows = [
        (tr("Field"), f"{field.name} ({say(field.place)})"),
        (tr("Type and shape"), f"{field.dtype}, {shape_text(field)}"),
        (tr("Range"), _range_text(field)),
        (tr("Mean ± deviation"), _mean_text(field)),
        (tr("NaN or infinite"), count_text(field.undefined) if field.undefined else ""),
    ]
    return [(name, text) for name, text in rows if text]


def _range_text(field: FieldSummary) -> str:
    if field.minimum is None:
        return ""
    ends = tr("{low} to {high}").format(
        low=number_text(field.minimum), high=number_text(field.maximum)
    )
    return f"{field.measured}: {ends}" if field.magnitude else ends


def _mean_text(field: FieldSummary) -> str:
    if field.mean is None:
        return ""
    return f"{number_text(field.mean)} ± {number_text(field.std)}"
