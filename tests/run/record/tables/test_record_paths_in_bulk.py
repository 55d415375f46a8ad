"""All outputs of a record, read in pieces of any size, are what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.run.events import IndexFinished, IndexStarted
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord
from curator_gui.run.record.queries.bulk import path_rows

WRITTEN = {
    0: ["/out/a.vtu"],
    1: ["/out/b.vtu", "/out/b.json", "/other/b.npz"],
    3: ["s3://bucket/x", "/out/\udcff.vtu"],
    4: ["plain"],
    9: ["/out/é.vtu"],
}


@pytest.mark.parametrize("size", [1, 2, 3, 4, 8, 9, 50_000])
def test_pieces_hold_whole_indices_in_order(tmp_path: Path, size: int) -> None:
    path = tmp_path / "run.curator-run"
    writer = RecordWriter.create(path, RunMeta("r", "", {}, [{"name": "Read"}], "f", 10, range(10)))
    for index, paths in WRITTEN.items():
        writer.write(IndexStarted(1.0, index, 1, 1))
        writer.write(IndexFinished(2.0, index, 1, 1, 1.0, tuple(paths), 1, (0.1,), 1))
    writer.close()
    found: dict[int, list[str]] = {}
    with RunRecord.open(path) as record:
        for piece in path_rows(record, size):
            assert not found.keys() & set(piece.indices.tolist())
            for index, folder, name in zip(
                piece.indices.tolist(), piece.folders, piece.names, strict=True
            ):
                found.setdefault(index, []).append(folder + name)
    assert found == WRITTEN
    assert list(found) == sorted(WRITTEN)
