"""Opening and saving from the window: dialogs, the question about unsaved changes, recent files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from curator_gui.app.document.lock import DocumentLock, show_other
from curator_gui.app.document.moving_code import MovingCode
from curator_gui.app.document.offered.samples import Sample, copy_sample
from curator_gui.app.document.session import Session, with_suffix
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.errors import CuratorError
from curator_gui.core.text.plain_text import tip_text
from curator_gui.ui.common.messages.message_box import MessageBox
from curator_gui.ui.common.text import mark, say, tr

Answer = Literal["save", "discard", "cancel"]
CopyAnswer = Literal["copy", "leave", "cancel"]
FILTER = mark("Pipelines (*.curator.yaml *.yaml *.yml *.json);;All files (*)")


class Asker(Protocol):
    """The questions that opening and saving put to the person."""

    def open_path(self, folder: str) -> str:
        """Ask which document to open; "" for none."""

    def open_paths(self, folder: str) -> list[str]:
        """Ask which documents to take; empty for none."""

    def data_folder(self, folder: str) -> str:
        """Ask which folder of data to read; "" for none."""

    def data_files(self, folder: str) -> list[str]:
        """Ask which files of data to read; empty for none."""

    def save_path(self, suggestion: str, filter: str = FILTER) -> str:
        """Ask where to save; "" for nowhere."""

    def unsaved(self, title: str) -> Answer:
        """Ask what to do with unsaved changes."""

    def open_anyway(self, name: str) -> bool:
        """Ask whether to open a document that a window which does not answer has open."""

    def copy_code(self, names: str, folder: Path) -> CopyAnswer:
        """Ask whether the code beside the document goes along to another folder."""

    def complain(self, title: str, message: str) -> None:
        """Say that something did not work."""


class DialogAsker:
    """Asks with the platform's dialogs."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open_path(self, folder: str) -> str:
        return QFileDialog.getOpenFileName(self._parent, tr("Open pipeline"), folder, tr(FILTER))[0]

    def open_paths(self, folder: str) -> list[str]:
        """Ask which documents to take; empty for none."""
        title = tr("Add pipelines to the queue")
        return QFileDialog.getOpenFileNames(self._parent, title, folder, tr(FILTER))[0]

    def data_folder(self, folder: str) -> str:
        """Ask which folder of data to read; "" for none."""
        return QFileDialog.getExistingDirectory(self._parent, tr("Open a folder of data"), folder)

    def data_files(self, folder: str) -> list[str]:
        """Ask which files of data to read; empty for none."""
        return QFileDialog.getOpenFileNames(self._parent, tr("Open files of data"), folder)[0]

    def save_path(self, suggestion: str, filter: str = FILTER) -> str:
        return QFileDialog.getSaveFileName(self._parent, tr("Save as"), suggestion, tr(filter))[0]

    def unsaved(self, title: str) -> Answer:
        words = tr("Save the changes to {name}?").format(name=title)
        box = MessageBox("question", tr("Unsaved changes"), words, self._parent)
        box.setInformativeText(tr("They are lost otherwise."))
        kinds = QMessageBox.StandardButton
        box.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
        box.setDefaultButton(kinds.Save)
        answers: dict[int, Answer] = {kinds.Save.value: "save", kinds.Discard.value: "discard"}
        return answers.get(box.exec(), "cancel")

    def open_anyway(self, name: str) -> bool:
        """Ask whether to open a document that a window which does not answer has open."""
        words = tr("{name} is open in another window that does not answer.").format(name=name)
        box = MessageBox("warning", tr("Open in another window"), words, self._parent)
        box.setInformativeText(
            tr(
                "It may be busy, or hung. Opened here as well, the document cannot be saved under "
                "its own name as long as the other window is there."
            )
        )
        anyway = box.addButton(tr("Open anyway"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is anyway

    def copy_code(self, names: str, folder: Path) -> CopyAnswer:
        """Ask whether the code beside the document goes along to another folder."""
        words = tr("Copy the code of this pipeline along? ({files})").format(files=names)
        box = MessageBox("question", tr("Save as"), words, self._parent)
        told = tr("It has to stand beside the pipeline, or below it; in {folder} it is not there.")
        box.setInformativeText(told.format(folder=folder))
        copy = box.addButton(tr("Copy along"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(tr("Save without it"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(copy)
        box.exec()
        clicked = box.clickedButton()
        return "copy" if clicked is copy else "leave" if clicked is leave else "cancel"

    def complain(self, title: str, message: str) -> None:
        """Say that something did not work."""
        MessageBox("warning", title, tip_text(say(message)), self._parent).exec()


class Files:
    """Carries out the commands of the File menu for one session.

    A document that another window has is not opened a second time: that window is shown instead.
    """

    def __init__(
        self, session: Session, settings: Settings, asker: Asker, document_lock: DocumentLock
    ) -> None:
        self._session, self._settings, self.asker = session, settings, asker
        self._document_lock = document_lock
        session.file_changed.connect(self.follow)

    def may_leave(self) -> bool:
        """Whether the document can be left: it is saved, or the person says what to do."""
        if not self._session.dirty:
            return True
        answer = self.asker.unsaved(self._session.title)
        return answer == "discard" or (answer == "save" and self.save())

    def may_show(self, path: Path) -> bool:
        """Whether the document can be left for this one; another window that has it is shown."""
        if not self._may_have(path):
            return False
        if self.may_leave():
            return True
        self.follow()
        return False

    def follow(self) -> None:
        """Claim the session's document, and no other."""
        self._document_lock.follow(self._session.path)

    def new(self) -> None:
        if self.may_leave():
            self._session.new()

    def open(self) -> None:
        if self.may_leave():
            path = self.asker.open_path(self._folder())
            if path and self._may_have(Path(path)):
                self._load(Path(path))

    def ask_data_folder(self) -> str:
        """Ask for a folder of data; "" for none."""
        return self.asker.data_folder(self._folder())

    def ask_data_files(self) -> list[str]:
        """Ask for files of data; empty for none."""
        return self.asker.data_files(self._folder())

    def ask_documents(self) -> list[str]:
        """Ask for pipelines, as for the queue; empty for none."""
        return self.asker.open_paths(self._folder())

    def open_path(self, path: Path) -> bool:
        """Open a document that is known by its path; False if that did not work."""
        return self.may_show(path) and self._load(path)

    def take_over(self, path: Path, *, theirs: bool) -> None:
        """Open a pipeline of another program again, of its classes or of our components."""
        untouched = self._session.path is None and not self._session.undo_stack.count()
        if untouched or self.may_leave():
            self._load(path, theirs=theirs)

    def save(self) -> bool:
        """Save; a new document asks where. False if it was not saved."""
        if self._session.path is None:
            return self.save_as()
        return self._store(self._session.path)

    def save_as(self) -> bool:
        """Ask where to save; False if it was not saved."""
        path = self.asker.save_path(str(Path(self._folder()) / self._suggestion()))
        return bool(path) and self._store(with_suffix(Path(path)))

    def open_sample(self, sample: Sample) -> None:
        """Open the user's own copy of a sample project."""
        if not self.may_leave():
            return
        try:
            path = copy_sample(sample)
        except OSError as error:
            words = f"{error.filename}: {error.strerror or error}"
            self.asker.complain(tr("The sample project could not be copied"), words)
            return
        if self._may_have(path):
            self._load(path)

    def _may_have(self, path: Path) -> bool:
        """Claim a document; if another window has it, show that one or ask what to do."""
        if self._document_lock.claim(path):
            return True
        return not show_other(path) and self.asker.open_anyway(path.name)

    def _load(self, path: Path, *, theirs: bool = True) -> bool:
        try:
            self._session.open(path, theirs=theirs)
        except CuratorError as error:
            self.asker.complain(tr("The document could not be opened"), str(error))
            self.follow()
            if not path.exists():
                self._settings.store(self._settings.preferences.without_recent(path))
            return False
        self._remember()
        return True

    def _store(self, path: Path) -> bool:
        if not self._document_lock.claim(path):
            words = tr("{path} is open in another window. Save under another name, or close it.")
            self.asker.complain(tr("The document could not be saved"), words.format(path=path))
            return False
        if not self._take_code_along(path):
            self.follow()
            return False
        try:
            self._session.save(path)
        except CuratorError as error:
            self.follow()
            self.asker.complain(tr("The document could not be saved"), str(error))
            return False
        self._remember()
        return True

    def _take_code_along(self, path: Path) -> bool:
        """Copy the code beside the document to another folder; False if it is not to be saved."""
        moving = MovingCode(self._session, path.absolute().parent)
        answer: CopyAnswer = "leave"
        if moving.missing:
            names = ", ".join(file.name for file in moving.missing)
            answer = self.asker.copy_code(names, moving.folder)
        if answer != "cancel":
            moving.carry_out(copy=answer == "copy")
        return answer != "cancel"

    def _remember(self) -> None:
        if self._session.path is not None:
            self._settings.store(self._settings.preferences.with_recent(self._session.path))

    def _folder(self) -> str:
        if self._session.base:
            return str(self._session.base)
        last = self._settings.preferences.last_folder
        return last if last and Path(last).is_dir() else str(Path.home())

    def _suggestion(self) -> str:
        if self._session.path:
            return self._session.path.name
        name = self._session.document.name or "pipeline"
        return with_suffix(Path(name.replace("/", "-"))).name
