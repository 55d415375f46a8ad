"""What a person does on the page of the card: say what only they know, write, verify, export."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from curator_gui.app.background import LatestCall
from curator_gui.app.dataset.data_set import DataSet
from curator_gui.app.dataset.finding import is_of_document
from curator_gui.app.document.session import Session
from curator_gui.app.language.words import tr
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.message import Message
from curator_gui.dataset.exporting import export
from curator_gui.dataset.handing_over.card.described import (
    Described,
    Told,
    describe,
    told,
    told_in,
    with_told,
)
from curator_gui.dataset.handing_over.writing import HandedOver, write_told
from curator_gui.dataset.layout import DOCUMENT
from curator_gui.dataset.verifying import Verified, verify
from curator_gui.dataset.xyz_parts import export_xyz

Work = Literal["", "write", "verify", "export"]
POLL_MS = 100


class StoppedError(CuratorError):
    """The person did not want to wait any longer."""


class Describing(QObject):
    """Says, writes, verifies and exports a data set; what takes long does so in the background.

    What is said stands in the table `dataset` of the session's document, if the data set is that
    document's: edits of it can be undone and are saved with it. Else it is kept here until it is
    written into the data set's own copy.

    Signals
    -------
    changed()
        What is said, what is under way or what came of it is another one.
    progressed(int, int)
        So many outputs of so many are done.
    written()
        The files of the data set were written.
    """

    changed = Signal()
    progressed = Signal(int, int)
    written = Signal()

    def __init__(
        self, data: DataSet, session: Session | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._set, self._session = data, session
        self._copy, self._foreign = "", Told()
        self._asked: object = None
        self._own = False
        self.work: Work = ""
        self.problem: Message | str = ""
        self.said: tuple[Message, ...] = ()
        self.verified: Verified | None = None
        self._stop = threading.Event()
        self._place = (0, 0)
        self._call = LatestCall("card", self)
        self._call.answered.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(lambda: self.progressed.emit(*self._place))
        data.opened.connect(self._opened)
        if session is not None:
            session.document_changed.connect(lambda _: self.changed.emit())
        if data.ready:
            self._opened()

    # What is said --------------------------------------------------------------------------------

    @property
    def own(self) -> bool:
        """Whether the data set is that of the document in the window."""
        folder, session = self._set.folder, self._session
        if folder is None or session is None or session.path is None:
            return False
        asked = (folder, session.path, session.document.sinks)
        if asked != self._asked:  # each time would look at the disk with every letter
            self._own = is_of_document(folder, session.document, session.base)
            self._asked = asked
        return self._own

    @property
    def words(self) -> Told:
        """What is said now."""
        if self.own and self._session is not None:
            return told(self._session.document)
        return self._foreign

    @property
    def fallback(self) -> Described:
        """Title and description where nothing is said: those of the document."""
        folder = self._set.folder
        return describe(self._copy, folder.name if folder is not None else "")

    @property
    def unwritten(self) -> bool:
        """Whether something is said that the data set's files do not say."""
        return bool(self._copy) and self.words != told_in(self._copy)

    @property
    def can_write(self) -> bool:
        """Whether the data set has a document, the place for what is said."""
        return bool(self._copy)

    def say(self, name: str, text: str) -> None:
        """Say one thing, such as the `license`."""
        new = replace(self.words, **{name: text})
        if self.own and self._session is not None:
            document = with_told(self._session.document, new)
            self._session.push(document, tr("describe the data set"), f"dataset.{name}")
        else:
            self._foreign = new
        self.changed.emit()

    # What is done --------------------------------------------------------------------------------

    def write(self) -> None:
        """Write what is said into the data set's files."""
        if self._set.folder is not None:
            self._begin("write", partial(write_told, self._set.folder, self.words))

    def verify(self) -> None:
        """Read all outputs again and compare them with their hashes."""
        if self._set.folder is not None:
            self._begin("verify", partial(verify, self._set.folder, self._progress))

    def export(self, target: Path, chosen: Sequence[int] | None, *, link: bool) -> None:
        """Copy or link the items of these indices, None: all, into a data set of their own."""
        folder = self._set.folder
        if folder is not None:
            call = partial(export, folder, target, chosen, link=link, progress=self._progress)
            self._begin("export", call)

    def export_xyz(self, target: Path) -> None:
        """Write one extended XYZ file for each part."""
        if self._set.folder is not None:
            self._begin("export", partial(export_xyz, self._set.folder, target))

    def cancel(self) -> None:
        """End what is under way; a verification goes on there the next time."""
        self._stop.set()

    def stop(self) -> None:
        """End what is under way, and hear nothing of it: the window closes."""
        self._stop.set()
        self._call.cancel()
        self._poll.stop()

    def _begin(self, work: Work, call: Callable[[], Any]) -> None:
        if self.work:
            return
        self._set.save()
        self._stop.clear()
        self.work, self.problem, self.said, self._place = work, "", (), (0, 0)
        self._call.submit(call)
        self._poll.start()
        self.changed.emit()

    def _progress(self, done: int, total: int) -> None:
        """Note how far it is; called in another thread."""
        self._place = (done, total)
        if self._stop.is_set():
            raise StoppedError("it was stopped")

    def _end(self) -> Work:
        work, self.work = self.work, ""
        self._poll.stop()
        self._read_copy()
        return work

    def _answered(self, found: Verified | HandedOver) -> None:
        work = self._end()
        if isinstance(found, Verified):
            self.verified = found
        else:
            self.said = found.words
        self.changed.emit()
        if work == "write":
            self.written.emit()

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.problem = error_words(error)
        self.changed.emit()

    def _opened(self) -> None:
        self.verified, self.problem, self.said, self._asked = None, "", (), None
        self._read_copy()
        self._foreign = told_in(self._copy)
        self.changed.emit()

    def _read_copy(self) -> None:
        path = self._set.folder / DOCUMENT if self._set.folder is not None else None
        try:
            self._copy = path.read_text(encoding="utf-8", errors="replace") if path else ""
        except OSError:
            self._copy = ""  # the page says that there is no document
