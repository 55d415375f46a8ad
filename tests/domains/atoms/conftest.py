"""What the tests of the atoms domain share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zarr

from curator_gui.core.storage.resources import resource_path


@pytest.fixture(scope="session", autouse=True)
def zarr_threads() -> None:
    """Start Zarr's event loop and its one helper thread, which live as long as the process.

    Otherwise the first test that writes a store would seem to have left them over.
    """
    zarr.config.set({"threading.max_workers": 1})
    zarr.save_array(zarr.storage.MemoryStore(), np.ones(1))


@pytest.fixture(scope="session", autouse=True)
def warm_workers() -> Iterator[None]:
    """End the workers of joblib's own pool, which tests use directly, with the session."""
    yield
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True, kill_workers=True)


@pytest.fixture(scope="session")
def sample() -> Path:
    """Folder of the QM9 sample project."""
    return resource_path("samples", "qm9")


@pytest.fixture(scope="session")
def qm9(sample: Path) -> Path:
    """The sample's file of 100 molecules."""
    return sample / "data" / "qm9_reduced_100.xyz"
