"""A preview of a small file that holds or promises huge arrays reads what there is room for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from curator_gui.domains.common import plain_files
from curator_gui.domains.common.plain_files import read_hdf5, read_npz, read_zarr

MB = 1 << 20


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_files, "MAX_BYTES", 8 * MB)
    monkeypatch.setattr(plain_files, "MAX_ENTRIES", 100_000)


def arrays_of(contents: Any) -> dict[str, Any]:
    (found,) = contents.items
    return dict(found)


def test_npz(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    large = np.zeros(32 * MB, np.uint8)
    np.savez_compressed(path, before=np.arange(3), large=large, after=np.arange(4))
    assert path.stat().st_size < MB
    contents = read_npz(path)
    assert sorted(arrays_of(contents)) == ["after", "before"]
    assert contents.note == "Left out, because they are too large: large."


def hdf5(path: Path) -> Any:
    import h5py

    with h5py.File(path, "w") as file:
        file["small"] = np.arange(3.0)
        file.create_dataset("long", (10**12,), "f8", chunks=(1000,))
        file.create_dataset("wide", (2, 10**12), "f8", chunks=(1, 1000))
        file.create_dataset("pieces", (10**9,), "f8", chunks=(10**8,), compression="gzip")
    return read_hdf5(path)


def zarr(path: Path) -> Any:
    import zarr

    group = zarr.open_group(path, mode="w")
    group["small"] = np.arange(3.0)
    for name, shape, chunks in (
        ("long", (10**12,), (1000,)),
        ("wide", (2, 10**12), (1, 1000)),
        ("pieces", (10**9,), (10**8,)),
    ):
        group.create_array(name, shape=shape, chunks=chunks, dtype="f8", fill_value=0.0)
    return read_zarr(path)


@pytest.mark.parametrize("read", [hdf5, zarr])
def test_stores(tmp_path: Path, read: Any) -> None:
    before = psutil.Process().memory_info().rss
    contents = read(tmp_path / "a")
    found = arrays_of(contents)
    assert psutil.Process().memory_info().rss < before + 200 * MB
    assert {name: array.shape for name, array in found.items()} == {
        "small": (3,),
        "long": (100_000,),
    }
    assert "Only the beginning was read of long (100,000 of 1,000,000,000,000 rows)" in (
        contents.note
    )
    assert "Left out, because they are too large: " in contents.note
    assert all(name in contents.note for name in ("wide", "pieces"))
