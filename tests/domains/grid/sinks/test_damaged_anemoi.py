"""Stores for anemoi of which parts are lost, or that lie where nothing can be made beside them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import AnemoiSink
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi import exchange
from tests.domains.common.killed import killed_before
from tests.domains.grid.given import Given
from tests.domains.grid.sinks.test_anemoi_sink import item, write
from tests.domains.grid.sinks.test_appending_dates import add, assert_whole, files_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    add(tmp_path / "o.zarr", 0, 6, 12)
    return tmp_path / "o.zarr"


@pytest.mark.parametrize("lost", ["00000001.json", ""])
def test_nothing_is_appended_to_a_store_whose_items_are_lost(path: Path, lost: str) -> None:
    items = path / "curator_index" / "items"
    (items / lost).unlink() if lost else shutil.rmtree(items)
    before = files_of(path)
    words = r"lacks the items of . of its dates, such as 2020-01-01T0.:00:00"
    with pytest.raises(GridError, match=words):
        add(path, 18)
    sink = AnemoiSink(path, append=True)
    with pytest.raises(GridError, match=words):
        list(sink.look_ahead(Given(item(18)).write(sink), [0]))
    assert files_of(path) == before


def test_a_copy_without_items_keeps_its_dates(path: Path) -> None:
    shutil.rmtree(path / "curator_index" / "items")
    before = files_of(path)
    with pytest.raises(GridError, match="lacks the items of 2 of its dates, such as 2020-01-01T06"):
        write(path, item(0), indices=[0])
    assert files_of(path) == before
    write(path, item(0), item(6), item(12))
    assert_whole(path, [0, 6, 12])


def at(seconds: float) -> xr.Dataset:
    """Return an item so many seconds after 18:00."""
    span = np.timedelta64(round(seconds * 1e9), "ns")
    return item(18).assign_coords(time=np.datetime64("2020-01-01T18:00:00", "ns") + span)


@pytest.mark.parametrize("seconds", [-1e-6, 1e-6, -4e-4, 4e-4])
def test_a_time_next_to_a_full_second_is_that(path: Path, seconds: float) -> None:
    add(path, at(seconds))
    assert_whole(path, [0, 6, 12, 18])


@pytest.mark.parametrize("seconds", [0.5, -0.01, 0.25])
def test_a_time_between_two_seconds_has_no_place(path: Path, seconds: float) -> None:
    with pytest.raises(GridError, match="is between two seconds, but dates of the store are whole"):
        add(path, at(seconds))
    assert_whole(path, [0, 6, 12])


def test_what_a_run_forgot_and_did_not_write_is_written_by_the_next(path: Path) -> None:
    pipeline = Given(item(0), item(6), item(12)).write(AnemoiSink(path))
    pipeline.sink.prepare([0, 1, 2])  # and then it was killed
    write(path, item(0), item(6), item(12))
    assert_whole(path, [0, 6, 12])


@pytest.mark.parametrize("append", [True, False])
def test_items_that_an_exchange_has_not_moved_yet_are_not_lost(path: Path, append: bool) -> None:
    hours = (18,) if append else (0, 6, 12)
    pipeline = Given(*map(item, hours)).write(AnemoiSink(path, append=append))
    pipeline.sink.prepare(range(len(hours)))
    outputs = [pipeline[index] for index in range(len(hours))]
    with noting(lambda *_: None), killed_before(1, "replace"):
        pipeline.sink.finish(range(len(outputs)))
    again = Given(*map(item, hours)).write(AnemoiSink(path, append=append))
    with noting(lambda *_: None):
        list(again.sink.look_ahead(again, [0]))
        again.sink.check_place([])
        again.sink.prepare([])
        again.sink.finish([])
    assert_whole(path, [0, 6, 12, 18] if append else [0, 6, 12])


@pytest.mark.parametrize("name", ["", "../../kept", "items", "..", "run-0001-abcdef/../items"])
def test_no_other_folder_is_taken_for_items_that_wait(path: Path, name: str) -> None:
    kept = path.parent / "kept" / "file"
    kept.parent.mkdir()
    kept.touch()
    (path / "curator_index" / "pending").write_text(name)
    before = sorted(path.parent.rglob("*"))
    for items in ([item(18)], [None]):
        with pytest.raises(GridError, match="pending names no folder of items that wait"):
            add(path, *items)
    assert sorted(path.parent.rglob("*")) == before
    (path / "curator_index" / "pending").unlink()
    add(path, 18)
    assert_whole(path, [0, 6, 12, 18])


@pytest.mark.parametrize("append", [True, False])
def test_a_folder_that_nothing_can_be_made_in_is_told_before_the_run(
    path: Path, append: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(
        exchange.os, "access", lambda p, mode: Path(p) != path.parent and real(p, mode)
    )  # root may write anywhere
    sink = AnemoiSink(path, append=append)
    for refused in (sink.check_place, sink.prepare):
        with pytest.raises(GridError, match="cannot be written to, but a new store is made there"):
            refused([0])
    assert_whole(path, [0, 6, 12])
