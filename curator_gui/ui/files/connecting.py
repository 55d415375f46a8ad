"""Servers that a document names: nothing contacts them before the person presses Connect."""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, QObject

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.session import Session
from curator_gui.app.preview.survey import Surveyor
from curator_gui.core.documents.servers import servers_found, servers_to_ask_for
from curator_gui.core.trust.servers import (
    SHOWN,
    ServerError,
    ask_first,
    keep_servers,
    note_named,
    servers_file,
)
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.messages.notices import Notice, NoticeBoard
from curator_gui.ui.common.text import say, tr


class Connecting(QObject):
    """Says which servers the open document names, and asks whether they may be contacted."""

    def __init__(
        self, session: Session, checker: Checker, surveyor: Surveyor, board: NoticeBoard
    ) -> None:
        super().__init__(board)
        ask_first()
        self._session, self._checker, self._surveyor = session, checker, surveyor
        self._board = board
        self._asked: list[str] = []
        self._notice: Notice | None = None
        # The preferences, or another window, may take an agreement back.
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        session.replaced.connect(self._forget)
        session.document_changed.connect(self.look)
        checker.report_changed.connect(self.look)

    def look(self, *_: object) -> None:
        """Show a notice for the servers that are to be asked for, and take away one for others."""
        named = servers_to_ask_for(self._session.document)
        named += servers_found(self._checker.report.issues)  # by what it reads, such as a table
        before, self._asked = self._asked, list(dict.fromkeys(named))
        self._watch()
        if self._asked == before:
            return
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        self._notice = self._tell(self._asked[:SHOWN]) if self._asked else None
        if self.sender() is self._watcher:
            self._look_again()

    def _forget(self) -> None:
        self._asked, self._notice = [], None  # the board takes what was said of it away

    def _watch(self) -> None:
        folder = servers_file().parent
        if not self._watcher.directories() and folder.is_dir():
            self._watcher.addPath(str(folder))

    def _tell(self, servers: list[str]) -> Notice:
        words = tr(
            "This pipeline reads or writes at {servers}. Nothing there is contacted before you "
            "connect."
        ).format(servers=", ".join(servers))
        connect = (tr("Connect"), lambda: self._connect(servers))
        return self._board.add(words, [connect], icon="external-link", passing=True, lasting=True)

    def _connect(self, servers: list[str]) -> None:
        self._forget()  # its notice goes with the button
        try:
            keep_servers(servers)
        except ServerError as error:
            note_named(servers)  # it was asked for: it counts as long as the window is open
            title = tr("This could not be kept")
            MessageBox("error", title, say(str(error)), self._board.window()).open()
        self.look()
        self._look_again()

    def _look_again(self) -> None:
        self._checker.refresh()
        self._session.document_changed.emit(self._session.document)
        self._surveyor.again()
