"""Commands that take the pipeline out of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from curator_gui.app.document.script import command_line, python_script
from curator_gui.app.document.session import Session
from curator_gui.app.language.issues import refusal_words
from curator_gui.core.documents.reference_export import reference_text
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.ui.common.actions import Actions
from curator_gui.ui.common.messages.notices import NoticeBoard
from curator_gui.ui.common.text import mark, tr
from curator_gui.ui.files.files import Files

REFERENCE_FILTER = mark("Pipelines of physicsnemo-curator (*.yaml *.json)")
SCRIPT_FILTER = mark("Python scripts (*.py)")


class Exporting(QObject):
    """Copies the command line and writes the script of the session's document."""

    def __init__(
        self, session: Session, files: Files, actions: Actions, board: NoticeBoard
    ) -> None:
        super().__init__(actions)
        self._session, self._files, self._board = session, files, board
        actions.connect_all(
            {
                "copy_command": self.copy_command,
                "export_script": self.export_script,
                "export_reference": self.export_reference,
            }
        )

    def copy_command(self) -> None:
        """Copy the command that runs the document, which is saved first: it reads the file."""
        if self._session.dirty and not self._files.save():
            return
        if self._session.path is None and not self._files.save_as():
            return
        assert self._session.path is not None
        command = command_line(self._session.path)
        QGuiApplication.clipboard().setText(command)
        self._board.add(tr("Copied: {command}").format(command=command), icon="terminal")

    def export_script(self) -> None:
        session = self._session
        try:
            script = python_script(session.document, session.registry, session.base)
        except CuratorError as error:
            self._files.asker.complain(
                tr("The pipeline cannot be exported yet"), refusal_words(error, session.registry)
            )
            return
        name = Path(session.title).name.split(".")[0].replace(" ", "_") + ".py"
        folder = session.base or Path.home()
        target = self._files.asker.save_path(str(folder / name), SCRIPT_FILTER)
        if target:
            self._write(Path(target).with_suffix(".py"), script)

    def export_reference(self) -> None:
        """Write the pipeline for physicsnemo-curator, and say what it leaves out."""
        session = self._session
        name = Path(session.title).name.split(".")[0] + ".yaml"
        folder = session.base or Path.home()
        target = self._files.asker.save_path(str(folder / name), REFERENCE_FILTER)
        if not target:
            return
        path = Path(target) if Path(target).suffix else Path(f"{target}.yaml")
        as_json = path.suffix.lower() == ".json"
        try:
            if path == session.path:
                raise ParamError("{path}: is the document itself", path=path)
            text, said = reference_text(
                session.document, session.registry, session.base, as_json=as_json
            )
        except CuratorError as error:
            self._files.asker.complain(
                tr("The pipeline cannot be exported yet"), refusal_words(error, session.registry)
            )
            return
        self._write(path, text)
        for words in said:
            self._board.add(words, icon="triangle-alert")

    def _write(self, path: Path, script: str) -> None:
        try:
            atomic_write_text(path, script)
        except OSError as error:
            words = f"{path}: {error.strerror or error}"
            self._files.asker.complain(tr("The script could not be written"), words)
            return
        self._board.add(tr("Written: {path}").format(path=path), icon="code-xml")
