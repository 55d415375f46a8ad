"""Write rows of the results table to a file: CSV for spreadsheets, Parquet for data frames."""

from __future__ import annotations

import csv
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.results.store import IndexResult, ResultsStore
from curator_gui.core.errors import CuratorError
from curator_gui.core.files import atomic_path

HEADER = (
    "index",
    "status",
    "attempts",
    "worker",
    "started",
    "duration_s",
    "output_bytes",
    "memory_bytes",
    "outputs",
    "cause",
    "error_type",
    "step",
    "message",
)
"""Times are UTC in ISO format; several outputs are separated by "|"."""

PORTION = 500


class TableExport(ABC):
    """Writes rows a portion at a time, so that a window stays alive meanwhile.

    Call `open`, then `write_portion` until it returns False, then `close`; or `discard`. Only after
    `close` there is a file under this name.

    Parameters
    ----------
    store
        Where the rows come from.
    rows
        Rows of the store, in the order of the file.
    path
        The file to write.
    """

    def __init__(
        self, store: ResultsStore, rows: Sequence[int] | NDArray[np.int32], path: Path
    ) -> None:
        self._store, self._rows, self._path = store, np.asarray(rows, np.int64), path
        self._stack = ExitStack()
        self.written = 0

    @property
    def total(self) -> int:
        return len(self._rows)

    def open(self) -> None:
        """Begin a file under a temporary name.

        Raises
        ------
        CuratorError
            If it cannot be written there, or what its format needs is not installed.
        """
        try:
            self._begin(self._stack.enter_context(atomic_path(self._path)))
        except OSError as error:
            self.discard()
            raise refused(self._path, error) from error

    @abstractmethod
    def write_portion(self) -> bool:
        """Take the next rows; return whether there are more.

        Raises
        ------
        CuratorError
            If the file cannot be written.
        """

    def close(self) -> None:
        """Give the file its name.

        Raises
        ------
        CuratorError
            If the rest cannot be written.
        """
        try:
            self._end()
            self._stack.close()
        except OSError as error:
            raise refused(self._path, error) from error

    def discard(self) -> None:
        reason = CuratorError(f"{self._path} was given up")
        self._stack.__exit__(CuratorError, reason, None)

    @abstractmethod
    def _begin(self, part: Path) -> None:
        """Begin the file; may raise `OSError`."""

    def _end(self) -> None:  # noqa: B027 - most formats have nothing more to write
        """Write what is left; may raise `OSError`."""

    def _next_rows(self) -> NDArray[np.int64]:
        """Return the rows of the next portion, and count them as written."""
        chosen = self._rows[self.written : self.written + PORTION]
        self.written += len(chosen)
        return chosen


class CsvExport(TableExport):
    """Writes comma-separated values with a header."""

    def write_portion(self) -> bool:
        """Write the next rows; see `TableExport`."""
        chosen = self._next_rows().tolist()
        try:
            self._writer.writerows(_cells(self._store.result(row)) for row in chosen)
        except OSError as error:
            raise refused(self._path, error) from error
        return self.written < self.total

    def _begin(self, part: Path) -> None:
        # The byte order mark makes spreadsheets read UTF-8.
        file = self._stack.enter_context(part.open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file)
        self._writer.writerow(HEADER)


def table_export(
    store: ResultsStore,
    rows: Sequence[int] | NDArray[np.int32],
    path: Path,
    record: Path | None = None,
) -> TableExport:
    """Choose the format by the file's suffix: ".parquet", else CSV.

    `record` is that of the run, which a Parquet file describes.
    """
    if path.suffix.lower() == ".parquet":
        from curator_gui.app.results.parquet_export import ParquetExport

        return ParquetExport(store, rows, path, record)
    return CsvExport(store, rows, path)


def write_table(
    store: ResultsStore, rows: Sequence[int], path: Path, record: Path | None = None
) -> None:
    """Write rows to a file at once; see `table_export`.

    Raises
    ------
    CuratorError
        If the file cannot be written.
    """
    export = table_export(store, rows, path, record)
    export.open()
    try:
        while export.write_portion():
            pass
    except BaseException:
        export.discard()
        raise
    export.close()


def _cells(result: IndexResult) -> Iterator[str | int | float]:
    yield from (result.index, result.status, result.attempts, result.worker)
    yield _utc(result.started)
    yield "" if np.isnan(result.duration) else round(result.duration, 6)
    yield from (result.output_bytes, result.rss, "|".join(result.outputs))
    yield from (result.failure.cause, result.failure.error_type, result.failure.stage)
    yield result.message


def _utc(seconds: float) -> str:
    return (
        datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds") if seconds else ""
    )


def refused(path: Path, error: OSError) -> CuratorError:
    """Say that a file could not be written, and why."""
    reason = error.strerror or str(error)
    return CuratorError(f"{path} could not be written: {reason}; choose another place")
