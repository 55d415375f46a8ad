"""The code that the open document brings along: watched, and agreed to or not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from curator_gui.app.document.checking import Checker
from curator_gui.app.document.offered.own_components import DELAY_MS
from curator_gui.app.document.session import Session
from curator_gui.core.document import Step
from curator_gui.core.document_code.reading import Code, CodeError, read_code
from curator_gui.core.document_code.roles import offered_names
from curator_gui.core.document_code.trust import (
    end_trust,
    is_trusted,
    keep_trust,
    trusted_file,
)
from curator_gui.core.documents.code_files import StepCode, code_of_steps, code_to_ask_for
from curator_gui.core.documents.paths import code_path
from curator_gui.core.errors import CuratorError
from curator_gui.core.registration.entry import Kind


def code_in(values: Mapping[str, Any], base: Path | None) -> Code | None:
    """Return the code that the values of a step name; None if it cannot be read."""
    try:
        return read_code(code_path(str(values.get("file") or ""), base))
    except CuratorError:
        return None


def offered_in(code: Code | None, kind: Kind, param: str) -> list[str]:
    """Name what the code of a step offers for one of its parameters; nothing of it is run."""
    try:
        return offered_names(code, kind, param) if code is not None else []
    except CodeError:
        return []


class DocumentCode(QObject):
    """Keeps in sight the code that a session's document runs.

    Signals
    -------
    asked(object)
        Nobody has agreed to this code yet: a list of `StepCode`, each of other code.
    changed()
        A file of code is another one, or the person has decided: everything looks again.
    """

    asked = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, checker: Checker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._codes: dict[Step, tuple[str, bool]] = {}
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _: self._delay.start())
        self._watcher.directoryChanged.connect(lambda _: self._delay.start())
        # Once before the check reads the code, and once after it: what changed meanwhile is seen.
        session.document_changed.connect(self.look)
        checker.report_changed.connect(self.look)
        # Folders of other machines tell nothing; who comes back from an editor wants the new code.
        QGuiApplication.instance().applicationStateChanged.connect(self._come_back)  # type: ignore[union-attr]

    def look(self, *_: object) -> None:
        """Say which code of the document has to be asked for."""
        session = self._session
        found = list(code_of_steps(session.document, session.registry, session.base))
        before, self._codes = self._codes, {each.step: _identity(each) for each in found}
        self._watch(found)
        self.asked.emit(code_to_ask_for(found))
        if any(before.get(step, now) != now for step, now in self._codes.items()):
            self.changed.emit()

    def agree(self, code: Code) -> None:
        """Remember that the person agrees to this code.

        Raises
        ------
        CodeError
            If that cannot be kept.
        """
        keep_trust(code)
        self.look()

    def withdraw(self, code: Code) -> None:
        """Forget that the person has agreed to this code.

        Raises
        ------
        CodeError
            If that cannot be kept.
        """
        end_trust(code.digest)
        self.look()

    def _come_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._codes:
            self._delay.start()

    def _watch(self, found: list[StepCode]) -> None:
        """Watch the files and their folders: editors put a new file in the place of the old one."""
        watched = {*self._watcher.files(), *self._watcher.directories()}
        files = {path for each in found if each.code for path in each.code.files}
        # Another window, the command line or the preferences may agree to it, or withdraw that.
        kept = [trusted_file()] if files else []
        both = (path for file in [*files, *kept] for path in (file, _folder_of(file)))
        wanted = {str(path) for path in both if path.exists()}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := list(wanted - watched):
            self._watcher.addPaths(new)


def _folder_of(file: Path) -> Path:
    """Return its folder, or the next one above that is there: what appears in it is told of."""
    return next((folder for folder in file.parents if folder.is_dir()), file.parent)


def _identity(found: StepCode) -> tuple[str, bool]:
    if found.code is None:
        return found.problem, False
    return found.code.digest, is_trusted(found.code)
