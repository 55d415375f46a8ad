"""Arrays of HDF5 whose chunks unpack to more than they can hold are refused before."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.containers import hdf5_packing
from curator_gui.core.storage.containers.hdf5_links import check_links, open_member
from curator_gui.core.storage.containers.hdf5_packing import PackingError

h5py = pytest.importorskip("h5py")


@cache
def packed(size: int, times: int) -> bytes:
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def bomb(path: Path, times: int, size: int = 100 << 20) -> None:
    """Write an array of ten numbers that unpacks to `size` bytes."""
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    made.set_chunk((10,))
    for _ in range(times):
        made.set_deflate(1)
    with h5py.File(path, "w") as file:
        space = h5py.h5s.create_simple((10,))
        array = h5py.Dataset(h5py.h5d.create(file.id, b"x", h5py.h5t.NATIVE_FLOAT, space, made))
        array.id.write_direct_chunk((0,), packed(size, times))


@pytest.mark.parametrize(
    ("times", "words"), [(1, "a chunk of 40 B that is packed to"), (2, "is packed twice")]
)
@pytest.mark.parametrize("way", ["whole", "member"])
def test_a_bomb_is_refused(tmp_path: Path, times: int, words: str, way: str) -> None:
    path = tmp_path / "a.h5"
    bomb(path, times)
    assert path.stat().st_size < 1 << 20
    look = check_links if way == "whole" else open_x
    with pytest.raises(PackingError, match=rf"a\.h5 is damaged, .*: x (has )?{words}"):
        look(path)


def open_x(path: Path) -> None:
    with h5py.File(path) as file:
        open_member(file, "x")


WAYS: dict[str, dict[str, Any]] = {
    "not packed": {},
    "deflate": {"compression": "gzip"},
    "shuffled": {"compression": "gzip", "shuffle": True, "fletcher32": True},
    "lzf": {"compression": "lzf"},
    "scaled": {"compression": "gzip", "scaleoffset": 3},
    "one chunk": {"compression": "gzip", "chunks": (3, 200)},
    "tiny chunks": {"compression": "gzip", "chunks": (1, 1)},
}


@pytest.mark.parametrize("way", WAYS)
def test_honest_arrays_are_read(tmp_path: Path, way: str) -> None:
    noise = np.random.default_rng(0).normal(size=(300, 200)).astype("f4")
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("x", data=noise, **WAYS[way])
    check_links(path)
    with h5py.File(path) as file:
        assert open_member(file, "x").shape == (300, 200)


def twice(path: Path, values: Any, *, checked: bool = False, outer: str = "deflate") -> None:
    """Write values shuffled and packed twice."""
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    made.set_chunk((1000,))
    made.set_shuffle()
    made.set_deflate(4)
    if outer == "lzf":
        made.set_filter(h5py.h5z.FILTER_LZF)
    else:
        made.set_deflate(4)
    if checked:
        made.set_fletcher32()
    with h5py.File(path, "w") as file:
        space = h5py.h5s.create_simple((len(values),))
        array = h5py.h5d.create(file.id, b"x", h5py.h5t.NATIVE_DOUBLE, space, made)
        array.write(h5py.h5s.ALL, h5py.h5s.ALL, values)


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("kind", ["noise", "zeros", "steps"])
def test_what_is_honestly_packed_twice_is_read(tmp_path: Path, kind: str, checked: bool) -> None:
    values = {
        "noise": np.random.default_rng(0).normal(size=10_500),
        "zeros": np.zeros(10_500),
        "steps": np.repeat(np.arange(105.0), 100),
    }[kind]
    path = tmp_path / "a.h5"
    twice(path, values, checked=checked)
    check_links(path)
    with h5py.File(path) as file:
        np.testing.assert_array_equal(open_member(file, "x")[()], values)


def test_an_outer_packing_that_cannot_be_looked_into_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    twice(path, np.zeros(3000), outer="lzf")
    with pytest.raises(PackingError, match=r"x is packed twice \(deflate, LZF\)"):
        check_links(path)


def test_one_chunk_of_many_that_would_fill_the_memory_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    twice(path, np.random.default_rng(0).normal(size=10_500))
    with h5py.File(path, "r+") as file:
        file["x"].id.write_direct_chunk((7000,), packed(100 << 20, 2))
    with pytest.raises(PackingError, match="x is packed twice"):
        check_links(path)


def test_types_without_numbers_are_no_hindrance(tmp_path: Path) -> None:
    """NumPy has no type for times of HDF5: whoever reads that array is told so, and no others."""
    path = tmp_path / "a.h5"
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    made.set_chunk((10,))
    made.set_deflate(1)
    with h5py.File(path, "w") as file:
        space = h5py.h5s.create_simple((10,))
        h5py.h5d.create(file.id, b"when", h5py.h5t.UNIX_D32LE, space, made)
    check_links(path)
    with h5py.File(path) as file:
        assert open_member(file, "when").shape == (10,)


def test_values_of_any_length_are_counted_as_they_stand(tmp_path: Path) -> None:
    """HDF5 keeps 16 bytes of each, and 8 of them stand for one in memory."""
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        texts = np.array([f"{n:x}" for n in range(50_000)], dtype=object)
        options = {"chunks": (50_000,), "shuffle": True, "compression": "gzip"}
        file.create_dataset("x", data=texts, dtype=h5py.string_dtype(), **options)
    check_links(path)


def _netcdf(path: Path) -> Any:
    from curator_gui.domains.grid import NetCDFSource

    xr = pytest.importorskip("xarray")
    xr.Dataset({"t": ("time", np.arange(10.0))}).to_netcdf(path / "a.nc")
    bomb(path / "b.nc", 2)
    return NetCDFSource(str(path))


def _exodus(path: Path) -> Any:
    from curator_gui.domains.mesh import ExodusSource

    bomb(path / "b.e", 2)
    return ExodusSource(path)


def _vtkhdf(path: Path) -> Any:
    from curator_gui.domains.mesh import VTKSource

    bomb(path / "b.vtkhdf", 2)
    return VTKSource(path)


@pytest.mark.parametrize("make", [_netcdf, _exodus, _vtkhdf])
def test_readers_name_the_file(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    source = make(tmp_path)
    with pytest.raises(CuratorError, match=r"b\.\w+ is damaged, or made to fill the memory"):
        list(source[len(source) - 1])


def test_what_is_packed_twice_is_looked_through_once_while_its_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index opens an array again and again, and looking unpacks all of it."""
    looked: list[Any] = []
    look = hdf5_packing._looks_small

    def counted(array: Any, *more: Any) -> bool:
        looked.append(array)
        return look(array, *more)

    monkeypatch.setattr(hdf5_packing, "_looks_small", counted)
    path = tmp_path / "a.h5"
    twice(path, np.random.default_rng(0).normal(size=10_500))
    for _ in range(3):
        open_x(path)
    assert len(looked) == 1
    with h5py.File(path, "r+") as file:
        file["x"].id.write_direct_chunk((7000,), packed(100 << 20, 2))
    with pytest.raises(PackingError, match="x is packed twice"):
        open_x(path)
