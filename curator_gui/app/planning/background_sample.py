"""Measures a sample of the open document in the background, and remembers what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.errors import error_words
from curator_gui.core.frozen import thaw
from curator_gui.core.registration.registry import Registry

if TYPE_CHECKING:  # joblib, which the window's start need not wait for
    from curator_gui.run.engine.sample import SampleStop
    from curator_gui.run.planning.measured import Measured

Steps = tuple[Step, ...]


def measure_document(
    document: PipelineDocument,
    registry: Registry,
    base: Path | None,
    indices: Sequence[int],
    workers: int,
    stop: SampleStop,
) -> Measured:
    """Run `indices` of a document into a temporary folder, as one of its `workers` would.

    Raises
    ------
    CuratorError
        If the document cannot run.
    """
    from curator_gui.run.engine.sample import sample_options, take_sample

    pipeline = build_pipeline(document, registry, base)
    options = sample_options(thaw(document.run.options), workers)
    return take_sample(pipeline, indices, options, stop=stop, helper=True)


class Sampler(QObject):
    """Measures samples of a session's document, one at a time.

    Signals
    -------
    changed()
        A sample is begun, measured, given up or no longer true.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self._stop: SampleStop | None = None
        self._steps: Steps = ()
        self._measured: Measured | None = None
        self.problem = ""
        self._call = LatestCall("sample", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        session.document_changed.connect(self._document_changed)

    @property
    def busy(self) -> bool:
        """Whether a sample is being measured."""
        return self._stop is not None

    @property
    def measured(self) -> Measured | None:
        """The newest sample of the steps as they are now; None if there is none."""
        return self._measured if self._steps == self._session.document.steps else None

    def better(self, recorded: Measured | None) -> Measured | None:
        """Choose between the sample and what an earlier run cost: the newer one."""
        sample = self.measured
        if sample is None or sample.seconds is None:
            return recorded or sample
        return sample if recorded is None or sample.when > recorded.when else recorded

    def start(self, to_run: Sequence[int], workers: int) -> None:
        """Measure a few of the indices that would run; a sample under way is given up."""
        from curator_gui.run.engine.sample import SAMPLE_SIZE, SampleStop, spread_indices

        self._give_up()
        session = self._session
        self._steps, self._measured, self.problem = session.document.steps, None, ""
        self._stop = SampleStop()
        chosen = spread_indices(to_run, SAMPLE_SIZE)
        arguments = (session.document, session.registry, session.base, chosen, workers)
        self._call.submit(partial(measure_document, *arguments, self._stop))
        self.changed.emit()

    def stop(self) -> None:
        """Give up the sample that is being measured, if any; its worker is killed."""
        if self._give_up():
            self.changed.emit()

    def _give_up(self) -> bool:
        if self._stop is None:
            return False
        self._stop.stop_now()
        self._call.cancel()
        self._stop = None
        return True

    def _document_changed(self, document: PipelineDocument) -> None:
        if self.busy and document.steps != self._steps:
            self.stop()

    def _answered(self, measured: Measured) -> None:
        self._stop, self._measured = None, measured
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._stop = None
        self.problem = error_words(error)
        self.changed.emit()
