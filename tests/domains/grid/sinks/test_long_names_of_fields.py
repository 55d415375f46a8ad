"""Names of variables and of files that are too long for NetCDF, Zarr or the file system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import ParamError
from curator_gui.domains.grid import GridZarrSink, NetCDFSink, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.run import run_pipeline
from curator_gui.run.planning.plan import make_plan


def sinks(folder: Path) -> list[Any]:
    return [
        NetCDFSink(folder / "one"),
        NetCDFSink(folder / "many", "{index}.nc", items_per_file=2),
        GridZarrSink(folder / "o.zarr"),
    ]


def write(path: Path) -> NetCDFSource:
    path.parent.mkdir(exist_ok=True)
    xr.Dataset({"t": ("x", np.arange(2.0))}).to_netcdf(path)
    return NetCDFSource(str(path.parent))


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize(("name", "words"), [("é" * 128, "takes 256 bytes"), ("a/b", "no '/'")])
def test_variables_are_refused_by_name(tmp_path: Path, number: int, name: str, words: str) -> None:
    """Also of 256 bytes in few letters; the system said "File name too long" and nothing else."""
    sink = write(tmp_path / "in" / "a.nc").write(sinks(tmp_path)[number]).sink
    item = xr.Dataset({name: ("x", np.arange(2.0))})
    with pytest.raises(GridError, match=words):
        sink(iter([item]), 0)


def test_file_names_are_too_long_in_the_plan(tmp_path: Path) -> None:
    pipeline = write(tmp_path / "in" / ("ö" * 126 + ".nc")).write(NetCDFSink(tmp_path / "out"))
    with pytest.raises(ParamError, match=r"would be a file name of 261 bytes"):
        make_plan(pipeline, None, 1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [0, 2])
def test_outputs_of_names_of_250_bytes_are_written(tmp_path: Path, number: int) -> None:
    source = write(tmp_path / "in" / ("ö" * 123 + ".nc"))
    sink = NetCDFSink(tmp_path / "o", "{stem}.nc") if number == 0 else None
    sink = sink or GridZarrSink(tmp_path / ("ö" * 122 + ".zarr"))
    ((path,),) = (paths[:1] for paths in run_pipeline(source.write(sink), backend="sequential"))
    with xr.open_dataset(path) if number == 0 else xr.open_zarr(path, chunks=None) as found:
        assert found["t"].values.ravel().tolist() == [0, 1]
