"""The card and the words of a data set say how its store grew along time, and what it lacks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import xarray as xr

from curator_gui import dataset
from curator_gui.core.components import Pipeline
from curator_gui.dataset.handing_over.writing import HandedOver, hand_over, write_again
from curator_gui.dataset.verifying import verify
from curator_gui.domains.grid import GridZarrSink, NetCDFSource, SelectVariables
from curator_gui.run import RunConfig, execute
from tests.domains.grid.sinks.test_appending_runs import write


def pipeline_of(folder: Path, name: str = "in", **options: Any) -> Pipeline[Any]:
    source = NetCDFSource(str(folder / name), dimension="time")
    sink = GridZarrSink(folder / "out" / "o.zarr", "time", append=True, **options)
    return source.write(sink)


def run(pipeline: Pipeline[Any], record: Path, resume: Path | None = None) -> HandedOver:
    config = RunConfig(backend="sequential", record=record, resume=resume)
    result = execute(pipeline, config)
    assert not result.problem
    return hand_over(pipeline, record)


def card_of(folder: Path) -> str:
    return (folder / "out" / "README.md").read_text(encoding="utf-8")


def said(done: HandedOver) -> str:
    return "\n".join(map(str, done.words))


@pytest.mark.parametrize("zarr_format", [2, 3])
def test_the_card_tells_when_and_how_far_a_store_grew(tmp_path: Path, zarr_format: int) -> None:
    records = [tmp_path / f"{n}.curator-run" for n in range(3)]
    before = None
    for number, (start, count) in enumerate([(0, 3), (3, 2), (5, 1)]):
        write(tmp_path / "in", start, count)
        done = run(pipeline_of(tmp_path, zarr_format=zarr_format), records[number], before)
        before = records[number]
        if number == 0:
            assert "grew along time" not in card_of(tmp_path)
            assert "grew along time" not in said(done)
    words = (
        "o.zarr grew along time, from 2020-01-01 to 2020-01-06: 3 items at first, "
        "then 2 after 2020-01-03, then 1 after 2020-01-05"
    )
    assert f"{words}." in card_of(tmp_path)
    assert words in said(done)
    assert "| Items | 6 |" in card_of(tmp_path)
    assert "of no item" not in card_of(tmp_path)
    assert "had no file" not in card_of(tmp_path)
    assert verify(tmp_path / "out").problems == ()


def test_gaps_that_were_filled_are_known_gaps(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, 3)
    run(pipeline_of(tmp_path, gaps="fill"), tmp_path / "0.curator-run")
    write(tmp_path / "in", 5, 1)
    again = pipeline_of(tmp_path, gaps="fill")
    done = run(again, tmp_path / "1.curator-run", tmp_path / "0.curator-run")
    gaps = card_of(tmp_path).partition("## Known gaps")[2].partition("##")[0]
    words = "2 times of o.zarr have no values: 2020-01-04, 2020-01-05"
    assert f"- {words}." in gaps
    assert "None that Curator knows of" not in gaps
    assert words in said(done)
    assert len(dataset.open(tmp_path / "out")) == 4


def test_items_of_other_runs_in_the_store_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, 3)
    run(pipeline_of(tmp_path), tmp_path / "0.curator-run")
    write(tmp_path / "next", 3, 2)
    done = run(pipeline_of(tmp_path, "next"), tmp_path / "1.curator-run")
    assert "| Items | 2 |" in card_of(tmp_path)
    words = "3 of the 5 items in o.zarr are of earlier runs and not in items.csv"
    assert f"- {words}." in card_of(tmp_path)
    assert words in said(done)
    assert "no more" not in said(done)  # they are in the store
    assert "still holds" not in said(done)  # it would count by indices, which are others' now
    assert [float(item["t"][0, 0]) for item in dataset.open(tmp_path / "out")] == [3, 4]


def test_items_that_another_pipeline_appended_behind_are_in_the_data_set(tmp_path: Path) -> None:
    """The same source with one step more: the store has its own items and those of before."""
    write(tmp_path / "in", 0, 3)
    run(pipeline_of(tmp_path), tmp_path / "0.curator-run")
    (tmp_path / "in" / "day_000.nc").unlink()
    write(tmp_path / "in", 3, 1)
    once = pipeline_of(tmp_path)
    other = once.source.filter(SelectVariables(["t"])).write(*once.sinks)
    done = run(other, tmp_path / "1.curator-run")
    assert "no more" not in said(done)
    assert "3 of the 4 items in o.zarr are of earlier runs and not in items.csv" in said(done)


def test_one_item_of_an_earlier_run_in_the_store_is_one(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, 1)
    run(pipeline_of(tmp_path), tmp_path / "0.curator-run")
    write(tmp_path / "next", 1, 2)
    done = run(pipeline_of(tmp_path, "next"), tmp_path / "1.curator-run")
    assert "one of the 3 items in o.zarr is of an earlier run and not in items.csv" in said(done)


def test_items_of_a_store_that_was_removed_meanwhile_are_no_more(tmp_path: Path) -> None:
    """Its successor grew as well, but has one item only beside the one that is listed."""
    write(tmp_path / "in", 0, 3)
    run(pipeline_of(tmp_path), tmp_path / "0.curator-run")
    shutil.rmtree(tmp_path / "out" / "o.zarr")
    for number, name in enumerate(("next", "last")):
        write(tmp_path / name, 3 + number, 1)
        pipeline = pipeline_of(tmp_path, name)
        result = execute(pipeline, RunConfig(backend="sequential", record=tmp_path / f"{name}.r"))
        assert not result.problem
    done = hand_over(pipeline, tmp_path / "last.r")
    assert "one item of before is in the data set no more: another pipeline made it" in said(done)


def test_a_card_that_is_written_again_says_the_same_without_the_store(tmp_path: Path) -> None:
    write(tmp_path / "in", 0, 3)
    run(pipeline_of(tmp_path), tmp_path / "0.curator-run")
    write(tmp_path / "next", 4, 2)
    run(pipeline_of(tmp_path, "next", gaps="fill"), tmp_path / "1.curator-run")
    card = card_of(tmp_path)
    assert "3 items at first, then 2 after 2020-01-03" in card
    write_again(tmp_path / "out")
    assert card_of(tmp_path) == card
    shutil.rmtree(tmp_path / "out" / "o.zarr")
    write_again(tmp_path / "out")
    assert "3 items at first, then 2 after 2020-01-03" in card_of(tmp_path)


def test_a_store_that_an_earlier_version_appended_to(tmp_path: Path) -> None:
    """It noted neither the ends of what came nor which times were missing."""
    write(tmp_path / "in", 0, 3)
    run(pipeline_of(tmp_path), tmp_path / "0.curator-run")
    write(tmp_path / "in", 4, 1)
    pipeline, store = pipeline_of(tmp_path, gaps="fill"), tmp_path / "out" / "o.zarr"
    run(pipeline, tmp_path / "1.curator-run", tmp_path / "0.curator-run")
    metadata = json.loads((store / "zarr.json").read_text())
    old = {"id", "count", "after"}
    for entry in metadata["attributes"]["curator_items"]["appended"]:
        for key in entry.keys() - old:
            del entry[key]
    (store / "zarr.json").write_text(json.dumps(metadata))
    done = hand_over(pipeline, tmp_path / "1.curator-run")
    assert "o.zarr grew along time: 3 items at first, then 1 after 2020-01-03" in said(done)
    assert "one time of o.zarr has no values" in said(done)
    with xr.open_zarr(store, chunks=None) as opened:
        assert opened.sizes["time"] == 5
