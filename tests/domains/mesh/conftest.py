"""Data and helpers of the mesh tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core.storage.resources import resource_path


@pytest.fixture(scope="session")
def dam_break() -> Path:
    """The folder of the sample project."""
    return resource_path("samples", "dam-break")


@pytest.fixture(scope="session")
def dam_files(dam_break: Path) -> list[Path]:
    """The 21 files of the sample project."""
    files = sorted((dam_break / "data").glob("*.vtu"))
    assert len(files) == 21
    return files
