"""The source of NetCDF files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from curator_gui.core import Param
from curator_gui.domains.grid.formats.opening import netcdf_axis, open_netcdf
from curator_gui.domains.grid.listing import Axis
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
        folder: str,
        pattern: str = "*.nc",
        recursive: bool = False,
        dimension: str | None = None,
        variables: Sequence[str] | None = None,
    ) -> None:
        super().__init__(folder, pattern, recursive, dimension, variables)

    @classmethod
    def params(cls) -> list[Param]:
        """Folder, pattern, how to cut files into items, which variables to read."""
        return [
            Param(
                "folder",
                "Folder of the files, or an fsspec URL such as s3://bucket/era5 "
                "(remote files are read into memory whole).",
                str,
                widget="folder",
            ),
            Param(
                "pattern",
                "Which file names to take; * stands for any text. A single file's name is fine.",
                str,
                "*.nc",
                widget="pattern",
            ),
            Param("recursive", "Whether to look into folders below, too.", bool, False),
            Param(
                "dimension",
                "Dimension whose positions become the items, for example time. "
                "Not set: each file is one item.",
                str | None,
                None,
            ),
            Param(
                "variables",
                "Variables to read; their coordinates come with them. Not set: all.",
                list[str] | None,
                None,
            ),
        ]

    def _open_dataset(self, path: str) -> xr.Dataset:
        return open_netcdf(path)

    def _read_axis(self, path: str, dimension: str) -> Axis:
        return netcdf_axis(path, dimension)
