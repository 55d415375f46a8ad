from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import ParamError
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.values.mask import ApplyMask


@pytest.fixture
def item() -> xr.Dataset:
    return xr.Dataset(
        {
            "t": (("time", "lat", "lon"), np.arange(12.0, dtype="f4").reshape(2, 2, 3)),
            "n": (("lon", "lat"), np.arange(6).reshape(3, 2)),
            "total": ("time", [1.0, 2.0]),
            "lsm": (("lat", "lon"), [[0.0, 0.4, 1.0], [np.nan, 0.5, 0.9]]),
        },
        {"lat": [1.0, 2.0], "lon": [10.0, 20.0, 30.0]},
    )


@pytest.mark.parametrize(
    "limits",
    [{}, {"minimum": None, "maximum": 0.4}, {"minimum": 0.4, "maximum": 0.5}],
)
def test_values_are_those_of_where(item: xr.Dataset, limits: dict[str, float | None]) -> None:
    found = ApplyMask("lsm", **limits).apply(item)
    low, high = limits.get("minimum", 0.5), limits.get("maximum")
    keep = item["lsm"].notnull()
    keep &= True if low is None else item["lsm"] >= low
    keep &= True if high is None else item["lsm"] <= high
    for name in ("t", "n"):
        expected = item[name].where(keep).transpose(*item[name].dims)
        np.testing.assert_array_equal(found[name].values, expected.values)
        assert found[name].dims == item[name].dims
    assert found["t"].dtype == np.float32
    assert found["lsm"].identical(item["lsm"])
    assert found["total"].identical(item["total"])
    assert not np.isnan(item["t"].values).any()


def test_a_mask_from_a_file(tmp_path: Path, item: xr.Dataset) -> None:
    path = tmp_path / "mask.nc"
    item[["lsm"]].expand_dims(time=1).to_netcdf(path)
    expected = ApplyMask("lsm").apply(item)
    step = ApplyMask("lsm", path, variables=["t"])
    assert list(step.problems()) == []
    found = step.apply(item.drop_vars("lsm"))
    np.testing.assert_array_equal(found["t"].values, expected["t"].values)
    assert found["n"].identical(item["n"])


def test_masks_that_do_not_fit(tmp_path: Path, item: xr.Dataset) -> None:
    path = tmp_path / "mask.nc"
    item[["lsm"]].to_netcdf(path)
    with pytest.raises(
        GridError, match="the mask has 3 points along 'lon', but variable 't' has 2"
    ):
        ApplyMask("lsm", path).apply(item.isel(lon=slice(2)))
    with pytest.raises(GridError, match="lon of the mask differs from that of 't'"):
        ApplyMask("lsm", path).apply(item.assign_coords(lon=[0.0, 1.0, 2.0]))
    with pytest.raises(GridError, match="no variable 'sea'; there are t, n, total, lsm"):
        ApplyMask("sea").apply(item)
    ((param, message),) = list(ApplyMask("sea", path).problems())
    assert param == "file"
    assert "mask.nc: there is no variable 'sea'; there are lsm" in message
    ((param, message),) = list(ApplyMask("sea", tmp_path / "none.nc").problems())
    assert "cannot be read: No such file" in message
    with pytest.raises(ParamError, match="set the minimum or the maximum"):
        ApplyMask("lsm", minimum=None)
