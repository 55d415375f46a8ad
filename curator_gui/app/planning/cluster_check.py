"""Try the cluster of the open document, by the command line's own check in a process beside."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.documents.moving import rebase
from curator_gui.core.message import from_record
from curator_gui.core.registration.registry import Registry

END_MS = 5000


class ClusterCheck(QObject):
    """One check at a time; what it finds comes line by line.

    Signals
    -------
    found(bool | None, str)
        One check is through: whether it is well, and what to know or to do; None: still waiting.
    ended()
        There is no more to come.
    """

    found = Signal(object, str)
    ended = Signal()

    def __init__(
        self, parent: QObject | None = None, make_command: Callable[[Path], list[str]] | None = None
    ) -> None:
        super().__init__(parent)
        self._command = make_command or _command
        self._process: QProcess | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self, document: PipelineDocument, base: Path | None, registry: Registry) -> None:
        """Begin with a copy of the document as it is now; `registry` knows its components."""
        if self._process is not None:
            return
        self._folder = tempfile.TemporaryDirectory(prefix="curator-cluster-")
        path = Path(self._folder.name) / "tried.curator.yaml"
        write_document(rebase(document, registry, base, None), path)
        self._process = process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail)
        program, *words = self._command(path)
        if base is not None:  # code of the document stands in its folder
            words += ["--document-path", str(base / path.name)]
        process.start(program, words)

    def stop(self) -> None:
        """Cancel its job and end; the process cleans up behind itself."""
        if self._process is not None:
            self._process.terminate()

    def close(self) -> None:
        """End it with the window."""
        process = self._process
        if process is not None:
            process.terminate()
            if not process.waitForFinished(END_MS):
                process.kill()
                process.waitForFinished(END_MS)

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            data = json.loads(bytes(self._process.readLine().data()))
            self.found.emit(data["ok"], from_record(data["words"], data["parts"]))

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        assert self._process is not None
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        if code not in (0, 3) and said:  # 3: a check has told what is wrong
            self.found.emit(False, said.splitlines()[-1].removeprefix("curator-gui: "))
        self._let_go()

    def _fail(self, error: QProcess.ProcessError) -> None:
        if self._process is not None and error == QProcess.ProcessError.FailedToStart:
            self.found.emit(False, self._process.errorString())
            self._let_go()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if self._folder is not None:
            self._folder.cleanup()
        self.ended.emit()


def _command(document: Path) -> list[str]:
    return [sys.executable, "-m", "curator_gui", "cluster", str(document), "--json"]
