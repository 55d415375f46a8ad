"""What a run made as a whole: gathered files, stores that many items share, and its warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.run.controller import RunController
from curator_gui.core.errors import error_words
from curator_gui.core.message import Fact
from curator_gui.run.record.reader import RunRecord

MAX_LOG = 10_000
MAX_WARNINGS = 200


@dataclass(frozen=True)
class RunOutputs:
    """Paths of a run, its warnings and facts; `problem` says why they are not known."""

    paths: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""

    def __len__(self) -> int:
        return len(self.paths) + len(self.warnings) + bool(self.problem)


def read_run_outputs(record: Path) -> RunOutputs:
    """Read what a run made beside the outputs of single items; for a thread.

    Raises
    ------
    RecordError
        If the record cannot be read.
    """
    with RunRecord.open(record) as opened:
        paths = [*opened.artifacts(), *outermost(opened.shared_paths())]
        warnings = dict.fromkeys(_warnings(opened))
    return RunOutputs(tuple(dict.fromkeys(paths)), tuple(warnings)[:MAX_WARNINGS])


def outermost(paths: Collection[str]) -> list[str]:
    """Sort paths, without those in a folder that is among them: of a store, its marks."""
    known = set(paths)
    return [path for path in sorted(known) if known.isdisjoint(map(str, Path(path).parents))]


def _warnings(record: RunRecord) -> Iterator[str]:
    """Give what the engine itself warned of or states; what workers printed stands in the log."""
    for line in record.log(MAX_LOG):
        told = line.level in ("warning", "error") or isinstance(line.text, Fact)
        if told and not line.worker:
            yield line.text


class RunOutputsReader(QObject):
    """Reads them when the run that is shown is over, or another one is shown.

    Signals
    -------
    changed()
        `outputs` are others.
    """

    changed = Signal()

    def __init__(self, controller: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self.outputs = RunOutputs()
        self._controller = controller
        self._call = LatestCall("results of the whole run", self)
        self._call.answered.connect(self._take)
        self._call.failed.connect(lambda error: self._take(RunOutputs(problem=error_words(error))))
        controller.finished.connect(self.read)
        controller.record_shown.connect(self.read)
        controller.forgotten.connect(self._forget)
        controller.started.connect(self._forget)
        if not controller.active:
            self.read()

    @property
    def busy(self) -> bool:
        """Whether they are still being read."""
        return self._call.busy

    def read(self, *_: object) -> None:
        record = self._controller.record
        if record is not None:
            self._call.submit(lambda: read_run_outputs(record))

    def _forget(self, *_: object) -> None:
        self._call.cancel()
        self._take(RunOutputs())

    def _take(self, outputs: RunOutputs) -> None:
        self.outputs = outputs
        self.changed.emit()
