"""Measures of gridded items against xarray's own numbers, and odd items."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import MeasureInfo, layout_infos, unpacked
from curator_gui.core.notes import noting
from curator_gui.domains.grid.measures import measure_item


def collected(item: xr.Dataset) -> Any:
    taken = Collector()
    measure_item(item, taken)
    return taken.packed()


def measured(item: xr.Dataset) -> dict[str, Any]:
    packed = collected(item)
    return unpacked(packed.layout, packed.numbers, packed.words)


def weather(**changes: Any) -> xr.Dataset:
    values = np.arange(24, dtype="f4").reshape(2, 3, 4)
    coords = {
        "time": np.array(["2020-01-01", "2020-01-03T12:00"], "M8[ns]"),
        "latitude": ("latitude", [60.0, 0.0, -60.0], {"units": "degrees_north"}),
        "longitude": [0.0, 90.0, 180.0, 270.0],
    } | changes
    dims = ("time", "latitude", "longitude")
    return xr.Dataset({"t2m": (dims, values, {"units": "K"})}, coords)


def test_sizes_coverage_times_and_fields() -> None:
    found = measured(weather())
    assert [found[f"{n}.size"] for n in ("time", "latitude", "longitude")] == [2, 3, 4]
    assert (found["latitude.min"], found["latitude.max"]) == (-60.0, 60.0)
    assert (found["time"], found["time.last"]) == ("2020-01-01T00:00:00", "2020-01-03T12:00:00")
    assert (found["t2m.min"], found["t2m.max"], found["t2m.mean"]) == (0.0, 23.0, 11.5)


def test_units_are_those_of_the_variables() -> None:
    infos = {info.name: info for info in layout_infos(collected(weather()).layout)}
    assert infos["t2m.max"] == MeasureInfo("t2m.max", "max t2m", "K", "number")
    assert infos["latitude.min"].unit == "degrees_north"


def test_one_time_has_no_last_one() -> None:
    found = measured(weather().isel(time=0))
    assert found["time"] == "2020-01-01T00:00:00"
    assert "time.last" not in found


def test_a_missing_time_and_times_of_another_calendar() -> None:
    import cftime

    lost = weather(time=np.array(["NaT", "NaT"], "M8[ns]"))
    assert "time" not in measured(lost)
    days = [cftime.Datetime360Day(1, 2, 30), cftime.Datetime360Day(1, 3, 1)]
    assert measured(weather(time=days))["time"].startswith("0001-02-30")


def test_a_single_value_is_itself() -> None:
    found = measured(xr.Dataset({"co2": ((), 417.5, {"units": "ppm"})}))
    assert found["co2"] == 417.5


def test_texts_and_nothing() -> None:
    found = measured(xr.Dataset({"name": ("n", np.array(["a", "bc"]))}))
    assert list(found) == ["content_hash", "n.size"]
    assert collected(xr.Dataset()) is None


def test_the_same_fields_at_another_time_are_copies() -> None:
    later = weather(time=np.array(["2021-01-01", "2021-01-02"], "M8[ns]"))
    other = weather()
    other["t2m"][0, 0, 0] = 5
    hashes = [measured(each)["content_hash"] for each in (weather(), later, other)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_what_is_not_in_memory_is_not_loaded_and_said() -> None:
    class Lazy:
        dtype, shape, ndim, size = np.dtype("f4"), (2,), 1, 2

    item = xr.Dataset({"a": ("x", np.zeros(2)), "b": ("x", np.zeros(2))})
    item.variables["b"]._data = Lazy()  # as a library keeps what it has not read yet
    said: list[str] = []
    with noting(lambda kind, words: said.append(words)):
        found = measured(item)
    assert "a.max" in found
    assert "b.max" not in found
    assert said == ["variable b is not in memory and was not measured"]


@pytest.mark.parametrize("name", ["a\nb", 'ü,"x"', "a;b"])
def test_odd_names(name: str) -> None:
    assert f"{name}.max" in measured(xr.Dataset({name: ("x", np.arange(3.0))}))
