"""Runs that choose other items extend the data set of before, and say what became of its items."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui import dataset
from curator_gui.core.components import Filter, Pipeline
from curator_gui.core.storage.resources import resource_path
from curator_gui.dataset.handing_over.writing import (
    HandedOver,
    hand_over,
    write_again,
    write_choices,
)
from curator_gui.dataset.own_files import read_statistics
from curator_gui.dataset.verifying import verify
from curator_gui.domains.atoms import ASELMDBSink, AtomsNPZSink, ExtXYZSink, Supercell
from curator_gui.domains.grid import GridZarrSink
from curator_gui.domains.grid import WebDatasetSink as GridShards
from curator_gui.domains.mesh import NPZSink, SelectFields, VTKSource, VTUSink
from curator_gui.run import RunConfig, execute
from tests.dataset.made import atoms, grids, meshes

KINDS: dict[str, tuple[Any, list[int], list[int]]] = {
    "VTU": (lambda out: meshes(6).write(VTUSink(out)), [0, 1, 2], [3, 4, 5]),
    "NPZ": (lambda out: meshes(6).write(NPZSink(out)), [4], [5, 0]),
    "store": (lambda out: grids(6).write(GridZarrSink(out / "all.zarr")), [0, 2, 4], [1, 3]),
    "store of one": (lambda out: grids(6).write(GridZarrSink(out / "all.zarr")), [4], [5, 0]),
    "shards": (
        lambda out: grids(6).write(GridShards(out, items_per_shard=2)),
        [0, 1, 4],
        [2, 3, 5],
    ),
    "LMDB": (lambda out: atoms(6).write(ASELMDBSink(out)), [4], [5, 0]),
    "ragged NPZ": (lambda out: atoms(6).write(AtomsNPZSink(out / "all.npz")), [4], [5, 0]),
    "one XYZ": (lambda out: atoms(6).write(ExtXYZSink(out, "all.xyz")), [0, 2, 4], [1, 3]),
}


def run(pipeline: Pipeline[Any], indices: Sequence[int] | None, record: Path) -> HandedOver:
    config = RunConfig(backend="sequential", indices=indices, record=record)
    result = execute(pipeline, config)
    assert not result.problem
    return hand_over(pipeline, record)


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "items.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Nothing(Filter):
    """Changes the pipeline, and no item."""

    name, description = "Nothing", "Leaves all items as they are."

    def __call__(self, items: Any) -> Any:
        return items


def said(done: HandedOver) -> str:
    return "\n".join(map(str, done.words))


@pytest.mark.parametrize("kind", KINDS)
def test_other_items_are_added_to_those_of_before(kind: str, tmp_path: Path) -> None:
    make, first, second = KINDS[kind]
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(make(whole), sorted(first + second), tmp_path / "0.curator-run")
    run(make(out), first, tmp_path / "1.curator-run")
    done = run(make(out), second, tmp_path / "2.curator-run")
    stay = "one item of before stays" if len(first) == 1 else f"{len(first)} items of before stay"
    assert f"{stay} in the data set" in said(done)
    assert f"{len(second)} items are new" in said(done)
    hidden = {"bytes": ""} if kind == "LMDB" else {}  # its rows have the time of writing
    assert [row | hidden for row in table(out)] == [row | hidden for row in table(whole)]
    ours, theirs = dataset.open(out), dataset.open(whole)
    assert len(ours) == len(first) + len(second)
    for one, other in zip(ours, theirs, strict=True):
        assert one.keys() == other.keys()
        for key, values in other.items():
            np.testing.assert_array_equal(one[key], values)
    assert verify(out).problems == ()
    sizes = f"Later runs extended it: {len(first)} items, then {len(first) + len(second)}."
    assert sizes in (out / "README.md").read_text(encoding="utf-8")
    kept = {path.name: path.read_bytes() for path in out.glob("*.*") if path.is_file()}
    write_again(out)
    assert {path.name: path.read_bytes() for path in out.glob("*.*") if path.is_file()} == kept


def test_a_source_with_more_files_extends_it_and_the_card_says_so(tmp_path: Path) -> None:
    files = sorted(resource_path("samples", "dam-break", "data").glob("*.vtu"))
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for count in (3, 5, 5):
        for path in files[:count]:
            shutil.copy(path, source)
        done = run(VTKSource(source).write(NPZSink(out)), None, tmp_path / f"{count}.curator-run")
        (tmp_path / f"{count}.curator-run").unlink()
    assert "new in the data set" not in said(done)
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "Later runs extended it: 3 items, then 5." in card


def test_an_item_that_is_run_again_replaces_its_row_and_others_stay(tmp_path: Path) -> None:
    out, pipeline = tmp_path / "out", meshes(4).write(NPZSink(tmp_path / "out"))
    run(pipeline, None, tmp_path / "1.curator-run")
    before = table(out)
    done = run(pipeline, [2], tmp_path / "2.curator-run")
    assert table(out) == before
    assert "3 items of before stay in the data set" in said(done)
    assert "extended" not in (out / "README.md").read_text(encoding="utf-8")


def test_items_of_another_pipeline_do_not_stay_and_that_is_said(tmp_path: Path) -> None:
    out, source = tmp_path / "out", meshes(4)
    run(source.write(NPZSink(out)), None, tmp_path / "1.curator-run")
    other = source.filter(SelectFields(cell_fields=["velocity"])).write(NPZSink(out))
    done = run(other, [2], tmp_path / "2.curator-run")
    assert [row["index"] for row in table(out)] == ["2"]
    assert "3 items of before are in the data set no more: another pipeline made them" in said(done)


def test_one_item_is_spoken_of_as_one(tmp_path: Path) -> None:
    out, source = tmp_path / "out", meshes(2)
    run(source.write(NPZSink(out)), [0], tmp_path / "1.curator-run")
    done = run(source.write(NPZSink(out)), [1], tmp_path / "2.curator-run")
    assert "one item of before stays in the data set: this run did not choose it" in said(done)
    assert "one item is new in the data set" in said(done)
    other = source.filter(Nothing()).write(NPZSink(out))
    run(other, [0], tmp_path / "3.curator-run")
    again = source.write(NPZSink(out))
    done = run(again, [1], tmp_path / "4.curator-run")
    words = "one item of before is in the data set no more: another pipeline made it, or its"
    assert words in said(done)
    assert "is a data set of one item: README.md" in said(done)
    assert "1 items" not in said(done)


def test_items_that_are_others_now_or_changed_do_not_stay(tmp_path: Path) -> None:
    files = sorted(resource_path("samples", "dam-break", "data").glob("*.vtu"))
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for path in files[1:5]:
        shutil.copy(path, source)
    pipeline = VTKSource(source).write(NPZSink(out))
    run(pipeline, None, tmp_path / "1.curator-run")
    (out / "dambreak_001.npz").write_bytes(b"cut")
    (out / "dambreak_002.npz").unlink()
    done = run(pipeline, [3], tmp_path / "2.curator-run")
    assert "2 items of before are in the data set no more: their outputs are gone" in said(done)
    assert [row["index"] for row in table(out)] == ["2", "3"]
    shutil.copy(files[0], source)  # moves all indices by one
    again = VTKSource(source).write(NPZSink(out))
    done = run(again, [0], tmp_path / "3.curator-run")
    assert "2 items of before are in the data set no more: the source has other" in said(done)
    assert [row["index"] for row in table(out)] == ["0"]


def test_a_store_that_was_made_anew_has_no_items_of_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    pipeline = grids(6).write(GridZarrSink(out / "all.zarr"))
    run(pipeline, [0, 1, 2], tmp_path / "1.curator-run")
    shutil.rmtree(out / "all.zarr")
    done = run(pipeline, [3, 4], tmp_path / "2.curator-run")
    assert "3 items of before are in the data set no more: their outputs are gone" in said(done)
    assert [row["index"] for row in table(out)] == ["3", "4"]
    assert verify(out).problems == ()


def test_known_gaps_parts_and_decisions_of_before_stay(tmp_path: Path) -> None:
    out, source = tmp_path / "out", tmp_path / "in"
    source.mkdir()
    for path in sorted(resource_path("samples", "dam-break", "data").glob("*.vtu"))[:5]:
        shutil.copy(path, source)
    (source / "dambreak_001.vtu").write_text("no mesh")
    pipeline = VTKSource(source).write(NPZSink(out))
    run(pipeline, [0, 1, 2], tmp_path / "1.curator-run")
    run(pipeline, [3, 4], tmp_path / "2.curator-run")
    assert [row["index"] for row in table(out)] == ["0", "2", "3", "4"]
    skipped = (out / "skipped.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[0] for line in skipped] == ["1"]
    assert read_statistics(out)["left_out"] == 1


def test_a_damaged_data_set_of_before_is_said(tmp_path: Path) -> None:
    out, pipeline = tmp_path / "out", meshes(4).write(NPZSink(tmp_path / "out"))
    run(pipeline, [0, 1], tmp_path / "1.curator-run")
    statistics = (out / "statistics.json").read_text(encoding="utf-8")
    (out / "statistics.json").write_text(statistics.replace('"stores"', '"st"'), encoding="utf-8")
    done = run(pipeline, [2], tmp_path / "2.curator-run")
    assert "the items of before were not looked at" in said(done)
    assert [row["index"] for row in table(out)] == ["2"]


def test_a_database_can_be_loaded_and_then_written_anew(tmp_path: Path) -> None:
    """LMDB refuses a second opening in a process; who loads has the rows of the new file then."""
    out = tmp_path / "out"
    run(atoms(3).write(ASELMDBSink(out)), None, tmp_path / "1.curator-run")
    before = [item["positions"] for item in dataset.open(out)]
    scaled = atoms(3).filter(Supercell((2, 1, 1))).write(ASELMDBSink(out))
    run(scaled, None, tmp_path / "2.curator-run")
    for old, new in zip(before, dataset.open(out), strict=True):
        assert len(new["positions"]) == 2 * len(old)


LEFT_INSIDE = {"store": 4, "LMDB": 2, "ragged NPZ": 2, "one XYZ": 4, "shards": 1, "VTU": 0}
"""Items of before in the files that the new one is in; a shard has one more."""


def count_in(words: str) -> int:
    """Return how many items words are about, which begin with that: "an item", "2 items"."""
    first = words.split()[0]
    return 1 if first == "an" else int(first)


@pytest.mark.parametrize("kind", LEFT_INSIDE)
def test_what_shared_files_still_hold_of_another_pipeline_is_said(
    kind: str, tmp_path: Path
) -> None:
    make, first, second = KINDS[kind]
    out = tmp_path / "out"
    pipeline = make(out)
    run(pipeline, first + second, tmp_path / "1.curator-run")
    other = pipeline.source.filter(Nothing()).write(*pipeline.sinks)
    done = run(other, second[:1], tmp_path / "2.curator-run")
    gone = len(first + second) - 1
    assert f"{gone} items of before are in the data set no more" in said(done)
    left = [line for line in said(done).splitlines() if "still holds" in line]
    assert (
        sum(count_in(line.partition("still holds ")[2]) for line in left) == (LEFT_INSIDE[kind])
    ), left
    done = run(other, None, tmp_path / "3.curator-run")
    assert "still holds" not in said(done)


def test_new_items_in_no_part_of_a_split_are_said(tmp_path: Path) -> None:
    out, pipeline = tmp_path / "out", meshes(6).write(NPZSink(tmp_path / "out"))
    run(pipeline, [0, 1, 2], tmp_path / "1.curator-run")
    assert "in no part" not in said(run(pipeline, [3], tmp_path / "2.curator-run"))
    write_choices(out, {0: "train", 1: "test", 2: "", 3: "train"})
    done = run(pipeline, [4, 5], tmp_path / "3.curator-run")
    assert "2 new items are in no part of the split" in said(done)
    assert "in no part" not in said(run(pipeline, None, tmp_path / "4.curator-run"))
