from __future__ import annotations

from pathlib import Path

import pytest
import xarray as xr

from curator_gui.core import ParamError
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sources.netcdf import NetCDFSource


def test_one_file_per_item_with_the_values_of_xarray(tmp_path: Path, era5_file: Path) -> None:
    source = NetCDFSource(str(era5_file.parent), pattern=era5_file.name, dimension="time")
    pipeline = source.write(NetCDFSink(tmp_path / "out", "{stem}/{time}_{index:02d}.nc"))
    for i in range(4):
        (output,) = pipeline[i]
        with xr.open_dataset(era5_file) as whole, xr.open_dataset(output) as written:
            expected = whole.isel(time=i).load()
            assert written.equals(expected)
            assert written["t"].attrs == expected["t"].attrs
            assert written["t"].encoding["dtype"] == "float64"
            assert written["t"].encoding["complevel"] == 1
    names = sorted(p.relative_to(tmp_path / "out").as_posix() for p in tmp_path.rglob("*.nc"))
    assert names[1] == "era5-levels-members/20170101T120000_01.nc"
    assert len(names) == 4


def test_planned_outputs_are_those_written(tmp_path: Path, era5_file: Path) -> None:
    source = NetCDFSource(str(era5_file.parent), dimension="number", variables=["t"])
    sink = NetCDFSink(tmp_path, "{relpath}_{index}.nc", compression=0)
    pipeline = source.write(sink)
    assert pipeline[7] == list(sink.planned_outputs(7))
    assert NetCDFSink(tmp_path, "{time}.nc").planned_outputs(0) == ()


def test_several_items_need_names_of_their_own(tmp_path: Path) -> None:
    items = [xr.Dataset({"a": ((), value)}) for value in (1.0, 2.0)]
    with pytest.raises(GridError, match=r"add \{item\} to the name"):
        NetCDFSink(tmp_path, "{index}.nc")(iter(items), 0)
    outputs = NetCDFSink(tmp_path, "{index}_{item}.nc")(iter(items), 0)
    assert [Path(path).name for path in outputs] == ["0_0.nc", "0_1.nc"]


def test_a_failed_write_leaves_no_file(tmp_path: Path) -> None:
    bad = xr.Dataset({"a": ("x", [object()])})
    with pytest.raises(GridError, match=r"0\.nc cannot be written"):
        NetCDFSink(tmp_path, "{index}.nc")(iter([bad]), 0)
    assert list(tmp_path.iterdir()) == []


def test_attributes_that_netcdf_does_not_know(tmp_path: Path) -> None:
    item = xr.Dataset({"a": ("x", [1.0], {"valid": True, "none": None})}, attrs={"table": {"b": 1}})
    (path,) = NetCDFSink(tmp_path, "{index}.nc")(iter([item]), 0)
    with xr.open_dataset(path) as found:
        assert found.attrs["table"] == "{'b': 1}"
        assert found["a"].attrs == {"valid": 1, "none": ""}
    assert item["a"].attrs["valid"] is True


def test_a_name_may_not_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match="leave the output folder"):
        NetCDFSink(tmp_path, "../{index}.nc")(iter([xr.Dataset()]), 0)
