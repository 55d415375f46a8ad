from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core.resources import resource_path

pytest.importorskip("xarray")
pytest.importorskip("netCDF4")


@pytest.fixture(scope="session")
def era5_file() -> Path:
    """ERA5: z and t on (number 10, time 4, isobaricInhPa 2, latitude 61, longitude 120)."""
    return resource_path("samples", "era5", "data", "era5-levels-members.nc")
