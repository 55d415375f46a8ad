"""What the tests of the atoms domain share."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "qm9"


@pytest.fixture
def sample() -> Path:
    """Folder of the QM9 sample project."""
    return SAMPLE


@pytest.fixture
def qm9(sample: Path) -> Path:
    """The sample's file of 100 molecules."""
    return sample / "data" / "qm9_reduced_100.xyz"
