"""A real window on pipelines of strange steps, or of the samples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from curator_gui.core.storage.resources import resource_path
from curator_gui.ui.preview.view import PreviewView
from curator_gui.ui.shell.main_window import MainWindow
from tests.app.preview.strange_steps import make_document, make_registry

WAIT_MS = 60_000


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window(make_registry())


@pytest.fixture
def wait_preview(qtbot):
    """Wait until the preview under way has ended; return the view."""

    def wait(window: MainWindow) -> PreviewView:
        controller = window.bench.previewing.controller
        qtbot.waitUntil(lambda: not controller.state.busy, timeout=WAIT_MS)
        return window.bench.previewing.view

    return wait


@pytest.fixture
def preview(wait_preview):
    """Preview an index of a pipeline whose filters act as told."""

    def run(window: MainWindow, *acts: str, index: int = 2) -> PreviewView:
        window.bench.session.adopt(make_document(*acts), None)
        window.bench.session.undo_stack.setClean()
        window.bench.previewing.preview_index(index)
        return wait_preview(window)

    return run


@pytest.fixture
def open_sample(make_window, tmp_path):
    """Open a copy of a sample project in a window with all domains."""

    def open_it(name: str) -> MainWindow:
        folder = Path(shutil.copytree(resource_path("samples", name), tmp_path / name))
        window = make_window()
        assert window.open(next(folder.glob("*.curator.yaml")))
        return window

    return open_it
