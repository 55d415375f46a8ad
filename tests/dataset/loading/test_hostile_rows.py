"""Rows of a data set's database that unpack to gigabytes are that file's error."""

from __future__ import annotations

import json
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest

from curator_gui.dataset.loading import structures
from curator_gui.dataset.loading.structures import read_lmdb
from curator_gui.dataset.own_files import DatasetError

lmdb = pytest.importorskip("lmdb")
SIZE = 40 << 20


def database(path: Path, own: bytes, row: bytes) -> Path:
    with (
        lmdb.open(str(path), subdir=False, map_size=1 << 24) as file,
        file.begin(write=True) as transaction,
    ):
        transaction.put(b"curator", own)
        transaction.put(b"1", row)
    return path


def bomb() -> bytes:
    packing = zlib.compressobj(9)
    return b"".join(
        [*(packing.compress(bytes(1 << 20)) for _ in range(SIZE >> 20)), packing.flush()]
    )


OWN = zlib.compress(json.dumps({"indices": [0], "counts": [1]}).encode())


@pytest.mark.parametrize("where", ["own", "row"])
def test_a_bomb_is_refused(tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structures, "_LARGE", 1 << 20)
    own, row = (bomb(), b"x") if where == "own" else (OWN, bomb())
    path = database(tmp_path / "a.aselmdb", own, row)
    tracemalloc.start()
    try:
        with pytest.raises(DatasetError, match=r"a\.aselmdb is damaged: it unpacks to more than"):
            read_lmdb(path, 0)
        assert tracemalloc.get_traced_memory()[1] < SIZE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("row", [b"no zlib", zlib.compress(b'{"numbers": [1]}')[:-5]])
def test_damage_is_named(tmp_path: Path, row: bytes) -> None:
    path = database(tmp_path / "a.aselmdb", OWN, row)
    with pytest.raises(DatasetError, match=r"a\.aselmdb is damaged"):
        read_lmdb(path, 0)


def test_a_row_of_many_zeros_is_read(tmp_path: Path) -> None:
    cell = np.zeros((3, 3)).tolist()
    text = json.dumps({"cell": cell, "positions": np.zeros((50_000, 3)).tolist()})
    path = database(tmp_path / "a.aselmdb", OWN, zlib.compress(text.encode()))
    assert read_lmdb(path, 0)["positions"].shape == (50_000, 3)
