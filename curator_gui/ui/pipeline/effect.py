"""What a step does to the item looked at first: what reaches it, what leaves it, what changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.filters.splitting import Split
from curator_gui.core.filters.stateful import is_stateful
from curator_gui.core.registration.registry import Entry
from curator_gui.core.survey import StepFacts, leaves
from curator_gui.core.text.listing import listed_names
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, IconLabel, MessageLine, label, set_role


class EffectBox(QFrame):
    """Reaches it, leaves it, and in a sentence what became of the fields."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.title = label(tr("What this step does"), "heading")
        self.reaches, self.leaves = label("", wrap=True), label("", wrap=True)
        self.change = label("", "muted", wrap=True)
        self.problem = MessageLine()
        self._arrange()
        self.hide()

    def show_effect(
        self, before: StepFacts | None, after: StepFacts | None, *, steady: str, fresh: bool
    ) -> None:
        """Show what is known; `steady` is that of `steady_words`."""
        self.setVisible(before is not None)
        if before is None:
            return
        self.reaches.setText(say(leaves(before)))
        self.leaves.setText(say(leaves(after)) if after else tr("not known yet"))
        role = "" if fresh and after else "muted"
        set_role(self.leaves, role)
        self.change.setText(change_words(before, after, steady=steady) if after else "")
        self.change.setVisible(bool(self.change.text()))
        self.problem.show_message(_failure(after))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(2)
        grid.addWidget(label(tr("Reaches it"), "muted"), 0, 0)
        grid.addWidget(label(tr("Leaves it"), "muted"), 0, 2)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.reaches, 1, 0, top)
        grid.addWidget(IconLabel("circle-arrow-right", "muted"), 1, 1, top)
        grid.addWidget(self.leaves, 1, 2, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, SPACE, 12, SPACE)
        column.setSpacing(HALF)
        column.addWidget(self.title)
        column.addLayout(grid)
        column.addWidget(self.change)
        column.addWidget(self.problem)


def _failure(after: StepFacts | None) -> str:
    if after is None or not after.failures:
        return ""
    _, name, _, why = after.failures[0]
    failed = count(len(after.failures), "item", "items")
    return tr("{failed} of those looked at fail here, {name} for one: {why}").format(
        failed=failed, name=name, why=say(why)
    )


def steady_words(entry: Entry | None) -> str:
    """Say what a step does that may leave items as they are; "" if it is to change them."""
    if entry is None:
        return ""
    if is_stateful(entry.cls):
        return tr("Gathers numbers and leaves the items as they are.")
    if issubclass(entry.cls, FittedFilter):
        return tr("Learns its constants in the first pass of a run, and changes nothing before.")
    if issubclass(entry.cls, Split):
        return tr("Places the items in parts and leaves them as they are.")
    return ""


def change_words(before: StepFacts, after: StepFacts, *, steady: str) -> str:
    """Say which fields a step dropped, added or moved, or that it changed nothing."""
    if after.unchanged:
        if steady:
            return steady
        looked = count(after.reached, "item", "items")
        return tr("Changes nothing in the {looked} looked at.").format(looked=looked)
    if after.failures:
        return ""
    old, new = _names(before), _names(after)
    said = []
    dropped, added = sorted(old - new), sorted(new - old)
    if dropped:
        said.append(tr("Drops {names}.").format(names=say(listed_names(dropped, 8))))
    if added:
        said.append(tr("Adds {names}.").format(names=say(listed_names(added, 8))))
    if after.given < after.reached:
        left = count(after.reached - after.given, "item", "items")
        said.append(tr("Leaves out {left} of those looked at.").format(left=left))
    return " ".join(said)


def _names(facts: StepFacts) -> set[str]:
    return {field.name for field in facts.fields}
