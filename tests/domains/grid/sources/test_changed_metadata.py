"""What metadata of a store say otherwise is noticed by a resumed run, wherever they say it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from tests.domains.grid.sources.test_changed_chunks import (
    STORES,
    TIMES,
    again,
    chunk_of,
    made,
    metadata_of,
    pipeline_of,
    replace,
    rewrite,
    run,
)

CONSOLIDATED = ["v2 consolidated", "v3 consolidated"]


@pytest.mark.parametrize("kind", ["v2", "v3"])
def test_an_array_of_another_name(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store)
    (store / "t").rename(store / "ta")  # it stands where it stood among the others
    assert len(again(record, store)) == TIMES


@pytest.mark.parametrize("kind", CONSOLIDATED)
def test_an_array_that_only_consolidated_metadata_tell_of(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    for path in metadata_of(store):
        if path.parent != store:
            path.unlink()
    record = run(store)
    assert again(record, store) == {}
    replace(chunk_of(store, 2))
    assert list(again(record, store)) == [2]
    replace(chunk_of(store, 0, "z"))
    assert len(again(record, store)) == TIMES


def double_chunks(about: dict[str, Any]) -> None:
    if "chunks" in about:
        about["chunks"][0] = 2
    else:
        about["chunk_grid"]["configuration"]["chunk_shape"][0] = 2


@pytest.mark.parametrize("kind", CONSOLIDATED)
def test_an_array_whose_own_metadata_say_other_chunks(tmp_path: Path, kind: str) -> None:
    """Readers go by the consolidated ones; as nobody knows who is right, all chunks count."""
    store = made(tmp_path / "in.zarr", **STORES[kind])
    name = ".zarray" if kind.startswith("v2") else "zarr.json"
    rewrite(store / "t" / name, double_chunks)
    record = run(store)
    assert again(record, store) == {}
    replace(chunk_of(store, 4))
    assert 4 in again(record, store)


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("chosen", [["t"], None])
def test_coordinates_that_the_group_names(tmp_path: Path, kind: str, chosen: Any) -> None:
    values = np.arange(TIMES * 8, dtype="f4").reshape(TIMES, 2, 4)
    arrays = {"t": (("time", "y", "x"), values)}
    arrays |= dict.fromkeys(("lat2", "lon2", "w"), (("y", "x"), values[0] + 1))
    data = xr.Dataset(arrays, {"time": np.arange(TIMES)}, {"coordinates": "lat2 lon2"})
    store = tmp_path / "in.zarr"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data.to_zarr(store, **STORES[kind])
    assert "lat2" in next(iter(pipeline_of(store, variables=chosen).source[0])).coords
    record = run(store, variables=chosen)
    replace(next(p for p in (store / "w").rglob("*0") if p.is_file()))
    assert bool(again(record, store, variables=chosen)) == (chosen is None)
    replace(next(p for p in (store / "lat2").rglob("*0") if p.is_file()))
    assert len(again(record, store, variables=chosen)) == TIMES


@pytest.mark.parametrize("kind", STORES)
def test_another_array_that_is_not_chosen(tmp_path: Path, kind: str) -> None:
    store = made(tmp_path / "in.zarr", **STORES[kind])
    record = run(store, variables=["t"])
    more = xr.Dataset({"q": (("time", "lat", "lon"), np.zeros((TIMES, 2, 4), "f4"))})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        more.to_zarr(store, mode="a", consolidated="consolidated" in kind)
    assert again(record, store, variables=["t"]) == {}


@pytest.mark.parametrize("text", ["[]", "5", '{"t": 5}', '{"../t": {"shape": [6]}}', '{"t": {}}'])
def test_damaged_consolidated_metadata(tmp_path: Path, text: str) -> None:
    """What they say is not known: what stands beside the chunks counts, and nothing is raised."""
    store = made(tmp_path / "in.zarr", **STORES["v3"])
    file = store / "zarr.json"
    words = f'{{"consolidated_metadata": {{"metadata": {text}}}, '
    file.write_text(words + file.read_text().lstrip()[1:])
    source = pipeline_of(made(tmp_path / "b" / "in.zarr", **STORES["v3"])).source
    before = source._files_of(str(store)).version(3)
    replace(chunk_of(store, 3))
    assert source._files_of(str(store)).version(3) != before
