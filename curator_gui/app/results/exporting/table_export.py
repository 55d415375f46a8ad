"""What writing rows of the results to a file has in common, whatever its format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.results.columns import Column, file_columns
from curator_gui.app.results.measured import measured_columns
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.files import atomic_path

PORTION = 500
PATIENCE_S = 0.005
"""How long a portion waits for another thread before the window has its turn."""


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
    record
        The record of the run, whose measures are columns as well; None: there are none.
    """

    def __init__(
        self,
        store: ResultsStore,
        rows: Sequence[int] | NDArray[np.int32],
        path: Path,
        record: Path | None = None,
    ) -> None:
        self._store, self._rows, self._path = store, np.asarray(rows, np.int64), path
        self._record = record
        self._stack = ExitStack()
        self._columns: list[Column] = []
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="measures")
        self._measured: Future[list[Column]] | None = None
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
            if self._record is None:
                self._begin_rows([])
            else:
                self._measured = self._reader.submit(self._read_measures, self._record)
        except OSError as error:
            self.discard()
            raise refused(self._path, error) from error

    def write_portion(self) -> bool:
        """Take the next rows, once the measures are read; return whether there are more.

        Raises
        ------
        CuratorError
            If the file cannot be written, or the measures cannot be read.
        """
        if self._columns:
            return self._write_rows()
        assert self._measured is not None, "open() comes first"
        if wait([self._measured], PATIENCE_S).not_done:
            return True
        try:
            self._begin_rows(self._measured.result())
        except OSError as error:
            raise refused(self._path, error) from error
        return True

    def _read_measures(self, record: Path) -> list[Column]:
        return measured_columns(record, self._store, {column.field for column in file_columns()})

    def _begin_rows(self, measured: list[Column]) -> None:
        self._columns = [*file_columns(), *measured]
        self._head()

    @abstractmethod
    def _head(self) -> None:
        """Write what comes before the rows, of `_columns`; may raise `OSError`."""

    @abstractmethod
    def _write_rows(self) -> bool:
        """Take the next rows; return whether there are more. May raise `CuratorError`."""

    def close(self) -> None:
        """Give the file its name.

        Raises
        ------
        CuratorError
            If the rest cannot be written.
        """
        self._reader.shutdown()
        try:
            self._end()
            self._stack.close()
        except OSError as error:
            raise refused(self._path, error) from error

    def discard(self) -> None:
        self._reader.shutdown(cancel_futures=True)
        reason = CuratorError("{path} was given up", path=self._path)
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


def refused(path: Path, error: OSError) -> CuratorError:
    """Say that a file could not be written, and why."""
    reason = error.strerror or str(error)
    return CuratorError(
        "{path} could not be written: {reason}; choose another place", path=path, reason=reason
    )
