"""A run belongs to a document: what is shown is the last one of the open document, or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from curator_gui.app.background import LatestCall
from curator_gui.app.document.session import Session
from curator_gui.app.run.controller import RunController
from curator_gui.app.runs.history import last_run_of
from curator_gui.run.events import RunStarted
from curator_gui.run.record.tables.meta import RunSummary


class LastRun(QObject):
    """Shows the last run of whatever document is opened, and finds the way back to it."""

    def __init__(self, session: Session, controller: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._controller = session, controller
        self._title = session.title
        self._record: Path | None = None
        self._search = LatestCall("last run of the document", self)
        self._search.answered.connect(self._found)
        session.replaced.connect(self._leave)
        session.file_changed.connect(self._remember_title)
        controller.started.connect(self._remember_record)
        controller.state_changed.connect(self._give_up)

    @property
    def busy(self) -> bool:
        """Whether the run is still being looked for."""
        return self._search.busy

    def show(self) -> None:
        """Show the last run of the open document in place of another one, if there is one."""
        if self._controller.active:
            return
        self._controller.leave(self._title)
        if self._record is not None:
            self._controller.show_record(self._record, own=True)
        else:
            self._find()

    def stop(self) -> None:
        """Look no further: the window closes."""
        self._search.cancel()

    def _leave(self) -> None:
        self._record = None
        self._search.cancel()
        summary = self._controller.shown.summary
        if summary is not None and Path(summary.document_path or ".") == self._session.path:
            return  # the earlier run that is shown is one of the document that was opened
        self._controller.leave(self._title)
        if not self._controller.active:
            self._find()

    def _find(self) -> None:
        path = self._session.path
        if path is not None:
            self._search.submit(partial(last_run_of, path))

    def _found(self, summary: RunSummary | None) -> None:
        """Show it; a run that was begun or opened meanwhile is what the person wants to see."""
        if summary is not None and not self._controller.active and not self._controller.record:
            self._controller.show_record(summary.path, own=True)

    def _give_up(self, _state: str) -> None:
        if self._controller.active:
            self._search.cancel()

    def _remember_title(self) -> None:
        self._title = self._session.title

    def _remember_record(self, event: RunStarted) -> None:
        if not self._controller.shown.foreign and event.record:
            self._record = Path(event.record)
