"""The output folder of a run becomes a data set, and nothing of anybody is lost."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from curator_gui import dataset
from curator_gui.core import Pipeline
from curator_gui.core.documents.document_io import document_text, parse_document
from curator_gui.dataset import layout
from curator_gui.dataset.exporting import export
from curator_gui.dataset.handing_over import writing
from curator_gui.dataset.handing_over.card.text import card_text
from curator_gui.dataset.handing_over.writing import HandedOver, hand_over, write_again
from curator_gui.dataset.loading.reading import read_output
from curator_gui.dataset.own_files import DatasetError, read_statistics
from curator_gui.dataset.verifying import NOTES, verify
from curator_gui.domains.grid import AnemoiSink, GridZarrSink, NetCDFSink
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from tests.dataset.conftest import Ready
from tests.dataset.made import DOCUMENT, MADE, grids, make, meshes, run

OURS = (
    *(layout.DESCRIPTION, layout.ITEMS, layout.STATISTICS, layout.CARD),
    *(layout.DOCUMENT, layout.SKIPPED),
)
NO_CARD = [layout.ITEMS, layout.DESCRIPTION, layout.SKIPPED, layout.DOCUMENT]


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / layout.ITEMS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(found: HandedOver) -> str:
    return "\n".join(map(str, found.words))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    make("npz", folder)
    return folder


@pytest.mark.parametrize("kind", list(MADE))
def test_every_sink_makes_a_data_set_that_loads_and_verifies(kind: str, ready: Ready) -> None:
    found = ready(kind)
    assert found.folder.name == "out", said(found)
    assert all((found.folder / name).is_file() for name in OURS)
    data = dataset.open(found.folder)
    assert len(data) == found.items == 4
    items = [data[place] for place in range(4)]
    values = [np.concatenate([a.ravel() for a in i.values() if a.dtype.kind == "f"]) for i in items]
    assert len({each.tobytes() for each in values}) == 4  # each item is another one
    assert verify(found.folder).problems == ()


def test_the_table_keeps_to_its_layout(out: Path) -> None:
    header = (out / layout.ITEMS).read_text(encoding="utf-8").splitlines()[0].split(",")
    assert tuple(header[:5]) == layout.FIRST_COLUMNS
    assert tuple(header[-2:]) == layout.LAST_COLUMNS
    assert {"points", "temperature.max", "velocity.std"} <= set(layout.measure_columns(header))
    first = rows(out)[0]
    data = (out / first["outputs"]).read_bytes()
    assert first["sha256"] == hashlib.sha256(data).hexdigest()
    assert int(first["bytes"]) == len(data)
    (mesh,) = SyntheticSource(count=4, resolution=3)[0]
    assert float(first["temperature.max"]) == mesh["temperature"].max()


def test_parquet_and_csv_say_the_same(out: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet").read_table(out / layout.ITEMS_PARQUET)
    found = parquet.to_pylist()
    for row, same in zip(rows(out), found, strict=True):
        assert list(row) == list(same)
        assert row["temperature.max"] == repr(same["temperature.max"])
        assert (row["points"], row["sha256"]) == (str(same["points"]), same["sha256"])


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make("npz", tmp_path / name / "out")
    names = [*OURS, layout.ITEMS_PARQUET]
    both = [{n: (tmp_path / x / "out" / n).read_bytes() for n in names} for x in ("a", "b")]
    assert both[0] == both[1]


def test_handing_over_again_touches_nothing(out: Path) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    os.utime(out / layout.CARD, ns=(1, 1))
    make_again(out)
    after = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    assert after == {**before, layout.CARD: 1}


def make_again(out: Path, pipeline: Pipeline[Any] | None = None) -> HandedOver:
    return hand_over(pipeline or MADE["npz"](out), out.with_name(f"{out.name}.curator-run"))


def test_a_readme_of_somebody_stays_and_the_card_goes_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "README.md").write_text("mine")
    found = make("npz", out)
    assert (out / "README.md").read_text() == "mine"
    assert (out / layout.OWN_CARD).read_text(encoding="utf-8").startswith("# Made")
    assert "the card is DATASET.md" in said(found)


def test_a_card_that_was_changed_since_stays(out: Path) -> None:
    with (out / layout.CARD).open("a") as file:
        file.write("my words")
    found = make_again(out)
    assert (out / layout.CARD).read_text(encoding="utf-8").endswith("my words")
    assert "the card is DATASET.md" in said(found)
    assert any("README.md was changed" in str(p) for p in verify(out).problems) is False


@pytest.mark.parametrize(
    "name", [layout.ITEMS, layout.DESCRIPTION, layout.SKIPPED, layout.DOCUMENT]
)
def test_another_file_of_somebody_stops_it_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine")
    found = make("npz", out)
    assert found.folder is None
    assert f"{out / name} was not written by Curator" in said(found)
    assert (out / name).read_text() == "mine"
    assert {p.suffix for p in out.iterdir()} == {".npz", Path(name).suffix}


def test_statistics_of_a_step_stay_and_ours_have_another_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / layout.STATISTICS).write_text('{"mean": 1}')
    found = make("npz", out)
    assert (out / layout.STATISTICS).read_text() == '{"mean": 1}'
    assert read_statistics(out)["items"] == 4
    assert "dataset-statistics.json" in said(found)
    assert len(dataset.open(out)) == 4


def test_a_store_among_other_things_is_not_described_in_their_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "holiday.jpg").write_text("")
    found = make("grid zarr", out)
    assert found.folder is None
    assert "also holds holiday.jpg" in said(found)
    assert not (out / layout.CARD).exists()


def test_failures_are_listed_with_their_reasons(tmp_path: Path) -> None:
    out, record = tmp_path / "out", tmp_path / "out.curator-run"
    pipeline = meshes().write(NPZSink(out))
    out.mkdir()
    (out / "box_000002.npz").mkdir()  # nothing can be renamed onto it
    run(pipeline, record)
    found = hand_over(pipeline, record)
    assert found.items == 3
    with (out / layout.SKIPPED).open(encoding="utf-8", newline="") as file:
        (lost,) = csv.DictReader(file)
    assert (lost["index"], lost["source"], lost["status"]) == ("2", "box 2", "failed")
    assert lost["reason"]
    card = (out / layout.CARD).read_text(encoding="utf-8")
    assert "1 failed: box 2" in card
    (out / "box_000002.npz").rmdir()
    run(pipeline, record, resume=record)
    again = hand_over(pipeline, record)
    assert again.items == 4
    assert "one item is new" in said(again)
    assert "1 failed" not in (out / layout.CARD).read_text(encoding="utf-8")


def test_a_run_without_any_output_has_no_data_set(tmp_path: Path) -> None:
    pipeline = meshes(1).write(NPZSink(tmp_path / "out"))
    (tmp_path / "out" / "box_000000.npz").mkdir(parents=True)
    run(pipeline, tmp_path / "r")
    assert "nothing was written" in said(hand_over(pipeline, tmp_path / "r"))


def test_a_lost_record_is_said_and_raises_nothing(tmp_path: Path) -> None:
    found = hand_over(MADE["npz"](tmp_path / "out"), tmp_path / "none")
    assert found.folder is None
    assert "there is no such run record" in said(found)


def test_a_table_that_is_not_written_any_more_goes_and_that_is_said(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    assert (out / layout.ITEMS_PARQUET).is_file()
    monkeypatch.setattr(writing, "has_parquet", lambda: False)
    assert "items.parquet of before was removed" in said(make_again(out))
    assert not (out / layout.ITEMS_PARQUET).exists()


def test_a_table_of_before_that_somebody_changed_stays(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / layout.ITEMS_PARQUET).write_bytes(b"mine")
    monkeypatch.setattr(writing, "has_parquet", lambda: False)
    assert "was removed" not in said(make_again(out))
    assert (out / layout.ITEMS_PARQUET).read_bytes() == b"mine"


def test_nothing_outside_the_folder_is_ever_removed(out: Path) -> None:
    outside = out.parent / "thesis.txt"
    outside.write_text("years of work")
    statistics = out / layout.STATISTICS
    data = json.loads(statistics.read_text())
    data["files"]["../thesis.txt"] = hashlib.sha256(outside.read_bytes()).hexdigest()
    statistics.write_text(json.dumps(data))
    make_again(out)
    assert outside.read_text() == "years of work"


def test_a_fault_of_ours_is_said_and_raises_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("U.max")

    monkeypatch.setattr(writing, "write_dataset", broken)
    found = make_again(out)
    assert found.folder is None
    assert "the data set was not written: KeyError: " in said(found)


def test_outputs_that_cannot_be_opened_are_said(out: Path) -> None:
    (out / "box_000001.npz").write_bytes(b"no archive")
    assert "1 of 4 outputs that were opened are not described: " in said(make_again(out))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said(out: Path) -> None:
    (out / layout.CARD).unlink()
    out.chmod(0o555)
    try:
        assert "the data set was not written" in said(make_again(out))
    finally:
        out.chmod(0o755)


def test_an_output_that_is_gone_is_said(out: Path) -> None:
    (out / "box_000001.npz").unlink()
    assert "box_000001.npz is gone since it was written" in said(make_again(out))
    assert "box_000001.npz" in (out / layout.CARD).read_text(encoding="utf-8")
    assert any("box_000001.npz" in str(p) for p in verify(out).problems)


def test_parts_and_decisions_survive_a_resume(out: Path) -> None:
    decide(out, {1: ("train", "keep"), 2: ("test", "leave out")})
    found = make_again(out)
    assert found.folder is not None
    assert [(r["split"], r["decision"]) for r in rows(out)] == [
        ("", ""), ("train", "keep"), ("test", "leave out"), ("", ""),
    ]  # fmt: skip
    data = dataset.open(out)
    assert len(data) == 3
    assert data.splits == {"train": [1]}
    assert dataset.open(out, left_out=True).splits == {"train": [1], "test": [2]}


def decide(out: Path, choices: dict[int, tuple[str, str]]) -> None:
    """Write parts and decisions as the window does."""
    from dataclasses import replace

    from curator_gui.dataset.handing_over.reopening import reopen
    from curator_gui.dataset.handing_over.writing import write_dataset

    found = reopen(out)
    splits = {index: split for index, (split, _) in choices.items()}
    decisions = {index: word for index, (_, word) in choices.items()}
    write_dataset(replace(found, splits=splits, decisions=decisions))


@pytest.mark.parametrize("kind", ["npz", "grid zarr", "lmdb"])
def test_writing_again_from_its_own_files_changes_nothing(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    make(kind, out)
    before = {name: (out / name).read_bytes() for name in OURS}
    write_again(out)
    assert {name: (out / name).read_bytes() for name in OURS} == before


def test_the_card_takes_what_only_a_person_knows(tmp_path: Path) -> None:
    text = (
        "format: curator-pipeline\nversion: 1\nname: Box\nsteps: []\n"
        "dataset:\n  title: Boxes | all\n"
        "  creators: [Ada, Bob]\n  license: CC-BY-4.0\n  cite: Ada 2026\n  gaps: |\n    no flow\n"
    )
    out, record = tmp_path / "out", tmp_path / "r"
    pipeline = MADE["npz"](out)
    run(pipeline, record, document=document_text(parse_document(text)))
    hand_over(pipeline, record)
    card = (out / layout.CARD).read_text(encoding="utf-8")
    for words in ("# Boxes | all", "Ada, Bob", "CC-BY-4.0", "Ada 2026", "- no flow"):
        assert words in card
    data = json.loads((out / layout.DESCRIPTION).read_text(encoding="utf-8"))
    assert (data["license"], data["citeAs"]) == ("CC-BY-4.0", "Ada 2026")
    assert [one["name"] for one in data["creator"]] == ["Ada", "Bob"]


def test_the_code_on_the_card_runs_as_printed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(out, {0: ("train", ""), 1: ("test", "")})
    card = (out / layout.CARD).read_text(encoding="utf-8")
    code = card.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(out.parent)
    space: dict[str, Any] = {}
    exec(code, space)
    assert len(space["data"]) == 4
    assert len(space["part"]) == 1
    assert space["x"].ndim


@pytest.mark.parametrize("name", ["ü b", "a;b", "50%", "-x"])
def test_odd_names(name: str, tmp_path: Path) -> None:
    out = tmp_path / name
    found = make("npz", out)
    assert found.folder == out
    assert len(dataset.open(out)[1]) > 2
    assert verify(out).problems == ()


def test_a_changed_cut_or_missing_output_is_found(out: Path) -> None:
    files = [out / row["outputs"] for row in rows(out)]
    data = bytearray(files[0].read_bytes())
    data[200] ^= 1
    files[0].write_bytes(data)
    files[1].write_bytes(b"x")
    files[2].unlink()
    problems = sorted(map(str, verify(out).problems))
    assert len(problems) == 3
    assert "was changed" in problems[0]
    assert "has 1 bytes" in problems[1]
    assert "cannot be read" in problems[2]


def test_a_changed_file_in_a_store_is_found(tmp_path: Path) -> None:
    out = tmp_path / "out"
    make("grid zarr", out)
    chunk = next(p for p in (out / "store.zarr" / "t2m").rglob("*") if p.is_file())
    chunk.write_bytes(b"x")
    (problem,) = verify(out).problems
    assert "store.zarr" in str(problem)


def test_a_table_that_was_changed_is_found(out: Path) -> None:
    path = out / layout.ITEMS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], lines[1]]), encoding="utf-8")
    words = "\n".join(map(str, verify(out).problems))
    assert "items.csv was changed" in words
    assert "index 0 stands in items.csv more than once" in words


def test_an_interrupted_verification_goes_on(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curator_gui.dataset.verifying.PORTION", 2)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(out, interrupt)
    assert (out / NOTES).is_file()
    (out / "box_000000.npz").write_bytes(b"x")
    found = verify(out)
    assert found.continued == 1
    assert len(found.problems) == 1
    assert not (out / NOTES).exists()


def test_an_export_is_a_data_set_of_its_own(out: Path, tmp_path: Path) -> None:
    decide(out, {1: ("train", "keep"), 3: ("train", "")})
    found = export(out, tmp_path / "copy", [1, 3])
    data = dataset.open(tmp_path / "copy")
    assert found.items == len(data) == 2
    assert [item.index for item in data.items] == [1, 3]
    assert data.splits == {"train": [0, 1]}
    assert verify(tmp_path / "copy").problems == ()
    whole = dataset.open(out)
    assert np.array_equal(data[1]["points"], whole[3]["points"])


def test_an_export_of_links_takes_no_room(out: Path, tmp_path: Path) -> None:
    export(out, tmp_path / "copy", link=True)
    assert (tmp_path / "copy" / "box_000000.npz").samefile(out / "box_000000.npz")


def test_an_export_that_cannot_be_writes_nothing(out: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").touch()
    with pytest.raises(DatasetError, match="is not empty"):
        export(out, full)
    with pytest.raises(DatasetError, match="no item is chosen"):
        export(out, tmp_path / "copy", [77])
    (out / "box_000001.npz").unlink()
    with pytest.raises(DatasetError, match="is missing"):
        export(out, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_part_of_a_shared_store_is_not_exported(tmp_path: Path) -> None:
    make("lmdb", tmp_path / "out")
    with pytest.raises(DatasetError, match="all items share"):
        export(tmp_path / "out", tmp_path / "copy", [1])
    assert export(tmp_path / "out", tmp_path / "copy").items == 4


def test_a_data_set_of_another_version_is_refused(out: Path) -> None:
    path = out / layout.STATISTICS
    data = json.loads(path.read_text(encoding="utf-8")) | {"layout": 99}
    path.write_text(json.dumps(data), encoding="utf-8")
    for action in (dataset.open, verify, write_again):
        with pytest.raises(DatasetError, match="has layout 99"):
            action(out)
    assert "has layout 99" in said(make_again(out))


@pytest.mark.parametrize("text", ["", "index\n", "index,source\nx,y\n", "\x00"])
def test_a_damaged_table_is_an_error_with_its_line(text: str, out: Path) -> None:
    (out / layout.ITEMS).write_text(text, encoding="utf-8")
    for action in (dataset.open, verify, write_again):
        with pytest.raises(DatasetError, match=r"items\.csv"):
            action(out)


def test_a_line_that_is_no_item_is_named(out: Path) -> None:
    path = out / layout.ITEMS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:3], "x" + lines[3]]), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"items\.csv, line 4: is no item"):
        dataset.open(out)


def test_no_data_set_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no data set of Curator"):
        dataset.open(tmp_path)
    with pytest.raises(DatasetError, match="no folder"):
        dataset.open(tmp_path / "none")


def test_an_unknown_part_names_the_known_ones(out: Path) -> None:
    with pytest.raises(DatasetError, match="it was not split"):
        dataset.open(out).split("train")
    decide(out, {0: ("train", "")})
    with pytest.raises(DatasetError, match="it has train"):
        dataset.open(out).split("tset")


@pytest.mark.parametrize("kind", ["grid zarr", "flat grid zarr"])
def test_units_measures_and_slices(kind: str, ready: Ready) -> None:
    data = dataset.open(ready(kind).folder)
    assert data.units["t2m.max"] == "K"
    assert data.measures["t2m.max"].dtype == np.float64
    assert len(data[1:3]) == 2
    assert np.array_equal(data[1:3][0]["t2m"], data[1]["t2m"])
    opened = data[1:3].as_xarray()
    assert np.array_equal(opened["t2m"].values[0], data[1]["t2m"])
    assert {"latitude", "longitude"} <= set(opened.coords)


def test_netcdf_files_are_stacked(ready: Ready) -> None:
    data = dataset.open(ready("netcdf").folder)
    opened = data.as_xarray()
    assert opened["t2m"].shape == (4, 5, 6)
    assert np.array_equal(opened["t2m"].values[2], data[2]["t2m"])


@pytest.mark.parametrize("holes", ["remove", "keep"])
def test_each_item_of_a_shared_netcdf_file_is_found(tmp_path: Path, holes: str) -> None:
    pipeline = grids().write(NetCDFSink(tmp_path / "out", items_per_file=3, holes=holes))
    run(pipeline, tmp_path / "r", indices=[0, 2, 3])
    assert hand_over(pipeline, tmp_path / "r").items == 3
    data = dataset.open(tmp_path / "out")
    for place, index in enumerate((0, 2, 3)):
        (expected,) = pipeline.source[index]
        np.testing.assert_array_equal(data[place]["t2m"], expected["t2m"].values)
        np.testing.assert_array_equal(data[place]["latitude"], expected["latitude"].values)
        assert "written" not in data[place]
    opened = data.as_xarray()
    assert opened["item"].values.tolist() == [0, 2, 3]
    assert np.array_equal(opened["t2m"].values[1], data[1]["t2m"])
    assert not [name for name in opened.attrs if name.startswith("curator")]
    with pytest.raises(DatasetError, match="has no item of index 1"):
        read_output(data.folder / data.items[0].outputs[0], 1)


def test_shared_files_of_earlier_versions_are_refused_in_words(tmp_path: Path) -> None:
    pipeline = grids().write(NetCDFSink(tmp_path / "out", items_per_file=2))
    run(pipeline, tmp_path / "r")
    hand_over(pipeline, tmp_path / "r")
    data = dataset.open(tmp_path / "out")
    for path in {data.folder / item.outputs[0] for item in data.items}:
        forget_first(path)
    with pytest.raises(DatasetError, match="did not note which is which"):
        data[0]
    with pytest.raises(DatasetError, match="did not note which is which"):
        data.as_xarray()


def forget_first(path: Path) -> None:
    with netCDF4.Dataset(path, "r+") as file:
        file.delncattr("curator_first_index")


def test_meshes_are_no_grids_and_torch_is_asked_for_in_words(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = dataset.open(out)
    with pytest.raises(DatasetError, match="not gridded"):
        data.as_xarray()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for ask in (data.as_torch, data.as_pyg):
        with pytest.raises(DatasetError, match="torch is not installed here: pip install torch"):
            ask()


def test_it_can_be_moved_and_pickled(out: Path, tmp_path: Path) -> None:
    import pickle

    moved = tmp_path / "elsewhere"
    shutil.move(out, moved)
    data = pickle.loads(pickle.dumps(dataset.open(moved)))
    assert verify(moved).problems == ()
    assert len(data[0]) == len(list(data)[3])


def test_the_card_of_nothing(out: Path) -> None:
    from dataclasses import replace

    from curator_gui.dataset.handing_over.files.croissant import Described
    from curator_gui.dataset.handing_over.reopening import reopen

    empty = replace(reopen(out), rows=[], measures=[])
    assert "| Items | 0 |" in card_text(empty, Described("none"), [])
    assert DOCUMENT


@pytest.mark.parametrize(
    "sink",
    [
        lambda out: GridZarrSink(out / "store.zarr", "time"),
        lambda out: GridZarrSink(out / "store.zarr", "time", layout="flat"),
        lambda out: AnemoiSink(out / "store.zarr"),
    ],
)
def test_a_store_of_a_single_item_loads(sink: Any, tmp_path: Path) -> None:
    pipeline = grids(1).write(sink(tmp_path / "out"))
    run(pipeline, tmp_path / "one.curator-run")
    found = hand_over(pipeline, tmp_path / "one.curator-run")
    assert found.folder is not None, said(found)
    data = dataset.open(found.folder)
    assert [item.outputs for item in data.items] == [("store.zarr",)]
    assert any(values.size for values in data[0].values())
    assert not verify(found.folder).problems
