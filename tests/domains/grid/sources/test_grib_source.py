from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Registry
from curator_gui.core.documents.build import build_step
from curator_gui.domains import register_all
from curator_gui.domains.common.detection import detect
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sources.grib import GRIBSource
from tests.domains.grid.grib_files import (
    COLUMNS,
    ROWS,
    eccodes,
    message,
    on_pressure,
    read_back,
    series,
)

pytestmark = pytest.mark.filterwarnings("ignore:(groups|positions) of:UserWarning")


def only(source: GRIBSource, index: int = 0) -> xr.Dataset:
    (item,) = list(source[index])
    return item


def written(folder: Path, content: bytes, name: str = "a.grib") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def notes(source: GRIBSource) -> list[str]:
    return list(source.look_ahead(None, range(len(source))))


def plane(said: dict) -> np.ndarray:
    return said["values"].astype("f4").reshape(ROWS, COLUMNS)


def test_every_value_is_the_one_that_eccodes_reads(tmp_path):
    path = written(tmp_path, series())
    item = only(GRIBSource(str(tmp_path)))
    assert dict(item.sizes) == {"time": 3, "isobaricInhPa": 2, "latitude": 5, "longitude": 8}
    for said in read_back(path):
        time = np.datetime64("2020-01-01") + np.timedelta64(said["validityTime"] // 100, "h")
        found = item[said["shortName"]].sel(time=time, isobaricInhPa=said["level"])
        np.testing.assert_array_equal(found.values, plane(said))


def test_names_units_and_the_order_of_latitudes_are_those_of_the_file(tmp_path):
    written(tmp_path, series())
    item = only(GRIBSource(str(tmp_path)))
    assert item["latitude"].values.tolist() == [60, 30, 0, -30, -60]
    assert item["longitude"].values.tolist() == [*range(0, 360, 45)]
    attributes = item["t"].attrs
    assert (attributes["units"], attributes["long_name"]) == ("K", "Temperature")
    assert (attributes["standard_name"], attributes["GRIB_shortName"]) == ("air_temperature", "t")


def test_nothing_is_written_beside_the_data_and_readings_agree(tmp_path):
    path = written(tmp_path, series())
    source = GRIBSource(str(tmp_path), dimension="valid_time")
    first = only(source, 1)
    assert [*tmp_path.iterdir()] == [path]
    again = pickle.loads(pickle.dumps(source))
    assert only(again, 1).identical(first)


def test_one_item_per_valid_time(tmp_path):
    written(tmp_path, series(), "a.grib")
    written(tmp_path, series(times=(1800,)), "b.grib")
    source = GRIBSource(str(tmp_path), dimension="valid_time")
    assert [source.label(i) for i in range(len(source))] == [
        "a.grib valid_time=2020-01-01",
        "a.grib valid_time=2020-01-01T06:00",
        "a.grib valid_time=2020-01-01T12:00",
        "b.grib valid_time=2020-01-01T18:00",
    ]
    item = only(source, 3)
    assert item["valid_time"].values == np.datetime64("2020-01-01T18:00")
    (said, *_) = read_back(tmp_path / "b.grib")
    np.testing.assert_array_equal(item["t"].sel(isobaricInhPa=1000).values, plane(said))
    assert notes(source) == []


def test_steps_of_one_forecast_have_valid_times(tmp_path):
    steps = b"".join(on_pressure("t", 500, stepRange=step) for step in (0, 6, 12))
    path = written(tmp_path, steps)
    source = GRIBSource(str(tmp_path), dimension="valid_time")
    assert len(source) == 3
    for index, said in enumerate(read_back(path)):
        np.testing.assert_array_equal(only(source, index)["t"].values, plane(said))


def test_what_of_a_later_file_is_left_out_is_said_while_it_is_read(tmp_path):
    written(tmp_path, series(), "a.grib")
    written(tmp_path, series()[:-20], "b.grib")
    source = GRIBSource(str(tmp_path), damaged="leave out")
    assert notes(source) == []
    with pytest.warns(UserWarning, match=r"damaged messages of .*b\.grib are left out: message 12"):
        only(source, 1)


def test_two_forecasts_of_one_valid_time_are_not_merged(tmp_path):
    two = on_pressure("t", 500, stepRange=6) + on_pressure("t", 500, dataTime=600, stepRange=0)
    written(tmp_path, two)
    with pytest.raises(GridError, match=r"messages 1 and 2 hold t .*valid time, of different"):
        only(GRIBSource(str(tmp_path), dimension="valid_time"))
    source = GRIBSource(str(tmp_path))
    item = only(source)
    assert item.sizes["time"] == item.sizes["step"] == 2
    assert int(np.isnan(item["t"].values).sum()) == 2 * ROWS * COLUMNS
    assert "without a message are NaN: t 2" in notes(source)[0]


def test_a_field_twice_is_taken_once_and_two_that_differ_are_refused(tmp_path):
    field = on_pressure("t", 500)
    written(tmp_path, field + field)
    assert only(GRIBSource(str(tmp_path)))["t"].shape == (ROWS, COLUMNS)
    keys = {"shortName": "t", "typeOfLevel": "isobaricInhPa", "level": 500}
    keys |= {"dataDate": 20200101, "dataTime": 0}
    written(tmp_path, field + message(keys, values=np.arange(40.0)))
    with pytest.raises(GridError, match=r"messages 1 and 2 hold t .*at the same position"):
        only(GRIBSource(str(tmp_path)))


def test_members_of_an_ensemble(tmp_path):
    keys = {"productDefinitionTemplateNumber": 1, "numberOfForecastsInEnsemble": 3}
    content = b"".join(on_pressure("t", 500, **keys, number=number) for number in (1, 2, 3))
    path = written(tmp_path, content)
    assert only(GRIBSource(str(tmp_path)))["number"].values.tolist() == [1, 2, 3]
    source = GRIBSource(str(tmp_path), dimension="number")
    for index, said in enumerate(read_back(path)):
        item = only(source, index)
        assert item["number"] == said["number"] == index + 1
        np.testing.assert_array_equal(item["t"].values, plane(said))


def test_missing_values_are_nan(tmp_path):
    values = np.arange(40.0)
    values[[3, 17]] = 9999
    keys = {"shortName": "t", "bitmapPresent": 1, "missingValue": 9999}
    path = written(tmp_path, message(keys, values=values))
    (said,) = read_back(path)
    found = only(GRIBSource(str(tmp_path)))["t"].values.ravel()
    assert np.flatnonzero(np.isnan(found)).tolist() == [3, 17]
    kept = ~np.isnan(found)
    np.testing.assert_array_equal(found[kept], said["values"][kept].astype("f4"))


@pytest.mark.parametrize("sample", ["regular_ll_pl_grib1", "reduced_gg_pl_32_grib2", "sh_ml_grib1"])
def test_editions_and_grids_of_the_samples_of_eccodes(tmp_path, sample):
    handle = eccodes.codes_grib_new_from_samples(sample)
    path = written(tmp_path, bytes(eccodes.codes_get_message(handle)), "a.grb")
    eccodes.codes_release(handle)
    (said,) = read_back(path)
    item = only(GRIBSource(str(tmp_path), pattern="*.grb"))
    (name,) = item.data_vars
    np.testing.assert_array_equal(item[name].values.ravel(), said["values"].astype("f4"))


def surface(name: str, level_type: str, level: int) -> bytes:
    keys = {"shortName": name, "typeOfLevel": level_type, "level": level}
    return message(keys, sample="regular_ll_sfc_grib2")


def test_hypercubes_are_kept_apart_and_said(tmp_path):
    two, ten = (surface(n, "heightAboveGround", v) for n, v in (("2t", 2), ("10u", 10)))
    path = written(tmp_path, series() + two + ten)
    names = ["isobaricInhPa", "heightAboveGround 2", "heightAboveGround 10"]
    source = GRIBSource(str(tmp_path))
    assert dict(source.problems())["group"].endswith(f"set the group to {', '.join(names)}")
    with pytest.raises(GridError, match="heightAboveGround 10"):
        only(source)
    for name, variables in zip(names, (["t", "u"], ["t2m"], ["u10"]), strict=True):
        chosen = GRIBSource(str(tmp_path), group=name)
        assert sorted(only(chosen).data_vars) == variables
        assert list(chosen.problems()) == []
        assert notes(chosen)[0].startswith(f"groups of {path} that are not read: ")
    wrong = GRIBSource(str(tmp_path), group="surface")
    assert "has no group 'surface'; it has isobaricInhPa" in dict(wrong.problems())["group"]


def test_other_levels_of_a_variable_are_another_hypercube(tmp_path):
    written(tmp_path, series(times=(0,)) + on_pressure("z", 850))
    for group, levels in (("isobaricInhPa 500-1000", [1000, 500]), ("isobaricInhPa 850", 850)):
        item = only(GRIBSource(str(tmp_path), group=group))
        assert item["isobaricInhPa"].values.tolist() == levels


def test_a_chosen_variable_and_names_that_are_not_there(tmp_path):
    written(tmp_path, series())
    assert list(only(GRIBSource(str(tmp_path), variables=["u"])).data_vars) == ["u"]
    problems = dict(GRIBSource(str(tmp_path), variables=["q"], dimension="member").problems())
    assert "has no variable 'q'; it has t, u" in problems["variables"]
    assert "has no dimension 'member'" in problems["dimension"]
    remote = GRIBSource("memory://nothing")
    assert [param for param, _ in remote.problems()] == ["folder"]


def test_items_to_be_stacked_are_compared_by_header(tmp_path):
    written(tmp_path, series(), "a.grib")
    written(tmp_path, series(levels=(500,)), "b.grib")
    source = GRIBSource(str(tmp_path), dimension="valid_time")
    assert sorted(source.kinds(range(6), "valid_time").values()) == [0, 3]
    assert source.template(0)["t"].shape == (2, ROWS, COLUMNS)


def test_a_grib_file_is_found_by_its_first_bytes(tmp_path):
    registry = register_all(Registry())
    written(tmp_path, series(), "a.grb2")
    best = detect([tmp_path], registry).candidates[0]
    assert best.step.component == "grid.GRIBSource"
    assert len(build_step(best.step, registry, None)) == 1
    written(tmp_path, b"no such thing", "a.grb2")
    found = detect([tmp_path], registry).candidates
    assert "grid.GRIBSource" not in {each.step.component for each in found}


@pytest.mark.workers
def test_reading_leaves_python_its_own_sqlite(tmp_path):
    """The wheels of ecCodes bring an old one, with which run records could not be opened."""
    written(tmp_path, series())
    code = (
        "import sys; from curator_gui.domains.grid import GRIBSource\n"
        "list(GRIBSource(sys.argv[1])[0])\n"
        "import sqlite3; print(sqlite3.sqlite_version)"
    )
    with_it = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert with_it.stdout.split()[-1] == sqlite3.sqlite_version


@pytest.mark.parametrize(
    "sample",
    [
        "gg_sfc_grib2", "polar_stereographic_sfc_grib2", "reduced_gg_pl_32_grib2",
        "regular_gg_ml_grib2", "rotated_ll_pl_grib2", "reduced_gg_pl_80_grib1",
    ],
)  # fmt: skip
def test_samples_of_eccodes_read_message_by_message(tmp_path: Path, sample: str) -> None:
    """Surfaces among them have no scale factor, as the ground needs none."""
    handle = eccodes.codes_grib_new_from_samples(sample)
    count = len(eccodes.codes_get_values(handle))
    expected = []
    with (tmp_path / "a.grib").open("wb") as file:
        for day in (20200101, 20200102):
            eccodes.codes_set(handle, "dataDate", day)
            eccodes.codes_set_values(handle, np.random.default_rng(day).normal(280, 5, count))
            expected.append(eccodes.codes_get_values(handle).astype("f4"))
            eccodes.codes_write(handle, file)
    eccodes.codes_release(handle)
    item = only(GRIBSource(str(tmp_path)))
    (name,) = item.data_vars
    for number, values in enumerate(expected):
        np.testing.assert_array_equal(item[name].isel(time=number).values.ravel(), values)
