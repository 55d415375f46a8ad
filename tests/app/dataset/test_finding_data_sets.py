"""Where the data sets of a document lie: one for each of its sinks."""

from __future__ import annotations

from pathlib import Path

from curator_gui.app.dataset.finding import (
    dataset_folder,
    dataset_folders,
    is_of_document,
    source_file,
)
from curator_gui.core import PipelineDocument, make_step
from curator_gui.dataset.layout import ITEMS


def two(*folders: str) -> PipelineDocument:
    sinks = tuple(make_step("sink", "text.Write", {"folder": folder}) for folder in folders)
    return PipelineDocument(sinks=sinks)


def test_each_sink_has_a_folder(tmp_path: Path) -> None:
    document = two("a", "b")
    assert dataset_folders(document, tmp_path) == [tmp_path / "a", tmp_path / "b"]
    assert dataset_folder(document, tmp_path) == tmp_path / "a"
    assert is_of_document(tmp_path / "b", document, tmp_path)
    assert not is_of_document(tmp_path / "c", document, tmp_path)
    off = document.set_enabled(document.sinks[0].id, False)
    assert dataset_folders(off, tmp_path) == [tmp_path / "b"]
    assert dataset_folder(two(), tmp_path) is None


def test_the_first_that_has_a_data_set_is_the_one_to_open(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / ITEMS).write_text("index,source\n0,x\n", encoding="utf-8")
    assert dataset_folder(two("a", "b"), tmp_path) == tmp_path / "b"


def test_an_items_file_is_found_below_the_source_or_is_the_source(tmp_path: Path) -> None:
    deep = tmp_path / "in" / "tank 1" / "a b.vtu"
    deep.parent.mkdir(parents=True)
    for path in (deep, tmp_path / "in" / "all.xyz", tmp_path / "one.nc"):
        path.write_text("x", encoding="utf-8")
    folder = PipelineDocument(source=make_step("source", "text.Read", {"folder": "in", "n": 3}))
    assert source_file(folder, tmp_path, "tank 1/a b.vtu") == deep
    assert source_file(folder, tmp_path, "all.xyz frame 4") == tmp_path / "in" / "all.xyz"
    assert source_file(folder, tmp_path, "time=2000-01-01") is None
    assert source_file(folder, tmp_path, "nul\0" + "x" * 5000) is None
    single = PipelineDocument(source=make_step("source", "text.Read", {"path": "one.nc"}))
    assert source_file(single, tmp_path, "time=2000-01-01") == tmp_path / "one.nc"
    assert source_file(PipelineDocument(), tmp_path, "a") is None
