"""The user's own files of components, loaded anew whenever one of them changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from curator_gui.core.registration.registry import Registry

DELAY_MS = 200
"""The pause after which a file counts as written: editors write in several strokes."""


class OwnComponents(QObject):
    """Keeps a registry in step with a folder of `.py` files.

    Signals
    -------
    changed()
        The registry has other components, or other failures.
    """

    changed = Signal()

    def __init__(self, registry: Registry, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registry, self._folder = registry, folder
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._soon)
        self._watcher.fileChanged.connect(self._soon)
        # Folders of other machines tell nothing; who comes back from an editor wants the new code.
        QGuiApplication.instance().applicationStateChanged.connect(self._come_back)  # type: ignore[union-attr]
        self._watch()

    def look(self) -> None:
        """Load what has changed."""
        changed = self._registry.load_folder(self._folder)
        self._watch()
        if changed:
            self.changed.emit()

    def _soon(self, *_: object) -> None:
        self._delay.start()

    def _come_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._soon()

    def _watch(self) -> None:
        """Watch the folder and its files; as long as it is missing, the folder it would be in."""
        watched = {*self._watcher.files(), *self._watcher.directories()}
        folder = next(path for path in (self._folder, *self._folder.parents) if path.is_dir())
        files = self._folder.glob("*.py") if folder == self._folder else []
        wanted = {str(folder), *(str(path) for path in files if path.is_file())}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := list(wanted - watched):
            self._watcher.addPaths(new)
