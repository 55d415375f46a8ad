"""Whether a later run has replaced, taken back or spoilt what an earlier one had finished."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.message import Message, plural
from curator_gui.run.planning.resuming.changes import PresentPipeline
from curator_gui.run.planning.resuming.earlier_runs import (
    NONE,
    EarlierRun,
    EarlierRuns,
    Places,
    Times,
    unreadable,
)
from curator_gui.run.planning.resuming.unchanged import FinishedThen
from curator_gui.run.record.queries.bulk import path_rows
from curator_gui.run.record.queries.happenings import Happenings, read_happenings
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.schema import CODES, RecordError

_NEVER = -np.inf

Later = tuple[float, int]
"""When, in seconds since the epoch, and the number of the run."""


class Superseded:
    """What runs did to indices after others had finished them.

    A run of another pipeline may have written the same files: those that it names. Of an index that
    it failed at nobody knows how far it came. In a store that many indices share, any run clears
    what it is about to write, also of indices that it never came to; and one that had fewer items
    may have ended the store behind its last.

    Parameters
    ----------
    found
        The earlier runs.
    since
        The first time at which anything that matters was finished, in seconds since the epoch.
    """

    def __init__(self, found: EarlierRuns, present: PresentPipeline, since: float) -> None:
        size = len(found.wanted)
        self._found, self._since, self._places = found, since, Places(present)
        self._source = _text(present.described[0])
        self._any_by, self._any_at = np.full(size, NONE), np.full(size, _NEVER)
        self._store_by, self._store_at = np.full(size, NONE), np.full(size, _NEVER)
        self._writers: list[int] = []
        for number, run in enumerate(found.runs):
            if run.happenings.until > since:
                self._look_at(number, run)

    def reason(self, place: int, since: float, then: FinishedThen) -> str:
        """Say why what was finished at a time counts no more; "" if nothing is known against it.

        `place` is that of the index among the wanted ones, `then` what its record says.
        """
        if self._any_at[place] > since:
            return self._words(int(self._any_by[place]))
        index = int(self._found.wanted[place])
        for output in then.outputs.get(index, ()):
            written_at, by = self._written.get(self._places.output(output.path), (_NEVER, NONE))
            if written_at <= since and self._store_at[place] <= since:
                continue
            if not then.is_shared(index, output):
                if written_at > since:
                    return self._words(by)
            elif self._store_at[place] > since:
                return self._store_words(int(self._store_by[place]), index)
        return ""

    def _store_words(self, number: int, index: int) -> Message:
        run = self._found.runs[number]
        if index < run.meta.total:
            return self._words(number)
        return plural(
            run.meta.total,
            "the run of {day} had only one item, and may have taken it out of what all items share",
            "the run of {day} had only {n} items, and may have taken it out of what all items "
            "share",
            day=run.day,
        )

    def _words(self, number: int) -> Message:
        run = self._found.runs[number]
        if run.changes:
            return Message(
                "the run of {day} worked on it since, with another pipeline: {changes}",
                day=run.day,
                changes=run.changes,
            )
        return Message(
            "the run of {day} was to write it anew into what all items share, and did not come "
            "to it",
            day=run.day,
        )

    def _look_at(self, number: int, run: EarlierRun) -> None:
        found = run.happenings
        if run.changes and not self._places.may_meet(run.meta.steps):
            return
        self._note_end(number, run)
        if not run.changes:
            self._note(self._store_by, self._store_at, number, found, found.waiting)
            return
        self._writers.append(number)
        worked = found.happened
        self._note(self._store_by, self._store_at, number, found, worked | found.waiting)
        if self._places.shares_parts(run.meta.steps):
            self._note(self._any_by, self._any_at, number, found, worked)
        elif run.meta.steps and _text(run.meta.steps[0]) == self._source:
            broken_off = worked & (found.status != CODES["done"])
            self._note(self._any_by, self._any_at, number, found, broken_off)

    def _note_end(self, number: int, run: EarlierRun) -> None:
        """Note a run for all indices that it had no items for."""
        places = np.flatnonzero(self._found.wanted >= run.meta.total)
        later = places[run.happenings.until > self._store_at[places]]
        self._store_by[later], self._store_at[later] = number, run.happenings.until

    def _note(
        self,
        by: npt.NDArray[np.int64],
        at: Times,
        number: int,
        found: Happenings,
        kept: npt.NDArray[np.bool_],
    ) -> None:
        places = self._found.places(found.indices[kept])
        times = np.where(found.waiting, found.until, found.times)[kept]
        later = times > at[places]
        by[places[later]], at[places[later]] = number, times[later]

    @cached_property
    def _written(self) -> dict[str, Later]:
        """What runs of other pipelines have written, by its absolute path."""
        found: dict[str, Later] = {}
        for number in self._writers:
            path = self._found.runs[number].path
            try:
                for written, when in _paths_since(path, self._since):
                    output = self._places.output(written)
                    if when > found.get(output, (_NEVER, NONE))[0]:
                        found[output] = (when, number)
            except RecordError as error:  # it could be read a moment ago
                self._found.warnings.append(unreadable(error))
        return found


def _paths_since(path: Path, since: float) -> Iterator[tuple[str, float]]:
    """Yield the paths that the run of a record has written after a time, with when."""
    with RunRecord.open(path) as record:
        found = read_happenings(record)
        kept = (found.status == CODES["done"]) & (found.times > since)
        times = dict(zip(found.indices[kept].tolist(), found.times[kept].tolist(), strict=True))
        for rows in path_rows(record) if times else ():
            outputs = zip(rows.indices.tolist(), rows.folders, rows.names, strict=True)
            for index, folder, name in outputs:
                if index in times:
                    yield folder + name, times[index]


def _text(step: Mapping[str, Any]) -> str:
    return json.dumps(step, sort_keys=True, default=str)
