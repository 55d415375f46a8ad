"""Which earlier runs count for a resumed one, and which of them last worked on each index.

All runs that keep their records in one place count: those of the same document or pipeline, and
those of others that wrote to the same outputs, because they may have replaced what was finished. Of
an index the newest run counts that finished it, failed at it or was interrupted in it. One that
only waited for it says nothing, and one that left it out says no more than the run that it trusted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import error_words
from curator_gui.core.message import Message
from curator_gui.run.planning.resuming.changes import PresentPipeline
from curator_gui.run.planning.resuming.curated import is_decision
from curator_gui.run.record.library import described_steps, scan_runs
from curator_gui.run.record.queries.fitted import RecordedPass, recorded_passes
from curator_gui.run.record.queries.happenings import (
    Happenings,
    SkipReasons,
    read_happenings,
    read_skip_reasons,
    skipped_with_outputs,
)
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.meta import IndexArray, RunMeta, RunSummary
from curator_gui.run.record.tables.schema import RecordError
from curator_gui.run.worker.redirect import output_paths
from curator_gui.run.worker.stateful_parts import stateful_outputs

NONE = -1
_NEVER = -np.inf

Numbers = npt.NDArray[np.int64]
Times = npt.NDArray[np.float64]


def day_of(created: float) -> str:
    """Write when a run began, to the minute: this is how runs are named to a person."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(created))


def finished_by(created: float) -> Message:
    """Say why an index needs no run."""
    return Message(
        "finished by the run of {day}; its inputs and outputs are unchanged", day=day_of(created)
    )


_FINISHED_BY = finished_by(0.0).template


class Places:
    """Where a pipeline writes, to be compared with the arguments of the steps of earlier runs."""

    def __init__(self, present: PresentPipeline) -> None:
        pipeline = present.pipeline
        steps = (*pipeline.filters, *pipeline.sinks)
        self._folders: dict[str, str] = {}
        self.parts = {resolved(str(path)) for path in stateful_outputs(pipeline)}
        named = {resolved(str(p)) for step in steps for p in output_paths(step).values()}
        self.all = named | self.parts
        self._sinks_known = all(output_paths(sink) for sink in pipeline.sinks)

    def meets(self, steps: Sequence[Mapping[str, Any]]) -> bool:
        """Whether a run with these steps may have written to one of the places."""
        there = _texts_in(steps[1:])
        if not self.all.isdisjoint(map(resolved, there)):
            return True
        folders = [resolved(text) for text in there if _may_be_folder(text)]
        return any(_one_holds_other(a, b) for a in self.all for b in folders)

    def may_meet(self, steps: Sequence[Mapping[str, Any]]) -> bool:
        """The same, but True if a sink does not tell where it writes."""
        return not self._sinks_known or self.meets(steps)

    def shares_parts(self, steps: Sequence[Mapping[str, Any]]) -> bool:
        """Whether such a run kept parts of indices where a filter of the pipeline keeps its own."""
        return not self.parts.isdisjoint(map(resolved, _texts_in(steps[1:])))

    def output(self, path: str) -> str:
        """Return an output's path with all links in its folder followed, each folder once."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = resolved(folder)
        return f"{self._folders[folder]}/{name}"


def _texts_in(steps: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the arguments that may be paths; most that are single words are none."""
    values = [value for step in steps for value in step.get("arguments", {}).values()]
    single = {value for value in values if isinstance(value, str) and value}
    return single.union(*(filter(_is_path, _texts_within(value)) for value in values))


def _texts_within(value: Any) -> Iterator[str]:
    """Give the texts in a list or a table: in it, words are names of fields and the like."""
    if isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from [each] if isinstance(each, str) else _texts_within(each)


def _is_path(text: str) -> bool:
    return os.sep in text or "/" in text


def _may_be_folder(text: str) -> bool:
    """Whether a text is a path, or a word that names something that is there."""
    return _is_path(text) or os.path.lexists(text)


def _one_holds_other(a: str, b: str) -> bool:
    return a == b or a.startswith(b.rstrip(os.sep) + os.sep) or b.startswith(a + os.sep)


def resolved(path: str) -> str:
    """Return an absolute path with all links followed; a URL stays."""
    return path if "://" in path else os.path.realpath(path)


@dataclass(frozen=True)
class EarlierRun:
    """What one record says, as far as it matters here; the record itself is closed again.

    Parameters
    ----------
    changes
        In what its pipeline differs from the present one; "" if in nothing.
    happenings
        What happened to the wanted indices.
    carried
        Which of these it left out because they were finished.
    reasons
        Why it left out what it did.
    passes
        What its filters learned.
    """

    path: Path
    meta: RunMeta
    changes: str
    happenings: Happenings
    carried: npt.NDArray[np.bool_]
    reasons: SkipReasons
    passes: Sequence[RecordedPass]

    @property
    def day(self) -> str:
        """When it began, to the minute."""
        return day_of(self.meta.created)

    def trusted_reason(self, index: int) -> Message | None:
        """Return by which run, as it said, an index was finished that it left out, if it did."""
        said = self.reasons.of(index)
        if isinstance(said, Message) and said.template == _FINISHED_BY:
            return said
        return None

    def trusted_day(self, index: int) -> str:
        """Return the day of the run that it trusted for an index; its own if it does not tell."""
        said = self.trusted_reason(index)
        return self.day if said is None else said.values["day"]

    def constants(self) -> dict[int, str]:
        """Return the digest of what each filter had learned, by its number."""
        return {each.step: each.digest for each in self.passes}


def read_run(record: RunRecord, present: PresentPipeline, wanted: IndexArray) -> EarlierRun:
    """Read what one record says of ascending indices.

    Raises
    ------
    RecordError
        If it cannot be read.
    """
    happenings = read_happenings(record).of(wanted)
    reasons, carried = SkipReasons({}, {}), happenings.skipped
    if carried.any():
        reasons = read_skip_reasons(record)
        decided = {i for i in happenings.indices[carried].tolist() if is_decision(reasons.of(i))}
        if decided:
            decided.difference_update(skipped_with_outputs(record))
            carried = carried & ~np.isin(happenings.indices, list(decided))
    changes, passes = present.changes_since(record.meta), recorded_passes(record)
    return EarlierRun(record.path, record.meta, changes, happenings, carried, reasons, passes)


@dataclass
class EarlierRuns:
    """All earlier runs that count; for each of ascending wanted indices the last that worked on it.

    `runs` has the run that is gone on with first. Numbers in the arrays are places in it, NONE
    where there is none; times are those of `Happenings`.

    Parameters
    ----------
    done_by, done_at
        The last run of the same pipeline that worked on an index, and when.
    left_by, left_at
        The last one that left it out because it was finished.
    other_by, other_at
        The last run of another pipeline that worked on it or left it out.
    """

    wanted: IndexArray
    runs: list[EarlierRun] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        size = len(self.wanted)
        self.done_by, self.left_by, self.other_by = (np.full(size, NONE) for _ in range(3))
        self.done_at, self.left_at, self.other_at = (np.full(size, _NEVER) for _ in range(3))

    def add(self, run: EarlierRun) -> None:
        """Take what a run says of each index, if no other says something later."""
        number = len(self.runs)
        self.runs.append(run)
        found = run.happenings
        if run.changes:
            if self._is_comparable(run):
                kept = found.happened | run.carried
                self._take(self.other_by, self.other_at, number, found, kept)
            return
        self._take(self.done_by, self.done_at, number, found, found.happened)
        self._take(self.left_by, self.left_at, number, found, run.carried)

    def _take(
        self, by: Numbers, at: Times, number: int, found: Happenings, kept: npt.NDArray[np.bool_]
    ) -> None:
        places, times = self.places(found.indices[kept]), found.times[kept]
        later = times > at[places]
        by[places[later]], at[places[later]] = number, times[later]

    def places(self, indices: IndexArray) -> Numbers:
        """Return where indices, which are all wanted, stand in the arrays."""
        found: Numbers = np.searchsorted(self.wanted, indices)
        return found

    def _is_comparable(self, run: EarlierRun) -> bool:
        """Whether the numbers of its indices mean the same items as those of the first run."""
        first = self.runs[0].meta
        same = bool(first.document_path) and run.meta.document_path == first.document_path
        return run is self.runs[0] or same or run.meta.steps[:1] == first.steps[:1]

    def settled_since(self, until: float) -> bool:
        """Whether nothing older than that time can say more of any index."""
        return bool((self.done_at > until).all())

    def claims(self) -> tuple[Numbers, Times]:
        """Return for each index the run by whose word it would be finished, and when it was so.

        That is the last one that worked on it; one that left it out later only where the run that
        it trusted is newer than that, and has no record any more.
        """
        by, at = self.done_by.copy(), self.done_at.copy()
        for place in np.flatnonzero(self.left_at > self.done_at).tolist():
            left, index = self.runs[self.left_by[place]], int(self.wanted[place])
            done = self.done_by[place]
            if done == NONE or left.trusted_day(index) > self.runs[done].day:
                by[place], at[place] = self.left_by[place], self.left_at[place]
        return by, at


def read_earlier(
    record: RunRecord, present: PresentPipeline, wanted: IndexArray, *, others: bool
) -> EarlierRuns:
    """Read the record that is gone on with and, where `others` count, the others of its place.

    The newest are read first, until nothing older can matter. What cannot be read is said.

    Raises
    ------
    RecordError
        If the record itself cannot be read.
    """
    found = EarlierRuns(wanted)
    found.add(read_run(record, present, wanted))
    if not others:
        return found
    places = Places(present)
    summaries, refused = scan_runs(record.path)
    found.warnings += map(unreadable, refused)
    for summary in sorted(summaries, key=_until, reverse=True):
        if found.settled_since(_until(summary)):
            break
        if summary.path.absolute() != record.path and not summary.foreign:
            _add(found, summary, record.meta, present, places)
    return found


def _until(summary: RunSummary) -> float:
    """Return when a run may have last worked on an index."""
    return np.inf if summary.finished is None else summary.finished + summary.behind


def _add(
    found: EarlierRuns,
    summary: RunSummary,
    meta: RunMeta,
    present: PresentPipeline,
    places: Places,
) -> None:
    try:
        if not _counts(summary, meta, present, places):
            return
        with RunRecord.open(summary.path) as record:
            run = read_run(record, present, found.wanted)
    except RecordError as error:
        found.warnings.append(unreadable(error))
        return
    if summary.live:
        run = replace(run, happenings=replace(run.happenings, until=np.inf))
    found.add(run)
    if summary.live:
        found.warnings.append(
            Message(
                "the run of {day} still goes on; what it has not recorded yet counts as not "
                "finished: {path}",
                day=run.day,
                path=run.path,
            )
        )


def _counts(summary: RunSummary, meta: RunMeta, present: PresentPipeline, places: Places) -> bool:
    """Whether a run is one of the same document or pipeline, or wrote to the same places."""
    if meta.document_path and summary.document_path == meta.document_path:
        return True
    if summary.fingerprint in (meta.fingerprint, present.fingerprint):
        return True
    return places.meets(described_steps(summary.path))


def unreadable(error: RecordError) -> Message:
    """Say that a record, and thus what its run finished and replaced, is not known."""
    return Message(
        "what an earlier run finished may be run again, and what it overwrote in a store of "
        "all items may count as finished: {error}",
        error=error_words(error),
    )
