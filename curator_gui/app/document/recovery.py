"""Unsaved work survives a crash: a recovery file follows the edits of the open document."""

from __future__ import annotations

import json
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psutil
from PySide6.QtCore import QObject, QTimer

from curator_gui.app.document.session import Session
from curator_gui.app.language.words import tr
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.document_io import MAX_BYTES, document_to_data
from curator_gui.core.documents.from_data import document_from_data
from curator_gui.core.errors import DocumentError
from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.trust.strangers import parse_json, read_stranger

DELAY_MS = 700
SUFFIX = ".recovery.json"


@dataclass(frozen=True)
class Recovered:
    """Unsaved work of a session that ended without saving or discarding it.

    `path` is the document's file, if it had one; `time` the last edit, in seconds since the epoch.
    """

    file: Path
    document: PipelineDocument
    path: Path | None
    time: float

    @property
    def name(self) -> str:
        return self.path.name if self.path else self.document.name or tr("Untitled")


def recovery_folder() -> Path:
    return platformdirs.user_state_path("curator") / "recovery"


class Recovery(QObject):
    """Writes the recovery file of a session shortly after each edit, and removes it when saved.

    `problem` says why the file could not be written, "" if all is well.
    """

    def __init__(self, session: Session, folder: Path | None = None) -> None:
        super().__init__(session)
        self._session = session
        self._folder = folder or recovery_folder()
        self._file = self._folder / f"{os.getpid()}-{uuid.uuid4().hex[:8]}{SUFFIX}"
        self.problem = ""
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.write)
        session.document_changed.connect(self._follow)
        session.file_changed.connect(self._follow)

    def write(self) -> None:
        """Write the file now, or remove it if there is nothing to lose."""
        self._delay.stop()
        try:
            if self._session.dirty:
                _write(self._file, self._session)
            else:
                self._file.unlink(missing_ok=True)
            self.problem = ""
        except OSError as error:
            self.problem = Message(
                "{file}: cannot be written: {error}", file=self._file, error=error.strerror or error
            )

    def stop(self) -> None:
        """Remove the file: the document was saved, or its changes were given up on purpose."""
        self._delay.stop()
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            self.problem = Message(
                "{file}: cannot be removed: {error}", file=self._file, error=error.strerror or error
            )

    def found(self) -> list[Recovered]:
        """List what crashed sessions left, newest first; damaged files are left alone."""
        files = self._folder.glob(f"*{SUFFIX}") if self._folder.is_dir() else []
        items = [_read(file) for file in files if file != self._file]
        return sorted((item for item in items if item), key=lambda item: -item.time)

    def _follow(self, *_: object) -> None:
        self._delay.start()


def _write(file: Path, session: Session) -> None:
    data = {
        "path": str(session.path) if session.path else None,
        "time": time.time(),
        "pid": os.getpid(),
        "process_started": psutil.Process().create_time(),
        "document": document_to_data(session.document),
    }
    with atomic_path(file) as part:
        part.write_text(json.dumps(data, default=str), encoding="utf-8")


def _read(file: Path) -> Recovered | None:
    """Read a recovery file; None if its session still runs or it is damaged."""
    try:
        data = parse_json(read_stranger(file, MAX_BYTES))
        if _alive(int(data["pid"]), float(data["process_started"])):
            return None
        path = Path(data["path"]) if data["path"] else None
        document = document_from_data(data["document"])
        time.localtime(float(data["time"]))  # refuses what is no time
        return Recovered(file, document, path, float(data["time"]))
    except (OSError, ValueError, LookupError, TypeError, OverflowError, DocumentError):
        return None


def _alive(pid: int, started: float) -> bool:
    """Whether the process still runs; another one may have got its number since."""
    try:
        return abs(psutil.Process(pid).create_time() - started) < 1
    except psutil.Error:
        return False


def discard(recovered: Recovered) -> None:
    """Remove a recovery file for good.

    Raises
    ------
    OSError
        If it cannot be removed.
    """
    recovered.file.unlink(missing_ok=True)
