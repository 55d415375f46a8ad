"""The source of NetCDF files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from curator_gui.core import Param
from curator_gui.core.remote.addresses import is_address
from curator_gui.domains.grid.formats.headers import Header, netcdf_header
from curator_gui.domains.grid.formats.opening import (
    has_texts,
    netcdf_axis,
    netcdf_groups,
    open_netcdf,
)
from curator_gui.domains.grid.listing import Axis
from curator_gui.domains.grid.sources.arguments import (
    Dimension,
    FilePattern,
    Group,
    Recursive,
    Variables,
)
from curator_gui.domains.grid.sources.base import DatasetSource

if TYPE_CHECKING:
    import xarray as xr


class NetCDFSource(DatasetSource):
    """NetCDF 3 and 4 files of a folder, read with netCDF4 through `xarray.open_dataset`.

    Packed variables (`scale_factor`, `add_offset`, `_FillValue`) come as floating-point numbers
    with NaN for missing values, times as datetime64.
    """

    name = "NetCDF files"
    description = "Reads NetCDF files: one item per file, or one per position along a dimension."

    def __init__(
        self,
        folder: Annotated[
            str,
            Param(
                "Folder of the files, or an address such as s3://bucket/era5, whose files are "
                "copied here before they are read.",
                suffixes=(".nc", ".nc4", ".cdf"),
                widget="folder",
            ),
        ],
        pattern: FilePattern = "*.nc",
        recursive: Recursive = False,
        dimension: Dimension = None,
        variables: Variables = None,
        group: Group = None,
    ) -> None:
        super().__init__(folder, pattern, recursive, dimension, variables, group)

    def _open_dataset(self, path: str) -> xr.Dataset:
        return open_netcdf(path, self._group)

    def _may_stay_open(self, dataset: xr.Dataset) -> bool:
        return not has_texts(dataset)

    def _read_axis(self, path: str, dimension: str) -> Axis:
        return netcdf_axis(path, dimension, self._group)

    def _read_header(self, path: str, varying: frozenset[str]) -> Header | None:
        # A remote file would be read as a whole.
        return None if is_address(path) else netcdf_header(path, self._group, varying)

    def _groups(self, path: str) -> list[str]:
        return netcdf_groups(path)
