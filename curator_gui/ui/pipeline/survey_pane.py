"""What a source holds: facts, fields with their distributions, what is odd, and a picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from curator_gui.app.language.quantities import bytes_text, count_text
from curator_gui.app.preview.survey import SurveyState
from curator_gui.core.measuring.inspection import Axis
from curator_gui.core.survey import Odd, StepFacts, Survey
from curator_gui.ui.common.text import count, say, tr
from curator_gui.ui.common.widgets import (
    HALF,
    SPACE,
    ElidedLabel,
    IconLabel,
    clear_layout,
    label,
    set_role,
)
from curator_gui.ui.pipeline.survey_table import FieldsTable

ODD_SHOWN = 5


class SurveyPane(QWidget):
    """The survey of a source, as it grows.

    Signals
    -------
    item_wanted(object)
        The person wants to see this index.
    field_chosen(str, str)
        The person chose a field: its place and its name.
    stop_wanted(), again_wanted()
        Look no further; look anew.
    """

    item_wanted = Signal(object)
    field_chosen = Signal(str, str)
    stop_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.progress = ElidedLabel("", "muted")
        self.action = QPushButton()
        self.action.setProperty("role", "link")
        self.action.clicked.connect(self._act)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(2 * SPACE)
        self.facts.setVerticalSpacing(1)
        self.facts.setColumnMinimumWidth(0, 88)
        self.facts.setColumnStretch(1, 1)
        self.fields_title = label("", "muted")
        self.table = FieldsTable()
        self.table.chosen.connect(self.field_chosen)
        self.odd_head = QWidget()
        self.odd = QVBoxLayout()
        self._busy = False
        self._shown: tuple[Any, ...] = ()
        self._arrange()

    def show_state(self, state: SurveyState) -> None:
        """Show what is known by now; what was known before stays until something newer is."""
        survey = state.whole
        self._show_progress(state)
        known = survey is not None and (survey.looked > 0 or survey.sizes.files > 0)
        self.body.setVisible(known)
        shown = (survey.looked, survey.size, survey.odd, survey.sizes) if survey else ()
        if survey is None or not known or shown == self._shown:
            return
        self._shown = shown
        source = survey.leaving(0) or StepFacts("")
        self._show_facts(survey, source)
        self.fields_title.setText(_from_items(survey))
        self.table.show_fields(source)
        self._show_odd(survey.odd)

    def _show_progress(self, state: SurveyState) -> None:
        self._busy = state.busy
        words, role = progress_words(state)
        set_role(self.progress, role)
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        self.action.setText(tr("Stop") if state.busy else tr("Look again"))
        self.action.setVisible(state.phase not in ("empty", "opening"))

    def _show_facts(self, survey: Survey, source: StepFacts) -> None:
        clear_layout(self.facts)
        for row, (name, words) in enumerate(fact_rows(survey, source)):
            self.facts.addWidget(label(name, "muted"), row, 0)
            self.facts.addWidget(ElidedLabel(words), row, 1)

    def _show_odd(self, found: tuple[Odd, ...]) -> None:
        clear_layout(self.odd)
        self.odd_head.setVisible(bool(found))
        for each in found[:ODD_SHOWN]:
            self.odd.addWidget(self._odd_row(each))
        left = len(found) - ODD_SHOWN
        if left > 0:
            more = "\n".join(say(each.message) for each in found[ODD_SHOWN:])
            line = label(tr("{n} more").format(n=left), "muted")
            line.setToolTip(more)
            line.setContentsMargins(SPACE, 2, SPACE, 2)
            self.odd.addWidget(line)

    def _odd_row(self, each: Odd) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(IconLabel("triangle-alert", "warning", 14))
        layout.addWidget(ElidedLabel(say(each.message)), 1)
        if each.index >= 0:
            show = QPushButton(tr("Show"))
            show.setProperty("role", "link")
            show.setAccessibleDescription(say(each.message))
            show.clicked.connect(lambda: self.item_wanted.emit(each.index))
            layout.addWidget(show)
        row.setMinimumHeight(24)
        return row

    def _act(self) -> None:
        (self.stop_wanted if self._busy else self.again_wanted).emit()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(label(tr("What is there"), "heading"))
        head.addWidget(self.progress, 1)
        head.addWidget(self.action)
        head.addStretch(1)
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(HALF)
        inner.addLayout(self.facts)
        inner.addSpacing(SPACE)
        fields = QHBoxLayout()
        fields.setSpacing(SPACE)
        fields.addWidget(label(tr("Fields"), "heading"))
        fields.addWidget(self.fields_title, 1)
        inner.addLayout(fields)
        inner.addWidget(self.table)
        odd_line = QHBoxLayout(self.odd_head)
        odd_line.setContentsMargins(0, SPACE, 0, 0)
        odd_line.setSpacing(SPACE)
        odd_line.addWidget(label(tr("Odd"), "heading"))
        odd_line.addWidget(label(tr("nothing is changed; click to see the item"), "muted"), 1)
        inner.addWidget(self.odd_head)
        self.odd.setSpacing(0)
        inner.addLayout(self.odd)
        self.body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self.body)


def progress_words(state: SurveyState) -> tuple[str, str]:
    """Say how far the survey is, and in which role of the style sheet."""
    survey = state.whole
    if state.problem:
        return say(state.problem), "error"
    if state.phase == "opening":
        return tr("Looking at the data..."), "muted"
    if survey is None:
        return "", "muted"
    values = {"n": survey.looked, "wanted": survey.wanted, "size": count_text(survey.size)}
    if state.busy and state.slow:
        words = tr("{n} of {wanted} items in {s} s; these items are large")
        return words.format(**values, s=round(state.seconds)), "muted"
    if state.busy:
        return tr("{n} of {wanted} items looked at").format(**values), "muted"
    words = tr("looked at {n} of {size} items").format(**values)
    if state.phase == "stopped" or survey.looked < survey.wanted:
        return words + tr("; ended early"), "warning"
    return words, "muted"


def _from_items(survey: Survey) -> str:
    looked = count(survey.looked, "item", "items")
    if survey.looked >= survey.size:
        return tr("from all {looked}").format(looked=looked)
    return tr("from {looked}: first, middle, last, others at random").format(looked=looked)


def fact_rows(survey: Survey, source: StepFacts) -> list[tuple[str, str]]:
    """List the facts of a source: how many items, how large, what they extend over."""
    rows = [(tr("Items"), _items_words(survey))]
    if source.counts:
        rows.append((tr("Sizes"), _counts_words(source)))
    space = [axis for axis in source.axes if not axis.dimension and axis.kind in ("x", "y", "z")]
    if space:
        rows.append((tr("Bounds"), ", ".join(_ends(axis) for axis in space)))
    rows += [(axis.name, _axis_words(axis)) for axis in source.axes if axis.dimension]
    kinds: dict[str, list[str]] = {}
    for part in source.parts:
        kinds.setdefault(part.kind, []).append(part.name)
    rows += [(_PARTS[kind](), ", ".join(names)) for kind, names in kinds.items()]
    return rows


_PARTS = {
    "cell type": lambda: tr("Cells"),
    "element": lambda: tr("Elements"),
    "block": lambda: tr("Blocks"),
    "patch": lambda: tr("Patches"),
}


def _items_words(survey: Survey) -> str:
    items, sizes = count(survey.size, "item", "items"), survey.sizes
    if not sizes.files:
        return items
    values = {
        "items": items,
        "files": count(sizes.files, "file", "files"),
        "small": bytes_text(sizes.smallest),
        "large": bytes_text(sizes.largest),
        "total": bytes_text(sizes.total),
    }
    if sizes.files == 1:
        return tr("{items} in {files} of {total}").format(**values)
    words = tr("{items} in {files}, {small} to {large}, {total} in all").format(**values)
    return words if sizes.complete else words + tr(" (not all were counted)")


def _counts_words(source: StepFacts) -> str:
    words = []
    for name, low, high in source.counts:
        number = count_text(low) if low == high else f"{count_text(low)} … {count_text(high)}"
        words.append(f"{number} {say(name)}")
    return ", ".join(words)


def _ends(axis: Axis) -> str:
    return f"{axis.name} {axis.minimum:.4g} … {axis.maximum:.4g}"


def _axis_words(axis: Axis) -> str:
    words = count_text(axis.size)
    if axis.first:
        words += f": {axis.first} … {axis.last}"
    words = f"{words} {axis.unit if axis.unit != '1' else ''}".rstrip()
    orders = {"falling": tr("falling"), "unordered": tr("not in order")}
    said = [orders[axis.order]] if axis.order in orders and axis.kind == "time" else []
    if axis.kind == "time" and axis.order == "rising" and axis.size > 1:
        said.append(tr("in order, none missing") if not axis.gaps else tr("in order"))
    if axis.repeated:
        said.append(tr("{n} repeated").format(n=axis.repeated))
    if axis.gaps:
        said.append(count(axis.gaps, "gap", "gaps"))
    return ", ".join([words, *said])
