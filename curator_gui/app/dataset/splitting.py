"""Splitting in the window: the split that a plan gives, what is wrong with it, and applying it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.dataset.items.table import BYTES, DECISION, Column, Items
from curator_gui.dataset.splits.checks import Leak, Shift, leaks, shifts
from curator_gui.dataset.splits.file import read_parts, read_plan, store
from curator_gui.dataset.splits.groups import TIME_BLOCKS
from curator_gui.dataset.splits.split import NOWHERE, Split, SplitPlan, assign, move

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
    """

    changed = Signal()
    applied = Signal()

    def __init__(self, data: DataSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set = data
        self.plan = SplitPlan()
        self.judged: Judged | None = None
        self.problem = ""
        self.stored = False
        self.by_hand = False
        self._call = LatestCall("split", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        data.opened.connect(self._opened)

    @property
    def busy(self) -> bool:
        """Whether a split is being made."""
        return self._call.busy

    def measures(self) -> list[Column]:
        """Return the measures that parts are compared in."""
        plain = [c for c in self._set.items.measures if not c.key.endswith("_share")]
        varied = [c for c in plain if c.key != BYTES and c.limits and c.limits[0] < c.limits[1]]
        telling = sorted(varied, key=lambda c: not c.key.endswith((".max", ".mean")))
        return telling[:MAX_MEASURES]

    def make(self, plan: SplitPlan, *, fresh: bool = True) -> None:
        """Split anew as a plan says; without `fresh`, what is stored stays where it is."""
        self.plan, self.stored, self.by_hand = plan, not fresh, False
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
        split = move(self.judged.split, rows, name)
        self._call.submit(partial(_judged, self._set.items, split, self.measures()))
        self.changed.emit()

    def apply(self) -> None:
        """Write the split into the data set.

        Raises
        ------
        CuratorError
            If the folder cannot be written.
        """
        judged, folder = self.judged, self._set.folder
        if judged is None or folder is None:
            return
        if self._set.items.folder is not None:
            store(folder, self._set.items, judged.split, self._set.items[DECISION].values)
        self.stored = True
        self._set.plan = judged.split.plan
        self._set.show_parts(judged.split.words())
        self.applied.emit()
        self.changed.emit()

    def stop(self) -> None:
        """End what is under way."""
        self._call.cancel()

    def command(self) -> str:
        """Return the command that makes the same split without the window."""
        return split_command(self._set.folder, self.plan)

    def _opened(self) -> None:
        self._call.cancel()
        self.judged, self.problem, self.stored = None, "", False
        folder = self._set.folder
        if folder is None or self._set.items.folder is None:
            return
        try:
            plan = read_plan(folder)
            if plan is not None:
                self._set.plan = plan
                self._set.show_parts(read_parts(folder, self._set.items))
                self.make(plan, fresh=False)
        except CuratorError as error:
            self.problem = str(error)
            self.changed.emit()

    def _answered(self, judged: Any) -> None:
        self.judged, self.problem = judged, ""
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.judged, self.problem = None, error_words(error)
        self.changed.emit()


def _judge(items: Items, plan: SplitPlan, stored: Any, out: Any, measures: list[Column]) -> Judged:
    return _judged(items, assign(items, plan, stored, out), measures)


def _judged(items: Items, split: Split, measures: list[Column]) -> Judged:
    return Judged(split, tuple(leaks(items, split)), tuple(shifts(items, split, measures)))


def split_command(folder: Path | None, plan: SplitPlan) -> str:
    """Write a plan as a command line."""
    where = shlex.quote(str(folder.name if folder is not None else "output"))
    parts = ",".join(
        str(part.count) if part.count is not None else f"{100 * part.share:g}%"
        for part in plan.parts
    )
    words = ["curator-gui dataset split", where, f"--parts {parts}"]
    if plan.together == TIME_BLOCKS:
        words.append(f"--blocks {plan.block} --gap {plan.gap}")
    elif plan.together:
        words.append(f"--by {shlex.quote(plan.together)}")
    if plan.even_in:
        words.append(f"--even-in {shlex.quote(plan.even_in)}")
    return " ".join([*words, f"--seed {plan.seed}"])


def unplaced(split: Split) -> int:
    """Count the items that are in no part."""
    return int((split.codes == NOWHERE).sum())
