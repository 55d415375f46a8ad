"""Which indices of earlier runs need not run again, and why the others do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import error_words
from curator_gui.core.message import Message, plural, term
from curator_gui.run.events import STATUSES, Status
from curator_gui.run.planning.resuming.changes import PresentPipeline
from curator_gui.run.planning.resuming.earlier_runs import (
    NONE,
    EarlierRun,
    EarlierRuns,
    finished_by,
    read_earlier,
    unreadable,
)
from curator_gui.run.planning.resuming.superseded import Superseded
from curator_gui.run.planning.resuming.unchanged import FinishedThen, Present
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.rows import sink_counts
from curator_gui.run.record.tables.schema import RecordError

_SHOWN_MESSAGE = 200


@dataclass(frozen=True)
class ResumePlan:
    """What a resumed run leaves out and what it runs.

    Parameters
    ----------
    skip
        For each index that needs no run: the outputs that it has.
    skip_reasons
        For each of them: why, with the day of the run that finished it.
    rerun
        For each index that runs: why, in words.
    inputs
        The identity of the files that each skipped index read, where it is known.
    sizes
        The bytes in each of its outputs, None where that says nothing.
    sinks
        How many of its outputs are of each sink, where the pipeline has several.
    written
        The bytes that it wrote for each sink into outputs whose size says nothing, where it did.
    artifacts
        The files that filters wrote of it beside the items, where they did.
    records
        The record that says so of each.
    constants
        The digest of what each filter had learned in the last of these runs, by its number.
    warnings
        What there is to say about the records: that one cannot be read, that a run goes on.
    """

    skip: dict[int, tuple[str, ...]] = field(default_factory=dict)
    skip_reasons: dict[int, str] = field(default_factory=dict)
    rerun: dict[int, str] = field(default_factory=dict)
    inputs: dict[int, bytes | None] = field(default_factory=dict)
    sizes: dict[int, tuple[int | None, ...]] = field(default_factory=dict)
    sinks: dict[int, tuple[int, ...]] = field(default_factory=dict)
    written: dict[int, tuple[int, ...]] = field(default_factory=dict)
    artifacts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    records: dict[int, Path] = field(default_factory=dict)
    constants: Mapping[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def plan_resume(
    record: RunRecord, pipeline: Pipeline[Any], indices: Sequence[int], *, others: bool = False
) -> ResumePlan:
    """Divide indices into those that an earlier run finished for good and those that must run.

    An index is left out only if it finished with the same pipeline fingerprint, if every output is
    still there with the size it had and was not written since (of a folder or a path that several
    indices share, only the existence counts, and that no file in a Zarr store is empty or cut; a
    URL is trusted), if the parts that stateful filters kept of it are there, and if its input files
    have the same names, sizes and modification times. A sink that the earlier run did not have
    makes all indices run again, because all sinks of an index are fed in one pass; one that is gone
    makes none.

    With `others` the other records in the folder of `record` count as well, see `earlier_runs`
    here. Of each index the last run that worked on it decides, unless a run of another pipeline has
    written to the same outputs since.

    Raises
    ------
    RecordError
        If `record` cannot be read; of the others a warning tells.
    """
    present = PresentPipeline(pipeline)
    wanted = np.unique(np.fromiter(indices, np.int64, len(indices)))
    found = read_earlier(record, present, wanted, others=others)
    division = _Division(found, present)
    division.settle(record)
    return division.in_order_of(indices)


class _Division:
    """Settles each index by the record of the run that last worked on it."""

    def __init__(self, found: EarlierRuns, present: PresentPipeline) -> None:
        self._found, self._present, self._now = found, present, Present(present)
        self._by, self._at = found.claims()
        since = self._at[self._by != NONE].min(initial=np.inf)
        self._superseded = Superseded(found, present, float(since))
        self._newest = _last_to_learn(found)
        self._again = Counter[str]()
        """Indices that were finished and run again, by why: the pipeline is another, or may be."""
        self.plan = ResumePlan(constants=self._newest.constants(), warnings=found.warnings)

    def settle(self, first: RunRecord) -> None:
        """Read from each record what it says of its indices; `first` is open already."""
        unsettled = self._by == NONE
        self._by[unsettled] = self._found.other_by[unsettled]
        for number in np.unique(self._by).tolist():
            places = np.flatnonzero(self._by == number).tolist()
            if number == NONE:
                self._rerun(places, Message("never ran"))
            elif number == 0:
                self._settle_by(first, self._found.runs[0], places)
            else:
                self._settle_by_other(self._found.runs[number], places)
        self.plan.warnings.extend(map(self._again_words, self._again))

    def _again_words(self, why: str) -> Message:
        return plural(
            self._again[why],
            "{why}: one index that was finished runs again",
            "{why}: {n} indices that were finished run again",
            why=why,
        )

    def _settle_by_other(self, run: EarlierRun, places: Sequence[int]) -> None:
        try:
            with RunRecord.open(run.path) as record:
                self._settle_by(record, run, places)
        except RecordError as error:  # it could be read a moment ago
            self._rerun(places, error_words(error))
            self.plan.warnings.append(unreadable(error))

    def in_order_of(self, indices: Sequence[int]) -> ResumePlan:
        """Return the plan with its indices in the order in which they were asked for."""
        plan = self.plan
        for found in (plan.skip, plan.skip_reasons, plan.rerun):
            _sort(found, indices)
        return plan

    def _rerun(self, places: Sequence[int], why: str) -> None:
        for place in places:
            self.plan.rerun[int(self._found.wanted[place])] = why

    def _settle_by(self, record: RunRecord, run: EarlierRun, places: Sequence[int]) -> None:
        happenings = run.happenings
        numbers = np.searchsorted(happenings.indices, self._found.wanted[places])
        statuses = [STATUSES[code] for code in happenings.status[numbers].tolist()]
        finished, unfinished = [], []
        for place, status in zip(places, statuses, strict=True):
            if status in ("done", "skipped"):
                finished.append((place, status))
            else:
                unfinished.append((place, status))
        if unfinished:
            self._unfinished(record, unfinished)
        if finished and (why := run.changes or self._other_constants(run)):
            self._rerun([place for place, _ in finished], why)
            self._again[why] += len(finished)
        elif finished:
            self._finished(record, run, finished)

    def _unfinished(self, record: RunRecord, places: Sequence[tuple[int, Status]]) -> None:
        failures = record.failure_texts()
        for place, status in places:
            index = int(self._found.wanted[place])
            why = Message("was interrupted")
            if status in ("failed", "quarantined"):
                message = failures.get(index, "").partition("\n")[0][:_SHOWN_MESSAGE]
                why = Message("{status} before: {message}", status=term(status), message=message)
            self.plan.rerun[index] = why

    def _other_constants(self, run: EarlierRun) -> str:
        """Say that filters of a run had learned something else than those of the newest one."""
        for each in run.passes:
            newer = self.plan.constants.get(each.step)
            if newer not in (None, each.digest):
                return Message(
                    "{name}: its constants changed with the run of {day}",
                    name=term(each.name),
                    day=self._newest.day,
                )
        return ""

    def _finished(
        self, record: RunRecord, run: EarlierRun, places: Sequence[tuple[int, Status]]
    ) -> None:
        indices = {int(self._found.wanted[place]): place for place, _ in places}
        then = FinishedThen(record, self._present, self._now, indices)
        own = finished_by(run.meta.created)
        for place, status in places:
            index = int(self._found.wanted[place])
            why = self._superseded.reason(place, float(self._at[place]), then)
            why = why or next(then.differences(index, float(self._at[place]) - run.meta.behind), "")
            if why:
                self.plan.rerun[index] = why
            else:
                reason = own if status == "done" else run.trusted_reason(index) or own
                self._leave_out(index, then, reason, record.path)

    def _leave_out(self, index: int, then: FinishedThen, reason: str, record: Path) -> None:
        plan, outputs = self.plan, then.outputs.get(index, ())
        plan.skip[index] = tuple(output.path for output in outputs)
        plan.skip_reasons[index] = reason
        plan.sizes[index] = tuple(output.size for output in outputs)
        plan.inputs[index] = then.identities.get(index)
        plan.written[index] = then.written(index)
        if index in then.artifacts:
            plan.artifacts[index] = then.artifacts[index]
        plan.records[index] = record
        sinks = len(self._present.pipeline.sinks)
        if sinks > 1:
            plan.sinks[index] = sink_counts(outputs, sinks)


def _last_to_learn(found: EarlierRuns) -> EarlierRun:
    """Return the run of the same pipeline whose filters learned last, else the first of all."""
    runs = [run for run in found.runs if run.passes and not run.changes] or found.runs[:1]

    def learned(run: EarlierRun) -> float:
        return max((each.time for each in run.passes), default=0.0) + run.meta.behind

    return max(runs, key=learned)


def _sort(found: dict[int, Any], indices: Sequence[int]) -> None:
    ordered = {index: found[index] for index in indices if index in found}
    found.clear()
    found.update(ordered)
