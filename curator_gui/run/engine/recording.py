"""Recording: the run record as `execute` uses it, for a new run, a resumed one, or none."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.document_code.kept import kept_code
from curator_gui.core.errors import error_words
from curator_gui.core.fingerprint import describe_pipeline, pipeline_fingerprint
from curator_gui.core.message import Message, recorded
from curator_gui.core.text.quantities import duration_text
from curator_gui.run.config import RecordConfig, RunConfig, RunResult
from curator_gui.run.events import (
    Event,
    IndexFailed,
    IndexFinished,
    IndexSkipped,
    LogLine,
    Measures,
)
from curator_gui.run.planning.plan import Plan, resolve_indices, unique
from curator_gui.run.planning.resuming.changes import unknown_step
from curator_gui.run.planning.resuming.resume import ResumePlan, plan_resume
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord, environment_versions
from curator_gui.run.record.journals.durability import Durability
from curator_gui.run.record.journals.facts import TakenBack
from curator_gui.run.record.journals.journal import list_journals
from curator_gui.run.record.journals.safe_queue import refused_words
from curator_gui.run.record.journals.unheard import unheard
from curator_gui.run.record.library import new_record_path, summarize
from curator_gui.run.record.order import NOTABLE, seconds_behind
from curator_gui.run.record.queries.item_measures import has_measures, measures_of
from curator_gui.run.record.tables.schema import RecordError
from curator_gui.run.wire.frames import Settled
from curator_gui.run.worker.stateful_parts import parts_folder, stateful_outputs

SECURE_SECONDS = 10.0
"""How long the end of a run waits for its record, which tries to complete itself after that."""


@dataclass(frozen=True)
class Previous:
    """What earlier runs leave to do; and of the one gone on with, whether it had this pipeline."""

    run_id: str
    plan: ResumePlan
    same_pipeline: bool


def load_previous(
    pipeline: Pipeline[Any], indices: Sequence[int] | None, record: Path, others: bool
) -> Previous:
    """Read from an earlier run's record what need not run again; asks the source for its files.

    With `others` the other records of its folder count as well, see `plan_resume`.

    Raises
    ------
    RecordError
        If the record cannot be read.
    ParamError
        If the source lacks one of the indices.
    """
    chosen = unique(resolve_indices(indices, len(pipeline)))
    with RunRecord.open(record) as earlier:
        same = earlier.meta.fingerprint == pipeline_fingerprint(pipeline)
        same = same and not unknown_step(pipeline)
        left = plan_resume(earlier, pipeline, chosen, others=others)
        return Previous(earlier.meta.run_id, left, same)


class Recording:
    """Keeps the events of one run in its record; without a record it does nothing."""

    def __init__(self, config: RecordConfig) -> None:
        self.run_id = uuid.uuid4().hex
        self.path: Path | None = config.record
        self.skipped: Mapping[int, str] = {}
        self.reasons: Mapping[int, str] = {}
        self.constants: Mapping[int, str] = {}
        self.remarks: Sequence[str] = ()
        self._earlier = ResumePlan()
        self._continued = ""
        self._writer: RecordWriter | None = None
        self.has_news = False
        self._warnings: deque[str] = deque()
        self._unsafe: deque[tuple[IndexFinished, OSError]] = deque()
        self._durability: Durability | None = None

    def skipped_events(self, skipped: Mapping[int, str]) -> Iterator[IndexSkipped]:
        """Tell of indices that need no run, with what the earlier runs know about each."""
        for record, indices in self._by_record(skipped).items():
            with self._measures_in(record) as measures:
                for index in indices:
                    yield self._skipped_event(index, skipped[index], measures(index))

    def _by_record(self, skipped: Mapping[int, str]) -> dict[Path | None, list[int]]:
        found: dict[Path | None, list[int]] = {}
        for index in skipped:
            found.setdefault(self._earlier.records.get(index), []).append(index)
        return found

    def _skipped_event(self, index: int, reason: str, found: Measures | None) -> IndexSkipped:
        earlier = self._earlier
        outputs = tuple(earlier.skip.get(index, ()))
        inputs, sizes = earlier.inputs.get(index), earlier.sizes.get(index, ())
        sinks, written = earlier.sinks.get(index, ()), earlier.written.get(index, ())
        return IndexSkipped(
            time.time(), index, reason, outputs, inputs, sizes, found, sinks, written,
            earlier.artifacts.get(index, ()),
        )  # fmt: skip

    @contextmanager
    def _measures_in(self, record: Path | None) -> Iterator[Callable[[int], Measures | None]]:
        """Give what finds the measures of an index in an earlier record, if this is another."""
        if record is None or self.path is None or record == self.path.absolute():
            yield lambda index: None
            return
        try:
            earlier = RunRecord.open(record)
        except RecordError as error:  # it could be read when the run was planned
            words = Message("what it measured is not taken over: {error}", error=error_words(error))
            self._warned(words)
            yield lambda index: None
            return
        with earlier:
            known = has_measures(earlier)
            yield lambda index: measures_of(earlier, index) if known else None

    def continue_from(self, previous: Previous, config: RunConfig) -> None:
        """Leave out what an earlier run finished, and go on in its record if that fits."""
        if previous.same_pipeline and config.record in (None, config.resume):
            self._continued = "" if self._would_be_hidden(config) else previous.run_id
        earlier = ResumePlan() if config.rerun else previous.plan
        self._earlier = earlier
        self.skipped = earlier.skip_reasons
        self.reasons = earlier.rerun
        self.constants, self.remarks = previous.plan.constants, previous.plan.warnings
        if self._continued:
            self.run_id, self.path = self._continued, config.resume
        elif config.record in (None, config.resume):
            # A changed pipeline gets a record of its own: the old one stays true.
            self.path = new_record_path(self.run_id, config.name)

    def _would_be_hidden(self, config: RunConfig) -> bool:
        """Whether what is written into the record to go on with would count as older than it is.

        Where the caller insists on that record nothing else can be done.
        """
        record = config.resume
        if record is None or config.record is not None:
            return False
        try:
            return seconds_behind(record, time.time()) > summarize(record).behind + NOTABLE
        except RecordError:
            return False  # opening it says why

    def start(
        self, pipeline: Pipeline[Any], config: RunConfig, plan: Plan, *, durable: bool
    ) -> None:
        """Open the record; nothing was run yet. `durable`: see the option of that name.

        Raises
        ------
        RecordError
            If it cannot be written.
        """
        if durable:
            self._durability = Durability(map(parts_folder, stateful_outputs(pipeline)))
        if self.path is None:
            return
        meta = self._meta(pipeline, config, plan, self.path)
        for code in meta.code:
            if code.why:
                self._warned(code.why_left_out())
        open_record = RecordWriter.open_existing if self._continued else RecordWriter.create
        self._writer = open_record(
            self.path,
            meta,
            on_warning=self._warned,
            durability=self._durability,
            on_unsafe=self._refused,
        )

    def _warned(self, text: str) -> None:
        self._warnings.append(text)
        self.has_news = True

    def _refused(self, event: IndexFinished, error: OSError) -> None:
        self._unsafe.append((event, error))
        self.has_news = True

    def _behind(self, path: Path, now: float) -> float:
        """Return by how much the clock is behind the runs before; the person is told, too."""
        behind = 0.0 if self._continued else seconds_behind(path, now)
        if behind > NOTABLE:
            self._warned(
                Message(
                    "the clock of this computer is {time} behind the last run: was it set back? "
                    "The runs are kept in the order in which they were begun",
                    time=duration_text(behind),
                )
            )
        return behind

    def _meta(self, pipeline: Pipeline[Any], config: RunConfig, plan: Plan, path: Path) -> RunMeta:
        now = time.time()
        return RunMeta(
            run_id=self.run_id,
            document=config.document,
            options=_run_options(config) | {"durable": self._durability is not None},
            steps=describe_pipeline(pipeline),
            fingerprint=pipeline_fingerprint(pipeline),
            total=plan.size,
            indices=plan.indices,
            versions=environment_versions(),
            name=config.name,
            document_path=config.document_path,
            created=now,
            behind=self._behind(path, now),
            code=kept_code(pipeline.steps),
        )

    def take_back(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> None:
        """Note that stores of many items are about to be cleared of these indices.

        In a record that is gone on with they may be finished; if the run ends before it comes to
        one, that would be wrong.
        """
        if self._continued and self._writer is not None and _write_to_one(pipeline, indices):
            self._writer.write(TakenBack(indices, time.time()))
            self._writer.flush(SECURE_SECONDS)

    def write(self, event: Event) -> None:
        """Keep an event; never fails and never waits for the disk."""
        if self._writer is not None:
            self._writer.write(event)

    def take_warnings(self) -> Sequence[LogLine]:
        """Return what the record's own thread had to say since the last call, as events."""
        self.has_news = False  # first: its thread may have more to say meanwhile
        texts = [self._warnings.popleft() for _ in range(len(self._warnings))]
        return [LogLine(time.time(), 0, "warning", text) for text in texts]

    def take_unsafe(self) -> Sequence[IndexFailed]:
        """Return the indices whose outputs the disk refused since the last call, as failures."""
        return [_refused(*self._unsafe.popleft()) for _ in range(len(self._unsafe))]

    def secure(self, result: RunResult) -> None:
        """Write down what the run has written so far; what the disk refused can be taken then."""
        if self._writer is not None:
            self._writer.flush(SECURE_SECONDS)
        elif self._durability is not None:
            self._secure_without_record(self._durability, result)

    def _secure_without_record(self, durability: Durability, result: RunResult) -> None:
        written = chain(result.artifacts, *result.outputs.values())
        for path, error in durability.secure(written).items():
            self._warned(refused_words(path, error))

    def unheard(self, result: RunResult) -> list[Settled]:
        """Return outcomes that workers wrote down and could not say, because they were killed.

        The record will know them from the journals; only now can the result know them too.
        """
        if self.path is None or not result.unrun:
            return []
        settled = (result.outputs, result.failures, result.skipped)
        try:
            journals = list_journals(self.path)
            return unheard(journals, lambda index: not any(index in known for known in settled))
        except OSError as error:
            self._warned(Message("the journals of the run cannot be read: {error}", error=error))
            return []

    def add_artifacts(self, paths: Iterable[str]) -> None:
        if self._writer is not None:
            self._writer.add_artifacts(paths)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def _refused(event: IndexFinished, error: OSError) -> IndexFailed:
    path = error.filename or next(iter(event.outputs), "")
    words = refused_words(str(path), error)
    return IndexFailed(
        time.time(), event.index, event.worker, event.attempt, event.duration, "failed", "result",
        type(error).__name__, words, "", "", recorded(words),
    )  # fmt: skip


def _write_to_one(pipeline: Pipeline[Any], indices: Sequence[int]) -> bool:
    """Whether a sink writes these indices into what holds others as well."""
    return any(
        getattr(sink, "one_store", False) or (ask is not None and ask(indices[0]))
        for sink in pipeline.sinks
        for ask in (getattr(sink, "shared_outputs", None),)
    )


@contextmanager
def open_recording(config: RecordConfig) -> Iterator[Recording]:
    """Give the recording of a run, and complete it when the run is over, however it ends."""
    recording = Recording(config)
    try:
        yield recording
    finally:
        recording.close()


def _run_options(config: RunConfig) -> dict[str, Any]:
    return {
        "backend": config.backend,
        "n_jobs": config.n_jobs,
        "on_error": config.on_error,
        "options": dict(config.options),
    }
