"""What a GRIB message says of its unit goes with the values only as long as it is theirs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.domains.grid import ConvertUnits
from curator_gui.domains.grid.temporal.steps import with_values
from curator_gui.domains.grid.units import in_unit, of_difference

ABOUT = {"units": "K", "GRIB_units": "K", "GRIB_paramId": 167}


def item() -> xr.Dataset:
    return xr.Dataset({"t": ("x", np.array([273.15, 283.15]), dict(ABOUT))})


@pytest.mark.parametrize(
    ("unit", "kept"), [("degC", {"GRIB_paramId"}), ("K", {"GRIB_units", "GRIB_paramId"})]
)
def test_converted_values_have_one_unit(unit: str, kept: set[str]) -> None:
    [found] = ConvertUnits({"t": unit})(iter([item()]))
    assert found["t"].attrs["units"] == unit
    assert found["t"].attrs.keys() - {"units"} == kept


@pytest.mark.parametrize(
    ("attributes", "gone"),
    [({"units": "K s-1"}, True), ({"units": "K"}, False), ({"cell_methods": "x"}, False)],
)
def test_rates_are_in_their_own_unit(attributes: dict[str, Any], gone: bool) -> None:
    found = with_values(item(), "t", np.zeros(2), attributes)
    assert ("GRIB_units" not in found.attrs) is gone
    assert found.attrs["GRIB_paramId"] == 167


def test_differences_of_degrees_are_kelvins_alone() -> None:
    celsius = in_unit(ABOUT, "degC")
    assert "GRIB_units" not in celsius
    found = of_difference({**celsius, "GRIB_units": "degC"})
    assert (found["units"], "GRIB_units" in found) == ("K", False)
