from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run.planning.resuming.intact import begins_with_zeros, damage

zarr = pytest.importorskip("zarr")


def make_store(path: Path, how: str) -> Path:
    import numpy as np

    shards = (50, 40) if how == "shards" else None
    codecs: dict[str, Any] = {
        "zstd": zarr.codecs.ZstdCodec(level=3, checksum=True),
        "plain zstd": zarr.codecs.ZstdCodec(level=1),
        "blosc": zarr.codecs.BloscCodec(cname="zstd"),
        "gzip": zarr.codecs.GzipCodec(),
    }
    array = zarr.create_group(path).create_array(
        "x", shape=(90, 4000), chunks=(25, 40) if shards else (50, 4000), shards=shards,
        dtype="f4", compressors=codecs.get(how),
    )  # fmt: skip
    noise = np.random.default_rng(1).random((90, 4000), dtype="f4")
    array[:] = np.where(noise < 0.7, 1, noise)
    return path


@pytest.fixture(scope="module", params=["zstd", "plain zstd", "blosc", "gzip", "none", "shards"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("whole") / "s.zarr", request.param)


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    """A store of one's own: tests damage it."""
    return Path(shutil.copytree(whole, tmp_path / "s.zarr"))


def test_a_whole_store_is_whole(store: Path) -> None:
    (store / "written" / "id-1").parent.mkdir()
    (store / "written" / "id-1").touch()  # an empty file that is none of Zarr's
    assert damage(str(store)) == ""


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.99])
def test_a_chunk_that_is_cut_is_named(store: Path, kept: float) -> None:
    chunk = sorted((store / "x" / "c").rglob("*"))[-1]
    data = chunk.read_bytes()
    chunk.write_bytes(data[: int(len(data) * kept)])
    assert damage(str(store)) == str(chunk)


@pytest.mark.parametrize("zarr_format", [2, 3])
@pytest.mark.parametrize("name", ["t/1.0.0", "written/0"])
def test_a_cut_chunk_of_a_finished_store_is_named(
    tmp_path: Path, zarr_format: int, name: str
) -> None:
    """Chunks of what `GridZarrSink` finished are called "1.0.0" where items were left out."""
    grid = pytest.importorskip("curator_gui.domains.grid")
    from tests.domains.grid.given import Given, day, run

    path = tmp_path / "s.zarr"
    run(Given(day(0), None, day(2)).write(grid.GridZarrSink(path, "time", zarr_format=zarr_format)))
    assert damage(str(path)) == ""
    os.truncate(path / name, (path / name).stat().st_size - 1)
    assert damage(str(path)) == str(path / name)


@pytest.mark.parametrize("content", [b"", b'{"node_type": "arr', b"\0" * 700, b"[]"])
def test_metadata_that_cannot_be_read_is_named(store: Path, content: bytes) -> None:
    (store / "x" / "zarr.json").write_bytes(content)
    assert damage(str(store)) == str(store / "x" / "zarr.json")


def test_what_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert damage(str(tmp_path)) == ""
    shutil.rmtree(tmp_path)
    assert damage(str(tmp_path)) == ""


def test_a_file_whose_content_never_came_begins_with_zeros(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for data, zeros in ((b"\0" * 5000, True), (b"\0" * 20 + b"x" * 90, False), (b"<VTK", False)):
        path.write_bytes(data)
        assert begins_with_zeros(str(path)) is zeros
