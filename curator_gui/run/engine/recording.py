"""Recording: the run record as `execute` uses it, for a new run, a resumed one, or none."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.fingerprint import describe_pipeline, pipeline_fingerprint
from curator_gui.run.config import RunConfig
from curator_gui.run.events import Event, LogLine
from curator_gui.run.planning.plan import Plan, resolve_indices, unique
from curator_gui.run.planning.resume import ResumePlan, plan_resume
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord, environment_versions
from curator_gui.run.record.library import new_record_path


class Recording:
    """Keeps the events of one run in its record; without a record it does nothing."""

    def __init__(self, config: RunConfig) -> None:
        self.run_id = uuid.uuid4().hex
        self.path: Path | None = config.record
        self.skipped: Mapping[int, str] = {}
        self.reasons: Mapping[int, str] = {}
        self._outputs: Mapping[int, Sequence[str]] = {}
        self._continued = ""
        self._writer: RecordWriter | None = None
        self._warnings: deque[str] = deque()

    def outputs(self, index: int) -> Sequence[str]:
        """Return the outputs that an earlier run left for a skipped index."""
        return self._outputs.get(index, ())

    def look_back(self, pipeline: Pipeline[Any], config: RunConfig) -> None:
        """Read from an earlier run's record what need not run again.

        Raises
        ------
        RecordError
            If the record cannot be read.
        ParamError
            If the source lacks one of the indices.
        """
        if config.resume is None:
            return
        indices = unique(resolve_indices(config.indices, len(pipeline)))
        with RunRecord.open(config.resume) as record:
            earlier = plan_resume(record, pipeline, indices)
            same = record.meta.fingerprint == pipeline_fingerprint(pipeline)
            if same and config.record in (None, config.resume):
                self._continued = record.meta.run_id
        if config.rerun:
            earlier = ResumePlan("")
        self._outputs = earlier.skip
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
        meta = RunMeta(
            run_id=self.run_id,
            document=config.document,
            options={
                "backend": config.backend,
                "n_jobs": config.n_jobs,
                "on_error": config.on_error,
                "options": dict(config.options),
            },
            steps=describe_pipeline(pipeline),
            fingerprint=pipeline_fingerprint(pipeline),
            total=plan.size,
            indices=plan.indices,
            versions=environment_versions(),
            name=config.name,
            document_path=config.document_path,
            created=time.time(),
        )
        inputs = getattr(pipeline.source, "inputs", None)
        open_record = RecordWriter.open_existing if self._continued else RecordWriter.create
        self._writer = open_record(self.path, meta, inputs=inputs, on_warning=self._warnings.append)

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
def open_recording(pipeline: Pipeline[Any], config: RunConfig) -> Iterator[Recording]:
    """Give the recording of a run, and complete it when the run is over, however it ends.

    Raises
    ------
    RecordError
        If the record of the run to be resumed cannot be read.
    """
    recording = Recording(config)
    recording.look_back(pipeline, config)
    try:
        yield recording
    finally:
        recording.close()
