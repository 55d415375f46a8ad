"""The names of the items in the table of results, asked from the source in the helper process."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.run.controller import RunController
from curator_gui.core.components import Filter, Pipeline, Source
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.build import build_step
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.fingerprint import input_fingerprint
from curator_gui.core.inputs import inputs_of, part_of, version_of
from curator_gui.core.message import Message
from curator_gui.core.registration.registry import Registry

logger = logging.getLogger(__name__)

MAX_NAMES = 100_000
"""Of larger sources only so many items are named: each costs a hundred bytes."""


@dataclass(frozen=True)
class Named:
    """Names of items, "" for one that has none; of `withheld` the files are others by now.

    `unchecked` says why nobody has looked whether they are.
    """

    names: list[str]
    withheld: int = 0
    unchecked: str = ""


class ItemNames(QObject):
    """Names the rows of the run that is shown, while its source is the one of the open document.

    A run that begins has its source listed anew: the files may be others than when it was listed
    last. Of an earlier run the files are held against what its record says that it read.

    Signals
    -------
    changed()
        The store knows other names.
    doubted(object)
        The `Named` of an earlier run with items that are not named, or that are named unchecked.
    """

    changed = Signal()
    doubted = Signal(object)

    def __init__(
        self, session: Session, checker: Checker, controller: RunController, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._checker, self._controller = session, checker, controller
        self._call = LatestCall("names of the items", self)
        self._call.answered.connect(self._take)
        self._call.failed.connect(_tell)
        self._asked: tuple[Any, ...] = ()
        controller.started.connect(self._ask_anew)
        for signal in (controller.record_shown, controller.forgotten):
            signal.connect(self.ask)
        checker.report_changed.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether names are still expected."""
        return self._call.busy

    def ask(self, *_: object) -> None:
        """Ask for the names of the run that is shown, if they can be known."""
        source, store = self._checker.listed_source(), self._controller.results.store
        document, step = self._controller.document, self._session.document.source
        if source is None or document is None or document.source != step or not len(store):
            self._asked = ()
            return
        wanted = (step, store, len(store))
        if wanted == self._asked:
            return
        self._asked = wanted
        indices = list(store.indices[:MAX_NAMES])
        find = partial(_names, source, indices)
        if (summary := self._controller.shown.summary) is not None:
            session = self._session
            find = partial(
                _recorded_names, source, indices, summary.path, document,
                session.registry, session.base,
            )  # fmt: skip
        self._call.submit(lambda: (wanted, find()))

    def _ask_anew(self, *_: object) -> None:
        self._asked = ()
        self._checker.refresh()

    def stop(self) -> None:
        """Expect no names any more: the window closes."""
        self._call.cancel()

    def _look(self, report: Report) -> None:
        if report.complete:
            self.ask()

    def _take(self, answer: tuple[tuple[Any, ...], Named]) -> None:
        wanted, named = answer
        store = self._controller.results.store
        if wanted[1] is store and wanted[2] == len(store):
            store.set_names(named.names)
            self.changed.emit()
            if named.withheld or named.unchecked:
                self.doubted.emit(named)


def _tell(error: BaseException) -> None:
    """Leave the names empty; the table has the index of each item anyway."""
    logger.warning("the items cannot be named: %s", error_words(error))


def _names(source: Source[Any], indices: Sequence[int]) -> Named:
    from curator_gui.run.helper.process import HELPER

    return HELPER.call(Message("naming the items"), name_items, source, indices)


def _recorded_names(
    source: Source[Any],
    indices: Sequence[int],
    record: Path,
    document: PipelineDocument,
    registry: Registry,
    base: Path | None,
) -> Named:
    from curator_gui.run.helper.process import HELPER
    from curator_gui.run.record.reader import RunRecord

    with RunRecord.open(record) as reader:
        recorded = reader.input_identities()
    steps = [step for step in document.filters if step.enabled]
    try:
        filters = tuple(build_step(step, registry, base) for step in steps)
    except CuratorError as error:  # such as one that is not installed here
        return replace(_names(source, indices), unchecked=error_words(error))
    what = Message("naming the items")
    return HELPER.call(what, name_recorded_items, source, filters, indices, recorded)


def name_items(source: Source[Any], indices: Sequence[int]) -> Named:
    """Name items as their source does; runs in the helper process."""
    from curator_gui.run.worker.index_runner import index_label

    pipeline = Pipeline(source)
    return Named([index_label(pipeline, index) for index in indices])


def name_recorded_items(
    source: Source[Any],
    filters: tuple[Filter[Any], ...],
    indices: Sequence[int],
    recorded: dict[int, bytes | None],
) -> Named:
    """Name the items of an earlier run, but those whose files are others than it has read.

    `recorded` are the identities of what each finished index read. Once one is another, an index
    of which nothing was recorded, such as one that failed, may also be another: it gets no name.
    Runs in the helper process.
    """
    same = dict(_compared(source, filters, indices, recorded))
    if all(same.values()):
        return name_items(source, indices)
    named = name_items(source, indices).names
    kept = [name if same.get(i) else "" for i, name in zip(indices, named, strict=True)]
    return Named(kept, sum(map(bool, named)) - sum(map(bool, kept)))


def _compared(
    source: Source[Any],
    filters: tuple[Filter[Any], ...],
    indices: Sequence[int],
    recorded: dict[int, bytes | None],
) -> Iterator[tuple[int, bool]]:
    """Tell of each index with a recorded identity whether it stands for the same today."""
    inputs = inputs_of(source, filters)
    for index in indices:
        if inputs is not None and len(known := recorded.get(index) or b"") > 1:
            yield index, known.hex() in _identities(source, index, tuple(inputs(index)))


def _identities(source: Source[Any], index: int, paths: tuple[str, ...]) -> Iterator[str]:
    """Yield what identifies an index today, as it is recorded now and as earlier versions did.

    These have not noted what is in folders, and the first of them no part of a file that is read.
    """
    part, version = part_of(source, index), version_of(source, index).text
    yield input_fingerprint(paths, part, version)
    if version:
        yield input_fingerprint(paths, part)
    if part:
        yield input_fingerprint(paths)
