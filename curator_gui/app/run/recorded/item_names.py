"""The names of the items in the table of results, asked from the source in the helper process."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.run.controller import RunController
from curator_gui.core.components import Pipeline, Source
from curator_gui.core.errors import error_words
from curator_gui.core.message import Message

logger = logging.getLogger(__name__)

MAX_NAMES = 100_000
"""Of larger sources only so many items are named: each costs a hundred bytes."""


class ItemNames(QObject):
    """Names the rows of the run that is shown, while its source is the one of the open document.

    Signals
    -------
    changed()
        The store knows other names.
    """

    changed = Signal()

    def __init__(
        self, session: Session, checker: Checker, controller: RunController, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._checker, self._controller = session, checker, controller
        self._call = LatestCall("names of the items", self)
        self._call.answered.connect(self._take)
        self._call.failed.connect(_tell)
        self._asked: tuple[Any, ...] = ()
        for signal in (controller.started, controller.record_shown, controller.forgotten):
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
        self._call.submit(lambda: (wanted, _names(source, indices)))

    def stop(self) -> None:
        """Expect no names any more: the window closes."""
        self._call.cancel()

    def _look(self, report: Report) -> None:
        if report.complete:
            self.ask()

    def _take(self, answer: tuple[tuple[Any, ...], list[str]]) -> None:
        wanted, names = answer
        store = self._controller.results.store
        if wanted[1] is store and wanted[2] == len(store):
            store.set_names(names)
            self.changed.emit()


def _tell(error: BaseException) -> None:
    """Leave the names empty; the table has the index of each item anyway."""
    logger.warning("the items cannot be named: %s", error_words(error))


def _names(source: Source[Any], indices: Sequence[int]) -> list[str]:
    from curator_gui.run.helper.process import HELPER

    return HELPER.call(Message("naming the items"), name_items, source, indices)


def name_items(source: Source[Any], indices: Sequence[int]) -> list[str]:
    """Return the names of items, "" for one that has none; runs in the helper process."""
    from curator_gui.run.worker.index_runner import index_label

    pipeline = Pipeline(source)
    return [index_label(pipeline, index) for index in indices]
