"""Data that a person gives: dropped, pasted, chosen or named on the command line.

A pipeline is opened; for anything else the sources that can read it are found in the background. If
there is just one, its step is made; else the person chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from curator_gui.app.background import LatestCall
from curator_gui.app.document.edits import Edits
from curator_gui.app.document.session import Session
from curator_gui.core.documents.paths import portable_path
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.core.frozen import thaw
from curator_gui.domains.common.detection import Candidate, Detection, detect
from curator_gui.domains.common.looking import paths_of
from curator_gui.run.record.library import remember_run
from curator_gui.run.record.reference_database import is_reference_database
from curator_gui.run.record.tables.schema import is_record
from curator_gui.ui.common.messages.notices import Notice, NoticeBoard
from curator_gui.ui.common.text import say, tr
from curator_gui.ui.files.files import Files
from curator_gui.ui.forms.path_editors import dropped_files

if TYPE_CHECKING:
    from curator_gui.ui.files.readers_page import ReadersPage

VIEW = "given"
DOCUMENTS = (".yaml", ".yml", ".json")


def given_paths(mime: QMimeData) -> list[Path]:
    """Return the paths in what was dropped or copied: files, addresses, or a path as text."""
    return dropped_files(mime) or (paths_of(mime.text()) if mime.hasText() else [])


class Giving(QObject):
    """Takes what is given and makes a source of it.

    Signals
    -------
    view_wanted(str)
        The view of this name is to be shown.
    made(str)
        A source step was made; its identity.
    record_given(Path)
        What was given is the record of a run, ours or a database of physicsnemo-curator.
    """

    view_wanted = Signal(str)
    made = Signal(str)
    record_given = Signal(object)

    def __init__(
        self, session: Session, files: Files, notices: NoticeBoard, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._files, self._notices = session, files, notices
        self._edits = Edits(session)
        self.page: ReadersPage | None = None
        self._notice: Notice | None = None
        self._call = LatestCall("readers", self)
        self._call.answered.connect(self._found)
        self._call.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether what was given is still being looked at."""
        return self._call.busy

    def give(self, paths: Sequence[Path]) -> None:
        """Open a pipeline or a record, or find who can read the paths."""
        if not paths:
            return
        if len(paths) == 1 and (is_record(paths[0]) or is_reference_database(paths[0])):
            self._keep(paths[0])
            self.record_given.emit(paths[0])
            return
        if len(paths) == 1 and _may_be_document(paths[0]):
            self._files.open_path(paths[0])
            return
        self._call.submit(partial(detect, list(paths), self._session.registry))

    def _keep(self, path: Path) -> None:
        """Let a run database of another program stay in Runs."""
        try:
            remember_run(path)
        except CuratorError as error:
            self._notices.add(str(error), icon="triangle-alert")

    def paste(self) -> None:
        """Give what is on the clipboard, if it is a path."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None for an empty one
        paths = given_paths(mime) if mime is not None else []
        if paths:
            self.give(paths)
            return
        words = tr("There is no path on the clipboard. Copy a folder or file, or its full path.")
        self._notices.add(words)

    def ask_folder(self) -> None:
        """Ask for a folder of data."""
        folder = self._files.ask_data_folder()
        self.give([Path(folder)] if folder else [])

    def ask_files(self) -> None:
        """Ask for files of data."""
        self.give([Path(path) for path in self._files.ask_data_files()])

    def stop(self) -> None:
        self._call.cancel()

    def take(self, candidate: Candidate, remarks: Sequence[str] = ()) -> None:
        """Make the source step that a candidate stands for, and repeat what nobody has read yet."""
        entry = candidate.entry
        place = entry.params[0].name
        values = thaw(candidate.step.values)
        values[place] = portable_path(Path(values[place]), self._session.base)
        replaced = self._session.document.source
        step_id = self._edits.add_step(entry, values=values)
        self.made.emit(step_id)
        said = []
        if replaced is not None:
            said.append(tr("The source is another one now (Ctrl+Z takes it back)."))
        if candidate.left or candidate.extra:
            from curator_gui.ui.files.readers_page import candidate_words

            said.append(candidate_words(candidate) + ".")
        said += map(say, remarks)
        self._drop_notice()
        if said:
            self._notice = self._notices.add(" ".join(said))

    def _drop_notice(self) -> None:
        """Take away what was said of data given before."""
        if self._notice is not None and self._notice in self._notices.notices:
            self._notice.hide()
            self._notice.deleteLater()
        self._notice = None

    def _found(self, found: Detection) -> None:
        if not found.candidates and len(found.documents) == 1:
            self._files.open_path(found.documents[0])
            return
        usable = [c for c in found.candidates if not c.unavailable]
        if len(usable) == 1 and len(found.candidates) == 1:
            self.take(usable[0], found.given.remarks())
            return
        self.view_wanted.emit(VIEW)
        if self.page is not None:
            self.page.show_detection(found)

    def _failed(self, error: BaseException) -> None:
        self._files.asker.complain(tr("This cannot be read"), say(error_words(error)))

    def make(self) -> QWidget:
        """Make the page with the sources to choose from."""
        from curator_gui.ui.files.readers_page import ReadersPage

        self.page = ReadersPage()
        self.page.chosen.connect(self.take)
        self.page.cancelled.connect(self._cancel)
        self.page.other_wanted.connect(self.ask_folder)
        return self.page

    def _cancel(self) -> None:
        self.view_wanted.emit("" if self._session.empty else "build")


def _may_be_document(path: Path) -> bool:
    return path.suffix.lower() in DOCUMENTS and not path.is_dir()
