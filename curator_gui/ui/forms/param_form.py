"""A form for Params: label, editor, reset, help; what is wrong stands below the editor."""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from curator_gui.app.document import param_values
from curator_gui.core.frozen import thaw
from curator_gui.core.params.param import Param
from curator_gui.core.survey import offers
from curator_gui.ui.common import help_topics, icons, theme
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.common.widgets import HALF, SPACE, ElidedLink
from curator_gui.ui.forms.axis_range import AxisRange, axis_pairs
from curator_gui.ui.forms.context import FormContext
from curator_gui.ui.forms.field_row import FieldRow
from curator_gui.ui.forms.path_editors import PathEditor

LABEL_WIDTH = 120
COMPACT_LABEL_WIDTH = 92
EDITOR_WIDTH = 280
HELP_WIDTH = 240


class ParamForm(QWidget):
    """Edits the values of some Params.

    Parameters
    ----------
    params
        What to edit, in this order.
    context
        What the editors need to know.
    compact
        For narrow places: the help is in tool tips.
    help_beside
        Whether the help stands beside the fields, not in their tool tips.
    strict
        Only values that fit are told; others stay in their field, with what is wrong.
    fold_after
        Put away optional parameters at their default behind so many rows; 0 shows all.

    Signals
    -------
    changed(str, object)
        The person gave a parameter another value.
    reset(str)
        The person put a parameter back to its default.
    finished()
        The person is through with a field.
    """

    changed = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(
        self,
        params: Sequence[Param],
        context: FormContext,
        *,
        compact: bool = False,
        strict: bool = False,
        help_beside: bool = True,
        fold_after: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._help_beside = help_beside and not compact
        context.make_form = partial(ParamForm, compact=True)
        self.rows = {p.name: FieldRow(p, context, self, strict=strict) for p in params}
        self._context = context
        self._values: Mapping[str, Any] = {}
        self._problems: Mapping[str, str] = {}
        self._lenient = False
        self._visited: set[str] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE + HALF if self._help_beside else SPACE - 2)
        for position, row in enumerate(self.rows.values()):
            self._place(row, position, compact)
            self._connect(row)
        self.ranges = [] if compact else self._make_ranges(params)
        for position, row in enumerate(self.rows.values()):  # Tab goes from field to field first
            self._grid.addWidget(row.button, position, 2, Qt.AlignmentFlag.AlignTop)
        self.more = ElidedLink()
        self.more.clicked.connect(self._unfold)
        self._fold_after = fold_after
        self._grid.addWidget(self.more, len(self.rows), 1)
        self.more.hide()
        self._set_columns(compact)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; parameters that are missing show their default."""
        self._values = self._context.values = values
        for row in self.rows.values():
            row.show_value(values)
        for handles in self.ranges:
            handles.show_values(values)
        self._fold()
        self._show_messages()

    def _fold(self) -> None:
        """Put away what is optional and as it is by default, so that the data have more room."""
        if not self._fold_after:
            return
        rows = list(self.rows.values())[self._fold_after :]
        kept = self._values.keys() | self._problems.keys()
        folded = [r for r in rows if not r.param.required and r.param.name not in kept]
        for row in rows:
            row.set_shown(row not in folded)
        put_away = {row.param.name for row in folded}
        for handles in self.ranges:
            handles.set_shown(put_away.isdisjoint(p.name for p in handles.params))
        names = ", ".join(say(row.param.label) for row in folded)
        self.more.show_words(tr("More: {names}").format(names=names))
        self.more.setVisible(bool(folded))

    def _unfold(self) -> None:
        self._fold_after = 0
        self.more.hide()
        for row in self.rows.values():
            row.set_shown(True)
        for handles in self.ranges:
            handles.set_shown(True)

    def show_problems(self, problems: Mapping[str, str], *, lenient: bool = False) -> None:
        """Show what is wrong, by parameter name, in addition to what the form sees itself.

        `lenient` leaves out what stands in fields where nobody has been yet.
        """
        self._problems, self._lenient = problems, lenient
        self._fold()
        self._show_messages()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show remarks below fields, by parameter name, such as how many items a choice takes."""
        for name, words in notes.items():
            if name in self.rows:
                self.rows[name].note.setText(words)
                self.rows[name].note.setVisible(bool(words))

    def refresh_offers(self) -> None:
        """Show what the data offer now, and which words they do not know."""
        for row in self.rows.values():
            row.editor.refresh_offers()
        for handles in self.ranges:
            handles.refresh_offers()
        self._show_messages()

    def explain(self, topic: str) -> None:
        """Say which page of the manual explains the parameters; F1 opens it at each one's name."""
        for name, row in self.rows.items():
            help_topics.explain(row.editor, f"{topic}#{name}")

    def focus_first_problem(self) -> None:
        """Put the keyboard where something is wrong, else into the first field."""
        rows = list(self.rows.values())
        wrong = [row for row in rows if row.message.text]
        if rows:
            (wrong or rows)[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, row: FieldRow, position: int, compact: bool) -> None:
        top = Qt.AlignmentFlag.AlignTop
        row.label.setContentsMargins(0, HALF, 0, 0)
        self._grid.addWidget(row.label, position, 0, top)
        self._grid.addLayout(row.column, position, 1, top)
        row.help_beside = self._help_beside
        if not self._help_beside:
            row.help.setParent(row.editor)
            row.help.hide()
            row.editor.setToolTip(row.help.text())
        else:
            row.help.setContentsMargins(SPACE, HALF, 0, 0)
            self._grid.addWidget(row.help, position, 3, top)

    def _make_ranges(self, params: Sequence[Param]) -> list[AxisRange]:
        """Put handles below the second of two numbers along an axis."""
        made = []
        for low, high in axis_pairs(params):
            handles = AxisRange(low, high, self._context)
            handles.changed.connect(self.changed)
            handles.finished.connect(self.finished)
            self.rows[high.name].column.addWidget(handles)
            made.append(handles)
        return made

    def _set_columns(self, compact: bool) -> None:
        if compact:
            self._grid.setColumnMinimumWidth(0, COMPACT_LABEL_WIDTH)
            self._grid.setColumnStretch(1, 1)
            return
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        if not self._help_beside:
            self._grid.setColumnStretch(1, 1)
            return
        self._grid.setColumnMinimumWidth(1, EDITOR_WIDTH)
        self._grid.setColumnMinimumWidth(3, HELP_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def _take_file(self, name: str) -> None:
        """Make the name of a file that was given for a folder the pattern, if there is one."""
        if "pattern" in self.rows:
            self.changed.emit("pattern", glob.escape(name))

    def _connect(self, row: FieldRow) -> None:
        if isinstance(row.editor, PathEditor):
            row.editor.file_given.connect(self._take_file)
        row.changed.connect(self.changed)
        row.reset.connect(self.reset)
        row.reset.connect(self.finished)
        row.editor.finished.connect(self.finished)
        row.editor.finished.connect(lambda: self._visit(row.param.name))

    def _visit(self, name: str) -> None:
        if name not in self._visited:
            self._visited.add(name)
            self._show_messages()

    def _show_messages(self) -> None:
        for name, row in self.rows.items():
            own = self._own_problem(row.param)
            untouched = self._lenient and name not in self._values and name not in self._visited
            row.message.show_message(own or ("" if untouched else self._problems.get(name, "")))

    def _own_problem(self, param: Param) -> str:
        """Check what needs no look at the disk; the caller tells of required fields not set."""
        if param.name not in self._values:
            return ""
        value = thaw(self._values[param.name])
        return param_values.problem(param, value) or self._unknown(param, value)

    def _unknown(self, param: Param, value: Any) -> str:
        """Say which word the data do not know, unless the step goes on without it."""
        if self._values.get("missing") == "ignore" or self._values.get("method") == "nearest":
            return ""
        return offers.problem(param, value, self._context.facts)

    def _draw(self) -> None:
        for row in self.rows.values():
            row.button.setIcon(icons.icon("rotate-ccw", "muted"))
