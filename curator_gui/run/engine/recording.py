"""Recording: the run record as `execute` uses it, for a new run, a resumed one, or none."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.fingerprint import describe_pipeline, pipeline_fingerprint
from curator_gui.run.config import RecordConfig, RunConfig
from curator_gui.run.events import Event, IndexSkipped, LogLine
from curator_gui.run.planning.plan import Plan, resolve_indices, unique
from curator_gui.run.planning.resume import ResumePlan, plan_resume, unknown_step
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord, environment_versions
from curator_gui.run.record.library import new_record_path


@dataclass(frozen=True)
class Previous:
    """What an earlier run leaves to do, and whether its pipeline was the same."""

    run_id: str
    plan: ResumePlan
    same_pipeline: bool


def load_previous(pipeline: Pipeline[Any], indices: Sequence[int] | None, record: Path) -> Previous:
    """Read from an earlier run's record what need not run again; asks the source for its files.

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
        return Previous(earlier.meta.run_id, plan_resume(earlier, pipeline, chosen), same)


class Recording:
    """Keeps the events of one run in its record; without a record it does nothing."""

    def __init__(self, config: RecordConfig) -> None:
        self.run_id = uuid.uuid4().hex
        self.path: Path | None = config.record
        self.skipped: Mapping[int, str] = {}
        self.reasons: Mapping[int, str] = {}
        self._earlier = ResumePlan("")
        self._continued = ""
        self._writer: RecordWriter | None = None
        self._warnings: deque[str] = deque()

    def skipped_events(self, skipped: Mapping[int, str]) -> Iterator[IndexSkipped]:
        """Tell of indices that need no run, with what the earlier run knows about each."""
        for index, reason in skipped.items():
            outputs = tuple(self._earlier.skip.get(index, ()))
            inputs, sizes = self._earlier.inputs.get(index), self._earlier.sizes.get(index, ())
            yield IndexSkipped(time.time(), index, reason, outputs, inputs, sizes)

    def continue_from(self, previous: Previous, config: RunConfig) -> None:
        """Leave out what an earlier run finished, and go on in its record if that fits."""
        if previous.same_pipeline and config.record in (None, config.resume):
            self._continued = previous.run_id
        earlier = ResumePlan("") if config.rerun else previous.plan
        self._earlier = earlier
        self.skipped = dict.fromkeys(earlier.skip, earlier.skip_reason)
        self.reasons = earlier.rerun
        if self._continued:
            self.run_id, self.path = self._continued, config.resume
        elif config.record in (None, config.resume):
            # A changed pipeline gets a record of its own: the old one stays true.
            self.path = new_record_path(self.run_id, config.name)

    def start(self, pipeline: Pipeline[Any], config: RunConfig, plan: Plan) -> None:
        """Open the record; nothing was run yet.

        Raises
        ------
        RecordError
            If it cannot be written.
        """
        if self.path is None:
            return
        meta = self._meta(pipeline, config, plan)
        open_record = RecordWriter.open_existing if self._continued else RecordWriter.create
        self._writer = open_record(self.path, meta, on_warning=self._warnings.append)

    def _meta(self, pipeline: Pipeline[Any], config: RunConfig, plan: Plan) -> RunMeta:
        return RunMeta(
            run_id=self.run_id,
            document=config.document,
            options=_run_options(config),
            steps=describe_pipeline(pipeline),
            fingerprint=pipeline_fingerprint(pipeline),
            total=plan.size,
            indices=plan.indices,
            versions=environment_versions(),
            name=config.name,
            document_path=config.document_path,
            created=time.time(),
        )

    def write(self, event: Event) -> None:
        """Keep an event; never fails and never waits for the disk."""
        if self._writer is not None:
            self._writer.write(event)

    def take_warnings(self) -> Sequence[LogLine]:
        """Return what the record's own thread had to say since the last call, as events."""
        if not self._warnings:
            return ()
        texts = [self._warnings.popleft() for _ in range(len(self._warnings))]
        return [LogLine(time.time(), 0, "warning", text) for text in texts]

    def add_artifacts(self, paths: Iterable[str]) -> None:
        if self._writer is not None:
            self._writer.add_artifacts(paths)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


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
