"""The filter that brings fields onto another regular grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curator_gui.core import Param, ParamError
from curator_gui.domains.grid.axis_weights import AxisWeights, axis_weights, longitude_weights
from curator_gui.domains.grid.coordinates import origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.item_filter import ItemFilter, renewed

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


class Regrid(ItemFilter):
    """Interpolate onto a regular grid of latitudes (from north) and longitudes (from west).

    Bilinear in degrees, around the globe where the data go around it. Points further than half a
    step outside the data are missing, and so are those next to a missing value. Interpolation
    samples the field: for a much coarser grid, Coarsen first, or small scales alias.
    """

    name = "Regrid"
    description = "Interpolates onto a regular latitude-longitude grid, bilinear or nearest."

    def __init__(
        self,
        spacing: float,
        method: str = "bilinear",
        south: float = -90.0,
        north: float = 90.0,
        west: float = 0.0,
        east: float = 360.0,
    ) -> None:
        if south > north or west >= east or east - west > 360:
            raise ParamError(
                f"no region lies between {south:g} and {north:g} degrees north, "
                f"{west:g} and {east:g} degrees east"
            )
        self._spacing, self._method = spacing, method
        self._south, self._north, self._west, self._east = south, north, west, east

    @classmethod
    def params(cls) -> list[Param]:
        """Resolution, method, region."""

        def edge(name: str, low: float, high: float, default: float, unit: str) -> Param:
            words = f"{name.capitalize()}ern edge of the new grid."
            return Param(name, words, float, default, minimum=low, maximum=high, unit=unit)

        return [
            Param("spacing", "Distance of neighbouring points.", float, unit="degrees",
                  minimum=0.01, maximum=90),
            Param("method", "bilinear between the four points around, or the nearest point's "
                  "value (for categories and masks).", str, "bilinear",
                  choices=("bilinear", "nearest")),
            edge("south", -90, 90, -90.0, "degrees north"),
            edge("north", -90, 90, 90.0, "degrees north"),
            edge("west", -360, 360, 0.0, "degrees east"),
            edge("east", -360, 720, 360.0, "degrees east"),
        ]  # fmt: skip

    def target(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the new latitudes and longitudes in degrees; a full circle has no double point."""
        import numpy as np

        rows = int((self._north - self._south) / self._spacing + 1e-9) + 1
        columns = int((self._east - self._west) / self._spacing + 1e-9) + 1
        if self._spacing * (columns - 1) >= 360 - 1e-9:
            columns -= 1
        latitudes = self._north - self._spacing * np.arange(rows)
        return latitudes, self._west + self._spacing * np.arange(columns)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item on the new grid; variables without latitude and longitude stay."""
        import xarray as xr

        lat, lon = require_axis(item, "latitude"), require_axis(item, "longitude")
        if item[lat].dims != (lat,) or item[lon].dims != (lon,):
            raise GridError(
                f"{origin(item)}{lat} and {lon} are not the axes of a regular grid: "
                "curvilinear grids cannot be interpolated from"
            )
        latitudes, longitudes = self.target()
        weights = {
            lat: axis_weights(item[lat].values, latitudes),
            lon: longitude_weights(item[lon].values, longitudes),
        }
        coordinates = {
            name: variable
            for name, variable in item.coords.items()
            if not {lat, lon} & set(variable.dims)
        }
        coordinates[lat] = xr.DataArray(latitudes, dims=lat, attrs=item[lat].attrs)
        coordinates[lon] = xr.DataArray(longitudes, dims=lon, attrs=item[lon].attrs)
        data = {
            str(name): self._regridded(variable.variable, weights)
            for name, variable in item.data_vars.items()
        }
        return xr.Dataset(data, coords=coordinates, attrs=item.attrs)

    def _regridded(self, variable: xr.Variable, weights: dict[str, AxisWeights]) -> xr.Variable:
        axes = [dim for dim in variable.dims if dim in weights]
        if not axes:
            return variable
        values = variable.values
        if values.dtype.kind != "f":
            values = values.astype("float64")  # missing values need NaN
        for dim in axes:
            axis = variable.dims.index(dim)
            values = weights[str(dim)].apply(values, axis, nearest=self._method == "nearest")
        return renewed(variable, values)
