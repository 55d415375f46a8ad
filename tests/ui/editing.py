"""Fixtures for tests of editing: windows whose questions a test answers, and small components."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from curator_gui.app.settings.preferences import Settings
from curator_gui.ui.common import theme
from curator_gui.ui.files.files import FILTER, Answer, CopyAnswer
from curator_gui.ui.shell.main_window import MainWindow
from tests.app.document.components import make_registry


@dataclass
class PreparedAnswers:
    """Answers the window's questions as the test says, and remembers what was asked."""

    path: str = ""
    answer: Answer = "cancel"
    anyway: bool = False
    copy: CopyAnswer = "copy"
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open_path(self, folder: str) -> str:
        self.asked.append("open")
        return self.path

    def open_paths(self, folder: str) -> list[str]:
        self.asked.append("documents")
        return self.path.split("|") if self.path else []

    def data_folder(self, folder: str) -> str:
        self.asked.append("data folder")
        return self.path

    def data_files(self, folder: str) -> list[str]:
        self.asked.append("data files")
        return [self.path] if self.path else []

    def save_path(self, suggestion: str, filter: str = FILTER) -> str:
        self.asked.append(f"save {Path(suggestion).name}")
        return self.path

    def unsaved(self, title: str) -> Answer:
        self.asked.append(f"unsaved {title}")
        return self.answer

    def open_anyway(self, name: str) -> bool:
        self.asked.append(f"open anyway {name}")
        return self.anyway

    def copy_code(self, names: str, folder: Path) -> CopyAnswer:
        self.asked.append(f"copy {names}")
        return self.copy

    def complain(self, title: str, message: str) -> None:
        self.complaints.append(message)


@pytest.fixture
def answers() -> PreparedAnswers:
    return PreparedAnswers()


@pytest.fixture
def registry():
    return make_registry()


@pytest.fixture
def make_window(qtbot, qapp, tmp_path, registry, answers):
    windows = []

    def make(registry=registry) -> MainWindow:
        theme.apply(qapp, "light")
        window = MainWindow(registry, Settings(tmp_path / "config" / "preferences.json"), answers)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    answers.answer = "discard"
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()


@pytest.fixture
def texts(tmp_path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(5):
        (folder / f"part{number}.txt").write_text(f"text {number}\n")
    return folder
