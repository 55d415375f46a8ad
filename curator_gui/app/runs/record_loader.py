"""Reads an earlier run in the background: first what its table needs, then what takes longer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.core.errors import CuratorError

if TYPE_CHECKING:
    from curator_gui.app.runs.recorded_run import RecordedDetails, RecordedRun


class RecordLoader(QObject):
    """Reads one record at a time; another one takes its place.

    Signals
    -------
    loaded(RecordedRun)
        The run, without outputs and step times.
    completed()
        Now the run has them too.
    failed(str)
        The record cannot be read; the message names it.
    """

    loaded = Signal(object)
    completed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = LatestCall("earlier run", self)
        self._reading.answered.connect(self._take)
        self._reading.failed.connect(self._tell)
        self._detailing = LatestCall("outputs of an earlier run", self)
        self._detailing.answered.connect(self._complete)
        self._detailing.failed.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether anything is still being read."""
        return self._reading.busy or self._detailing.busy

    def load(self, path: Path) -> None:
        self.cancel()
        self._reading.submit(partial(_load, path))

    def cancel(self) -> None:
        self._reading.cancel()
        self._detailing.cancel()

    def _take(self, run: RecordedRun) -> None:
        self.loaded.emit(run)
        path, indices = run.summary.path, run.store.indices
        self._detailing.submit(lambda: (run, _load_details(path, indices)))

    def _complete(self, answer: tuple[RecordedRun, RecordedDetails]) -> None:
        from curator_gui.app.runs.recorded_run import show_details

        show_details(*answer)
        self.completed.emit()

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, CuratorError):
            raise error
        self.failed.emit(str(error))


def _load(path: Path) -> RecordedRun:
    from curator_gui.app.runs.recorded_run import load_record  # sqlite is not needed at start-up

    return load_record(path)


def _load_details(path: Path, indices: Sequence[int]) -> RecordedDetails:
    from curator_gui.app.runs.recorded_run import load_details

    return load_details(path, indices)
