"""Stores that grow in real runs: planned from headers, resumed, killed, handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Filter, Pipeline
from curator_gui.core.notes import noting
from curator_gui.domains.grid import GridZarrSink, NetCDFSource, SelectTimes, SelectVariables
from curator_gui.domains.grid.errors import GridError
from curator_gui.run.planning.plan import make_plan
from tests.domains.grid.given import run

DAY = np.timedelta64(1, "D").astype("m8[ns]")


def write(folder: Path, start: int, count: int, **more: Any) -> None:
    """Write one file of a month, or a part of one: days from `start` on."""
    times = np.datetime64("2020-01-01", "ns") + np.arange(start, start + count) * DAY
    values = np.arange(start, start + count, dtype="f4")[:, None, None] * np.ones((1, 2, 3), "f4")
    data = xr.Dataset(
        {"t": (("time", "lat", "lon"), values, {"units": more.get("units", "K")})},
        {"time": times, "lat": [0.0, 1.0], "lon": [0.0, 1.0, 2.0]},
    )
    folder.mkdir(exist_ok=True)
    data.to_netcdf(folder / f"day_{start:03d}.nc")


def pipeline_of(folder: Path, *steps: Filter[Any], **options: Any) -> Pipeline[Any]:
    pipeline: Pipeline[Any] = Pipeline(NetCDFSource(str(folder / "in"), dimension="time"))
    for step in steps:
        pipeline = pipeline.filter(step)
    options = {"append": True, **options}
    return pipeline.write(GridZarrSink(folder / "o.zarr", "time", **options))


def words_of(pipeline: Pipeline[Any], indices: Any = None) -> str:
    return "\n".join(map(str, make_plan(pipeline, indices, 2).warnings()))


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder with a store of the first ten days."""
    write(tmp_path / "in", 0, 10)
    run(pipeline_of(tmp_path))
    return tmp_path


@pytest.mark.parametrize("steps", [(), (SelectVariables(["t"]),)])
def test_the_plan_says_what_is_appended(begun: Path, steps: tuple[Filter[Any], ...]) -> None:
    write(begun / "in", 10, 5)
    assert "appends 5 times after 2020-01-10, up to 2020-01-15" in words_of(
        pipeline_of(begun, *steps), range(10, 15)
    )
    said = words_of(pipeline_of(begun, *steps))
    assert "10 times are in the store already" in said
    assert "appends 5 times after 2020-01-10" in said


def test_a_gap_is_refused_in_the_plan(begun: Path) -> None:
    write(begun / "in", 12, 3)
    pipeline = pipeline_of(begun)
    with pytest.raises(GridError, match="2 times are missing between 2020-01-10 and 2020-01-13"):
        make_plan(pipeline, range(10, 13), 2)
    filled = pipeline_of(begun, gaps="fill")
    assert "2 times between them are missing" in words_of(filled, range(10, 13))


def test_a_gap_that_a_filter_makes_is_refused_in_the_plan(begun: Path) -> None:
    write(begun / "in", 10, 5)
    pipeline = pipeline_of(begun, SelectTimes("2020-01-12", "2020-01-15"))
    with pytest.raises(GridError, match="1 times are missing between 2020-01-10 and 2020-01-12"):
        make_plan(pipeline, range(10, 15), 2)


def test_other_units_are_refused_in_the_plan(begun: Path) -> None:
    write(begun / "in", 10, 2, units="C")
    with pytest.raises(GridError, match=r"t has other units in .* K instead of C"):
        make_plan(pipeline_of(begun), [10, 11], 2)


def test_a_store_that_has_grown_is_refused_in_the_plan_without_append(begun: Path) -> None:
    write(begun / "in", 10, 2)
    with noting(lambda kind, words: None):
        run(pipeline_of(begun), [10, 11])
    with pytest.raises(GridError, match="has grown by appending"):
        make_plan(pipeline_of(begun, append=False), None, 2)
