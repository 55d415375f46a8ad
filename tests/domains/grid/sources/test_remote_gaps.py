"""Chunks that a remote store lacks, where nothing says what they are to be read as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import numpy as np
import pytest
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.core.remote import addresses
from curator_gui.core.storage.versions import look_again
from curator_gui.domains.grid.formats import remote_gaps
from curator_gui.domains.grid.sources.zarr import GridZarrSource
from tests.domains.grid.object_store import BUCKET, ObjectStore, forget_connections


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """A store of format 2 that lacks two chunks of t at 2, one at 3, and one of x in a group."""
    path = tmp_path / "s.zarr"
    values = np.arange(12.0).reshape(4, 3) + 1
    axes = {"time": np.arange(4.0), "x": np.arange(3.0)}
    data = xr.Dataset({"t": (("time", "x"), values), "u": (("time", "x"), values)}, coords=axes)
    chunks = {name: {"chunks": (1, 2)} for name in "tu"}
    for group in (None, "inner"):
        data.to_zarr(path, group=group, mode="a", zarr_format=2, encoding=chunks)
    for file in [*path.rglob(".zarray"), *path.rglob(".zmetadata")]:
        about = json.loads(file.read_text())
        arrays = about.get("metadata", {"t/.zarray": about})
        for key in arrays:
            if key.endswith(".zarray") and not key.endswith("u/.zarray"):
                arrays[key]["fill_value"] = None
        file.write_text(json.dumps(about))
    for key in ("t/2.0", "t/2.1", "t/3.0", "u/1.0", "inner/x/0"):
        (path / key).unlink()
    look_again()
    return path


@pytest.fixture
def memory(local: Path) -> Iterator[str]:
    system = fsspec.filesystem("memory")
    system.put(f"{local}/", "/gaps/s.zarr/", recursive=True)
    addresses.forget_told()
    yield "memory://gaps/s.zarr"
    system.rm("/gaps", recursive=True)
    addresses.forget_told()


def said(path: str, **chosen: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    source = GridZarrSource(path, **chosen)
    for index in range(len(source)):
        with noting(lambda _, words, index=index: found.setdefault(index, []).append(str(words))):
            list(source[index])
    return found


@pytest.mark.parametrize("dimension", ["time", None])
@pytest.mark.parametrize("group", ["inner", None])
@pytest.mark.parametrize("variables", [["u"], None])
def test_what_a_local_store_lacks_is_said_of_a_remote_one(
    local: Path, memory: str, dimension: str | None, group: str | None, variables: Any
) -> None:
    chosen: dict[str, Any] = {"dimension": dimension, "group": group, "variables": variables}
    expected = said(str(local), **chosen)
    assert said(memory, **chosen) == expected
    assert bool(expected) == (group is not None or variables is None)


def test_chunks_that_come_later_are_not_said_to_be_missing(local: Path, memory: str) -> None:
    source = GridZarrSource(memory)
    with noting(lambda *_: None):
        list(source[2])
    fsspec.filesystem("memory").put(str(local / "t" / "0.0"), "/gaps/s.zarr/t/2.0")
    found: list[str] = []
    with noting(lambda _, words: found.append(str(words))):
        list(source[2])
    assert [words.partition(" in the store")[0] for words in found] == ["t lacks one chunk"]


def _refusing(*_: Any, **__: Any) -> Any:
    raise PermissionError("no")


def test_where_nothing_may_be_listed_chunks_are_asked_for(
    local: Path, memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "find", _refusing)
    assert said(memory) == said(str(local))
    monkeypatch.setattr(remote_gaps, "MOST_ASKED", 0)
    assert "whether t lacks chunks cannot be told" in " ".join(said(memory)[0])


def test_arrays_of_very_many_chunks_are_not_listed(
    local: Path, memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_gaps, "MOST_LISTED", 0)
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "find", lambda *_: pytest.fail("listed"))
    assert said(memory, variables=["t"]) == said(str(local), variables=["t"])


@pytest.mark.workers
def test_an_object_store_is_asked(
    local: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = ObjectStore()
    server.start()
    try:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
        forget_connections()
        server.put({"s.zarr": local})
        assert said(f"s3://{BUCKET}/s.zarr") == said(str(local))
        forget_connections()
    finally:
        server.kill()
