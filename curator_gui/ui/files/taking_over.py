"""Pipelines of physicsnemo-curator that are opened: of its classes or ours, and the other way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from curator_gui.app.document.session import Session, TakenOver
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import joined
from curator_gui.core.storage.folders import component_folder
from curator_gui.domains import physicsnemo
from curator_gui.ui.common.messages.notices import Choice, NoticeBoard
from curator_gui.ui.common.text import mark, tr
from curator_gui.ui.files.files import Files

OFFER = mark(
    "physicsnemo-curator is installed here. With its own classes, Curator has it imported in the "
    "background whenever it starts, which takes some seconds."
)


class TakingOver(QObject):
    """Says how a pipeline was taken over, and offers to take it over the other way.

    Signals
    -------
    add_on_written()
        The folder of own components has the add-on now, which is to be loaded.
    """

    add_on_written = Signal()

    def __init__(self, session: Session, files: Files, board: NoticeBoard) -> None:
        super().__init__(board)
        self._session, self._files, self._board = session, files, board
        self._waiting: Path | None = None
        session.taken_over.connect(self._say)

    def _say(self, taken: TakenOver) -> None:
        choices = self._choices(taken)
        offered = choices and not taken.theirs and not physicsnemo.is_on(self._session.registry)
        words = joined(" ", [taken.words, tr(OFFER)]) if offered else taken.words
        self._board.add(words, choices, passing=True)

    def _choices(self, taken: TakenOver) -> list[Choice]:
        path = taken.path
        if taken.theirs:
            return [(tr("Use Curator's components"), lambda: self._again(path, theirs=False))]
        if physicsnemo.is_on(self._session.registry):
            if taken.wanted and not physicsnemo.is_pending(self._session.registry):
                return []  # its classes are not all there: the words name those
            return [(tr("Use its own classes"), lambda: self._again_with_theirs(path))]
        if physicsnemo.is_installed():
            return [(tr("Use its own classes"), lambda: self._switch_on(path))]
        return []

    def _switch_on(self, path: Path) -> None:
        try:
            physicsnemo.switch_on(component_folder())
        except CuratorError as error:
            self._files.asker.complain(tr("The add-on could not be written"), str(error))
            return
        self.add_on_written.emit()
        self._again_with_theirs(path)

    def _again_with_theirs(self, path: Path) -> None:
        """Take a pipeline over again, when its classes are there."""
        if physicsnemo.is_pending(self._session.registry):
            self._waiting = path
        else:
            self._again(path, theirs=True)

    def classes_came(self) -> None:
        """Go on with what waited for the classes of an add-on."""
        path, self._waiting = self._waiting, None
        if path is not None and not physicsnemo.is_pending(self._session.registry):
            self._again(path, theirs=True)

    def _again(self, path: Path, *, theirs: bool) -> None:
        self._files.take_over(path, theirs=theirs)
