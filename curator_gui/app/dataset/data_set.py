"""One data set as the window shows it: its items, what is selected, filtered and decided.

There is one selection, a mask over all items; table, gallery and plots show it and change it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from curator_gui.app.background import LatestCall
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.message import Message, joined, plural
from curator_gui.core.sidecars.curation import CurationError, Decision
from curator_gui.dataset.items.decisions import ChangedOutsideError, Decisions
from curator_gui.dataset.items.expression import Expression, parse
from curator_gui.dataset.items.file import moved_words, read_items
from curator_gui.dataset.items.table import DECISION, PART, Column, Items, Texts
from curator_gui.dataset.proposals.finding import Proposals, propose
from curator_gui.dataset.proposals.forest import second_opinion
from curator_gui.dataset.splits.file import store_in_turn
from curator_gui.dataset.splits.split import SplitPlan

SAVE_MS = 500
HAND_MS = 2000
"""After a decision the data set's own files are written anew, so that loaders know of it."""
WATCH_MS = 2000

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


class DataSet(QObject):
    """The items of one data set, or none.

    Signals
    -------
    opened()
        Other items are shown, or none any more.
    failed(object)
        The items could not be read; the message says why.
    selection_changed()
        `selected` is another mask.
    shown_changed()
        `shown` is another mask: by the filter, or by what was chosen beside it.
    decisions_changed()
        Something was decided, undone or read.
    proposals_changed()
        `proposals` are there, or those of a limit that was chosen.
    split_changed()
        Items are in other parts.
    trouble(object)
        The decisions could not be written or read; the message says why.
    """

    opened = Signal()
    failed = Signal(object)
    selection_changed = Signal()
    shown_changed = Signal()
    decisions_changed = Signal()
    proposals_changed = Signal()
    split_changed = Signal()
    trouble = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.curation: Path | None = None
        self.problem: Message | str = ""
        self.plan = SplitPlan()
        self.limit: float | None = None
        self._call = LatestCall("data set", self)
        self._call.answered.connect(self._read)
        self._call.failed.connect(self._failed)
        self._search = LatestCall("proposals", self)
        self._search.answered.connect(self._proposed)
        self._search.failed.connect(lambda error: self.trouble.emit(error_words(error)))
        self._asked = LatestCall("second opinion", self)
        self._asked.answered.connect(self._second_answered)
        self._asked.failed.connect(self._second_failed)
        self.second: Proposals | None = None
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save.timeout.connect(self.save)
        self._hand = QTimer(self, singleShot=True, interval=HAND_MS)
        self._hand.timeout.connect(self._hand_over)
        self._handing = LatestCall("data set's files", self)
        self._handing.failed.connect(lambda error: self.trouble.emit(error_words(error)))
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look)
        self._told = False
        self.odd: Message | str = ""
        self._show(Items({"index": Column("index", np.empty(0))}), no_decisions())

    # Opening -----------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether items are being read."""
        return self._call.busy

    @property
    def searching(self) -> bool:
        """Whether proposals are being looked for."""
        return self._search.busy

    @property
    def there(self) -> bool:
        """Whether a data set is open."""
        return self.folder is not None

    @property
    def ready(self) -> bool:
        """Whether a data set is open and read: who comes later has missed `opened`."""
        return self.there and not self.busy

    def open(self, folder: Path, curation: Path | None) -> None:
        """Read a data set's folder in the background; `curation` is where decisions are kept."""
        self.save()
        self.folder, self.curation, self.problem = folder, curation, ""
        self._call.submit(partial(read_items, folder))

    def show_items(self, items: Items, curation: Path | None = None) -> None:
        """Show items that are read already."""
        self.folder, self.curation = items.folder or Path(), curation
        self._read(items)

    def close(self) -> None:
        """Show nothing."""
        self.stop()
        self.folder, self.odd = None, ""
        self._show(Items({"index": Column("index", np.empty(0))}), no_decisions())
        self.opened.emit()

    def stop(self) -> None:
        """Write what was decided and end what is under way."""
        self.save()
        if self._hand.isActive():
            self._hand_over(wait=True)
        self._call.cancel()
        self._search.cancel()
        self._asked.cancel()
        self._handing.cancel()
        self._watch.stop()

    def _read(self, items: Any) -> None:
        try:
            decisions = Decisions(items, self.curation)
            self.locked: Message | str = ""
        except CurationError as error:
            decisions = Decisions(items)
            self.locked = str(error)
        self._show(items, decisions)
        self._watch.start()
        self.opened.emit()
        words = [w for w in (self.locked, *decisions.problems, moved_words(items)) if w]
        self.odd = joined(" ", words) if words else ""
        if words:
            self.trouble.emit(self.odd)
        self.search()

    def _failed(self, error: BaseException) -> None:
        self.problem = error_words(error)
        self.folder = None
        self._show(Items({"index": Column("index", np.empty(0))}), no_decisions())
        self.opened.emit()
        self.failed.emit(self.problem)

    def _show(self, items: Items, decisions: Decisions) -> None:
        self._plain, self.decisions = items, decisions
        self.items = items.with_columns(*decisions.columns()) if self.there else items
        self.selected: Mask = np.zeros(len(items), np.bool_)
        self.filter: Expression | None = None
        self.chosen: Rows | None = None
        self.shown: Mask = np.ones(len(items), np.bool_)
        self.proposals, self.second = Proposals(), None
        self._asked.cancel()
        self.locked = getattr(self, "locked", "")
        self._told = False

    # Selection and filter ------------------------------------------------------------------------

    @property
    def selected_rows(self) -> Rows:
        """The selected rows, ascending."""
        return np.flatnonzero(self.selected)

    def select(self, rows: Iterable[int] | Mask, how: str = "replace") -> None:
        """Select rows of those that are shown; `how` is "replace", "add", "remove" or "toggle"."""
        mask = self._as_mask(rows) & self.shown
        if how == "add":
            mask |= self.selected
        elif how == "remove":
            mask = self.selected & ~mask
        elif how == "toggle":
            mask ^= self.selected
        if not np.array_equal(mask, self.selected):
            self.selected = mask
            self.selection_changed.emit()

    def select_all(self) -> None:
        """Select all that fit the filter."""
        self.select(self.shown)

    def invert(self) -> None:
        """Select what is shown and was not selected."""
        self.select(self.shown & ~self.selected)

    def _as_mask(self, rows: Iterable[int] | Mask) -> Mask:
        if isinstance(rows, np.ndarray) and rows.dtype == np.bool_:
            return rows.copy()
        mask = np.zeros(len(self.items), np.bool_)
        mask[np.fromiter(rows, np.int64)] = True
        return mask

    def set_filter(self, text: str) -> None:
        """Show only what fits an expression; what it hides is deselected.

        Raises
        ------
        ExpressionError
            If it cannot be read; the last filter stays in force.
        """
        wanted = parse(text) if text.strip() else None
        if wanted is not None:
            wanted.mask(self.items)
        self.filter = wanted
        self._limit_shown()

    def choose(self, rows: Iterable[int] | None) -> None:
        """Show only these rows, of those that fit the filter; None shows all."""
        self.chosen = None if rows is None else np.fromiter(rows, np.int64)
        self._limit_shown()

    def _limit_shown(self) -> None:
        count = len(self.items)
        shown = np.ones(count, np.bool_) if self.filter is None else self.filter.mask(self.items)
        if self.chosen is not None:
            shown &= self._as_mask(self.chosen)
        self.shown = shown
        self.shown_changed.emit()
        if (self.selected & ~shown).any():
            self.selected = self.selected & shown
            self.selection_changed.emit()

    # Decisions -----------------------------------------------------------------------------------

    def decide(self, decision: Decision, rows: Iterable[int] | None = None) -> int:
        """Decide about rows, or the selected ones; returns how many changed."""
        return self._decided(self.decisions.decide(self._meant(rows), decision))

    def tag(self, tag: str, rows: Iterable[int] | None = None) -> int:
        """Add a tag to rows, or the selected ones."""
        return self._decided(self.decisions.tag(self._meant(rows), tag))

    def note(self, note: str, rows: Iterable[int] | None = None) -> int:
        """Write a note to rows, or the selected ones."""
        return self._decided(self.decisions.note(self._meant(rows), note))

    def undo(self) -> Message | None:
        """Undo the last decision; returns its words."""
        words = self.decisions.undo()
        if words is not None:
            self._decided(1)
        return words

    def _meant(self, rows: Iterable[int] | None) -> Iterable[int]:
        if self.locked:
            return ()
        return self.selected_rows.tolist() if rows is None else rows

    def _decided(self, count: int) -> int:
        if count:
            self.items = self.items.with_columns(*self.decisions.columns())
            self._save.start()
            if self._plain.folder is not None:
                self._hand.start()
            self.decisions_changed.emit()
        return count

    def save(self) -> None:
        """Write the decisions now, if any are to be written."""
        self._save.stop()
        try:
            self.decisions.save()
        except ChangedOutsideError as error:
            self._tell_once(str(error))
        except CuratorError as error:
            self.trouble.emit(str(error))

    def latest_decisions(self) -> Texts:
        """Return what is decided now of each item; for any thread."""
        return self.items[DECISION].values.copy()

    def _hand_over(self, *, wait: bool = False) -> None:
        """Write the decisions into the data set's files, in the background."""
        self._hand.stop()
        folder = self._plain.folder
        if folder is None:
            return
        call = partial(store_in_turn, folder, self._plain, None, self.latest_decisions)
        if not wait:
            self._handing.submit(call)
            return
        try:
            call()
        except (CuratorError, OSError) as error:
            self.trouble.emit(error_words(error))

    def read_decisions(self) -> None:
        """Read the file again, and put what was decided here and not written on top of it."""
        try:
            conflicts = self.decisions.rebase()
        except CuratorError as error:
            self.trouble.emit(str(error))
            return
        self._told = False
        self._decided(1)
        if conflicts:
            self.trouble.emit(
                plural(
                    len(conflicts),
                    "for one item the decision in the file was taken, not the one made here",
                    "for {n} items the decision in the file was taken, not the one made here",
                )
            )

    def _look(self) -> None:
        """Notice that somebody else wrote the decisions."""
        try:
            changed = self.decisions.touched() and self.decisions.changed_outside
        except CuratorError as error:
            self._tell_once(str(error))
            return
        if changed and not self.decisions.unsaved:
            self.read_decisions()
        elif changed:
            self._tell_once(Message("{path} was changed by somebody else", path=self.curation))

    def _tell_once(self, words: str) -> None:
        if not self._told:
            self._told = True
            self.trouble.emit(words)

    # Proposals -----------------------------------------------------------------------------------

    def search(self, limit: float | None = None) -> None:
        """Look for proposals in the background; a limit names all beyond so many spreads."""
        self.limit = limit
        if len(self._plain):
            self._search.submit(partial(propose, self._plain, limit))
        self.proposals_changed.emit()

    def _proposed(self, proposals: Proposals) -> None:
        self.proposals = proposals if self.second is None else proposals.with_more(self.second)
        self.proposals_changed.emit()

    @property
    def asking(self) -> bool:
        """Whether a second opinion is being made."""
        return self._asked.busy

    def ask_second_opinion(self) -> None:
        """Ask an isolation forest in the background what it finds odd."""
        if len(self._plain) and not self.asking:
            self._asked.submit(partial(second_opinion, self._plain))
            self.proposals_changed.emit()

    def _second_answered(self, found: Any) -> None:
        self.second = Proposals(tuple(found[0]), notes=tuple(found[1]))
        self.proposals = self.proposals.with_more(self.second)
        self.proposals_changed.emit()

    def _second_failed(self, error: BaseException) -> None:
        self.trouble.emit(error_words(error))
        self.proposals_changed.emit()

    # Parts ---------------------------------------------------------------------------------------

    @property
    def parts(self) -> npt.NDArray[np.object_]:
        """The part that each item is in, "" for none."""
        if PART in self.items:
            return self.items[PART].values
        return np.full(len(self.items), "", np.object_)

    def show_parts(self, parts: npt.NDArray[np.object_]) -> None:
        """Put items into parts."""
        column = Column(PART, parts)
        self._plain, self.items = self._plain.with_columns(column), self.items.with_columns(column)
        self.split_changed.emit()


def no_decisions() -> Decisions:
    return Decisions(Items({"index": Column("index", np.empty(0))}))
