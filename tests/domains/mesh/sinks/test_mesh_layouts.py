"""The layouts of mesh outputs for training code: flat, simplices, memory maps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import pyvista as pv
import zarr

from curator_gui.core.fingerprint import describe_step
from curator_gui.core.notes import noting
from curator_gui.dataset.loading.edges import cell_edges
from curator_gui.dataset.loading.reading import read_output
from curator_gui.domains.common.outputs import read_output as preview
from curator_gui.domains.mesh import HDF5Sink, MeshZarrSink, PMSHSink
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.arrays import flat_names, mesh_arrays


@pytest.fixture
def mesh() -> pv.UnstructuredGrid:
    grid = pv.ImageData(dimensions=(3, 3, 2)).cast_to_unstructured_grid()
    rng = np.random.default_rng(0)
    grid.point_data["U"] = rng.random((grid.n_points, 3)).astype(np.float32)
    grid.point_data["p"] = rng.random(grid.n_points)
    grid.cell_data["p"] = rng.random(grid.n_cells)
    grid.field_data["speed"] = [2.5]
    return grid


def write(sink: Any, mesh: Any) -> Path:
    return Path(sink(iter([mesh]), 0)[0])


def test_flat_names_keep_fields_apart() -> None:
    names = ["points", "cells/types", "point_data/p", "cell_data/p", "field_data/points"]
    assert flat_names(names) == {
        "points": "points",
        "cells/types": "cells_types",
        "point_data/p": "p",
        "cell_data/p": "cell_data_p",
        "field_data/points": "field_data_points",
    }
    assert flat_names(["point_data/a", "cell_data/a", "point_data/cell_data_a"]) == {
        "point_data/a": "a",
        "cell_data/a": "cell_data_a",
        "point_data/cell_data_a": "point_data_cell_data_a",
    }


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
def test_a_flat_store_has_all_arrays_at_the_root(mesh: Any, tmp_path: Path) -> None:
    path = write(MeshZarrSink(tmp_path, "a.zarr", layout="flat"), mesh)
    group = zarr.open_group(path, mode="r")
    assert not list(group.groups())
    assert {"points", "U", "p", "cell_data_p", "speed", "cells_types"} <= set(group.array_keys())
    expected = mesh_arrays(mesh)
    found = read_output(path, 0)
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values)
    (shown,) = preview(path, "mesh").items
    assert shown.n_cells == mesh.n_cells
    assert np.array_equal(shown["U"], mesh["U"])


@pytest.mark.parametrize("sink", [MeshZarrSink, PMSHSink])
def test_simplices_are_read_back(sink: Any, mesh: Any, tmp_path: Path) -> None:
    options = {"layout": "mesh"} if sink is MeshZarrSink else {}
    path = write(sink(tmp_path, **options), mesh)
    found = read_output(path, 0)
    assert found["cells"].shape == (4 * 6, 4)
    assert found["cells"].dtype == np.int64
    np.testing.assert_array_equal(found["point_data/U"], mesh.point_data["U"])
    assert found["point_data/U"].dtype == np.float32
    assert np.unique(found["cell_data/p"]).size == mesh.n_cells
    assert found["global_data/speed"].tolist() == [2.5]
    assert cell_edges(found).shape[0] == 2
    (shown,) = preview(path, "mesh").items
    assert shown.volume == pytest.approx(mesh.volume)
    assert np.array_equal(shown.point_data["U"], mesh.point_data["U"])


def test_the_store_of_simplices_is_what_the_reader_looks_for(mesh: Any, tmp_path: Path) -> None:
    del mesh.field_data["speed"]
    path = write(MeshZarrSink(tmp_path, layout="mesh"), mesh)
    group = zarr.open_group(path, mode="r")
    assert group.attrs["physicsnemo_mesh_type"] == "Mesh"
    assert sorted(group.array_keys()) == ["cells", "points"]
    assert sorted(group.group_keys()) == ["cell_data", "global_data", "point_data"]


def test_a_memory_map_says_shape_and_type_of_each_array(mesh: Any, tmp_path: Path) -> None:
    path = write(PMSHSink(tmp_path), mesh)
    assert path.name.endswith(".pmsh")
    inner = path / "_tensordict"
    said = json.loads((inner / "point_data" / "meta.json").read_text())
    assert said["U"] == {
        "device": "cpu",
        "shape": [mesh.n_points, 3],
        "dtype": "torch.float32",
        "is_nested": False,
    }
    raw = np.fromfile(inner / "point_data" / "U.memmap", "<f4")
    np.testing.assert_array_equal(raw.reshape(-1, 3), mesh.point_data["U"])


def test_a_memory_map_refuses_names_and_says_what_it_has_no_place_for(
    mesh: Any, tmp_path: Path
) -> None:
    mesh.field_data["kind"] = ["tank"]
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        write(PMSHSink(tmp_path), mesh)
    assert said == ["texts have no place in a .pmsh and were left out: kind"]
    del mesh.field_data["kind"]
    mesh.point_data["a/b"] = np.zeros(mesh.n_points)
    with pytest.raises(MeshError, match="'a/b'"):
        write(PMSHSink(tmp_path), mesh)
    assert len(list(tmp_path.iterdir())) == 1  # the sound one; nothing half written


def test_names_at_the_root_of_hdf5_take_no_room(mesh: Any, tmp_path: Path) -> None:
    nested = write(HDF5Sink(tmp_path / "n"), mesh)
    flat = write(HDF5Sink(tmp_path / "f", layout="flat"), mesh)
    with h5py.File(flat) as file:
        assert file["U"] == file["point_data/U"]
        assert file["cell_data_p"] == file["cell_data/p"]
    assert flat.stat().st_size < nested.stat().st_size + 4096
    one, other = read_output(nested, 0), read_output(flat, 0)
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)
    (shown,) = preview(flat, "mesh").items
    assert shown.n_cells == mesh.n_cells


@pytest.mark.parametrize("sink", [MeshZarrSink, HDF5Sink])
def test_finished_indices_of_before_stay_finished(sink: Any, tmp_path: Path) -> None:
    before = describe_step(sink(tmp_path))
    assert "layout" not in before["arguments"]
    assert describe_step(sink(tmp_path, layout="flat"))["arguments"]["layout"] == "flat"
    assert describe_step(sink(tmp_path, layout="nested")) == before


@pytest.mark.parametrize("layout", ["nested", "flat", "mesh"])
def test_texts_of_a_store_are_loaded(layout: str, tmp_path: Path) -> None:
    grid = pv.ImageData(dimensions=(2, 2, 2)).cast_to_unstructured_grid()
    grid.point_data["kind"] = list("abcdefgh")
    grid.field_data["case"] = ["wet"]
    found = read_output(write(MeshZarrSink(tmp_path, layout=layout), grid), 0)
    assert found["point_data/kind"].tolist() == list("abcdefgh")
    assert found[f"{'global' if layout == 'mesh' else 'field'}_data/case"].tolist() == ["wet"]


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@pytest.mark.parametrize("sink", [MeshZarrSink, HDF5Sink])
@pytest.mark.parametrize("name", ["points", "cells", "faces", "point_data", "field_data"])
def test_a_field_called_like_a_group_is_kept_in_flat_outputs(
    sink: Any, name: str, mesh: Any, tmp_path: Path
) -> None:
    mesh.point_data[name] = np.arange(mesh.n_points)
    mesh.field_data["case"] = ["wet"]
    mesh.point_data["kind"] = ["a"] * mesh.n_points
    found = read_output(write(sink(tmp_path, layout="flat"), mesh), 0)
    np.testing.assert_array_equal(found[f"point_data/{name}"], np.arange(mesh.n_points))
    assert found["points"].shape == (mesh.n_points, 3)
    assert found["point_data/kind"].tolist() == ["a"] * mesh.n_points
