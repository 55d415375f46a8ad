from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from curator_gui.app.language.translators import Language
from curator_gui.core.storage.resources import resource_path
from curator_gui.run import shutdown_workers


@pytest.fixture
def german(qapp):
    """Speak German during the test."""
    language = Language("de", qapp)
    yield
    language.remove()


@pytest.fixture
def project(tmp_path) -> Path:
    """The document of the sample project, in a folder of its own."""
    folder = shutil.copytree(resource_path("samples", "dam-break"), tmp_path / "dam-break")
    return Path(folder) / "dam-break.curator.yaml"


@pytest.fixture(scope="module")
def workers():
    yield
    shutdown_workers()
