"""The handles of two parameters that lie along one axis of the data, below their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator_gui.app.document import param_values
from curator_gui.core.measuring.inspection import Axis
from curator_gui.core.params.param import Param
from curator_gui.core.survey.offers import axis_of
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import label
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.range_slider import HIGH, LOW, RangeSlider


def axis_pairs(params: Sequence[Param]) -> list[tuple[Param, Param]]:
    """List the numbers that stand one behind the other along one axis: its low and high end."""
    numbers = [p for p in params if p.axis and param_values.editor_kind(p) == "number"]
    pairs = [(low, high) for low, high in pairwise(numbers) if low.axis == high.axis]
    return [pair for pair in pairs if pair[0].axis != "time"]


class AxisRange(QWidget):
    """A range slider with the data's bounds; put away as long as they are not known.

    Signals
    -------
    changed(str, object)
        The person has given the parameter of this name another value.
    finished()
        The person is through.
    """

    changed = Signal(str, object)
    finished = Signal()

    def __init__(self, low: Param, high: Param, context: FormContext) -> None:
        super().__init__()
        self.params = (low, high)
        self._context = context
        self._values: Mapping[str, Any] = {}
        self._shown = True
        self.slider = RangeSlider(cyclic=low.axis == "longitude")
        names = tr("{low} and {high}").format(low=say(low.label), high=say(high.label))
        self.slider.setAccessibleName(names)
        self.words = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.slider)
        column.addWidget(self.words)
        self.slider.moved.connect(self._tell)
        self.slider.released.connect(self.finished)
        self.refresh_offers()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show where the two ends are; one that is not set is at the end of the data."""
        self._values = values
        axis = self._axis()
        if axis is not None and axis.minimum is not None and axis.maximum is not None:
            self.slider.set_ends(self._number(LOW, axis.minimum), self._number(HIGH, axis.maximum))

    def set_shown(self, shown: bool) -> None:
        """Show the handles with their fields, or put them away."""
        self._shown = shown
        self.setVisible(shown and self._axis() is not None)

    def refresh_offers(self) -> None:
        """Show the bounds that the data have now."""
        axis = self._axis()
        self.setVisible(self._shown and axis is not None)
        if axis is None or axis.minimum is None or axis.maximum is None:
            return
        self.slider.set_bounds(axis.minimum, axis.maximum)
        self.slider.set_counts(axis.counts)
        ends = tr("there are {low} to {high}")
        words = ends.format(low=f"{axis.minimum:.4g}", high=f"{axis.maximum:.4g}")
        unit = say(self.params[LOW].unit) or axis.unit
        self.words.setText(f"{words} {unit}".rstrip().replace("-", "\u2212"))
        self.show_values(self._values)

    def _axis(self) -> Axis | None:
        axis = axis_of(self.params[LOW], self._context.facts)
        if axis is None or axis.minimum is None or axis.maximum is None:
            return None
        return axis if axis.maximum > axis.minimum else None

    def _number(self, end: int, otherwise: float) -> float:
        value = param_values.shown_value(self.params[end], self._values)
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        return float(value) if plain else otherwise

    def _tell(self, end: int, value: float) -> None:
        self.changed.emit(self.params[end].name, value)
