"""Splitting in the window: the split that a plan gives, what is wrong with it, and applying it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.core.errors import error_words
from curator_gui.core.message import Message
from curator_gui.dataset.items.table import BYTES, Column, Items, Texts
from curator_gui.dataset.splits.checks import Leak, Shift, leaks, shifts
from curator_gui.dataset.splits.file import read_parts, read_plan, store_in_turn
from curator_gui.dataset.splits.groups import TIME_BLOCKS
from curator_gui.dataset.splits.split import Split, SplitPlan, assign, move

MAX_MEASURES = 12


@dataclass(frozen=True)
class Judged:
    """A split with what was found about it."""

    split: Split
    leaks: tuple[Leak, ...]
    shifts: tuple[Shift, ...]


class Splitting(QObject):
    """Makes splits of a data set in the background.

    Signals
    -------
    changed()
        `judged` or `problem` is another one, or it is being made.
    applied()
        The split was written into the data set.
    looked(bool)
        The data set was looked at: whether it has a stored split, whose plan is that of the data.
    """

    changed = Signal()
    applied = Signal()
    looked = Signal(bool)

    def __init__(self, data: DataSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set = data
        self.plan = SplitPlan()
        self.judged: Judged | None = None
        self.problem = ""
        self.stored = False
        self.by_hand = False
        self._unjudged: Message | str = ""
        self._call = LatestCall("split", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._store = LatestCall("store the split", self)
        self._store.answered.connect(self._was_stored)
        self._store.failed.connect(self._not_stored)
        self._read = LatestCall("read the stored split", self)
        self._read.answered.connect(self._was_read)
        self._read.failed.connect(self._failed)
        data.opened.connect(self._opened)
        if data.ready:
            self._opened()

    @property
    def busy(self) -> bool:
        """Whether a split is being made, or read."""
        return self._call.busy or self._read.busy

    @property
    def storing(self) -> bool:
        """Whether the split is being written into the data set."""
        return self._store.busy

    def measures(self) -> list[Column]:
        """Return the measures that parts are compared in."""
        plain = [c for c in self._set.items.measures if not c.key.endswith("_share")]
        varied = [c for c in plain if c.key != BYTES and c.limits and c.limits[0] < c.limits[1]]
        telling = sorted(varied, key=lambda c: not c.key.endswith((".max", ".mean")))
        return telling[:MAX_MEASURES]

    def make(self, plan: SplitPlan, *, fresh: bool = True) -> None:
        """Split anew as a plan says; without `fresh`, what is stored stays where it is."""
        self.plan, self.stored, self.by_hand = plan, not fresh, False
        self._unjudged = ""
        stored = None if fresh else self._set.parts
        out = self._set.decisions.left_out.copy()
        call = partial(_judge, self._set.items, plan, stored, out, self.measures())
        self._call.submit(call)
        self.changed.emit()

    def move(self, rows: list[int], name: str) -> None:
        """Put items into a part by hand, with their groups."""
        if self.judged is None:
            return
        self.by_hand, self.stored = True, False
        call = partial(_moved, self._set.items, self.judged.split, rows, name, self.measures())
        self._call.submit(call)
        self.changed.emit()

    def apply(self) -> None:
        """Write the split into the data set, in the background: it may have a million items."""
        judged, folder = self.judged, self._set.folder
        if judged is None or folder is None:
            return
        if self._set.items.folder is None:
            self._was_stored(judged.split)
            return
        latest = self._set.latest_decisions
        self._store.submit(partial(_stored, folder, self._set.items, judged.split, latest))
        self.changed.emit()

    def _was_stored(self, split: Split) -> None:
        self._set.plan = split.plan
        self.stored = self.judged is not None and self.judged.split is split
        self.problem = ""
        self._set.show_parts(split.words())
        self.applied.emit()
        self.changed.emit()

    def _not_stored(self, error: BaseException) -> None:
        self.problem = error_words(error)
        self.changed.emit()

    def stop(self) -> None:
        """Wait for nothing any more; what is being written goes on, file by file."""
        for call in (self._call, self._read, self._store):
            call.cancel()

    def command(self) -> str:
        """Return the command that makes the same split without the window."""
        return split_command(self._set.folder, self.plan)

    def _opened(self) -> None:
        self.stop()
        self.judged, self.problem, self.stored = None, "", False
        folder = self._set.folder
        if folder is None or self._set.items.folder is None:
            return
        self._read.submit(partial(_read_stored, folder, self._set.items))
        self.changed.emit()

    def _was_read(self, found: tuple[SplitPlan, Texts] | None) -> None:
        if found is not None:
            self._set.plan, parts = found
            self._set.show_parts(parts)
            known = _known(self._set.plan, self._set.items)
            self.make(known, fresh=False)
            self._unjudged = (
                ""
                if known == self._set.plan
                else Message(
                    "the step Split made this split by a pattern in the names of the items, or "
                    "by what the data set has no longer: whether it keeps to that is not judged"
                )
            )
        else:
            self.changed.emit()
        self.looked.emit(found is not None)

    def _answered(self, judged: Any) -> None:
        self.judged, self.problem = judged, self._unjudged
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.judged, self.problem = None, error_words(error)
        self.changed.emit()


def _judge(items: Items, plan: SplitPlan, stored: Any, out: Any, measures: list[Column]) -> Judged:
    return _judged(items, assign(items, plan, stored, out), measures)


def _judged(items: Items, split: Split, measures: list[Column]) -> Judged:
    return Judged(split, tuple(leaks(items, split)), tuple(shifts(items, split, measures)))


def _moved(
    items: Items, split: Split, rows: list[int], name: str, measures: list[Column]
) -> Judged:
    return _judged(items, move(split, rows, name), measures)


def _known(plan: SplitPlan, items: Items) -> SplitPlan:
    """Return a stored plan without what only the step Split knew: what it found in the names."""
    together = plan.together if plan.together in {*items.columns, TIME_BLOCKS} else ""
    return replace(plan, together=together, even_in=plan.even_in if plan.even_in in items else "")


def _stored(folder: Path, items: Items, split: Split, latest: Callable[[], Texts]) -> Split:
    store_in_turn(folder, items, split, latest)
    return split


def _read_stored(folder: Path, items: Items) -> tuple[SplitPlan, Texts] | None:
    plan = read_plan(folder)
    return None if plan is None else (plan, read_parts(folder, items))


def split_command(folder: Path | None, plan: SplitPlan) -> str:
    """Write a plan as a command line."""
    where = shlex.quote(str(folder.name if folder is not None else "output"))
    parts = ",".join(
        str(part.count) if part.count is not None else f"{100 * part.share:g}%"
        for part in plan.parts
    )
    sizes = f"--folds {plan.folds}" if plan.folds else f"--parts {parts}"
    words = ["curator-gui dataset split", where, sizes]
    if plan.together == TIME_BLOCKS:
        words.append(f"--blocks {plan.block} --gap {plan.gap}")
    elif plan.together:
        words.append(f"--by {shlex.quote(plan.together)}")
    if plan.even_in:
        words.append(f"--even-in {shlex.quote(plan.even_in)}")
    return " ".join([*words, f"--seed {plan.seed}"])
