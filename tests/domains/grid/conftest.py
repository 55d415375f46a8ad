from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from joblib.externals.loky.process_executor import ProcessPoolExecutor

from curator_gui.core.storage.resources import resource_path

pytest.importorskip("xarray")
pytest.importorskip("netCDF4")


@pytest.fixture(scope="session")
def era5_file() -> Path:
    """ERA5: z and t on (number 10, time 4, isobaricInhPa 2, latitude 61, longitude 120)."""
    return resource_path("samples", "era5", "data", "era5-levels-members.nc")


@pytest.fixture(scope="session", autouse=True)
def zarr_threads() -> None:
    """Let zarr start its event loop's threads, which live as long as the process by design."""
    import numpy as np
    import zarr

    array = zarr.create_array(zarr.storage.MemoryStore(), shape=256, chunks=1, dtype="i4")
    array[:] = np.ones(256)
    assert array[:].sum() == 256


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessPoolExecutor]:
    """Two worker processes that are already running."""
    executor = ProcessPoolExecutor(max_workers=2)
    executor.submit(os.getpid).result(timeout=60)
    yield executor
    executor.shutdown(wait=True, kill_workers=True)
