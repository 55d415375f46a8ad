"""References of kerchunk in Parquet: as fsspec reads them, changed, damaged and hostile ones."""

from __future__ import annotations

import json
import math
import os
import shutil
from pathlib import Path
from typing import Any

import fsspec
import numpy as np
import pyarrow as pa
import pytest
import xarray as xr
from fsspec.implementations.reference import LazyReferenceMapper
from pyarrow import parquet

from curator_gui.core.inputs import version_of
from curator_gui.core.notes import noting
from curator_gui.core.storage.versions import look_again
from curator_gui.domains.grid import GridZarrSource
from curator_gui.domains.grid.errors import GridError
from tests.domains.grid.sources.test_references import (
    HOSTILE,
    inlined,
    items_of,
    netcdf,
    put,
    references,
    renamed,
)

NO_FILES = [["data/in.nc", 0, -8], ["data/in.nc", "0", "8"], ["data/in.nc", 0], [None, 0, 8], [], 7]
"""What columns of texts and numbers cannot hold, or is no reference there."""


def written(path: Path, refs: dict[str, Any], record_size: int = 4, *, coded: bool = False) -> Path:
    """Write references as kerchunk does (`LazyReferenceMapper.write`)."""
    metadata = {k: json.loads(v) for k, v in refs.items() if k.rpartition("/")[2].startswith(".z")}
    path.mkdir(parents=True)
    about = {"metadata": metadata, "record_size": record_size}
    (path / ".zmetadata").write_text(json.dumps(about))
    for key, array in metadata.items():
        if key.endswith("/.zarray"):
            _write_array(path, key.rpartition("/")[0], array, refs, record_size, coded)
    return path


def _write_array(
    path: Path, name: str, array: Any, refs: dict[str, Any], record_size: int, coded: bool
) -> None:
    grid = [-(-n // c) for n, c in zip(array["shape"], array["chunks"], strict=True)] or [1]
    keys = [f"{name}/{'.'.join(map(str, place))}" for place in np.ndindex(*grid)]
    (path / name).mkdir()
    for record in range(math.ceil(len(keys) / record_size)):
        rows = [_row(refs.get(key)) for key in keys[record * record_size :][:record_size]]
        rows += [_row(None)] * (record_size - len(rows))
        paths = pa.array([row[0] for row in rows], pa.string())
        columns = {
            "path": paths.dictionary_encode() if coded else paths,
            "offset": pa.array([row[1] for row in rows], pa.int64()),
            "size": pa.array([row[2] for row in rows], pa.int64()),
            "raw": pa.array([row[3] for row in rows], pa.binary()),
        }
        parquet.write_table(pa.table(columns), path / name / f"refs.{record}.parq")


def _row(value: Any) -> tuple[Any, int, int, Any]:
    if isinstance(value, list):
        return (value[0], *(value[1:] or (0, 0)), None)
    if isinstance(value, str):
        import base64

        return None, 0, 0, base64.b64decode(value.removeprefix("base64:"))
    return None, 0, 0, None


@pytest.mark.parametrize("coded", [False, True])
@pytest.mark.parametrize("record_size", [1, 4, 1000])
@pytest.mark.parametrize("way", ["relative", "absolute", "file address", "inline"])
def test_values_are_those_of_the_file(
    tmp_path: Path, way: str, record_size: int, coded: bool
) -> None:
    data = netcdf(tmp_path / "data/in.nc")
    refs = references(tmp_path / "data/in.nc", "data/in.nc")
    if way == "inline":
        refs = {key: inlined(key, value, tmp_path) for key, value in refs.items()}
    elif way != "relative":
        start = "file://" if way == "file address" else ""
        refs = {k: renamed(v, f"{start}{tmp_path / 'data/in.nc'}") for k, v in refs.items()}
    path = written(tmp_path / "refs.parq", refs, record_size, coded=coded)
    items = items_of(path)
    assert len(items) == 5
    for index, item in enumerate(items):
        xr.testing.assert_equal(item, data.isel(time=index))
    (whole,) = items_of(path, dimension=None)
    np.testing.assert_array_equal(whole["t"].values, data["t"].values)


def test_each_reference_is_that_of_fsspec(tmp_path: Path) -> None:
    netcdf(tmp_path / "in.nc")
    refs = references(tmp_path / "in.nc", str(tmp_path / "in.nc"))
    path = written(tmp_path / "refs.parq", refs)
    mapper = LazyReferenceMapper(str(path), fsspec.filesystem("file"), engine="pyarrow")
    from curator_gui.domains.grid.formats.references.parquet_references import (
        read_parquet_references,
    )

    found = read_parquet_references(str(path))
    for key, value in refs.items():
        if isinstance(value, list):
            assert found[key] == [*map(_plain, mapper[key])] == value


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else int(value)


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if each not in NO_FILES], ids=str)
def test_what_leads_elsewhere_is_refused(tmp_path: Path, hostile: Any) -> None:
    folder = tmp_path / "own"
    netcdf(folder / "data/in.nc")
    shutil.copy(folder / "data/in.nc", tmp_path / "secret.nc")
    refs = references(folder / "data/in.nc", "data/in.nc")
    refs["t/3.1.0"] = hostile
    path = written(folder / "refs.parq", refs)
    with pytest.raises(GridError, match=r"refs\.parq") as caught:
        items_of(path)
    assert "Error: " not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: (path / "t/refs.1.parq").write_bytes(b"PAR1"),
        lambda path: (path / "t/refs.0.parq").write_bytes(b""),
        lambda path: rewritten(path, lambda about: about.update(record_size=0)),
        lambda path: rewritten(path, lambda about: about.update(record_size="4")),
        lambda path: rewritten(path, lambda about: about.update(record_size=8)),
        lambda path: rewritten(path, lambda about: about.update(metadata=[])),
        lambda path: array_of(path, chunks=[0, 2, 6]),
        lambda path: array_of(path, chunks=[1, 2]),
        lambda path: array_of(path, shape=[10**12, 4, 6]),
        lambda path: array_of(path, shape=None),
    ],
)
def test_damaged_ones_are_named(tmp_path: Path, change: Any) -> None:
    netcdf(tmp_path / "in.nc")
    path = written(tmp_path / "refs.parq", references(tmp_path / "in.nc", "in.nc"))
    change(path)
    source = GridZarrSource(str(path))
    with pytest.raises(GridError, match=r"refs\.parq"):
        next(iter(source[0]))


def rewritten(path: Path, change: Any) -> None:
    about = json.loads((path / ".zmetadata").read_text())
    change(about)
    (path / ".zmetadata").write_text(json.dumps(about))


def array_of(path: Path, **changed: Any) -> None:
    rewritten(path, lambda about: about["metadata"]["t/.zarray"].update(changed))


def test_another_target_or_list_is_another_version(tmp_path: Path) -> None:
    netcdf(tmp_path / "in.nc")
    refs = references(tmp_path / "in.nc", "in.nc")
    path = written(tmp_path / "refs.parq", refs)
    source = GridZarrSource(str(path))
    versions = [version_of(source, 1).text]
    for changed in (tmp_path / "in.nc", path / "t/refs.0.parq"):
        os.utime(changed, (1, 1))
        look_again()
        versions.append(version_of(source, 1).text)
    assert len(set(versions)) == 3


def said_of(path: Path, **options: Any) -> list[list[str]]:
    source = GridZarrSource(str(path), **options)
    every = []
    for index in range(len(source)):
        said: list[str] = []
        with noting(lambda kind, words, said=said: said.append(words)):
            list(source[index])
        every.append(said)
    return every


@pytest.mark.parametrize("kind", ["json", "parquet"])
def test_a_chunk_that_is_not_referred_to_is_said_of_its_item(tmp_path: Path, kind: str) -> None:
    netcdf(tmp_path / "in.nc")
    refs = references(tmp_path / "in.nc", "in.nc")
    for key in ("t/1.0.0", "t/3.0.0", "t/3.1.0"):
        del refs[key]
    words = "in the references, and nothing says what stands for missing values"
    path = tmp_path / "refs.json"
    path = put(path, refs) if kind == "json" else written(tmp_path / "refs.parq", refs)
    said = said_of(path)
    assert [len(each) for each in said] == [0, 1, 0, 1, 0]
    assert said[1][0].startswith(f"t lacks one chunk {words}")
    assert said[3][0].startswith(f"t lacks 2 chunks {words}")
    assert said_of(path, dimension=None)[0][0].startswith("t lacks 3 chunks")


def test_a_chunk_with_a_fill_value_is_missing_and_nothing_is_said(tmp_path: Path) -> None:
    netcdf(tmp_path / "in.nc")
    refs = references(tmp_path / "in.nc", "in.nc")
    del refs["t/1.0.0"]
    about = json.loads(refs["t/.zarray"]) | {"fill_value": "NaN"}
    path = put(tmp_path / "refs.json", refs | {"t/.zarray": json.dumps(about)})
    assert said_of(path) == [[]] * 5
    assert np.isnan(items_of(path)[1]["t"][:2]).all()


@pytest.mark.parametrize("key", ["zarr.json", "t/zarr.json", "a/b/t/zarr.json"])
def test_arrays_of_format_3_are_refused_in_words(tmp_path: Path, key: str) -> None:
    """Nothing would be found of them, and all of their values would be missing."""
    netcdf(tmp_path / "in.nc")
    path = written(tmp_path / "p", references(tmp_path / "in.nc", "in.nc"))
    about = json.loads((path / ".zmetadata").read_text())
    about["metadata"][key] = {"zarr_format": 3, "node_type": "array"}
    (path / ".zmetadata").write_text(json.dumps(about))
    with pytest.raises(GridError, match=r"arrays of format 3 of Zarr.*write them to JSON"):
        items_of(path)
