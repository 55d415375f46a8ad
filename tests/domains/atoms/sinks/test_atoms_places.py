"""What stands in the place of a file or store of structures is refused before a run, untouched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ase.build import molecule

from curator_gui.domains.atoms import (
    ASEDatabaseSink,
    ASELMDBSink,
    AtomsHDF5Sink,
    AtomsNPZSink,
    AtomsZarrSink,
)
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.sinks.base import StagedSink
from curator_gui.domains.atoms.sinks.one_xyz import OneXYZFile

FILES: dict[str, Callable[[Path], StagedSink]] = {
    "npz": lambda folder: AtomsNPZSink(folder / "a.npz"),
    "hdf5": lambda folder: AtomsHDF5Sink(folder / "a.h5"),
    "db": lambda folder: ASEDatabaseSink(folder / "a.db"),
    "lmdb": lambda folder: ASELMDBSink(folder, indices_per_file=2),
    "xyz": lambda folder: OneXYZFile(folder / "a.xyz"),
}
SINKS = {**FILES, "zarr": lambda folder: AtomsZarrSink(folder / "a.zarr")}
BOTH = ["check_place", "prepare"]


def everything(folder: Path) -> dict[str, bytes | None]:
    return {str(p): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def refused(sink: StagedSink, way: str, folder: Path, words: str) -> None:
    before = everything(folder)
    with pytest.raises(StructureError, match=words):
        getattr(sink, way)(range(5))
    assert everything(folder) == before


@pytest.mark.parametrize("way", BOTH)
@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("index", [0, 4])
def test_a_folder_in_the_place_of_a_file(tmp_path: Path, kind: str, index: int, way: str) -> None:
    sink = FILES[kind](tmp_path)
    sink.product_of(index).mkdir()
    refused(sink, way, tmp_path, "is a folder, not a file")


@pytest.mark.parametrize("way", BOTH)
@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("index", [0, 4])
def test_a_file_of_others(tmp_path: Path, kind: str, index: int, way: str) -> None:
    sink = FILES[kind](tmp_path)
    sink.product_of(index).write_bytes(b"somebody else's\n")
    refused(sink, way, tmp_path, "was not written by this sink")


@pytest.mark.parametrize("way", BOTH)
def test_a_file_or_a_folder_of_others_in_the_place_of_a_store(tmp_path: Path, way: str) -> None:
    sink = AtomsZarrSink(tmp_path / "a.zarr")
    (tmp_path / "a.zarr").write_text("a file")
    refused(sink, way, tmp_path, "is a file, not a folder")
    (tmp_path / "a.zarr").unlink()
    (tmp_path / "a.zarr").mkdir()
    (tmp_path / "a.zarr" / "mine.txt").write_text("kept")
    refused(sink, way, tmp_path, "has other contents")


@pytest.mark.parametrize("kind", SINKS)
def test_the_form_names_the_first_place(tmp_path: Path, kind: str) -> None:
    sink: Any = SINKS[kind](tmp_path)
    assert list(sink.problems()) == []
    place = sink.product_of(0)
    place.write_text("x") if kind == "zarr" else place.mkdir()
    [(param, words)] = sink.problems()
    assert param == {"lmdb": "stem", "xyz": "template"}.get(kind, "path")
    assert str(place) in str(words)


@pytest.mark.parametrize("kind", SINKS)
def test_what_the_sink_itself_has_begun_or_written_is_its_own(tmp_path: Path, kind: str) -> None:
    sink = SINKS[kind](tmp_path)
    sink.prepare(range(5))
    sink.prepare(range(5))  # only placeholders are there
    for index in range(5):
        sink(iter([molecule("H2O")]), index)
    sink.finish(range(5))
    again = SINKS[kind](tmp_path)
    assert list(again.problems()) == []
    again.prepare(range(5))
