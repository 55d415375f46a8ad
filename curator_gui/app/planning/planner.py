"""The plan of the open document, made in the background: what would run, what not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.app.language.issues import refusal_words
from curator_gui.app.language.words import tr
from curator_gui.app.planning.computer import Machine, runs_elsewhere
from curator_gui.app.planning.forecast import Room, find_room
from curator_gui.core.components import Pipeline
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.frozen import thaw
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry
from curator_gui.run import get_backend
from curator_gui.run.config import RunConfig
from curator_gui.run.helper.process import HELPER
from curator_gui.run.planning.measured import Measured, measured_before
from curator_gui.run.planning.options import checked_options
from curator_gui.run.planning.plan import Plan, plan_ahead
from curator_gui.run.record.library import latest_run
from curator_gui.run.record.tables.meta import RunSummary


@dataclass(frozen=True)
class Planned:
    """A plan, or in `problem` why there is none.

    `earlier` is the document's last run here, and `resumed` whether the plan goes on with it;
    `measured` is what an earlier run of the same steps cost, `room` where the outputs go, and
    `machine` this computer; None if the workers are on others.
    """

    plan: Plan | None = None
    problem: str = ""
    earlier: RunSummary | None = None
    resumed: bool = False
    measured: Measured | None = None
    room: Room | None = None
    machine: Machine | None = None


def plan_document(
    document: PipelineDocument,
    registry: Registry,
    base: Path | None,
    path: Path | None,
    *,
    resume: bool,
) -> Planned:
    """Plan a run of a document as the engine would; lists the source and may take a while."""
    earlier = latest_run(document_path=str(path)) if path else None
    try:
        pipeline = build_pipeline(document, registry, base)
        plan = _plan(document, pipeline, earlier if resume else None, path)
        measured = HELPER.call(Message("looking at earlier runs"), measured_before, pipeline)
    except CuratorError as error:
        return Planned(problem=refusal_words(error, registry), earlier=earlier, resumed=resume)
    except Exception as error:  # noqa: BLE001 - a component may fail in any way
        words = Message(
            "the plan cannot be made: {type}: {error}", type=type(error).__name__, error=error
        )
        return Planned(problem=words, earlier=earlier, resumed=resume)
    return Planned(
        plan,
        earlier=earlier,
        resumed=resume and earlier is not None,
        measured=measured,
        room=find_room(pipeline),
        machine=None if runs_elsewhere(document.run) else Machine.this(),
    )


def _plan(
    document: PipelineDocument,
    pipeline: Pipeline[Any],
    earlier: RunSummary | None,
    path: Path | None,
) -> Plan:
    run = document.run
    backend = get_backend(run.backend)
    checked_options(thaw(run.options), backend.options(), run.backend, run.n_jobs)
    workers = RunConfig(backend=run.backend, n_jobs=run.n_jobs).workers()
    record = earlier.path if earlier else None
    arguments = (pipeline, run.indices, workers, record, path, True)
    return HELPER.call(Message("planning the run"), plan_ahead, *arguments)


class Planner(QObject):
    """Plans a session's document when asked; `planned(object)` brings the newest `Planned`."""

    planned = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._call = LatestCall("plan", self)
        self._call.answered.connect(self.planned)

    @property
    def busy(self) -> bool:
        """Whether a plan is being made."""
        return self._call.busy

    def request(self, *, resume: bool) -> None:
        session = self._session
        arguments = (session.document, session.registry, session.base, session.path)
        self._call.submit(partial(plan_document, *arguments, resume=resume))

    def stop(self) -> None:
        self._call.cancel()


def grouped_reasons(reasons: Iterable[str]) -> list[tuple[str, int]]:
    """Count equal reasons, the most frequent first."""
    return Counter(reasons).most_common()


def worker_shares(plan: Plan) -> list[list[int]]:
    """Return for each worker the sizes of the groups that it would get.

    Without groups every worker has one share. Groups go where `Plan.batches` puts them.
    """
    batches = plan.batches()
    if plan.groups is None:
        return [[len(batch)] if len(batch) else [] for batch in batches]
    place = {index: number for number, batch in enumerate(batches) for index in batch}
    shares: list[list[int]] = [[] for _ in range(max(plan.workers, len(batches)))]
    for group in plan.groups:
        if group:
            shares[place[group[0]]].append(len(group))
    return shares


def span_text(indices: Sequence[int]) -> str:
    """Write which indices these are: "0 to 20", or "" for none."""
    if not len(indices):
        return ""
    first, last = min(indices), max(indices)
    return str(first) if first == last else tr("{first} to {last}").format(first=first, last=last)
