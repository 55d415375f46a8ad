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
    registry.add_domain(DOMAIN)
    _register_ends(registry)
    _register_filters(registry)


def _register_ends(registry: Registry) -> None:
    from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
    from curator_gui.domains.grid.sinks.zarr import GridZarrSink
    from curator_gui.domains.grid.sources.netcdf import NetCDFSource
    from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource
    from curator_gui.domains.grid.sources.zarr import GridZarrSource

    netcdf, zarr = ("netCDF4", "fsspec"), ("zarr", "fsspec")
    registry.add("grid", NetCDFSource, requires=netcdf, keywords=("nc", "era5", "climate"))
    registry.add("grid", GridZarrSource, requires=zarr, keywords=("cloud", "remote"))
    registry.add("grid", SyntheticFieldSource, keywords=("example", "demo", "weather"))
    registry.add("grid", NetCDFSink, requires=netcdf, keywords=("nc",))
    registry.add("grid", GridZarrSink, requires=zarr, keywords=("chunks", "shards"))


def _register_filters(registry: Registry) -> None:
    from curator_gui.domains.grid.filters import selection, transforms
    from curator_gui.domains.grid.filters.fill_missing import FillMissing
    from curator_gui.domains.grid.filters.mask import ApplyMask
    from curator_gui.domains.grid.filters.regrid import Regrid
    from curator_gui.domains.grid.filters.statistics import FieldStatistics, Standardise

    netcdf = ("netCDF4", "fsspec")
    registry.add("grid", selection.SelectVariables, keywords=("fields", "drop", "keep"))
    registry.add("grid", selection.SelectLevels, keywords=("pressure", "height", "depth"))
    registry.add("grid", selection.CropRegion, keywords=("box", "latitude", "longitude", "subset"))
    registry.add("grid", selection.SelectTimes, keywords=("period", "season", "month", "hour"))
    registry.add("grid", transforms.Coarsen, keywords=("resolution", "downsample", "average"))
    registry.add("grid", Regrid, keywords=("interpolate", "bilinear", "nearest", "resolution"))
    registry.add("grid", transforms.ConvertUnits, keywords=("kelvin", "celsius", "pascal"))
    registry.add("grid", transforms.WindSpeed, keywords=("u", "v", "direction"))
    registry.add("grid", transforms.CastPrecision, keywords=("float32", "dtype"))
    registry.add("grid", FillMissing, keywords=("nan", "interpolate", "gaps"))
    registry.add("grid", ApplyMask, requires=netcdf, keywords=("land", "sea", "lsm", "where"))
    registry.add("grid", FieldStatistics, requires=netcdf, keywords=("mean", "std", "moments"))
    registry.add("grid", Standardise, requires=netcdf, keywords=("normalise", "scale", "zscore"))
