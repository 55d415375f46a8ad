"""How many items and groups each part of a split has, and where the parts differ most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator_gui.app.language.quantities import count_text
from curator_gui.dataset.items.table import Column, Items
from curator_gui.dataset.splits.checks import Shift
from curator_gui.dataset.splits.split import Split
from curator_gui.ui.common import theme
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import label
from curator_gui.ui.dataset.plots.part_plots import part_words


def show_counts(column: QVBoxLayout, split: Split) -> None:
    """Fill a column with a line for each part, what is in none, and what was not as asked."""
    groups, whole = split.group_counts(), max(1, sum(split.counts().values()))
    for name, number in split.counts().items():
        share = f"{count_text(number)}   {100 * number / whole:.1f} %"
        column.addWidget(_line(name, share, groups[name] if split.plan.together else None))
    rest = split.outside
    if rest:
        told = count(rest, tr("item is in no part"), tr("items are in no part"))
        column.addWidget(label(told, "muted", wrap=True))
    for remark in split.remarks:
        column.addWidget(label(say(remark), "warning", wrap=True))


def _line(name: str, share: str, groups: int | None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label(part_words(name)))
    words = label(share)
    words.setFont(theme.tabular(words.font()))
    row.addWidget(words, 1, Qt.AlignmentFlag.AlignRight)
    if groups is not None:
        row.addWidget(label(count(groups, tr("group"), tr("groups")), "muted"))
    return holder


def farthest(items: Items, found: Sequence[Shift]) -> list[Column]:
    """Return the measures to draw: those in which the parts lie farthest apart first."""
    order = sorted(found, key=lambda s: -s.distance * (s.verdict != "few groups"))
    keys = list(dict.fromkeys(shift.measure for shift in order))
    return [items[key] for key in keys]
