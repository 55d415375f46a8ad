"""Every component: its parameters describe its constructor, and it travels to a worker."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import REQUIRED, Registry, frozen
from curator_gui.core.registration.entry import to_add
from curator_gui.core.registration.registry import Entry
from curator_gui.domains import grid

REGISTRY = Registry()
grid.register(REGISTRY)

NEEDED: dict[str, dict[str, Any]] = {
    "NetCDFSource": {"folder": "data"},
    "GRIBSource": {"folder": "data"},
    "GridZarrSource": {"folder": "data.zarr"},
    "FieldTableSource": {"table": Path("t.csv"), "path_column": "file"},
    "SyntheticFieldSource": {},
    "NetCDFSink": {"folder": Path("out")},
    "GridZarrSink": {"path": Path("out.zarr")},
    "AnemoiSink": {"path": "out.zarr"},
    "WebDatasetSink": {"folder": Path("out")},
    "SelectVariables": {"variables": ["t"]},
    "SelectLevels": {"levels": [500.0]},
    "InterpolateLevels": {"levels": [500.0]},
    "CropRegion": {"south": 35.0, "north": 70.0, "west": -10.0, "east": 40.0},
    "SelectTimes": {},
    "Coarsen": {"factors": {"latitude": 2}},
    "ConvertUnits": {"units": {"t": "degC"}},
    "WindSpeed": {},
    "CastPrecision": {},
    "FillMissing": {},
    "TimeAxis": {},
    "PeriodStatistics": {},
    "RollingWindow": {"window": 3},
    "LaggedFields": {"lags": [1]},
    "Deaccumulate": {"variables": ["tp"]},
    "Anomaly": {},
    "Derive": {"output": "w", "formula": "u + v"},
    "Forcings": {"fields": ["cos_latitude"]},
    "RenameVariables": {"names": {"t": "temperature"}},
    "LongitudeConvention": {"convention": "0 to 360"},
    "Patches": {"size": {"latitude": 4}},
    "AreaStatistics": {},
    "ApplyMask": {"variable": "lsm"},
    "StaticFields": {"file": "static.nc", "variables": ["lsm"]},
    "Regrid": {"spacing": 1.0},
    "ToHealpix": {"nside": 8},
    "PythonStep": {"file": Path(frozen.__file__), "function": "freeze"},
    "PythonSource": {"file": Path(frozen.__file__), "function": "freeze"},
    "PythonSink": {"file": Path(frozen.__file__), "function": "freeze", "folder": Path("out")},
    "FieldStatistics": {"output": Path("statistics.nc")},
    "Split": {"folds": 5},
    "Standardize": {},
    "Normalize": {"variables": ["t"]},
    "Standardise": {"statistics": Path("statistics.nc")},
}


@pytest.mark.parametrize("entry", list(REGISTRY), ids=lambda entry: entry.key)
def test_parameters_describe_the_constructor(entry: Entry) -> None:
    signature = inspect.signature(entry.cls.__init__)
    assert ["self", *(param.name for param in entry.params)] == list(signature.parameters)
    for param in entry.params:
        default = signature.parameters[param.name].default
        if default is inspect.Parameter.empty:
            assert param.default is REQUIRED
        else:
            assert param.default == default
            assert param.coerce(default) == default
        assert param.description.endswith(".")
    assert entry.description.endswith(".")
    if not {"cfgrib", "eccodes"} & set(entry.requires) or find_spec("cfgrib"):
        assert entry.unavailable_reason() == ""


@pytest.mark.parametrize("entry", list(REGISTRY), ids=lambda entry: entry.key)
def test_components_travel_with_their_arguments(entry: Entry) -> None:
    component = entry.cls(**NEEDED[entry.cls.__name__])
    copy = pickle.loads(pickle.dumps(component))
    assert type(copy) is entry.cls
    assert dict(copy.arguments) == dict(component.arguments)


@pytest.mark.workers
def test_listing_the_catalogue_imports_no_heavy_library() -> None:
    program = (
        "import sys; from curator_gui.core import Registry; from curator_gui.domains import grid\n"
        "registry = Registry(); grid.register(registry)\n"
        "[entry.params for entry in registry]\n"
        "heavy = {'xarray', 'zarr', 'netCDF4', 'pandas', 'fsspec', 'numpy', 'eccodes'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_missing_library_is_said_with_the_extra_that_brings_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "cfgrib", None)
    reason = REGISTRY.find("grid.GRIBSource").unavailable_reason()
    assert reason.startswith("grid.GRIBSource needs cfgrib, ")
    assert reason.endswith(to_add("grib"))
