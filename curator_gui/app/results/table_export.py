"""What writing rows of the results to a file has in common, whatever its format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.results.store import ResultsStore
from curator_gui.core.errors import CuratorError
from curator_gui.core.files import atomic_path

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
