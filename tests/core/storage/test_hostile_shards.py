"""Shards for WebDataset made to harm: an error in words, at once; nothing is executed or filled."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core.storage.containers import tar_samples
from curator_gui.core.storage.containers.tar_samples import SampleError, iterate

ABOUT = {"index": 0, "item": 0, "items": 1, "source": "s", "arrays": {"x.npy": "x"}}
JSON = ("00000000.json", json.dumps(ABOUT).encode(), {})
HUGE = (10**6, 10**6)

Member = tuple[str, bytes, dict[str, Any]]


def shard(path: Path, *members: Member) -> Path:
    """Write a shard that ends as one of ours does, with any headers."""
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for name, data, more in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            for field, value in more.items():
                setattr(entry, field, value)
            tar.addfile(entry, io.BytesIO(data))
        end = tar.offset
    path.write_bytes(path.read_bytes()[:end] + tar_samples.END)
    return path


class Evil:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.marker),)


def npy(shape: tuple[int, ...]) -> bytes:
    """Return the head of an array, and nothing of it."""
    file = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue()


def npz(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("x.npy", content)
    return file.getvalue()


def pickled(folder: Path) -> bytes:
    file = io.BytesIO()
    array = np.array([Evil(folder / "executed")], dtype=object)
    np.lib.format.write_array(file, array, allow_pickle=True)
    return file.getvalue()


SPARSE = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(10**14)}
MADE: dict[str, Callable[[Path], list[Member]]] = {
    "promise": lambda _: [("00000000.x.npy", npy(HUGE), {}), JSON],
    "packed promise": lambda _: [("00000000.npz", npz(npy(HUGE)), {}), JSON],
    "bomb": lambda _: [("00000000.npz", npz(npy((40, 10**6)) + bytes(320_000_000)), {}), JSON],
    "pickle": lambda path: [("00000000.x.npy", pickled(path), {}), JSON],
    "packed pickle": lambda path: [("00000000.npz", npz(pickled(path)), {}), JSON],
    "nested": lambda _: [("00000000.json", b"[" * 1_000_000, {})],
    "size": lambda _: [(*JSON[:2], {"pax_headers": {"size": str(10**15)}})],
    "sparse": lambda _: [(*JSON[:2], {"pax_headers": SPARSE})],
    "link": lambda _: [("00000000.json", b"", {"type": tarfile.SYMTYPE, "linkname": "/etc/hosts"})],
    "hard link": lambda _: [("00000000.json", b"", {"type": tarfile.LNKTYPE, "linkname": "../a"})],
    "elsewhere": lambda _: [("../00000000.json", JSON[1], {})],
    "device": lambda _: [("00000000.json", b"", {"type": tarfile.CHRTYPE})],
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.fault] * (name == "bomb")) for name in MADE]
)
def test_a_hostile_shard_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    path = shard(tmp_path / "a.tar", *MADE[name](tmp_path))
    with pytest.raises(SampleError, match=r"a\.tar"):
        list(iterate(path))
    assert not (tmp_path / "executed").exists()


def test_what_measured_numbers_pack_to_is_read(tmp_path: Path) -> None:
    content = io.BytesIO()
    np.lib.format.write_array(content, np.random.default_rng(0).normal(size=1000))
    (found,) = iterate(
        shard(tmp_path / "a.tar", ("00000000.npz", npz(content.getvalue()), {}), JSON)
    )
    assert found[0]["x"].shape == (1000,)
