"""A store for anemoi grows: the bytes of one written at once; killed, it is the old or the new."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.dataset.loading.growth import growth_of
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.grid import AnemoiSink, NetCDFSource
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi import changes, even_dates, exchange
from curator_gui.domains.grid.sinks.appending import dates, time_steps
from curator_gui.domains.grid.sinks.appending.time_steps import follow
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.planning.plan import make_plan
from tests.domains.common.killed import killed_before
from tests.domains.grid.given import Given, run
from tests.domains.grid.sinks.test_anemoi_sink import item, store
from tests.fault.test_killed_parents import ROOT


def add(path: Path, *hours: int | xr.Dataset | None, indices: Any = None, **more: Any) -> list[str]:
    """Append the items of these hours; return what was remarked."""
    said: list[str] = []
    items = [item(hour) if isinstance(hour, int) else hour for hour in hours]
    with noting(lambda kind, words: said.append(str(words))):
        run(Given(*items).write(AnemoiSink(path, append=True, **more)), indices)
    return said


def files_of(path: Path) -> dict[str, bytes]:
    """Return the files that readers see, without those that say which run each date is from."""
    found = [p for p in path.rglob("*") if p.is_file()]
    names = [p.relative_to(path).as_posix() for p in found]
    return {
        name: (path / name).read_bytes()
        for name in names
        if not name.startswith("curator_index") and name != ".zattrs"
    }


def attributes(path: Path) -> dict[str, Any]:
    found = dict(store(path).attrs)
    found.pop("curator_appended", None)
    return found


def hours_in(path: Path) -> list[int]:
    dates = store(path)["dates"][...]
    return [int(h) for h in (dates - dates[0]) / np.timedelta64(1, "h")]


def assert_whole(path: Path, hours: Sequence[int]) -> None:
    """Insist that readers find exactly the dates of these hours, with their values."""
    assert hours_in(path) == list(hours)
    group = store(path)
    assert group["data"].shape[0] == len(hours)
    for place, hour in enumerate(hours):
        np.testing.assert_array_equal(group["data"][place, 1, 0], item(hour)["t"][1].values.ravel())
    values = group["data"][...].astype("f8")
    np.testing.assert_allclose(group["mean"][...], np.nanmean(values, (0, 2, 3)), rtol=1e-12)


@pytest.mark.parametrize("tendencies", [False, True])
@pytest.mark.parametrize("parts", [[3, 1], [1, 2, 3], [2, 4, 1, 1]])
def test_what_grew_is_what_is_written_at_once(
    tmp_path: Path, parts: list[int], tendencies: bool
) -> None:
    path, once = tmp_path / "o.zarr", tmp_path / "once.zarr"
    hours = [6 * n for n in range(sum(parts))]
    start = 0
    for count in parts:
        add(path, *hours[start : start + count], tendencies=tendencies)
        start += count
    add(once, *hours, tendencies=tendencies)
    assert files_of(path) == files_of(once)
    assert attributes(path) == attributes(once)
    assert_whole(path, hours)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.zarr", "once.zarr"]


def test_only_what_is_new_is_read_for_the_tendencies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12, 18, tendencies=True)
    pairs: list[tuple[int, int]] = []
    real = changes._change
    monkeypatch.setattr(changes, "_change", lambda row, *p: pairs.append(p) or real(row, *p))
    add(path, 24, 30, tendencies=True)
    assert pairs == [(3, 4), (4, 5)]


def test_it_is_said_what_was_appended(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6)
    assert add(path, 12, 18) == [
        "2 times were appended after 2020-01-01T06:00, up to 2020-01-01T18:00",
    ]
    assert add(path, 24) == ["one time was appended after 2020-01-01T18:00: 2020-01-02"]
    growth = growth_of(tmp_path, "o.zarr")
    assert growth is not None
    assert str(growth.words()) == (
        "o.zarr grew along time, from 2020-01-01 to 2020-01-02: 2 items at first, then 2 after "
        "2020-01-01T06:00, then 1 after 2020-01-01T18:00"
    )
    assert growth.gaps(1) != []


def test_each_index_is_the_item_of_the_last_run(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    add(path, 18, 24)
    for index, hour in enumerate((18, 24, 12)):
        found = read_output(path, index)["data"]
        np.testing.assert_array_equal(found[1, 0], item(hour)["t"][1].values.ravel())
    assert store(path)["curator_index"][...].tolist() == [-1, -1, 2, 0, 1]


def test_a_long_gap_is_filled_however_few_dates_there_are(tmp_path: Path) -> None:
    """What is missing is at even steps, and was agreed to; later appends keep its places."""
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    said = add(path, 6 * 100, gaps="fill")
    assert any("97 times were missing and have no values" in words for words in said)
    assert not any("even steps" in words for words in said)
    group = store(path)
    assert hours_in(path) == [6 * n for n in range(101)]
    assert group.attrs["frequency"] == "6h"
    assert len(group.attrs["missing_dates"]) == 97
    assert np.isnan(group["data"][50]).all()
    add(path, 6 * 101)
    assert hours_in(path) == [6 * n for n in range(102)]
    assert len(store(path).attrs["missing_dates"]) == 97
    np.testing.assert_array_equal(store(path)["data"][100, 1, 0], item(600)["t"][1].values.ravel())


def test_more_dates_than_a_store_may_have_are_refused_with_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    for module in (dates, even_dates):
        monkeypatch.setattr(module, "MOST_DATES", 50)
    with pytest.raises(GridError, match="there would be 101 dates, more than the 50"):
        add(path, 6 * 100, gaps="fill")


def test_a_gap_is_refused_or_filled_and_said(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    before = files_of(path)
    with pytest.raises(
        GridError, match=r"2 times are missing between 2020-01-01T12:00 and .*wait in"
    ):
        add(path, 30)
    assert files_of(path) == before
    said = add(path, 30, gaps="fill")
    assert "2 times were missing and have no values: 2020-01-01T18:00, 2020-01-02" in said
    assert store(path).attrs["missing_dates"] == ["2020-01-01T18:00:00", "2020-01-02T00:00:00"]
    growth = growth_of(tmp_path, "o.zarr")
    assert growth is not None
    assert (growth.items, growth.places, len(growth.missing)) == (4, 6, 2)
    with pytest.raises(GridError, match="2020-01-02 is one of the times that"):
        add(path, 24, 36)
    shutil.rmtree(next(path.glob("curator_index/run-0002*")))
    add(path, 36)
    assert hours_in(path) == [0, 6, 12, 18, 24, 30, 36]


def test_gaps_between_months_have_no_places(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 31 * 24, 60 * 24)  # the first days of three months
    with pytest.raises(GridError, match="no places for those without values: add their files"):
        add(path, 121 * 24, gaps="fill")
    shutil.rmtree(next(path.glob("curator_index/run-*")))
    add(path, 91 * 24)
    assert len(hours_in(path)) == 4


def test_times_that_are_there_are_left_out_if_they_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    assert add(path, 12, 18) == [
        "one time was in the store already, with the same values: it stays as it is",
        "one time was appended after 2020-01-01T12:00: 2020-01-01T18:00",
    ]
    assert_whole(path, [0, 6, 12, 18])
    assert store(path)["curator_index"][...].tolist() == [-1, -1, 0, 1]
    assert "nothing was appended after 2020-01-01T18:00" in add(path, 0, 6)
    before = files_of(path)
    with pytest.raises(GridError, match=r"2020-01-01T12:00 is in .* with other values of t_500"):
        add(path, item(12, seed=9), 24)
    assert files_of(path) == before


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (item(18).drop_vars("z"), "has other variables than the items of the store: t_500, t_850 "),
        (item(18).isel(lat=[0, 1]), "has other members or cells than the items of the store"),
        (item(18).assign_coords(lon=[1.0, 2, 3, 4]), "has other places of its cells than the item"),
    ],
)
def test_what_does_not_fit_fails_alone(tmp_path: Path, other: Any, words: str) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    other["lon"].attrs["units"] = "degrees_east"
    pipeline = Given(other, item(18)).write(AnemoiSink(path, append=True))
    pipeline.sink.prepare([0, 1])
    with pytest.raises(GridError, match=words):
        pipeline[0]
    pipeline[1]
    with noting(lambda *_: None):
        pipeline.sink.finish([1])
    assert_whole(path, [0, 6, 12, 18])


def test_without_append_a_grown_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6)
    add(path, 12)
    sink = AnemoiSink(path)
    pipeline = Given(item(18)).write(sink)
    for refused in (sink.prepare, sink.check_place, lambda n: list(sink.look_ahead(pipeline, n))):
        with pytest.raises(GridError, match="has grown by appending"):
            refused([0])
    assert_whole(path, [0, 6, 12])


def test_what_failed_first_goes_into_its_place(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, None, 12, None)
    add(path, 0, 6, 12, 18, indices=[1, 3])
    assert_whole(path, [0, 6, 12, 18])
    assert not list(path.glob("curator_index/run-*"))


def test_an_item_that_failed_afterwards_is_not_appended(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6)
    for failing, hours in (([1], [0, 6, 12]), ([0, 1], [0, 6, 12])):
        pipeline = Given(item(12), item(18)).write(AnemoiSink(path, append=True))
        with noting(lambda *_: None):
            run(pipeline, failing=failing)
        assert_whole(path, hours)
    assert not (path / "curator_index" / "pending").exists()


def test_files_of_others_and_a_link_stay(tmp_path: Path) -> None:
    real, path = tmp_path / "disk" / "o.zarr", tmp_path / "o.zarr"
    real.mkdir(parents=True)
    path.symlink_to(real)
    real.chmod(0o750)
    add(path, 0, 6)
    (path / "notes.txt").write_text("mine")
    add(path, 12)
    assert path.is_symlink()
    assert (real / "notes.txt").read_text() == "mine"
    assert real.stat().st_mode & 0o777 == 0o750
    assert_whole(path, [0, 6, 12])


def unswapped(one: Path, other: Path) -> bool:
    return False


@pytest.mark.fault
@pytest.mark.parametrize("number", range(16))
@pytest.mark.parametrize("swaps", [True, False])
def test_a_process_that_ends_while_it_appends_loses_nothing(
    tmp_path: Path, number: int, swaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 6, tendencies=True)
    if not swaps:
        monkeypatch.setattr(exchange, "swapped", unswapped)
    pipeline = Given(item(12), item(18)).write(AnemoiSink(path, tendencies=True, append=True))
    pipeline.sink.prepare([0, 1])
    for index in (0, 1):
        pipeline[index]
    with noting(lambda *_: None):
        with killed_before(number, "replace", "touch", "unlink", "rmdir"):
            pipeline.sink.finish([0, 1])
        if (path / ".zgroup").exists():
            assert hours_in(path) in ([0, 6], [0, 6, 12, 18])
            assert_whole(path, hours_in(path))
        else:
            assert not swaps
            assert not path.exists()
        resumed = Given(item(12), item(18)).write(AnemoiSink(path, tendencies=True, append=True))
        if number % 2:
            resumed.sink.prepare([])
        resumed.sink.finish([])
    assert_whole(path, [0, 6, 12, 18])
    assert [p.name for p in tmp_path.iterdir()] == ["o.zarr"]
    add(tmp_path / "once.zarr", 0, 6, 12, 18, tendencies=True)
    assert files_of(path) == files_of(tmp_path / "once.zarr")


_KILLED = """
import os, signal, sys
from pathlib import Path
from curator_gui.domains.grid.formats.anemoi import exchange
from curator_gui.domains.grid.formats.anemoi import store as anemoi_store
from tests.domains.grid.given import Given
from tests.domains.grid.sinks.test_anemoi_sink import item
from curator_gui.domains.grid import AnemoiSink

path, number, swaps = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "True"
pipeline = Given(item(12), item(18)).write(AnemoiSink(path, append=True))
pipeline.sink.prepare([0, 1])
for index in (0, 1):
    pipeline[index]
calls = [0]

def counted(function):
    def call(*args):
        calls[0] += 1
        if calls[0] > number:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args)
    return call

def begin(store):
    Path.replace = counted(Path.replace)
    exchange.swapped = counted(exchange.swapped) if swaps else lambda one, other: False
    exchange.exchange(store)

anemoi_store.exchange = begin
pipeline.sink.finish([0, 1])
"""


@pytest.mark.fault
@pytest.mark.parametrize("swaps", [True, False])
def test_a_killed_process_leaves_the_old_or_the_new_store(tmp_path: Path, swaps: bool) -> None:
    add(tmp_path / "first.zarr", 0, 6)
    ended = []
    renames = 3 if swaps else 4  # of the stores, and of the items of both runs
    for number in range(renames + 1):
        path = tmp_path / f"{number}.zarr"
        shutil.copytree(tmp_path / "first.zarr", path)
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _KILLED, str(path), str(number), str(swaps)]
        killed = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        ended.append(killed.returncode)
        if path.exists():
            assert_whole(path, hours_in(path))
        else:
            assert not swaps
        with noting(lambda *_: None):
            pipeline = Given(item(12), item(18)).write(AnemoiSink(path, append=True))
            run(pipeline, [])
        assert_whole(path, [0, 6, 12, 18])
    renames = 3 if swaps else 4  # of the stores, and of the items of both runs
    assert ended == [-signal.SIGKILL] * renames + [0]


def write_days(folder: Path, start: int, count: int) -> None:
    folder.mkdir(exist_ok=True)
    days = xr.concat([item(24 * n) for n in range(start, start + count)], "time")
    days.to_netcdf(folder / f"day_{start:03d}.nc")


def execute_in(folder: Path, name: str, **config: Any) -> RunResult:
    source = NetCDFSource(str(folder / name), dimension="time")
    pipeline = source.write(AnemoiSink(folder / "o.zarr", append=True, tendencies=True))
    return execute(pipeline, RunConfig(backend="sequential", **config))


def test_the_plan_says_what_is_appended_and_refuses_gaps(tmp_path: Path) -> None:
    for name, start in (("a", 0), ("b", 4), ("c", 6)):
        write_days(tmp_path / name, start, 4 if name == "a" else 2)
    execute_in(tmp_path, "a")
    sink = AnemoiSink(tmp_path / "o.zarr", append=True)
    plan = make_plan(NetCDFSource(str(tmp_path / "b"), dimension="time").write(sink), None, 1)
    assert "appends 2 times after 2020-01-04, up to 2020-01-06" in "\n".join(map(str, plan.facts()))
    with pytest.raises(GridError, match="2 times are missing between 2020-01-04 and 2020-01-07"):
        make_plan(NetCDFSource(str(tmp_path / "c"), dimension="time").write(sink), None, 1)


def others(folder: Path) -> Iterator[tuple[str, str]]:
    days = xr.open_dataset(folder / "a" / "day_000.nc").load()
    yield "has other variables than the items of the store", days.drop_vars("z")
    yield "has other places of its cells", days.assign_coords(lon=days["lon"] + 1)
    words = "has other units than the items of the store: degC, degC,  instead of K, K, ;"
    yield words, days.assign(t=days["t"].assign_attrs(units="degC"))


def test_other_items_are_refused_in_the_plan(tmp_path: Path) -> None:
    write_days(tmp_path / "a", 0, 3)
    execute_in(tmp_path, "a")
    for number, (words, days) in enumerate(others(tmp_path)):
        (tmp_path / str(number)).mkdir()
        days.assign_coords(time=days["time"] + np.timedelta64(3, "D")).to_netcdf(
            tmp_path / str(number) / "d.nc"
        )
        sink = AnemoiSink(tmp_path / "o.zarr", append=True)
        source = NetCDFSource(str(tmp_path / str(number)), dimension="time")
        with pytest.raises(GridError, match=words):
            make_plan(source.write(sink), None, 1)


def test_a_resumed_run_finishes_an_append(tmp_path: Path) -> None:
    write_days(tmp_path / "a", 0, 4)
    write_days(tmp_path / "b", 4, 3)
    execute_in(tmp_path, "a")
    record = tmp_path / "b.curator-run"
    with killed_before(0, "touch"):
        execute_in(tmp_path, "b", record=record)
    assert len(hours_in(tmp_path / "o.zarr")) == 4
    result = execute_in(tmp_path, "b", resume=record, record=tmp_path / "c.curator-run")
    assert not result.failures
    assert len(hours_in(tmp_path / "o.zarr")) == 7
    again = execute_in(tmp_path, "b", resume=tmp_path / "c.curator-run")
    assert set(again.skipped) == {0, 1, 2}
    assert len(hours_in(tmp_path / "o.zarr")) == 7


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
@pytest.mark.parametrize("append", [False, True])
def test_what_stands_where_the_new_store_is_made_is_named(
    tmp_path: Path, kind: str, append: bool
) -> None:
    """It is somebody's: neither is it removed, nor do the items get lost."""
    path = tmp_path / "o.zarr"
    add(path, 0, 6)
    before, other = files_of(path), tmp_path / ".o.zarr.new"
    if kind == "file":
        other.write_text("mine")
    elif kind == "folder":
        other.mkdir()
        (other / "mine.txt").write_text("mine")
    else:
        (tmp_path / "mine").mkdir()
        other.symlink_to(tmp_path / "mine")
    words = r"\.o\.zarr\.new stands where a new store is made .* move it away, or remove it"
    hours = (12,) if append else (0, 6, 12)
    with pytest.raises(GridError, match=words):
        run(Given(*map(item, hours)).write(AnemoiSink(path, append=append)))
    assert files_of(path) == before
    assert other.is_symlink() or other.exists()
    if kind == "folder":
        assert (other / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("left", ["nothing", "begun", "arrays"])
def test_what_a_killed_run_left_of_a_new_store_is_no_hindrance(tmp_path: Path, left: str) -> None:
    path, other = tmp_path / "o.zarr", tmp_path / ".o.zarr.new"
    add(path, 0, 6)
    other.mkdir()
    if left != "nothing":
        (other / ".zgroup").write_text('{"zarr_format": 2}')
    if left == "arrays":
        (other / "data").mkdir()
    add(path, 12)
    assert_whole(path, [0, 6, 12])
    assert not other.exists()


def test_more_times_than_can_be_held_are_refused_before_they_are_made() -> None:
    known = np.array([0, 1, 2]) * 1_000_000
    far = np.array([3_000_000_000 * 1_000_000])
    with pytest.raises(GridError, match="2,999,999,997 times are missing, most of them between"):
        follow(known, far, "standard", fill=True)


def test_of_many_missing_times_only_those_that_are_named_are_written_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each takes a tenth of a millisecond, and there may be a million."""
    written: list[int] = []
    date = time_steps._date

    def counted(time: int, calendar: str) -> Any:
        written.append(time)
        return date(time, calendar)

    monkeypatch.setattr(time_steps, "_date", counted)
    path = tmp_path / "o.zarr"
    add(path, 0, 6, 12)
    said = add(path, 6 * 2000, gaps="fill")
    assert any("1997 times were missing and have no values: 2020-01-01T18:00" in w for w in said)
    assert len(written) < 100


def test_a_store_of_somebody_else_is_not_taken_for_a_begun_one(tmp_path: Path) -> None:
    path, other = tmp_path / "o.zarr", tmp_path / ".o.zarr.new"
    add(path, 0, 6)
    (other / "pressure").mkdir(parents=True)
    (other / ".zgroup").write_text('{"zarr_format": 2}')
    (other / "pressure" / ".zarray").write_text("{}")
    with pytest.raises(GridError, match="stands where a new store is made"):
        add(path, 12)
    assert (other / "pressure").is_dir()
