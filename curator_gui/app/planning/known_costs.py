"""What a run of the open document costs on this computer, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.app.planning.background_sample import Sampler
from curator_gui.app.planning.computer import Machine
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry

if TYPE_CHECKING:  # joblib, which the window's start need not wait for
    from curator_gui.run.planning.measured import Measured


@dataclass(frozen=True)
class Known:
    """This computer, and what an earlier run of the same steps cost, if there was one."""

    machine: Machine
    recorded: Measured | None = None


def look_around(document: PipelineDocument, registry: Registry, base: Path | None) -> Known:
    """Look at this computer and, if the document can run, at its earlier runs."""
    machine = Machine.this()
    try:
        pipeline = build_pipeline(document, registry, base)
        return Known(machine, _recorded(pipeline))
    except Exception:  # noqa: BLE001 - what is wrong with a step is said by the checks
        return Known(machine)


def _recorded(pipeline: object) -> Measured | None:
    from curator_gui.run.helper.process import HELPER
    from curator_gui.run.planning.measured import measured_before

    return HELPER.call(Message("looking at earlier runs"), measured_before, pipeline)


class KnownCosts(QObject):
    """Knows the newest figures for the session's document; `changed()` tells of others."""

    changed = Signal()

    def __init__(self, session: Session, sampler: Sampler, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session, self._sampler = session, sampler
        self._known: Known | None = None
        self._call = LatestCall("costs", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        sampler.changed.connect(self.changed)

    @property
    def machine(self) -> Machine | None:
        """This computer; None before the first look."""
        return self._known.machine if self._known else None

    @property
    def memory(self) -> int:
        """Bytes that the largest worker held; 0 if that is not known."""
        recorded = self._known.recorded if self._known else None
        measured = self._sampler.better(recorded)
        return measured.memory if measured else 0

    def look(self) -> None:
        """Look anew; `changed` follows."""
        session = self._session
        arguments = (session.document, session.registry, session.base)
        self._call.submit(partial(look_around, *arguments))

    def stop(self) -> None:
        self._call.cancel()

    def _answered(self, known: Known) -> None:
        self._known = known
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        raise error
