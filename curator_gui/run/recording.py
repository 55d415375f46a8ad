"""Recording: the run record as `execute` uses it, for a new run, a resumed one, or none."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from curator_gui.core.fingerprint import describe_pipeline, pipeline_fingerprint
from curator_gui.core.pipeline import Pipeline
from curator_gui.run.config import RunConfig
from curator_gui.run.events import Event, LogLine
from curator_gui.run.plan import Plan
from curator_gui.run.record import RecordWriter, RunMeta, environment_versions


class Recording:
    """Keeps the events of one run in its record; without a record it does nothing."""

    def __init__(self, config: RunConfig) -> None:
        self.run_id = uuid.uuid4().hex
        self.path: Path | None = config.record
        self.skipped: Mapping[int, str] = {}
        self.reasons: Mapping[int, str] = {}
        self._outputs: Mapping[int, Sequence[str]] = {}
        self._writer: RecordWriter | None = None
        self._warnings: deque[str] = deque()

    def outputs(self, index: int) -> Sequence[str]:
        """Return the outputs that an earlier run left for a skipped index."""
        return self._outputs.get(index, ())

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
        self._writer = RecordWriter.create(
            self.path, meta, inputs=inputs, on_warning=self._warnings.append
        )

    def write(self, event: Event) -> None:
        """Keep an event; never fails and never waits for the disk."""
        if self._writer is not None:
            self._writer.write(event)

    def take_warnings(self) -> Iterator[LogLine]:
        """Return what the record's own thread had to say since the last call, as events."""
        while self._warnings:
            yield LogLine(time.time(), 0, "warning", self._warnings.popleft())

    def add_artifacts(self, paths: Iterable[str]) -> None:
        """Keep the paths of merged files."""
        if self._writer is not None:
            self._writer.add_artifacts(paths)

    def close(self) -> None:
        """Complete the record."""
        if self._writer is not None:
            self._writer.close()


@contextmanager
def open_recording(pipeline: Pipeline[Any], config: RunConfig) -> Iterator[Recording]:
    """Give the recording of a run, and complete it when the run is over, however it ends."""
    recording = Recording(config)
    try:
        yield recording
    finally:
        recording.close()
