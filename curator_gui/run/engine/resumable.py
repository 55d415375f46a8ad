"""A pipeline that keeps a record of its own and goes on from it, as physicsnemo-curator's do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from curator_gui.core.components import Pipeline
from curator_gui.core.fingerprint import pipeline_fingerprint
from curator_gui.run.config import RunConfig
from curator_gui.run.record.library import RECORD_SUFFIX, delete_run
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.tables.schema import CODES
from curator_gui.run.record.writer import RecordWriter
from curator_gui.run.report.costs import PipelineMetrics

T = TypeVar("T")
_FINISHED = f"SELECT idx FROM indices WHERE status IN ({CODES['done']}, {CODES['skipped']})"
FOLDER = Path(".curator")
"""Where records go if no folder is named: below the folder in which the script runs."""


@dataclass(frozen=True)
class ResumablePipeline(Pipeline[T]):
    """A pipeline whose runs are one run: what is finished and current is not run again.

    Parameters
    ----------
    source, filters, sink
        As of `Pipeline`.
    resume
        Whether a run goes on from the record; else one that is there is an error.
    db_dir
        The folder of the record, `.curator` by default. Its name is made from the pipeline's steps
        and arguments, so that another pipeline has another record.
    """

    resume: bool = True
    db_dir: str | Path | None = None

    @property
    def db_path(self) -> Path:
        """The record's file, which is there after the first run."""
        folder = FOLDER if self.db_dir is None else Path(self.db_dir)
        return folder.absolute() / f"{pipeline_fingerprint(self)[:16]}{RECORD_SUFFIX}"

    @property
    def completed_indices(self) -> set[int]:
        """The indices that are finished, also those of which nothing was to be written."""
        with self._record() as record:
            return set() if record is None else {index for (index,) in record.query(_FINISHED)}

    @property
    def failed_indices(self) -> dict[int, str]:
        """The message of each index that has failed."""
        with self._record() as record:
            return {} if record is None else record.failure_texts()

    def remaining_indices(self) -> list[int]:
        """Return the indices that are neither finished nor failed, in ascending order."""
        known = self.completed_indices | self.failed_indices.keys()
        return [index for index in range(len(self)) if index not in known]

    def output_paths_for_index(self, index: int) -> list[str]:
        """Return the paths that an index has written, none if it is not finished."""
        return next((paths for found, paths in self._outputs() if found == index), [])

    def index_for_path(self, path: str | Path) -> int | None:
        """Return the index that has written a path, None if none has."""
        return next((i for i, paths in self._outputs() if str(path) in paths), None)

    def summary(self) -> dict[str, Any]:
        """Return counts, the record's path and the seconds that its runs took."""
        completed, failed = len(self.completed_indices), len(self.failed_indices)
        with self._record() as record:
            elapsed = 0.0 if record is None else record.summary().elapsed
        return {
            "total": len(self),
            "completed": completed,
            "failed": failed,
            "remaining": len(self) - completed - failed,
            "db_path": str(self.db_path),
            "total_elapsed_s": elapsed,
        }

    @property
    def metrics(self) -> PipelineMetrics:
        """What the finished indices took, as the record has it."""
        with self._record() as record:
            return PipelineMetrics.of([] if record is None else record.costs())

    def filter_artifacts(self) -> list[str]:
        """Return the files that filters have written beside the outputs."""
        with self._record() as record:
            return [] if record is None else record.artifacts()

    def reset_index(self, index: int) -> None:
        """Let the record know nothing of an index, so that the next run does it anew.

        Its outputs stay until then.

        Raises
        ------
        IndexError
            If the source has no such index.
        RecordError
            If a run is writing the record, or it cannot be changed.
        """
        position = self.wrap(index)
        if self.db_path.exists():
            with RecordWriter.open_existing(self.db_path) as writer:
                writer.forget(position)

    def reset(self) -> None:
        """Delete the record, so that the next run begins anew; outputs stay.

        Raises
        ------
        RecordError
            If a run is writing it, or it cannot be removed.
        """
        if self.db_path.exists():
            delete_run(self.db_path)

    def recorded(self, config: RunConfig) -> RunConfig:
        """Return a configuration in which a run keeps this record, and goes on from it."""
        path = self.db_path
        return replace(config, record=path, resume=path if self.resume and path.exists() else None)

    @contextmanager
    def _record(self) -> Iterator[RunRecord | None]:
        if not self.db_path.exists():
            yield None
            return
        with RunRecord.open(self.db_path) as record:
            yield record

    def _outputs(self) -> list[tuple[int, list[str]]]:
        with self._record() as record:
            if record is None:
                return []
            return [(i, [output.path for output in found]) for i, found in record.all_outputs()]
