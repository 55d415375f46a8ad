"""One side of a comparison: the items before, or after, a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from curator_gui.core.measuring.inspection import FieldSummary, ItemSummary
from curator_gui.ui.common.text import tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLabel, label
from curator_gui.ui.preview.fields.words import facts_line
from curator_gui.ui.preview.pictures.camera import CameraControl
from curator_gui.ui.preview.pictures.picture import ItemPicture

if TYPE_CHECKING:
    from curator_gui.ui.preview.fields.statistics import StatisticsPane


@dataclass(frozen=True)
class Side:
    """Items to be shown: a title, the step that gave them (where they are kept), the items."""

    title: str
    step: int
    items: tuple[ItemSummary, ...]


class SidePanel(QWidget):
    """Shows one item of a side: title, facts, and its picture or statistics.

    Signals
    -------
    item_chosen(int)
        Another item of the side is to be shown.
    """

    item_chosen = Signal(int)

    def __init__(self, control: CameraControl, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._side: Side | None = None
        self.title = ElidedLabel("", "title")
        self.facts = ElidedLabel("", "muted")
        self.item = QSpinBox(minimum=1)
        self.item.setPrefix(tr("item "))
        self.item.setAccessibleName(tr("Item shown"))
        self.item.valueChanged.connect(lambda value: self.item_chosen.emit(value - 1))
        self._of = label("", "muted")
        self.picture = ItemPicture(control)
        self.statistics: StatisticsPane | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.picture)
        self._lay_out()

    @property
    def number(self) -> int:
        """The number of the item shown, from 0."""
        return self.item.value() - 1

    @property
    def summary(self) -> ItemSummary | None:
        if self._side is None or self.number >= len(self._side.items):
            return None
        return self._side.items[self.number]

    @property
    def place(self) -> tuple[int, int] | None:
        """Where the item shown is kept: its step and its number there."""
        if self._side is None or self.summary is None:
            return None
        return self._side.step, self.number

    def sizeHint(self) -> QSize:
        return QSize(360, 300)

    def show_side(self, side: Side | None, *, keep: bool = False) -> None:
        """Show the items of a side; None hides the panel. A picture may be kept until the next."""
        self._side = side
        self.setVisible(side is not None)
        n = len(side.items) if side else 0
        self.title.setText(side.title if side else "")
        self.item.blockSignals(True)
        self.item.setRange(1, max(1, n))
        self.item.blockSignals(False)
        for widget in (self.item, self._of):
            widget.setVisible(n > 1)
        self._of.setText(tr("of {n}").format(n=n))
        if not keep:
            self.picture.picture = None
        self._show_facts()
        if side is not None and not n:
            self.picture.say(tr("Nothing came out here: the step dropped the item."))

    def choose(self, number: int) -> None:
        """Show another item, without telling anybody."""
        self.item.blockSignals(True)
        self.item.setValue(number + 1)
        self.item.blockSignals(False)
        self._show_facts()

    def field(self, place: str, name: str) -> FieldSummary | None:
        """Find a field of the item shown; one of the same name elsewhere if it has moved."""
        fields = self.summary.fields if self.summary else ()
        found = [field for field in fields if field.name == name]
        return next((f for f in found if f.place == place), found[0] if found else None)

    def show_statistics(
        self, field: FieldSummary | None, limits: tuple[float, float] | None
    ) -> None:
        """Show the statistics of a field in the place of the picture."""
        if self.summary is None:
            self.show_pictures()
            return
        if self.statistics is None:
            from curator_gui.ui.preview.fields.statistics import StatisticsPane  # loads pyqtgraph

            self.statistics = StatisticsPane()
            self.stack.addWidget(self.statistics)
        self.statistics.show_item(self.summary, field, limits)
        self.stack.setCurrentWidget(self.statistics)

    def show_pictures(self) -> None:
        """Show the picture, not the statistics."""
        self.stack.setCurrentWidget(self.picture)

    def _show_facts(self) -> None:
        self.facts.setText(facts_line(self.summary) if self.summary else "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(HALF)
        head.addWidget(self.title, 1)
        head.addWidget(self.item)
        head.addWidget(self._of)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.stack, 1)
