"""Fields that a table lists."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.common.row_tables import TableError
from curator_gui.domains.grid import FieldTableSource, NetCDFSink
from curator_gui.domains.grid.errors import GridError


@pytest.fixture
def table(era5_file: Path, tmp_path: Path) -> Path:
    (tmp_path / "nc").mkdir()
    for name in ("b", "a"):
        shutil.copy(era5_file, tmp_path / "nc" / f"{name}.nc")
    path = tmp_path / "runs.csv"
    path.write_text("file,co2,note\nnc/b.nc,410,x\nnc/a.nc,,y\n")
    return path


def test_rows_give_fields_their_numbers(table: Path, era5_file: Path, tmp_path: Path) -> None:
    source = FieldTableSource(table, "file", variables=["t"])
    assert not list(source.problems())
    assert [source.label(n) for n in range(len(source))] == ["nc/b.nc", "nc/a.nc"]
    [item] = source[0]
    with xr.open_dataset(era5_file) as whole:
        np.testing.assert_array_equal(item["t"].values, whole["t"].values)
    assert (float(item["co2"]), item["co2"].dims) == (410.0, ())
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words))):
        [item] = source[1]
    assert np.isnan(float(item["co2"]))
    assert said == ["the table has no value in co2: NaN"]
    assert list(source.inputs(1)) == [str(tmp_path / "nc" / "a.nc")]
    assert list(source.input_files()) == [str(table)]
    [path] = source.write(NetCDFSink(tmp_path / "out", "{index}.nc"))[0]
    with xr.open_dataset(path) as written:
        assert float(written["co2"]) == 410.0


def test_positions_along_a_dimension_keep_the_numbers_of_their_row(table: Path) -> None:
    source = FieldTableSource(table, "file", ["co2"], dimension="time")
    assert len(source) == 8
    with noting(lambda *_: None):
        values = [float(next(iter(source[n]))["co2"]) for n in range(8)]
    np.testing.assert_array_equal(values, [410.0] * 4 + [np.nan] * 4)


def test_what_a_table_lists_wrongly_is_named(table: Path) -> None:
    for step, param in (
        (FieldTableSource(table, "path"), "path_column"),
        (FieldTableSource(table, "file", ["a"]), "columns"),
        (FieldTableSource(table.with_name("gone.csv"), "file"), "table"),
    ):
        assert [name for name, _ in step.problems()] == [param]
    with pytest.raises(TableError, match="which is no number"):
        list(FieldTableSource(table, "file", ["note"])[0])
    table.write_text("file,t\nnc/a.nc,1\n")
    with pytest.raises(GridError, match="has a variable 't', the name of a column"):
        list(FieldTableSource(table, "file")[0])
    table.write_text("file,co2\nnc/none.nc,1\n")
    missing = FieldTableSource(table, "file")
    assert [name for name, _ in missing.problems()] == ["path_column"]
    with pytest.raises(GridError, match=r"none\.nc cannot be read"):
        list(missing[0])
    (table.parent / "nc" / "a.nc").write_bytes(b"nothing")
    table.write_text("file,co2\nnc/a.nc,1\n")
    with pytest.raises(GridError, match=r"a\.nc cannot be read"):
        list(FieldTableSource(table, "file")[0])
