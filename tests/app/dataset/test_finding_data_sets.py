"""Where the data sets of a document lie: one for each of its sinks."""

from __future__ import annotations

from pathlib import Path

from curator_gui.app.dataset.finding import dataset_folder, dataset_folders, is_of_document
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
