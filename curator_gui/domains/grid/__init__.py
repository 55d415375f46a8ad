"""Gridded fields: items are `xarray.Dataset`."""

from __future__ import annotations

from curator_gui.core.registry import Domain, Registry

DOMAIN = Domain(
    key="grid",
    title="Gridded fields",
    item="xarray.Dataset",
    extra="grid",
    requires=("xarray",),
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    from curator_gui.domains.grid.netcdf_sink import NetCDFSink
    from curator_gui.domains.grid.netcdf_source import NetCDFSource
    from curator_gui.domains.grid.zarr_sink import GridZarrSink

    netcdf, zarr = ("netCDF4", "fsspec"), ("zarr", "fsspec")
    registry.add_domain(DOMAIN)
    registry.add("grid", NetCDFSource, requires=netcdf, keywords=("nc", "era5", "climate"))
    registry.add("grid", NetCDFSink, requires=netcdf, keywords=("nc",))
    registry.add("grid", GridZarrSink, requires=zarr, keywords=("chunks", "shards"))
