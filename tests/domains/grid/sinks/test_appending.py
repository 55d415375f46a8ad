"""A store grows along time: values as if written at once, nothing of before changed or lost."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import cftime
import numpy as np
import pytest
import xarray as xr
import zarr
from hypothesis import given as given_values
from hypothesis import settings
from hypothesis import strategies as st

from curator_gui.core import Pipeline
from curator_gui.core.errors import ParamError
from curator_gui.core.notes import noting
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.grid import GridZarrSink, NetCDFSource, SelectVariables
from curator_gui.domains.grid.errors import GridError
from tests.domains.common.killed import killed_before
from tests.domains.grid.given import Given, day, run

LAYOUTS: list[dict[str, Any]] = [
    {},
    {"zarr_format": 2},
    {"chunks": {"time": 3}},
    {"chunks": {"time": 4, "lon": 2}, "zarr_format": 2},
    {"chunks": {"time": 2}, "shards": {"time": 4}},
    {"layout": "flat", "chunks": {"time": 3}},
]


def to(path: Path, *items: xr.Dataset | None, **options: Any) -> Pipeline[xr.Dataset]:
    return Given(*items).write(GridZarrSink(path, "time", append=True, **options))


def quietly(pipeline: Pipeline[xr.Dataset], *args: Any, **more: Any) -> list[list[str]]:
    with noting(lambda kind, words: None):
        return run(pipeline, *args, **more)


def add(path: Path, *numbers: int, **options: Any) -> list[str]:
    """Run the items of these days; return what was remarked."""
    said: list[str] = []
    with noting(lambda kind, words: said.append(words)):
        run(to(path, *map(day, numbers), **options))
    return said


def opened(path: Path) -> xr.Dataset:
    with xr.open_zarr(path, chunks=None) as store:
        found = store.load()
    found.attrs.pop("curator_items")
    return found


def days_in(path: Path) -> list[float]:
    return [float(value) for value in opened(path)["t"].values[:, 0, 0]]


def files_of(path: Path) -> dict[str, bytes]:
    found = (each for each in path.rglob("*") if each.is_file())
    return {str(each.relative_to(path)): each.read_bytes() for each in found}


@pytest.mark.parametrize("options", LAYOUTS)
def test_new_times_go_behind(tmp_path: Path, options: Any) -> None:
    path = tmp_path / "o.zarr"
    assert add(path, *range(5), **options) == []
    assert add(path, 5, 6, **options) == [
        "2 times were appended after 2020-01-05, up to 2020-01-07"
    ]
    add(path, 7, **options)
    add(path, *range(8, 13), **options)
    assert days_in(path) == list(range(13))
    once = tmp_path / "once.zarr"
    quietly(to(once, *map(day, range(13)), **options))
    xr.testing.assert_identical(opened(path), opened(once))
    assert [p.name for p in tmp_path.iterdir() if p.name[0] == "."] == []
    assert sorted(p.name for p in (path / "written" / "append").iterdir())[0].startswith("id-")


@pytest.mark.parametrize("options", LAYOUTS)
def test_a_source_that_has_grown(tmp_path: Path, options: Any) -> None:
    path = tmp_path / "o.zarr"
    items = list(map(day, range(5)))
    quietly(to(path, *items[:3], **options))
    outputs = quietly(to(path, *items, **options), [3, 4])
    assert days_in(path) == [0, 1, 2, 3, 4]
    assert all(Path(output).exists() for paths in outputs for output in paths)
    for index in (0, 2, 3, 4):
        assert read_output(path, index)["t"][0, 0] == index


@settings(max_examples=8, deadline=None)
@given_values(
    parts=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    chunk=st.integers(1, 5),
    second=st.booleans(),
    begun=st.booleans(),
    varying=st.booleans(),
)
def test_any_split_gives_what_one_run_gives(
    tmp_path_factory: pytest.TempPathFactory,
    parts: list[int],
    chunk: int,
    second: bool,
    begun: bool,
    varying: bool,
) -> None:
    folder = tmp_path_factory.mktemp("split")
    options: dict[str, Any] = {"chunks": {"time": chunk}, "zarr_format": 2 if second else 3}
    attributes = [{"run": str(n), "model": "M"} if varying else {"model": "M"} for n in range(30)]
    items = [day(n, **attributes[n]) for n in range(sum(parts))]
    for item, n in zip(items, range(30), strict=False):
        item["t"].attrs["note"] = str(n // 4)
    quietly(to(folder / "once.zarr", *items, **options))
    start = 0
    for number, count in enumerate(parts):
        pipeline = to(folder / "o.zarr", *items[start : start + count], **options)
        if number == 0 and not begun:  # a store that was made before anybody thought of appending
            sink = GridZarrSink(folder / "o.zarr", "time", **options)
            pipeline = Given(*items[:count]).write(sink)
        quietly(pipeline)
        start += count
    xr.testing.assert_identical(opened(folder / "o.zarr"), opened(folder / "once.zarr"))
    shutil.rmtree(folder)


def test_chunks_that_are_full_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, *range(5), chunks={"time": 2})
    before = files_of(path / "t")
    add(path, 5, 6, chunks={"time": 2})
    after = files_of(path / "t")
    kept = {name for name, data in before.items() if after[name] == data}
    assert len(before) - len(kept) == 2  # the metadata, and the chunk that had room for one more


def test_labels_stay_in_one_chunk(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    for n in range(4):
        add(path, n)
    group = zarr.open_group(path, mode="r")
    for name in ("time", "written"):
        assert len([p for p in (path / name).iterdir() if p.name.isdigit()]) == 1
    assert group["time"].shape == (4,)


def test_times_that_are_there_are_left_out_if_they_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1, 2)
    said = add(path, 2, 3)
    assert said == [
        "one time was in the store already, with the same values: it stays as it is",
        "one time was appended after 2020-01-03: 2020-01-04",
    ]
    assert days_in(path) == [0, 1, 2, 3]
    assert [read_output(path, n)["t"][0, 0] for n in range(2)] == [2, 3]
    assert "nothing was appended after 2020-01-04" in add(path, 0, 1, 2)


def test_other_values_of_a_time_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1, 2)
    before = opened(path)
    other = day(2)
    other["t"].values[0, 0] = 7
    with pytest.raises(GridError, match=r"2020-01-03 is in .* already, with other values of t"):
        quietly(to(path, other, day(3)))
    xr.testing.assert_identical(opened(path), before)
    shutil.rmtree(path / "written" / "append" / "items.zarr")
    add(path, 3)
    assert days_in(path) == [0, 1, 2, 3]


def test_a_gap_is_refused_or_filled(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1, 2)
    with pytest.raises(
        GridError, match=r"2 times are missing between 2020-01-03 and 2020-01-06; add their files"
    ):
        add(path, 5)
    assert days_in(path) == [0, 1, 2]
    said = add(path, 5, 7, gaps="fill")
    assert said[-1] == (
        "3 times were missing and have no values: 2020-01-04, 2020-01-05, 2020-01-07"
    )
    store = opened(path)
    np.testing.assert_array_equal(
        store["t"].values[:, 0, 0], [0, 1, 2, np.nan, np.nan, 5, np.nan, 7]
    )
    assert store["written"].values.tolist() == [True] * 3 + [False, False, True, False, True]
    assert (np.diff(store["time"].values) == np.timedelta64(1, "D")).all()


def test_whole_numbers_cannot_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    quietly(to(path, day(0, "i4"), day(1, "i4")))
    with pytest.raises(GridError, match="t cannot have missing values"):
        quietly(to(path, day(5, "i4"), gaps="fill"))


@pytest.mark.parametrize(
    "item, words",
    [
        (day(3, "f8"), "t has other number type"),
        (day(3).assign_coords(lat=[1.0, 5.0]), "lat has other values"),
        (day(3).rename(t="u"), "has the variables lat, lon, t, time, and what is to be appended"),
        (day(3).isel(lon=[0, 1]), "lon has other lengths"),
    ],
)
@pytest.mark.parametrize("options", LAYOUTS[:2])
def test_other_items_are_refused(tmp_path: Path, item: Any, words: str, options: Any) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1, 2, **options)
    before = opened(path)
    with pytest.raises(GridError, match=words):
        quietly(to(path, item, **options))
    xr.testing.assert_identical(opened(path), before)


def test_times_before_the_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 3, 4, 5)
    with pytest.raises(GridError, match=r"2020-01-02 is not behind the end of the store, 2020"):
        add(path, 1)


def test_another_step_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1, 2)
    late = day(3).assign_coords(time=np.datetime64("2020-01-03T12:00", "ns"))
    with pytest.raises(GridError, match=r"2020-01-03T12:00 comes 12:00:00 after 2020-01-03, but"):
        quietly(to(path, late))


def test_without_append_a_grown_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1, 2)
    plain = Given(*map(day, range(5))).write(GridZarrSink(path, "time"))
    with pytest.raises(GridError, match="or set append"):
        quietly(plain, [3, 4])
    add(path, 3, 4)
    for indices in ([3, 4], range(5)):
        with pytest.raises(GridError, match="has grown by appending"):
            quietly(plain, indices)
    assert days_in(path) == [0, 1, 2, 3, 4]


def test_what_failed_first_goes_into_its_place(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    items = list(map(day, range(4)))
    quietly(to(path, items[0], None, items[2], None), [0, 1, 2])
    assert days_in(path) == [0, 2]
    quietly(to(path, *items), [1, 3])
    assert days_in(path) == [0, 1, 2, 3]


def test_an_item_that_another_sink_failed_on_is_not_appended(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    add(path, 0, 1)
    quietly(to(path, day(2), day(3)), failing=[1])
    assert days_in(path) == [0, 1, 2]
    quietly(to(path, day(3), day(4)), failing=[0, 1])
    assert days_in(path) == [0, 1, 2]
    assert not list((path / "written" / "append").glob("items*"))


def test_holes_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match="keeps no holes"):
        GridZarrSink(tmp_path / "o.zarr", "time", append=True, holes="keep")


def test_items_without_times_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    quietly(Given(day(0)).write(GridZarrSink(path, "item")))
    with pytest.raises(GridError, match="has no times along 'item'"):
        quietly(Given(day(1)).write(GridZarrSink(path, "item", append=True)))


@pytest.mark.parametrize("zarr_format", [2, 3])
def test_the_first_run_of_a_store_that_could_not_grow_is_refused(
    tmp_path: Path, zarr_format: Literal[2, 3]
) -> None:
    path = tmp_path / "o.zarr"
    sink = GridZarrSink(path, "item", append=True, zarr_format=zarr_format)
    with pytest.raises(GridError, match="no times along 'item', so nothing could be appended"):
        quietly(Given(day(0)).write(sink))
    assert not path.exists()


@pytest.mark.parametrize("steps", [(), (SelectVariables(["t"]),)])
def test_the_plan_of_a_store_that_could_not_grow_is_refused(tmp_path: Path, steps: Any) -> None:
    xr.concat([day(n) for n in range(3)], "time").to_netcdf(tmp_path / "a.nc")
    source = NetCDFSource(str(tmp_path), dimension="time")
    for dimension in ("item", "time"):
        sink = GridZarrSink(tmp_path / "o.zarr", dimension, append=True)
        pipeline = Pipeline(source, steps, sink)
        sink.set_source(source)
        if dimension == "time":
            assert list(sink.look_ahead(pipeline, range(3))) == []
            continue
        with pytest.raises(GridError, match="append is set, but the items have no times"):
            list(sink.look_ahead(pipeline, range(3)))


def whole_numbers(number: int) -> xr.Dataset:
    """Return a day with an integer and a Boolean field."""
    data = day(number)
    data["kind"] = (("lat", "lon"), np.full((2, 3), number, "i2"))
    data["land"] = (("lat", "lon"), np.full((2, 3), number % 2 == 0))
    return data


def without_leap_days(number: int) -> xr.Dataset:
    time = cftime.DatetimeNoLeap(2020, 2, 27) + timedelta(days=number)
    return day(number).assign_coords(time=time)


@pytest.mark.parametrize("options", LAYOUTS)
@pytest.mark.parametrize("made", [whole_numbers, without_leap_days])
def test_what_has_no_missing_values_is_appended(tmp_path: Path, options: Any, made: Any) -> None:
    path, once = tmp_path / "o.zarr", tmp_path / "once.zarr"
    for part in ((0, 1, 2), (3, 4), (5,)):
        quietly(to(path, *map(made, part), **options))
    quietly(to(once, *map(made, range(6)), **options))
    xr.testing.assert_identical(opened(path), opened(once))


def test_another_calendar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    quietly(to(path, *map(without_leap_days, range(2))))
    with pytest.raises(GridError, match="calendar"):
        quietly(to(path, day(70)))


@pytest.mark.parametrize("zarr_format", [2, 3])
def test_a_time_that_was_kept_as_missing_is_refused_in_words(
    tmp_path: Path, zarr_format: Literal[2, 3]
) -> None:
    path = tmp_path / "o.zarr"
    options: Any = {"gaps": "fill", "zarr_format": zarr_format}
    add(path, 0, 1, 2, 3, **options)
    add(path, 4, 6, **options)
    with pytest.raises(GridError, match=r"2020-01-06 is one of the times .* keeps as missing"):
        add(path, 5, 7, **options)
    shutil.rmtree(path / "written" / "append" / "items.zarr")
    add(path, 4, 6, 7, **options)
    np.testing.assert_array_equal(days_in(path)[-4:], [4, np.nan, 6, 7])


def begun_append(path: Path, count: int, written: list[int], **options: Any) -> None:
    """Leave what a run leaves that is killed while it appends behind four days."""
    add(path, *range(4), **options)
    pipeline = to(path, *map(day, range(count)), **options)
    pipeline.sink.prepare(range(4, count))
    for index in written:
        pipeline[index]


@pytest.mark.parametrize("options", LAYOUTS)
@pytest.mark.parametrize("closed", [False, True])
def test_a_source_that_grew_while_an_append_was_unfinished(
    tmp_path: Path, options: Any, closed: bool
) -> None:
    path = tmp_path / "o.zarr"
    begun_append(path, 7, [4, 5], **options)
    if closed:  # killed while it finished
        to(path, *map(day, range(7)), **options).sink._staging._inner.finish([4, 5])
    grown = to(path, *map(day, range(9)), **options)
    grown.sink.check_place([6, 7, 8])
    quietly(grown, [6, 7, 8])
    assert days_in(path) == list(range(9))
    once = tmp_path / "once.zarr"
    quietly(to(once, *map(day, range(9)), **options))
    xr.testing.assert_identical(opened(path), opened(once))


@pytest.mark.fault
@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("number", range(0, 12))
def test_a_process_killed_while_it_makes_room_loses_nothing(
    tmp_path: Path, number: int, closed: bool
) -> None:
    path = tmp_path / "o.zarr"
    begun_append(path, 7, [4, 5])
    if closed:
        to(path, *map(day, range(7))).sink._staging._inner.finish([4, 5])
    with killed_before(number, "replace"):
        to(path, *map(day, range(9))).sink.prepare([6, 7, 8])
    assert days_in(path) == [0, 1, 2, 3]
    quietly(to(path, *map(day, range(9))), [6, 7, 8])
    assert days_in(path) == list(range(9))


@pytest.mark.parametrize("options", LAYOUTS)
def test_a_source_that_grew_while_the_first_run_was_unfinished(
    tmp_path: Path, options: Any
) -> None:
    path = tmp_path / "o.zarr"
    first = to(path, *map(day, range(4)), **options)
    first.sink.prepare(range(4))
    for index in (0, 1):
        first[index]
    grown = to(path, *map(day, range(7)), **options)
    grown.sink.check_place(range(2, 7))
    quietly(grown, range(2, 7))
    assert days_in(path) == list(range(7))


def test_what_waits_and_does_not_fit_is_refused_with_words_that_help(tmp_path: Path) -> None:
    path = tmp_path / "o.zarr"
    begun_append(path, 7, [4, 5])
    before = files_of(path)
    fewer, longer = to(path, *map(day, range(6))), {"chunks": {"time": 2}}
    for pipeline in (fewer, to(path, *map(day, range(7)), **longer)):
        for step in (pipeline.sink.check_place, pipeline.sink.prepare):
            with pytest.raises(GridError, match="wait to be appended") as caught:
                step([5])
            assert "set append" not in str(caught.value)
            assert str(path / "written" / "append" / "items.zarr") in str(caught.value)
    assert files_of(path) == before
    shutil.rmtree(path / "written" / "append" / "items.zarr")
    quietly(fewer, [4, 5])
    assert days_in(path) == list(range(6))


def test_an_unfinished_store_of_other_chunks_is_refused_without_naming_append(
    tmp_path: Path,
) -> None:
    path = tmp_path / "o.zarr"
    first = to(path, *map(day, range(4)))
    first.sink.prepare(range(4))
    first[0]
    with pytest.raises(GridError, match="remove it or choose another folder") as caught:
        to(path, *map(day, range(4)), chunks={"time": 2}).sink.prepare([1, 2, 3])
    assert "set append" not in str(caught.value)


@pytest.mark.fault
@pytest.mark.parametrize("zarr_format", [2, 3])
@pytest.mark.parametrize("number", range(0, 26))
def test_a_process_killed_while_it_appends_loses_nothing(
    tmp_path: Path, number: int, zarr_format: int
) -> None:
    """Killed before any one of the renames: readers find the store of before, or the new one."""
    path = tmp_path / "o.zarr"
    options: dict[str, Any] = {"chunks": {"time": 3}, "zarr_format": zarr_format}
    add(path, *range(4), **options)
    pipeline = to(path, *map(day, range(6)), **options)
    pipeline.sink.prepare([4, 5])
    for index in (4, 5):
        pipeline[index]
    assert days_in(path) == [0, 1, 2, 3]
    with killed_before(number, "replace"), noting(lambda kind, words: None):
        pipeline.sink.finish(range(6))
    assert days_in(path) in ([0, 1, 2, 3], [0, 1, 2, 3, 4, 5])
    again = to(path, *map(day, range(6)), **options)
    quietly(again, [])
    assert days_in(path) == [0, 1, 2, 3, 4, 5]
    once = tmp_path / "once.zarr"
    quietly(to(once, *map(day, range(6)), **options))
    xr.testing.assert_identical(opened(path), opened(once))
