"""Drives the real window and saves what it shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from curator_gui.app.document.offered.samples import copy_sample, list_samples
from curator_gui.app.language.translators import Language, chosen_language
from curator_gui.app.settings.preferences import Settings
from curator_gui.core.documents.document_io import write_document
from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.run import shutdown_workers
from curator_gui.ui.shell.appearance import apply_preferred
from curator_gui.ui.shell.main_window import MainWindow
from curator_gui.ui.shell.starting.main import make_application
from tests.ui.troubled import add_components, make_document

Scene = Iterator[str]
DAM_BREAK = resource_path("samples", "dam-break", "data")


class Photographer:
    """Drives the window through scenes; each `yield` of a scene's function names a picture."""

    def __init__(
        self, folder: Path, theme: str, size: tuple[int, int], work: Path, language: str = "system"
    ) -> None:
        self.folder, self.work = folder, work
        folder.mkdir(parents=True, exist_ok=True)
        self.app = make_application()
        self.settings = Settings()
        self.settings.update(theme=theme, language=language)
        Language(chosen_language(language), self.app)
        apply_preferred(self.app, self.settings.preferences)
        registry = add_components(register_all(Registry()))
        self.window = MainWindow(registry, self.settings)
        self.window.resize(*size)
        self.window.show()

    def take(self, name: str) -> None:
        """Save what the window shows, and each open dialog."""
        self.settle()
        self.window.grab().save(str(self.folder / f"{name}.png"))
        for dialog in self.dialogs():
            dialog.grab().save(str(self.folder / f"{name}-dialog.png"))

    def dialogs(self) -> list[QDialog]:
        """List the dialogs that are open."""
        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]

    def wait(self, condition: Callable[[], object], seconds: float = 120) -> None:
        """Let the window work until something is so.

        Raises
        ------
        TimeoutError
            If it is not so in time.
        """
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited {seconds} s in vain")
            self.app.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = 0.6) -> None:
        """Let plots, checks and lists come to rest."""
        done: list[bool] = []
        QTimer.singleShot(int(1000 * seconds), self.window, lambda: done.append(True))
        self.wait(lambda: done)

    def open(self, path: Path) -> None:
        """Open a document, forgetting edits of the one before."""
        self.window.bench.session.undo_stack.setClean()
        self.window.open(path)
        self.wait(lambda: self.window.bench.checker.report.complete)
        self.wait(lambda: not self.window.bench.surveyor.state.busy)

    def open_sample(self, name: str) -> None:
        """Open the copy of a sample project."""
        sample = next(s for s in list_samples() if s.path.parent.name == name)
        self.open(copy_sample(sample))

    def open_troubled(self, name: str, **values: object) -> None:
        """Open a document over many frames, some of which fail."""
        path = self.work / f"{name}.curator.yaml"
        write_document(make_document(name, **values), path)
        self.open(path)

    def run(self, until: Callable[[], object] | None = None) -> None:
        """Press Run, and wait for the end or for something else."""
        controller, ended = self.window.bench.running.controller, []
        controller.finished.connect(lambda result: ended.append(result))
        self.window.bench.running._start(None)
        self.wait(lambda: controller.state == "running" or ended)  # what is shown is this run's
        self.wait(until or (lambda: ended and not controller.active))

    def close(self) -> None:
        """End everything."""
        self.window.bench.running.shut_down()
        self.window.bench.session.undo_stack.setClean()
        self.window.close()
        shutdown_workers()
