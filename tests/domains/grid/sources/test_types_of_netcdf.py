"""Variables of NetCDF and HDF5 files of types that no array has."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import h5py
import netCDF4
import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import GridZarrSource, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.run import run_pipeline

LEFT = "variables of types that no array has are left out: obs (lists of any length, VLEN)"


@pytest.fixture(autouse=True)
def _no_warnings():
    """netCDF4's own warnings name no file, and come whenever one is opened."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


def write(path: Path, dims: tuple[str, ...] = ("time",), name: str = "obs") -> Path:
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("time", 3)
        file.createDimension("x", 2)
        file.createVariable("t", "f4", ("time", "x"))[:] = np.arange(6).reshape(3, 2)
        lists = file.createVariable(name, file.createVLType("i4", "ragged"), dims)
        for row in range(3 if dims == ("time",) else 0):
            lists[row] = np.arange(row + 1, dtype="i4")
    return path


def read(source: NetCDFSource, index: int = 0) -> tuple[xr.Dataset, list[str]]:
    said: list[str] = []
    with noting(lambda _, words: said.append(words)):
        (item,) = source[index]
    return item, said


@pytest.mark.parametrize("dims", [("time",), ("time", "x"), ()])
@pytest.mark.parametrize("dimension", [None, "time"])
def test_lists_of_any_length_are_left_out_and_said(tmp_path: Path, dims, dimension) -> None:
    """Xarray gave them the shape of the first list, so that a variable of no dimension had one."""
    write(tmp_path / "a.nc", dims)
    item, said = read(NetCDFSource(str(tmp_path), dimension=dimension))
    assert list(item.variables) == ["t"]
    assert said == [LEFT]


def test_a_coordinate_of_lists_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.nc", name="time")
    source = NetCDFSource(str(tmp_path), dimension="time")
    assert [source.label(index) for index in range(len(source))][2] == "a.nc time=2"
    item, said = read(source, 2)
    assert item["t"].values.tolist() == [4, 5]
    assert said == [LEFT.replace("obs", "time")]


def test_what_is_asked_for_is_an_error_and_what_is_not_is_not_said(tmp_path: Path) -> None:
    write(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), variables=["obs"])
    words = r"a\.nc: no array can hold the variable obs \(lists of any length, VLEN\)"
    with pytest.raises(GridError, match=words):
        next(source[0])
    assert "obs (lists of any" in dict(source.problems())["variables"]
    assert read(NetCDFSource(str(tmp_path), variables=["t"]))[1] == []


def test_a_file_of_nothing_else_is_an_error_that_names_them(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        file.createDimension("time", 3)
        file.createVariable("obs", file.createVLType("f8", "ragged"), ("time",))
    with pytest.raises(GridError, match=r"a\.nc holds no variables but those of types .*: obs \("):
        next(NetCDFSource(str(tmp_path))[0])


def test_types_that_netcdf_does_not_know_are_named(tmp_path: Path) -> None:
    xr.Dataset({"t": ("time", np.arange(3.0))}).to_netcdf(tmp_path / "a.nc")
    with h5py.File(tmp_path / "a.nc", "a") as file:
        file["opaque"] = np.array([b"abc", b"def"], dtype="V3")
        file["more/inner"] = np.array([b"abc", b"def"], dtype="V3")  # of a group that is not read
    source = NetCDFSource(str(tmp_path), dimension="time")
    assert list(source.problems()) == []
    assert source.kinds(range(len(source)), "time")
    assert read(source)[1] == [
        "variables of types that no array has are left out: opaque (a type that netCDF4 does not "
        "know)"
    ]


def test_files_of_h5netcdf_with_lists_are_read(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.nc", "w") as file:
        file["t"] = np.ones((3, 2), "f4")
        file.create_dataset("obs", (2,), dtype=h5py.vlen_dtype("f4"))[0] = [1, 2]
    item, said = read(NetCDFSource(str(tmp_path)))
    assert (list(item.variables), said) == (["t"], [LEFT])


SCRIPT = """
import sys, warnings
from curator_gui.domains.grid import GridZarrSource, NetCDFSource

warnings.simplefilter("ignore")
kept = NetCDFSource(sys.argv[1], dimension="time")
for turn in range(60):
    list(kept[turn % 3])
    other = NetCDFSource(sys.argv[1], dimension="time")
    list(other.problems()), len(other), other.kinds([0, 1], "time"), other.template(0)
print("whole")
"""


@pytest.mark.workers
@pytest.mark.parametrize(("dims", "name"), [(("time",), "time"), ((), "obs")])
def test_files_with_lists_can_be_opened_again(tmp_path: Path, dims, name: str) -> None:
    """The process died of a coordinate of lists, and of a scalar one, on the second opening."""
    write(tmp_path / "a.nc", dims, name)
    words = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    found = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert (found.returncode, found.stdout.strip()) == (0, "whole"), found.stderr


def test_a_run_says_what_was_left_out(tmp_path: Path) -> None:
    from curator_gui.domains.grid import NetCDFSink

    write(tmp_path / "a.nc")
    seen: list[object] = []
    pipeline = NetCDFSource(str(tmp_path), dimension="time").write(NetCDFSink(tmp_path / "out"))
    run_pipeline(pipeline, backend="sequential", on_event=seen.append)
    assert any(LEFT in str(event) for event in seen)


@pytest.mark.parametrize("form", ["nc", "zarr"])
@pytest.mark.parametrize(
    ("encoding", "value", "is_said"),
    [
        ({"_FillValue": -1}, 2**60 + 1, True),
        ({"_FillValue": -1}, 2**53 - 1, False),
        ({}, 2**60 + 1, False),
    ],
)
def test_whole_numbers_that_lose_digits_are_said(
    tmp_path: Path, form: str, encoding: dict[str, int], value: int, is_said: bool
) -> None:
    """Xarray makes float64 of whole numbers that have a fill value, also where none is missing."""
    data = xr.Dataset({"id": (("time", "x"), np.array([[value, 5], [6, 7]]))})
    if form == "nc":
        data.to_netcdf(tmp_path / "a.nc", encoding={"id": encoding})
    else:
        data.to_zarr(tmp_path / "a.zarr", encoding={"id": encoding}, zarr_format=2)
    source = (NetCDFSource if form == "nc" else GridZarrSource)(str(tmp_path), dimension="time")
    words = [w for w in read(source)[1] if "which are rounded" in w]
    assert [w.partition(" has ")[0] for w in words] == ["id"] * is_said
    assert [w for w in read(source, 1)[1] if "which are rounded" in w] == []
