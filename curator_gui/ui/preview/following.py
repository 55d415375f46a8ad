"""The preview follows the document: it is made without a button, and renewed by every edit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer

from curator_gui.app.document.checking import Checker, Report
from curator_gui.app.document.session import Session
from curator_gui.app.preview.controller import PreviewController
from curator_gui.app.preview.request import preview_steps
from curator_gui.ui.preview.view import LAST, PreviewView

DELAY_MS = 250
"""The pause in the typing after which an edit is previewed."""


class Following(QObject):
    """Previews the index that is set whenever the view is in sight and shows something older."""

    def __init__(
        self, session: Session, checker: Checker, controller: PreviewController, view: PreviewView
    ) -> None:
        super().__init__(view)
        self._session, self._checker = session, checker
        self._controller, self._view = controller, view
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._renew)
        self._opening = False
        view.installEventFilter(self)
        session.document_changed.connect(self._soon)
        session.replaced.connect(self._begin)
        session.file_changed.connect(self._begun)
        session.selection_changed.connect(self._choose)
        checker.report_changed.connect(self._reported)
        first = session.document.steps[:1]
        if first and session.selected != first[0].id:
            self._choose(session.selected)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._soon()
        return super().eventFilter(watched, event)

    def stop(self) -> None:
        self._delay.stop()

    def _soon(self, *_: object) -> None:
        if self._view.isVisible():
            self._delay.start()

    def _reported(self, report: Report) -> None:
        """Begin when the source has been counted: before, there is no index to preview."""
        if report.live.size and self._controller.state.phase == "empty":
            self._soon()

    def _renew(self) -> None:
        state, size = self._controller.state, self._checker.report.live.size
        if not self._view.isVisible() or not size:
            return
        if state.phase == "empty" or self._controller.stale:
            self._view.preview()

    def _begin(self) -> None:
        """Show the last step of another document: nobody has chosen a card of it yet."""
        self._opening = True
        self._view.choose_step(LAST)

    def _begun(self) -> None:
        self._opening = False

    def _choose(self, step_id: str) -> None:
        """Show the step whose card is chosen, before and after."""
        if self._opening:
            return
        ids = [step.id for step in preview_steps(self._session.document)]
        if step_id in ids:
            self._view.choose_step(ids.index(step_id))
        elif step_id and ids and self._session.document.step(step_id).kind == "sink":
            self._view.choose_step(len(ids) - 1)  # what the sink is given
