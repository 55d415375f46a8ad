from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.core.storage.versions import look_again
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats import zarr_files
from curator_gui.domains.grid.sinks.zarr import GridZarrSink
from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource
from curator_gui.domains.grid.sources.zarr import GridZarrSource


@pytest.fixture
def series() -> xr.Dataset:
    times = np.datetime64("2021-05-01", "ns") + np.arange(5) * np.timedelta64(6, "h")
    values = np.random.default_rng(3).normal(size=(5, 4, 3)).astype("f4")
    return xr.Dataset(
        {"t": (("time", "y", "x"), values, {"units": "K"}), "area": (("y", "x"), np.ones((4, 3)))},
        coords={"time": times, "x": [1.0, 2.0, 3.0]},
    )


def only(source: GridZarrSource, index: int) -> xr.Dataset:
    (item,) = list(source[index])
    return item


@pytest.mark.parametrize("zarr_format", [2, 3])
@pytest.mark.parametrize("consolidated", [False, True])
@pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part")
def test_positions_of_a_store(
    tmp_path: Path, series: xr.Dataset, zarr_format: int, consolidated: bool
) -> None:
    path = tmp_path / "a.zarr"
    series.to_zarr(path, zarr_format=zarr_format, consolidated=consolidated)
    source = GridZarrSource(str(path))
    assert len(source) == 5
    assert source.label(1) == "a.zarr time=2021-05-01T06:00"
    assert source.inputs(1) == (str(path),)
    for i in range(5):
        assert only(source, i).equals(series.isel(time=i))
    assert list(source.problems()) == []


def test_stores_of_a_folder(tmp_path: Path, series: xr.Dataset) -> None:
    for name in ("b", "a"):
        series.to_zarr(tmp_path / f"{name}.zarr", zarr_format=3, consolidated=False)
    (tmp_path / "broken.zarr").mkdir()
    whole = GridZarrSource(str(tmp_path), dimension=None, variables=["t"])
    assert [whole.label(i) for i in range(3)] == ["a.zarr", "b.zarr", "broken.zarr"]
    assert only(whole, 1).equals(series[["t"]])
    with pytest.raises(GridError, match=r"broken\.zarr cannot be read"):
        only(whole, 2)
    assert len(GridZarrSource(str(tmp_path))) == 11


def test_a_damaged_chunk_is_named(tmp_path: Path, series: xr.Dataset) -> None:
    path = tmp_path / "a.zarr"
    series.to_zarr(path, zarr_format=3, consolidated=False, encoding={"t": {"chunks": (1, 4, 3)}})
    chunk = path / "t" / "c" / "2" / "0" / "0"
    assert chunk.is_file()
    chunk.write_bytes(b"no chunk")
    source = GridZarrSource(str(path))
    assert only(source, 1).equals(series.isel(time=1))
    with pytest.raises(GridError, match=r"a\.zarr cannot be read"):
        only(source, 2)


def test_stores_over_urls(tmp_path: Path, series: xr.Dataset) -> None:
    import fsspec

    path = tmp_path / "a.zarr"
    series.to_zarr(path, zarr_format=3, consolidated=False)
    local = GridZarrSource(path.as_uri())
    assert len(local) == 5
    assert only(local, 4).equals(series.isel(time=4))
    system = fsspec.filesystem("memory")
    try:
        system.put(str(path), "/stores/a.zarr", recursive=True)
        for url in ("memory://stores/a.zarr", "memory://stores"):
            remote = GridZarrSource(url)
            assert len(remote) == 5
            assert only(remote, 3).equals(series.isel(time=3))
            assert remote.label(3) == "a.zarr time=2021-05-01T18:00"
    finally:
        system.rm("/stores", recursive=True)


@pytest.mark.parametrize("layout", ["cf", "flat"])
def test_what_the_sink_wrote_is_read_back(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "out.zarr"
    pipeline = SyntheticFieldSource(4, rows=5, columns=6).write(
        GridZarrSink(path, dimension="time", chunks={"time": 2}, layout=layout)
    )
    for i in (0, 1, 3):
        pipeline[i]
    source = GridZarrSource(str(path))
    assert len(source) == 4
    for i in (0, 1, 3):
        (expected,) = pipeline.source[i]
        found = only(source, i)
        assert found.equals(expected)
        assert found.attrs == expected.attrs
    with pytest.raises(GridError, match=r"out\.zarr: item 2 was never written"):
        only(source, 2)
    whole = GridZarrSource(str(path), dimension=None)
    assert only(whole, 0)["written"].values.tolist() == [True, True, False, True]
    pipeline[2]
    assert "written" not in only(whole, 0)


def test_problems(tmp_path: Path, series: xr.Dataset) -> None:
    ((param, _),) = list(GridZarrSource(str(tmp_path / "none.zarr")).problems())
    assert param == "folder"
    ((param, _),) = list(GridZarrSource(str(tmp_path)).problems())
    assert param == "pattern"
    series.to_zarr(tmp_path / "a.zarr", zarr_format=3, consolidated=False)
    problems = dict(GridZarrSource(str(tmp_path), dimension="step", variables=["q"]).problems())
    assert "no dimension 'step'" in problems["dimension"]
    assert "no variable 'q'" in problems["variables"]


@pytest.mark.parametrize("folder", ["nowhere://bucket/x.zarr", "reference://"])
def test_an_address_that_cannot_be_opened_is_named(folder: str) -> None:
    with pytest.raises(GridError, match=f"^{folder}.* cannot be listed: "):
        len(GridZarrSource(folder))


def test_a_file_that_is_no_store_is_named_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "r.parq").write_text('{"version": 1, "refs": {".zgroup": "{}"}}', "utf-8")
    with pytest.raises(GridError, match=r"r\.parq .*kerchunk"):
        len(GridZarrSource(str(tmp_path / "r.parq")))


def test_a_folder_of_references_is_named_as_what_it_is(tmp_path: Path, series: xr.Dataset) -> None:
    path = tmp_path / "references.zarr"
    series.to_zarr(path, zarr_format=2, consolidated=True)
    told = json.loads((path / ".zmetadata").read_text("utf-8"))
    (path / ".zmetadata").write_text(json.dumps({**told, "record_size": 10}), "utf-8")
    source = GridZarrSource(str(path))
    with pytest.raises(GridError, match=r"references\.zarr holds references .*kerchunk"):
        only(source, 0)


def without_fill(path: Path, name: str) -> None:
    """Say of an array of format 2 that nothing stands for missing values, as its writer may."""
    for file in (path / name / ".zarray", path / ".zmetadata"):
        if file.is_file():
            about = json.loads(file.read_text())
            (about if "shape" in about else about["metadata"][f"{name}/.zarray"])["fill_value"] = (
                None
            )
            file.write_text(json.dumps(about))


@pytest.mark.parametrize("consolidated", [True, False])
@pytest.mark.parametrize("dimension", ["time", None])
def test_chunks_that_nothing_stands_for_are_said(
    tmp_path: Path, consolidated: bool, dimension: str | None
) -> None:
    """Zarr reads them as zeros without a word."""
    path = tmp_path / "s.zarr"
    values = np.arange(12.0).reshape(4, 3) + 1
    data = xr.Dataset({"t": (("time", "x"), values), "u": (("time", "x"), values)})
    chunks = {name: {"chunks": (1, 2)} for name in "tu"}
    data.to_zarr(path, zarr_format=2, consolidated=consolidated, encoding=chunks)
    without_fill(path, "t")
    source = GridZarrSource(str(path), dimension=dimension)
    with noting(lambda _, words: pytest.fail(str(words))):
        list(source[0])
    for key in ("t/2.0", "t/2.1", "t/3.0", "u/2.0"):
        (path / key).unlink()
    look_again()
    said: dict[int, list[str]] = {}
    source = GridZarrSource(str(path), dimension=dimension)
    for index in range(len(source)):
        with noting(lambda _, words, index=index: said.setdefault(index, []).append(str(words))):
            list(source[index])
    one = "t lacks one chunk in the store, and nothing says what stands for missing values"
    counts = {2: "t lacks 2 chunks in the store", 3: one} if dimension else {0: "t lacks 3 chunks"}
    assert said.keys() == counts.keys()
    assert all(said[index][0].startswith(words) for index, words in counts.items())


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """A store of format 2 with a group, in which nothing stands for missing values."""
    path = tmp_path / "s.zarr"
    values = np.arange(12.0).reshape(4, 3) + 1
    axes = {"time": np.arange(4.0), "x": np.arange(3.0)}
    data = xr.Dataset({"t": (("time", "x"), values), "c": 5.0}, coords=axes)
    for group in (None, "inner"):
        data.to_zarr(path, group=group, mode="a", zarr_format=2, consolidated=False)
    for file in path.rglob(".zarray"):
        file.write_text(json.dumps(json.loads(file.read_text()) | {"fill_value": None}))
    look_again()
    return path


def gaps_said(path: Path, **chosen: Any) -> list[str]:
    said: list[str] = []
    with noting(lambda _, words: said.append(str(words).partition(" in the store")[0])):
        list(GridZarrSource(str(path), **chosen)[0])
    return said


def test_missing_chunks_of_a_group_are_said_of_it_alone(nested: Path) -> None:
    (nested / "inner" / "t" / "0.0").unlink()
    assert gaps_said(nested) == gaps_said(nested, dimension=None) == []
    assert gaps_said(nested, group="inner") == ["t lacks one chunk"]
    (nested / "t" / "0.0").unlink()
    assert gaps_said(nested) == ["t lacks one chunk"]


def test_missing_chunks_of_coordinates_and_single_values_are_said(nested: Path) -> None:
    (nested / "x" / "0").unlink()
    (nested / "c" / "0").unlink()
    assert gaps_said(nested, variables=["t"]) == ["x lacks one chunk"]
    assert sorted(gaps_said(nested)) == ["c lacks one chunk", "x lacks one chunk"]


def test_missing_chunks_are_said_however_many_chunks_there_are(
    nested: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zarr_files, "MOST_CHUNKS", 0)
    (nested / "t" / "0.0").unlink()
    assert gaps_said(nested, dimension=None) == gaps_said(nested) == ["t lacks one chunk"]
