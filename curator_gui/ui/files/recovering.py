"""Offers the unsaved work of a session that crashed."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject

from curator_gui.app.document.recovery import Recovered, Recovery, discard
from curator_gui.app.document.session import Session
from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.common.text import tr
from curator_gui.ui.files.files import Files

MAX_OFFERS = 3


class Recovering(QObject):
    """Keeps the recovery file and shows a notice for each one that was left behind."""

    def __init__(self, session: Session, files: Files, board: NoticeBoard) -> None:
        super().__init__(board)
        self._session, self._files, self._board = session, files, board
        self.recovery = Recovery(session)

    def offer(self) -> None:
        """Show what was left behind; it stays on the disk until it is taken or discarded."""
        for item in reversed(self.recovery.found()[:MAX_OFFERS]):
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(item.time))
            words = tr("Unsaved changes to {name} of {when} were kept after a crash.")
            self._board.add(
                words.format(name=item.name, when=when),
                [
                    (tr("Open"), partial(self._take, item)),
                    (tr("Discard"), partial(self._discard, item)),
                ],
                icon="history",
            )

    def stop(self) -> None:
        """Remove this session's file: the person has left the document on purpose."""
        self.recovery.stop()

    def _take(self, item: Recovered) -> None:
        if not self._files.may_leave():
            return
        self._session.adopt(item.document, item.path)
        self.recovery.write()
        if self.recovery.problem:  # keep the old file: it is the only copy
            self._board.add(self.recovery.problem, icon="triangle-alert")
        else:
            self._discard(item)

    def _discard(self, item: Recovered) -> None:
        try:
            discard(item)
        except OSError as error:
            self._board.add(f"{item.file}: {error.strerror or error}", icon="triangle-alert")
