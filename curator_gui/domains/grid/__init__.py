"""Gridded fields: items are `xarray.Dataset`.

The components are loaded when they are first asked for:
`from curator_gui.domains.grid import NetCDFSource`.
"""

from __future__ import annotations

from typing import Any

from curator_gui.core.registration.registry import Domain, Registry
from curator_gui.domains.common.catalogue import Catalogue, Listed

CATALOGUE = Catalogue(
    package=__name__,
    domain=Domain(
        key="grid",
        title="Gridded fields",
        item="xarray.Dataset",
        extra="grid",
        requires=("xarray",),
    ),
    listed={
        "NetCDFSource": Listed(
            "sources.netcdf",
            "nc era5 climate hdf5 h5 groups s3 http url object store fsspec cmip6 wrf "
            "curvilinear unstructured",
            ("netCDF4", "fsspec"),
        ),
        "GRIBSource": Listed(
            "sources.grib",
            "grib2 grb ecmwf era5 gfs hrrr ensemble forecast lead time s3 object store url",
            ("cfgrib", "eccodes"),
            extra="grib",
        ),
        "GridZarrSource": Listed(
            "sources.zarr",
            "cloud remote s3 gcs object store fsspec url weatherbench groups",
            ("zarr", "fsspec"),
        ),
        "FieldTableSource": Listed(
            "sources.table", "csv parquet sqlite list rows paths nc", ("netCDF4", "fsspec")
        ),
        "SyntheticFieldSource": Listed("sources.synthetic", "example demo weather"),
        "NetCDFSink": Listed("sinks.netcdf", "nc", ("netCDF4", "fsspec")),
        "GridZarrSink": Listed(
            "sinks.zarr",
            "chunks shards v2 format append one-chunk weatherbench2",
            ("zarr", "fsspec"),
        ),
        "AnemoiSink": Listed(
            "sinks.anemoi",
            "anemoi-datasets training weather zarr ml append tendencies statistics",
            ("zarr", "numcodecs"),
        ),
        "WebDatasetSink": Listed("sinks.webdataset", "wds tar shards stream torch dataloader"),
        "SelectVariables": Listed("filters.shape.selection", "fields drop keep"),
        "SelectLevels": Listed("filters.shape.selection", "pressure height depth"),
        "InterpolateLevels": Listed(
            "filters.shape.levels",
            "vertical interpolation pressure model hybrid height logarithm plev remap",
        ),
        "CropRegion": Listed("filters.shape.selection", "box latitude longitude subset"),
        "SelectTimes": Listed("filters.shape.selection", "period season month hour"),
        "Coarsen": Listed("filters.shape.coarsen", "resolution downsample average upscale"),
        "Regrid": Listed(
            "filters.shape.regrid",
            "interpolate bilinear nearest conservative area weighted remap resolution healpix",
        ),
        "ToHealpix": Listed(
            "filters.shape.healpix",
            "healpix regrid remap nside nested ring dggs sphere equal area",
            ("healpix_geo",),
            extra="healpix",
        ),
        "ConvertUnits": Listed("filters.values.transforms", "kelvin celsius pascal"),
        "WindSpeed": Listed("filters.values.transforms", "u v direction"),
        "CastPrecision": Listed("filters.values.transforms", "float32 dtype float16 float64"),
        "TimeAxis": Listed(
            "temporal.axis", "sort duplicates gaps missing fill order sorted deduplicate"
        ),
        "PeriodStatistics": Listed("temporal.means", "daily monthly yearly mean average resample"),
        "RollingWindow": Listed("temporal.means", "moving average running mean smooth"),
        "LaggedFields": Listed(
            "temporal.differences", "shift past tendency change history tendencies"
        ),
        "Deaccumulate": Listed(
            "temporal.differences",
            "precipitation radiation accumulated era5-land rate tp reset accumulation",
        ),
        "Anomaly": Listed("temporal.anomaly", "climatology season departure mean subtract"),
        "Derive": Listed(
            "fields.expression",
            "formula expression compute calculate new variable derived calculator "
            "relative humidity",
        ),
        "Forcings": Listed(
            "fields.forcings",
            "cosine latitude insolation solar zenith julian day toa sun radiation incoming tisr",
        ),
        "StaticFields": Listed(
            "fields.static",
            "orography topography terrain elevation surface height geopotential land sea mask lsm "
            "soil vegetation constant invariant",
            ("netCDF4", "fsspec"),
        ),
        "RenameVariables": Listed(
            "fields.names",
            "names short standard cf ecmwf era5 grib cmip t2m tas convention vocabulary",
        ),
        "LongitudeConvention": Listed("fields.names", "0 360 180 roll wrap dateline"),
        "Patches": Listed("fields.patches", "tiles windows chips crop"),
        "AreaStatistics": Listed(
            "fields.area", "weighted mean global average latitude cell area weights"
        ),
        "FillMissing": Listed("filters.values.fill_missing", "nan interpolate gaps"),
        "ApplyMask": Listed("filters.values.mask", "land sea lsm where", ("netCDF4", "fsspec")),
        "PythonStep": Listed("filters.python_step", "code script function own custom program"),
        "PythonSource": Listed(
            "sources.python_source", "code script function class own custom reader read program"
        ),
        "PythonSink": Listed(
            "sinks.python_sink", "code script function class own custom writer write program"
        ),
        "Split": Listed("filters.split", "train validation test folds group leakage part"),
        "FieldStatistics": Listed("filters.statistics", "mean std moments", ("netCDF4", "fsspec")),
        "Standardize": Listed(
            "filters.values.scaling",
            "standardise normalise scale mean std deviation z-score inverse",
            ("netCDF4", "fsspec"),
        ),
        "Normalize": Listed(
            "filters.values.scaling",
            "normalise scale range minimum maximum min-max inverse",
            ("netCDF4", "fsspec"),
        ),
        "Standardise": Listed("filters.statistics", "", ("netCDF4", "fsspec"), former=True),
    },
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    CATALOGUE.register(registry)


def __getattr__(name: str) -> Any:
    return CATALOGUE.load(name)


def __dir__() -> list[str]:
    return [*globals(), *CATALOGUE.listed]
