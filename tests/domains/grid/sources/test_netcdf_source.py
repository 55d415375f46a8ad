from __future__ import annotations

import pickle
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

from curator_gui.domains.grid import GridZarrSink, GridZarrSource, NetCDFSink
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sources.netcdf import NetCDFSource
from curator_gui.run.planning.plan import make_plan


def write_series(path: Path, times: int = 3, first_day: int = 1, **extra: float) -> xr.Dataset:
    start = np.datetime64(f"2020-01-{first_day:02d}", "ns")
    dataset = xr.Dataset(
        {
            "t": (("time", "x"), np.arange(times * 4.0).reshape(times, 4) + first_day),
            "mask": ("x", np.array([1, 0, 1, 1], dtype="i1")),
            **{name: ((), value) for name, value in extra.items()},
        },
        coords={"time": start + np.arange(times) * np.timedelta64(12, "h"), "x": np.arange(4.0)},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.to_netcdf(path)
    return dataset


def only(source: NetCDFSource, index: int) -> xr.Dataset:
    (item,) = list(source[index])
    return item


def test_one_item_per_file_in_the_order_of_names(tmp_path: Path) -> None:
    for day in (3, 1, 2):
        write_series(tmp_path / f"day{day}.nc", first_day=day)
    source = NetCDFSource(str(tmp_path))
    assert len(source) == 3
    assert [source.label(i) for i in range(3)] == ["day1.nc", "day2.nc", "day3.nc"]
    for i in range(3):
        with xr.open_dataset(tmp_path / f"day{i + 1}.nc") as expected:
            assert only(source, i).identical(expected.load())


def test_positions_of_several_files_along_a_dimension(tmp_path: Path) -> None:
    first = write_series(tmp_path / "a.nc", times=2, first_day=1)
    second = write_series(tmp_path / "sub" / "b.nc", times=3, first_day=5)
    source = NetCDFSource(str(tmp_path), recursive=True, dimension="time")
    assert len(source) == 5
    assert source.label(1) == "a.nc time=2020-01-01T12:00"
    assert source.label(2) == "sub/b.nc time=2020-01-05"
    for index, (dataset, position) in enumerate(
        [(first, 0), (first, 1), (second, 0), (second, 1), (second, 2)]
    ):
        assert only(source, index).equals(dataset.isel(time=position))


def test_variables_are_selected_while_reading(tmp_path: Path) -> None:
    write_series(tmp_path / "a.nc")
    item = only(NetCDFSource(str(tmp_path), dimension="time", variables=["t"]), 2)
    assert set(item.data_vars) == {"t"}
    assert set(item.coords) == {"time", "x"}


def test_the_listing_travels_with_a_pickle_and_the_open_file_does_not(tmp_path: Path) -> None:
    write_series(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), dimension="time")
    assert len(source) == 3
    expected = only(source, 1)
    write_series(tmp_path / "later.nc")
    copy = pickle.loads(pickle.dumps(source))
    assert len(copy) == 3
    assert only(copy, 1).identical(expected)


def test_a_changed_file_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.nc"
    write_series(path)
    source = NetCDFSource(str(tmp_path), dimension="time")
    assert only(source, 0)["t"].values[0] == 1.0
    replacement = tmp_path / "new.tmp"
    write_series(replacement, first_day=9, more=1.0)
    replacement.replace(path)
    assert only(source, 0)["t"].values[0] == 9.0


def test_a_single_file_is_a_pattern(tmp_path: Path) -> None:
    write_series(tmp_path / "a.nc")
    write_series(tmp_path / "b.nc")
    assert len(NetCDFSource(str(tmp_path), pattern="b.nc")) == 1


def test_hidden_and_unfinished_files_are_left_out(tmp_path: Path) -> None:
    write_series(tmp_path / "a.nc")
    write_series(tmp_path / ".0123.part.nc")
    assert len(NetCDFSource(str(tmp_path))) == 1


@pytest.mark.parametrize(
    "folder, pattern, param, words",
    [
        ("missing", "*.nc", "folder", "there is no such folder"),
        ("a.nc", "*.nc", "folder", "it is a file, not a folder"),
        (".", "*.grib", "pattern", "nothing that fits '*.grib'"),
    ],
)
def test_problems_name_the_parameter(
    tmp_path: Path, folder: str, pattern: str, param: str, words: str
) -> None:
    write_series(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path / folder), pattern)
    ((found, message),) = list(source.problems())
    assert found == param
    assert words in message
    with pytest.raises(GridError, match=str(words).replace("*", r"\*")):
        len(source)


def test_problems_name_a_missing_dimension_and_variable(tmp_path: Path) -> None:
    write_series(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), dimension="number", variables=["q"])
    problems = dict(source.problems())
    assert "no dimension 'number'; it has time, x" in problems["dimension"]
    assert "no variable 'q'; it has t, mask" in problems["variables"]


def test_undecodable_times_are_kept_as_numbers_with_a_warning(tmp_path: Path) -> None:
    hours = xr.Dataset(
        {"t": ("time", [1.0, 2.0])},
        coords={"time": ("time", [5, 6], {"units": "hour since 0000-01-01"})},
    )
    hours.to_netcdf(tmp_path / "climate.nc")
    source = NetCDFSource(str(tmp_path))
    with pytest.warns(UserWarning, match=r"climate\.nc: times are kept as stored numbers"):
        item = only(source, 0)
    assert item["time"].values.tolist() == [5, 6]
    by_time = NetCDFSource(str(tmp_path), dimension="time")
    assert len(by_time) == 2
    assert by_time.label(1) == "climate.nc time=6 hour since 0000-01-01"


def test_calendars_without_leap_days(tmp_path: Path) -> None:
    days = xr.Dataset(
        {"t": ("time", [1.0, 2.0])},
        coords={
            "time": ("time", [58, 59], {"units": "days since 2020-01-01", "calendar": "noleap"})
        },
    )
    days.to_netcdf(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), dimension="time")
    assert source.label(1) == "a.nc time=2020-03-01"
    assert only(source, 1)["time"].values.item().isoformat() == "2020-03-01T00:00:00"


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    good = tmp_path / "1_good.nc"
    rng = np.random.default_rng(1)
    xr.Dataset({"t": (("time", "x"), rng.normal(size=(4, 5000)))}).to_netcdf(good)
    data = good.read_bytes()
    (tmp_path / "2_text.nc").write_text("date,temperature\n2020-01-01,3.5\n")
    (tmp_path / "3_empty.nc").touch()
    (tmp_path / "4_truncated.nc").write_bytes(data[: len(data) // 2])
    (tmp_path / "5_folder.txt").mkdir()
    (tmp_path / "6_good.nc").write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("dimension", [None, "time"])
def test_damaged_files_fail_alone_and_are_named(damaged: Path, dimension: str | None) -> None:
    source = NetCDFSource(str(damaged), dimension=dimension)
    per_file = 4 if dimension else 1
    assert len(source) == 2 * per_file + 3
    for offset, (name, words) in enumerate(
        [("2_text.nc", "no NetCDF file"), ("3_empty.nc", "empty"), ("4_truncated.nc", "truncated")]
    ):
        with pytest.raises(GridError, match=words) as caught:
            only(source, per_file + offset)
        assert str(damaged / name) in str(caught.value)
    assert only(source, 0)["t"].size == (5000 if dimension else 20000)
    assert only(source, len(source) - 1)["t"].size == (5000 if dimension else 20000)


def test_a_vanished_file_is_named(tmp_path: Path) -> None:
    write_series(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path))
    assert len(source) == 1
    (tmp_path / "a.nc").unlink()
    with pytest.raises(GridError, match=r"a\.nc cannot be read: No such file"):
        only(source, 0)


def test_damaged_values_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.nc"
    field = np.random.default_rng(2).normal(size=(200, 200))
    encoding = {"t": {"zlib": True, "complevel": 1, "fletcher32": True, "chunksizes": (50, 50)}}
    xr.Dataset({"t": (("y", "x"), field)}).to_netcdf(path, encoding=encoding)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    path.write_bytes(data)
    with pytest.raises(GridError, match=r"a\.nc cannot be read: HDF5 cannot read it"):
        only(NetCDFSource(str(tmp_path)), 0)


def test_a_file_over_a_url(tmp_path: Path) -> None:
    expected = write_series(tmp_path / "deep" / "a.nc")
    source = NetCDFSource(tmp_path.as_uri(), recursive=True, dimension="time")
    assert len(source) == 3
    assert source.label(2) == "deep/a.nc time=2020-01-02"
    assert only(source, 2).equals(expected.isel(time=2))
    assert list(source.problems()) == []


def test_files_in_memory(tmp_path: Path) -> None:
    import fsspec

    expected = write_series(tmp_path / "a.nc")
    system = fsspec.filesystem("memory")
    system.pipe("/weather/a.nc", (tmp_path / "a.nc").read_bytes())
    system.pipe("/weather/b.txt", b"")
    system.pipe("/weather/c.nc", b"")
    source = NetCDFSource("memory://weather")
    try:
        assert [source.label(i) for i in range(len(source))] == ["a.nc", "c.nc"]
        assert only(source, 0).equals(expected)
        with pytest.raises(GridError, match=r"c\.nc cannot be read: the file is empty"):
            only(source, 1)
        (problem,) = list(NetCDFSource("memory://nowhere").problems())
        assert problem[0] == "folder"
    finally:
        system.rm("/weather", recursive=True)


def test_meanings_of_enumerated_values_reach_every_sink(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        file.createDimension("x", 3)
        kind = file.createEnumType("u1", "sky", {"clear": 0, "very cloudy": 4})
        file.createVariable("c", kind, ("x",))[:] = [0, 4, 0]
    source = NetCDFSource(str(tmp_path))
    outputs = [
        *source.write(NetCDFSink(tmp_path / "one", "{index}.nc"))[0],
        *source.write(NetCDFSink(tmp_path / "many", "{index}.nc", items_per_file=2))[0],
    ]
    source.write(GridZarrSink(tmp_path / "o.zarr"))[0]
    found = [xr.open_dataset(path) for path in outputs]
    for dataset in (*found, xr.open_zarr(tmp_path / "o.zarr", chunks=None)):
        with dataset:
            assert dataset["c"].values.ravel().tolist() == [0, 4, 0]
            assert list(dataset["c"].attrs["flag_values"]) == [0, 4]
            assert dataset["c"].attrs["flag_meanings"] == "clear very_cloudy"


@pytest.mark.parametrize("kind", ["compound", "ragged"])
@pytest.mark.parametrize("sink", ["one", "many", "zarr"])
def test_types_that_cannot_be_stored_are_named(tmp_path: Path, kind: str, sink: str) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        file.createDimension("x", 2)
        if kind == "compound":
            made = np.dtype([("a", "f4"), ("b", "i4")])
            pair = file.createCompoundType(made, "p")
            file.createVariable("c", pair, ("x",))[:] = np.zeros(2, made)
        else:
            variable = file.createVariable("c", file.createVLType("i4", "r"), ("x",))
            variable[0], variable[1] = np.array([1, 2], "i4"), np.array([3], "i4")
        file.createVariable("t", "f4", ("x",))[:] = [1, 2]
    step = {
        "one": lambda: NetCDFSink(tmp_path / "o"),
        "many": lambda: NetCDFSink(tmp_path / "o", "{index}.nc", items_per_file=2),
        "zarr": lambda: GridZarrSink(tmp_path / "o.zarr"),
    }[sink]()
    pipeline = NetCDFSource(str(tmp_path)).write(step)
    if kind == "compound":
        with pytest.raises(GridError, match="variable 'c' has type"):
            pipeline[0]
        return
    with pytest.warns(UserWarning, match=r"are left out: c \(lists of any length, VLEN\)"):
        written = pipeline[0][0]
    found = xr.open_zarr(written, chunks=None) if sink == "zarr" else xr.open_dataset(written)
    with found:
        assert found["t"].values.ravel().tolist() == [1, 2]
        assert "c" not in found.variables


def test_groups_that_are_not_read_are_said(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        file.createDimension("x", 2)
        file.createVariable("t", "f4", ("x",))[:] = [1, 2]
        file.createGroup("more").createVariable("q", "f4", ("x",))[:] = [3, 4]
    sink = NetCDFSink(tmp_path / "o")
    (remark,) = make_plan(NetCDFSource(str(tmp_path)).write(sink), None, 1).remarks
    assert "variables in groups are not read, such as those of more in" in remark
    chosen = NetCDFSource(str(tmp_path), group="more").write(sink)
    assert make_plan(chosen, None, 1).remarks == ()


@pytest.mark.parametrize("form", ["nc", "zarr"])
def test_files_without_positions_are_said_in_the_plan(tmp_path: Path, form: str) -> None:
    """As a model leaves one that was ended before its first step: no item came of it, unsaid."""
    from curator_gui.run.planning.plan import make_plan

    for name, count in (("a", 2), ("b", 0), ("c", 1)):
        data = xr.Dataset({"t": (("time", "x"), np.ones((count, 2)))}, {"time": np.arange(count)})
        if form == "nc":
            data.to_netcdf(tmp_path / f"{name}.nc", unlimited_dims=["time"])
        else:
            data.to_zarr(tmp_path / f"{name}.zarr", zarr_format=2)
    source = NetCDFSource if form == "nc" else GridZarrSource
    pipeline = source(str(tmp_path), dimension="time").write(NetCDFSink(tmp_path / "out"))
    (said,) = make_plan(pipeline, None, 1).remarks
    assert said.endswith(f"no item comes of b.{form}: without any position along time")
