"""What meshes, fields and structures are in shards for WebDataset, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from ase import Atoms

from curator_gui.core import Source
from curator_gui.core.storage.containers.tar_samples import iterate
from curator_gui.domains import atoms, grid, mesh
from curator_gui.domains.common.outputs import read_output
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.arrays import mesh_arrays
from tests.domains.atoms.comparing import assert_same_structure
from tests.domains.atoms.formats.test_atoms_staged import copper
from tests.domains.mesh.odd_meshes import MESHES

ENTRIES = pytest.mark.parametrize("entries", ["npz", "npy"])


class One(Source[Any]):
    name = "One"
    description = "For tests."

    def __init__(self, item: Any) -> None:
        self.item = item

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Iterator[Any]:
        yield self.item


def written(sink: Any, item: Any) -> Path:
    pipeline = One(item).write(sink)
    sink.prepare([0])
    [path] = pipeline[0]
    sink.finish([0])
    return Path(path)


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@ENTRIES
@pytest.mark.parametrize("name", MESHES)
def test_every_kind_of_mesh_comes_back(name: str, entries: str, tmp_path: Path) -> None:
    sink = mesh.WebDatasetSink(tmp_path, entries=entries)
    if name in ("nothing", "empty_grid"):
        with pytest.raises(MeshError, match="has no points"):
            sink(iter([MESHES[name]()]), 0)
        return
    path = written(sink, MESHES[name]())
    before = MESHES[name]()
    mesh.NPZSink(tmp_path)(iter([before]), 0)  # which names arrays without a name, in place
    [found] = read_output(path, "mesh").items
    assert type(found) is type(before) or not hasattr(before, "dimensions")
    [(arrays, about)] = iterate(path)
    wanted = mesh_arrays(before)
    assert list(arrays) == list(wanted)
    for key, values in wanted.items():
        np.testing.assert_array_equal(arrays[key], values, strict=True)
        np.testing.assert_array_equal(mesh_arrays(found)[key], values)
    assert (about["index"], about["items"]) == (0, 1)


def fields() -> xr.Dataset:
    return xr.Dataset(
        {
            "t": (("lat", "lon"), np.array([[1, np.nan], [3, 4]], "f4"), {"units": "K"}),
            "flag": ("lat", np.array([True, False])),
            "name": ("lat", np.array(["ä", ""], object)),
            "gap": ("lat", np.array([1.0, np.inf]), {"odd": np.float64("nan")}),
        },
        {"lat": [1.0, 2], "lon": [0, 1], "time": np.datetime64("2020-01-02T03:04:05", "ns")},
        {"title": "x"},
    )


@ENTRIES
def test_fields_come_back_with_times_and_attributes(entries: str, tmp_path: Path) -> None:
    path = written(grid.WebDatasetSink(tmp_path, entries=entries), fields())
    [found] = read_output(path, "grid").items
    for name, variable in fields().variables.items():
        assert found[name].dims == variable.dims
        np.testing.assert_array_equal(found[name].values, variable.values)
    assert found["t"].dtype == np.float32
    assert found["t"].attrs == {"units": "K"}
    assert found["gap"].attrs == {"odd": "nan"}
    assert found.attrs == {"title": "x"}
    assert set(found.coords) == {"lat", "lon", "time"}


def test_fields_that_cannot_be_held_are_refused(tmp_path: Path) -> None:
    sink = grid.WebDatasetSink(tmp_path)
    with pytest.raises(GridError, match="'odd' has type object"):
        sink(iter([xr.Dataset({"odd": ("x", np.array([{}, []], object))})]), 0)
    with pytest.raises(GridError, match="no variables"):
        sink(iter([xr.Dataset()]), 0)
    assert list(tmp_path.iterdir()) == []


@ENTRIES
def test_structures_come_back_with_results_and_constraints(entries: str, tmp_path: Path) -> None:
    structure = copper()
    structure.info["nested"] = {"a": [1, None]}
    path = written(atoms.WebDatasetSink(tmp_path, entries=entries), structure)
    [found] = read_output(path, "atoms").items
    assert found.info.pop("index") == 0
    assert_same_structure(found, structure)
    assert found.constraints[0].index.tolist() == [2]
    [(arrays, about)] = iterate(path)
    assert about["json"] == ["structure/nested"]
    np.testing.assert_array_equal(arrays["atom/forces"], structure.calc.results["forces"])


def test_a_structure_without_atoms_comes_back(tmp_path: Path) -> None:
    path = written(atoms.WebDatasetSink(tmp_path), Atoms())
    [found] = read_output(path, "atoms").items
    assert len(found) == 0
