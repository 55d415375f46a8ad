"""The history of runs: one row per record, newest first; and what an earlier run left to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator_gui.app.language.quantities import count_text, duration_text
from curator_gui.app.language.words import mark, tr
from curator_gui.core.documents.document_io import SUFFIX
from curator_gui.run.record.library import latest_run, list_runs
from curator_gui.run.record.tables.meta import RunSummary

MAX_INTERRUPTED = 5


def last_run_of(path: Path) -> RunSummary | None:
    """Return the newest run of a document on this computer, or None."""
    return latest_run(document_path=str(path))


def known_interrupted_runs() -> list[RunSummary]:
    """List interrupted runs whose document is still there and which were not gone on with since."""
    latest: dict[str, RunSummary] = {}
    for run in list_runs():  # the newest first
        latest.setdefault(run.document_path, run)
    interrupted = [run for run in latest.values() if run.state == "interrupted"]
    known = [run for run in interrupted if run.document_path and Path(run.document_path).is_file()]
    return known[:MAX_INTERRUPTED]


AnyIndex = QModelIndex | QPersistentModelIndex
Outcome = Literal["running", "finished", "failures", "stopped", "interrupted"]

OUTCOME_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The outcome of the row's run, for views that draw its icon."""

OUTCOME_WORDS: dict[Outcome, str] = {
    "running": mark("Running"),
    "finished": mark("Finished"),
    "failures": mark("With failures"),
    "stopped": mark("Stopped"),
    "interrupted": mark("Interrupted"),
}
_NO_INDEX = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def outcome_of(run: RunSummary) -> Outcome:
    """Return how a run ended; one that was stopped or killed counts as that, whatever failed."""
    if run.state == "interrupted":
        return "interrupted"
    if run.state == "stopped":
        return "stopped"
    if run.state != "finished":
        return "running"
    return "failures" if failed_count(run) else "finished"


def outcome_text(run: RunSummary) -> str:
    return tr(OUTCOME_WORDS[outcome_of(run)])


def failed_count(run: RunSummary) -> int:
    """Count the indices that failed or were quarantined."""
    return run.counts.get("failed", 0) + run.counts.get("quarantined", 0)


def left_count(run: RunSummary) -> int:
    """Count the indices that were chosen but have not been settled."""
    return run.counts.get("waiting", 0) + run.counts.get("running", 0)


def document_name(run: RunSummary) -> str:
    """Return the document's file name, short; a run without a document has its own name."""
    name = Path(run.document_path).name.removesuffix(SUFFIX)
    return name or run.name or run.run_id[:8]


def start_text(run: RunSummary) -> str:
    """Write when a run began, as local time."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(run.created))


@dataclass(frozen=True)
class Column:
    """One column: its title, its help, what it shows and by what it is sorted."""

    title: str
    help: str
    text: Callable[[RunSummary], str]
    key: Callable[[RunSummary], Any]
    numeric: bool = True


def _number(count: Callable[[RunSummary], int], title: str, help: str) -> Column:
    def text(run: RunSummary) -> str:
        return count_text(count(run)) if count(run) else "–"

    return Column(title, help, text, count)


COLUMNS: tuple[Column, ...] = (
    Column("Outcome", "How the run ended", lambda run: outcome_text(run),
           outcome_of, numeric=False),
    Column("Document", "The pipeline document that was run", document_name,
           lambda run: document_name(run).lower(), numeric=False),
    Column("Started", "When the run began", start_text, lambda run: run.order, numeric=False),
    Column("Duration", "How long the run took, all its parts together",
           lambda run: duration_text(run.elapsed) if run.elapsed else "–",
           lambda run: run.elapsed),
    _number(lambda run: run.total, "Indices", "How many indices were chosen"),
    _number(lambda run: run.counts.get("done", 0), "Done", "Indices with their outputs"),
    _number(failed_count, "Failed", "Indices that failed or were quarantined"),
    _number(lambda run: run.counts.get("skipped", 0), "Skipped", "Indices that needed no run"),
    _number(left_count, "Left", "Indices that were not run to their end"),
)  # fmt: skip
STARTED = 2


class RunHistoryModel(QAbstractTableModel):
    """The runs that pass the search, in the chosen order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[RunSummary] = []
        self._shown: list[RunSummary] = []
        self._words: list[str] = []
        self._sort = (STARTED, True)

    @property
    def total(self) -> int:
        """How many runs there are, whatever the search hides."""
        return len(self._runs)

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column of the order, and whether the largest come first."""
        return self._sort

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs; search and order stay."""
        self._runs = list(runs)
        self._show()

    def search(self, text: str) -> None:
        """Show the runs that have all words in their document, path, date, outcome or id."""
        self._words = text.lower().split()
        self._show()

    def run(self, row: int) -> RunSummary:
        return self._shown[row]

    def row_of(self, path: Path) -> int:
        """Return the row of a record; -1 if it is not shown."""
        rows = (row for row, run in enumerate(self._shown) if run.path == path)
        return next(rows, -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal runs stay newest first."""
        if 0 <= column < len(COLUMNS):
            self._sort = (column, order == Qt.SortOrder.DescendingOrder)
            self._show()

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("  \u25bc" if self._sort[1] else "  \u25b2") * (section == self._sort[0])
            return tr(column.title) + arrow
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(column.help)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, its alignment, the paths as tool tip, the outcome."""
        if not index.isValid():
            return None
        run, column = self._shown[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(run)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return run.document_path or str(run.path)
        return outcome_of(run) if role == OUTCOME_ROLE else None

    def _show(self) -> None:
        self.beginResetModel()
        found = [run for run in self._runs if self._passes(run)]
        found.sort(key=lambda run: run.order, reverse=True)
        column, descending = self._sort
        found.sort(key=COLUMNS[column].key, reverse=descending)
        self._shown = found
        self.endResetModel()

    def _passes(self, run: RunSummary) -> bool:
        if not self._words:
            return True
        outcome = OUTCOME_WORDS[outcome_of(run)]
        parts = (run.name, run.document_path, run.run_id, start_text(run), outcome)
        text = " ".join(parts).lower()
        return all(word in text for word in self._words)
