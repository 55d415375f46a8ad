"""Classic NetCDF files that are cut off, of which the library reads zeros."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

netCDF4 = pytest.importorskip("netCDF4")  # noqa: N816

from curator_gui.domains.common.classic_netcdf import missing_bytes  # noqa: E402
from curator_gui.domains.grid import NetCDFSource  # noqa: E402
from curator_gui.domains.grid.errors import GridError  # noqa: E402

FORMATS = ["NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF3_64BIT_DATA"]


def save(path: Path, form: Any, records: int, kinds: list[str], fixed: bool = True) -> None:
    with netCDF4.Dataset(path, "w", format=form) as file:
        file.createDimension("time", None)
        file.createDimension("x", 5)
        file.title = "odd length"
        if fixed:
            file.createVariable("x", "f8", ("x",))[:] = range(5)
        for number, kind in enumerate(kinds):
            variable = file.createVariable(f"v{number}", kind, ("time", "x"))
            variable.units = "K"
            for record in range(records):
                variable[record] = [1] * 5


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("records", [0, 1, 3])
@pytest.mark.parametrize("kinds", [[], ["f4"], ["i1"], ["i2", "f8"], ["i1", "i1", "f4"]])
@pytest.mark.parametrize("fixed", [True, False])
def test_whole_files_lack_nothing(
    tmp_path: Path, form: Any, records: int, kinds: list[str], fixed: bool
) -> None:
    path = tmp_path / "a.nc"
    save(path, form, records, kinds, fixed)
    assert missing_bytes(path) == 0
    data = path.read_bytes()
    if (records and kinds) or fixed:
        path.write_bytes(data[: len(data) - 8])
        assert missing_bytes(path) > 0


@pytest.mark.parametrize("form", FORMATS)
def test_every_cut_is_noticed(tmp_path: Path, form: Any) -> None:
    path = tmp_path / "a.nc"
    save(path, form, 2, ["f4", "f8"])
    data = path.read_bytes()
    for size in range(4, len(data)):
        path.write_bytes(data[:size])
        assert missing_bytes(path) > 0, size


def test_other_files_are_none_of_its_business(tmp_path: Path) -> None:
    (tmp_path / "a.nc").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    (tmp_path / "b.nc").write_bytes(b"CD")
    assert missing_bytes(tmp_path / "a.nc") == missing_bytes(tmp_path / "b.nc") == 0


def test_the_source_of_fields_refuses_them(tmp_path: Path) -> None:
    path = tmp_path / "a.nc"
    save(path, "NETCDF3_CLASSIC", 3, ["f4"])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(GridError, match=r"a\.nc is cut off: at least 20 bytes"):
        list(NetCDFSource(str(tmp_path))[0])
