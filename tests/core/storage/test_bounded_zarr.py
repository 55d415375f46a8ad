"""A chunk of Zarr that unpacks to more than its array needs is refused before it does."""

from __future__ import annotations

import json
import tracemalloc
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.containers import bounded_chunks
from curator_gui.core.storage.containers.bounded_chunks import ChunkTooLargeError, PickledChunkError
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.storage.containers.packed_sizes import zstd_size

zarr = pytest.importorskip("zarr")
numcodecs = pytest.importorskip("numcodecs")

BOMB = 32 << 20
MOST = 12 << 20
VALUES = np.arange(4000, dtype="f4").reshape(10, 400)


def third(name: str) -> Any:
    from zarr.codecs import BloscCodec, GzipCodec, ZstdCodec
    from zarr.codecs import numcodecs as own

    found = {"gzip": GzipCodec, "zstd": ZstdCodec, "blosc": BloscCodec}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return found[name]() if name in found else getattr(own, name)()


SECOND: dict[str, Callable[[], Any]] = {
    "gzip": numcodecs.GZip, "zlib": numcodecs.Zlib, "bz2": numcodecs.BZ2, "lzma": numcodecs.LZMA,
    "blosc": numcodecs.Blosc, "zstd": numcodecs.Zstd, "lz4": numcodecs.LZ4,
}  # fmt: skip
THIRD = ["gzip", "zstd", "blosc", "Zlib", "BZ2", "LZMA", "LZ4", "Zstd", "Blosc", "GZip"]
KINDS = [*(("second", name) for name in SECOND), *(("third", name) for name in THIRD)]


def made(path: Path, form: str, name: str, **more: Any) -> Any:
    """Write an array of ten chunks of 1,600 bytes, and open it again."""
    codec = SECOND[name]() if form == "second" else third(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        array = zarr.create_array(
            str(path), shape=VALUES.shape, chunks=(1, 400), dtype="f4", compressors=[codec],
            zarr_format=2 if form == "second" else 3, **more,
        )  # fmt: skip
        array[...] = VALUES
        bound_zarr()
        return zarr.open_array(str(path), mode="r")


def chunk(path: Path, form: str, number: int) -> Path:
    return path / (f"{number}.0" if form == "second" else f"c/{number}/0")


@cache
def bomb(name: str) -> bytes:
    codec = SECOND[name.lower()]()
    return bytes(codec.encode(bytes(BOMB)))


@pytest.mark.parametrize(("form", "name"), KINDS)
def test_sound_chunks_are_read_and_bombs_refused(tmp_path: Path, form: str, name: str) -> None:
    array = made(tmp_path / "a", form, name)
    np.testing.assert_array_equal(array[...], VALUES)
    packed = bomb(name)
    assert len(packed) < 1 << 20
    chunk(tmp_path / "a", form, 3).write_bytes(packed)
    tracemalloc.start()
    try:
        with pytest.raises(ChunkTooLargeError, match=r"would unpack to .* or more"):
            array[3]
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()
    np.testing.assert_array_equal(array[4], VALUES[4])


def test_a_bomb_within_a_shard_is_refused(tmp_path: Path) -> None:
    array = made(tmp_path / "a", "third", "gzip", shards=(10, 400))
    np.testing.assert_array_equal(array[...], VALUES)
    shard = chunk(tmp_path / "a", "third", 0)
    data = shard.read_bytes()
    index = np.frombuffer(data[-164:-4], "<u8").reshape(10, 2).copy()
    packed = bomb("gzip")
    index[3] = len(data) - 164, len(packed)
    from numcodecs.checksum32 import CRC32C

    shard.write_bytes(data[:-164] + packed + bytes(CRC32C(location="end").encode(index)))
    with pytest.raises(ChunkTooLargeError):
        array[3]
    np.testing.assert_array_equal(array[2], VALUES[2])


@pytest.mark.parametrize("name", ["gzip", "zlib", "bz2", "lzma"])
def test_a_chunk_that_is_cut_off_is_an_error(tmp_path: Path, name: str) -> None:
    array = made(tmp_path / "a", "second", name)
    place = chunk(tmp_path / "a", "second", 3)
    place.write_bytes(place.read_bytes()[:-12])
    with pytest.raises((EOFError, OSError)):
        array[3]


def test_several_streams_behind_one_another_are_one_chunk(tmp_path: Path) -> None:
    array = made(tmp_path / "a", "second", "gzip")
    raw = VALUES[3].tobytes()
    parts = [bytes(numcodecs.GZip().encode(part)) for part in (raw[:100], raw[100:])]
    chunk(tmp_path / "a", "second", 3).write_bytes(b"".join(parts))
    np.testing.assert_array_equal(array[3], VALUES[3])


def test_texts_have_room(tmp_path: Path) -> None:
    texts = np.array(["a" * 5000, "", "é"], dtype=np.dtypes.StringDType())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        array = zarr.create_array(str(tmp_path / "a"), data=texts, zarr_format=2)
    bound_zarr()
    array = zarr.open_array(str(tmp_path / "a"), mode="r")
    assert list(array[...]) == list(texts)


@pytest.mark.parametrize("form", [2, 3])
@pytest.mark.parametrize("shape", [(), (1,)])
def test_a_long_text_has_room(tmp_path: Path, form: Any, shape: tuple[int, ...]) -> None:
    """One value may be a whole file, which packs well: settings, a table, a notebook."""
    texts = np.array('{"a": 1}' * 200_000, dtype=np.dtypes.StringDType()).reshape(shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        codec = numcodecs.Zlib() if form == 2 else third("gzip")
        zarr.create_array(
            str(tmp_path / "a"), data=texts, zarr_format=form, compressors=[codec]
        )  # fmt: skip
    bound_zarr()
    array = zarr.open_array(str(tmp_path / "a"), mode="r")
    assert np.asarray(array[...]).ravel()[0] == texts.ravel()[0]


@pytest.mark.parametrize("form", [2, 3])
def test_texts_that_fill_the_memory_are_refused(
    tmp_path: Path, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_chunks, "_TEXTS", BOMB // 2)
    texts = np.array(["a" * BOMB], dtype=np.dtypes.StringDType())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        codec = numcodecs.Zlib() if form == 2 else third("gzip")
        zarr.create_array(str(tmp_path / "a"), data=texts, zarr_format=form, compressors=[codec])
    bound_zarr()
    with pytest.raises(ChunkTooLargeError):
        zarr.open_array(str(tmp_path / "a"), mode="r")[...]


@pytest.mark.filterwarnings("ignore:Combining a")
def test_a_shard_of_tiny_chunks_may_be_packed_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zarr.codecs import BytesCodec, GzipCodec, ShardingCodec

    monkeypatch.setattr(bounded_chunks, "_MARGIN", 0)  # or it would take 30,000 chunks
    values = (np.arange(1 << 10) % 255 + 1).astype("u1")
    shards = ShardingCodec(chunk_shape=(1,), codecs=[BytesCodec(), GzipCodec()])
    array = zarr.create(
        store=str(tmp_path / "a"), shape=values.shape, chunks=values.shape, dtype="u1",
        zarr_format=3, codecs=[shards, GzipCodec()],
    )  # fmt: skip
    array[...] = values
    bound_zarr()
    np.testing.assert_array_equal(zarr.open_array(str(tmp_path / "a"), mode="r")[...], values)


@pytest.mark.parametrize("name", ["zlib", "bz2", "lzma"])
def test_what_stands_behind_a_packed_chunk_is_no_part_of_it(tmp_path: Path, name: str) -> None:
    """Some writers fill chunks up to a multiple of some bytes; numcodecs looks at none of it."""
    array = made(tmp_path / "a", "second", name)
    place = chunk(tmp_path / "a", "second", 3)
    place.write_bytes(place.read_bytes() + b"filled up to here")
    assert SECOND[name]().decode(place.read_bytes()) == VALUES[3].tobytes()
    np.testing.assert_array_equal(array[3], VALUES[3])


def test_pickled_chunks_are_refused_whatever_stands_beside(tmp_path: Path) -> None:
    """Zarr looks at the first filter that makes objects, and runs them all."""
    (tmp_path / ".zarray").write_text(json.dumps({
        "zarr_format": 2, "shape": [1], "chunks": [1], "dtype": "|O", "fill_value": None,
        "order": "C", "compressor": None, "filters": [{"id": "vlen-utf8"}, {"id": "pickle"}],
    }))  # fmt: skip
    (tmp_path / "0").write_bytes(b"\x80\x04.")
    bound_zarr()
    with pytest.raises(PickledChunkError, match="pickled"):
        zarr.open_array(str(tmp_path), mode="r")[...]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 65_791, 65_792, 1 << 20])
def test_frames_of_zstd_say_their_size(size: int) -> None:
    assert zstd_size(bytes(numcodecs.Zstd().encode(bytes(size)))) == size
    skipped = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"note!"
    assert zstd_size(skipped + bytes(numcodecs.Zstd().encode(bytes(size)))) == size


def test_frames_of_zstd_that_say_no_size_have_that_of_their_blocks() -> None:
    head = (0xFD2FB528).to_bytes(4, "little") + b"\0\x58"
    same = (0 | 1 << 1 | 131072 << 3).to_bytes(3, "little") + b"x"
    last = (1 | 0 << 1 | 4 << 3).to_bytes(3, "little") + b"abcd"
    data = head + same * 3 + last
    assert zstd_size(data) == 3 * 131072 + 4
    assert bytes(numcodecs.Zstd().decode(data)) == b"x" * (3 * 131072) + b"abcd"


def test_another_way_to_unpack_is_left_in_place() -> None:
    with zarr.config.set({"codec_pipeline.path": "mine.Pipeline"}):
        bound_zarr()
        assert zarr.config.get("codec_pipeline.path") == "mine.Pipeline"
    bound_zarr()
    assert zarr.config.get("codec_pipeline.path").endswith(".BoundedPipeline")


def test_a_field_names_the_store_that_is_a_bomb(tmp_path: Path) -> None:
    xr = pytest.importorskip("xarray")
    from curator_gui.domains.grid import GridZarrSource

    store = tmp_path / "a.zarr"
    values = xr.DataArray(VALUES, dims=("time", "x"), name="t").to_dataset()
    values.to_zarr(store, zarr_format=2, encoding={"t": {"compressors": [numcodecs.Zlib()]}})
    source = GridZarrSource(str(store), dimension="time")
    size = len(list((store / "t").glob("[0-9]*")))
    for place in (store / "t").glob("[0-9]*"):
        place.write_bytes(bomb("zlib"))
    assert size
    with pytest.raises(CuratorError, match=r"a\.zarr.*would unpack to .* or more"):
        list(source[0])
