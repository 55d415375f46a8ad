"""Slice, decimate and feature edges, and the HDF5 sink."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Filter
from curator_gui.core.notes import noting
from curator_gui.dataset.loading.reading import _hdf5
from curator_gui.domains.mesh import Decimate, FeatureEdges, HDF5Sink, Slice, VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.inspection.outputs import read_hdf5


def apply(step: Filter[Any], mesh: pv.DataSet) -> Any:
    before = mesh.copy()
    [result] = list(step(iter([mesh])))
    assert mesh == before
    return result


def test_slice_interpolates_fields() -> None:
    box = pv.ImageData(dimensions=(5, 4, 3))
    box.point_data["x"] = box.points[:, 0]
    box.cell_data["id"] = np.arange(box.n_cells)
    section = apply(Slice([1.25, 0, 0], [2, 0, 0]), box)
    assert section.area == pytest.approx(3 * 2)
    np.testing.assert_allclose(section.point_data["x"], 1.25)
    assert set(section.cell_data["id"]) <= {n for n in range(box.n_cells) if n % 4 == 1}
    with pytest.raises(MeshError, match="the plane misses it"):
        apply(Slice([99, 0, 0], [1, 0, 0]), box)
    assert [param for param, _ in Slice([0, 0], [0, 0, 0]).problems()] == ["origin", "normal"]


def test_slice_of_a_real_mesh(dam_files: list[Path]) -> None:
    mesh = pv.read(dam_files[4])
    section = apply(Slice(list(mesh.center), [0, 0, 1]), mesh)
    assert section == mesh.slice(normal=[0, 0, 1], origin=mesh.center)
    assert set(section.cell_data.keys()) == set(mesh.cell_data.keys())


def test_decimate_keeps_the_shape_and_drops_fields() -> None:
    sphere = pv.Sphere(theta_resolution=60, phi_resolution=60)
    sphere.cell_data["q"] = np.ones(sphere.n_cells)
    sphere.field_data["speed"] = [3.0]
    result = apply(Decimate(0.9), sphere)
    assert result.n_cells == pytest.approx(sphere.n_cells * 0.1, rel=0.05)
    assert result.volume == pytest.approx(sphere.volume, rel=0.01)
    assert (result.point_data.keys(), result.cell_data.keys()) == ([], [])
    assert list(result.field_data["speed"]) == [3.0]


def test_decimate_needs_triangles() -> None:
    with pytest.raises(MeshError, match="has other cells than triangles"):
        apply(Decimate(), pv.Cube())
    with pytest.raises(MeshError, match="ImageData, but only surfaces"):
        apply(Decimate(), pv.ImageData(dimensions=(3, 3, 3)))


def test_feature_edges_of_a_cube_and_an_open_box() -> None:
    cube = pv.Cube().clean()
    edges = apply(FeatureEdges(), cube)
    assert edges.n_cells == 12
    assert sum(edges.compute_cell_sizes().cell_data["Length"]) == pytest.approx(12.0)
    open_box = cube.extract_cells(range(5)).extract_surface(algorithm="dataset_surface")
    border = apply(FeatureEdges(sharp=False), open_box)
    assert border.n_cells == 4
    with pytest.raises(MeshError, match="none of these kinds"):
        apply(FeatureEdges(), pv.Sphere(theta_resolution=60, phi_resolution=60))
    assert [p for p, _ in FeatureEdges(30, False, False, False).problems()] == ["sharp"]


@pytest.mark.parametrize("compression", ["none", "gzip", "lzf"])
def test_hdf5_has_every_array(dam_break: Path, tmp_path: Path, compression: str) -> None:
    sink = HDF5Sink(tmp_path, "{stem}", 0.01, compression)
    pipeline = VTKSource(dam_break / "data").write(sink)
    assert pipeline[3] == [str(tmp_path / "dambreak_003.h5")]
    mesh = pv.read(dam_break / "data" / "dambreak_003.vtu")
    with h5py.File(tmp_path / "dambreak_003.h5") as file:
        np.testing.assert_array_equal(file["points"][:], mesh.points)
        np.testing.assert_array_equal(file["cells/connectivity"][:], mesh.cell_connectivity)
        np.testing.assert_array_equal(file["cells/types"][:], mesh.celltypes)
        for name in mesh.cell_data:
            np.testing.assert_array_equal(file[f"cell_data/{name}"][:], mesh.cell_data[name])
        assert file["cell_data/U"].chunks == (10_000 // 12, 3)
        assert file["cell_data/U"].compression == (None if compression == "none" else compression)
    assert [entry.name for entry in tmp_path.iterdir()] == ["dambreak_003.h5"]


def test_hdf5_keeps_texts(tmp_path: Path) -> None:
    mesh = pv.Sphere()
    mesh.field_data["note"] = ["made", "here"]
    HDF5Sink(tmp_path, "{index}").write(mesh, tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5") as file:
        assert [text.decode() for text in file["field_data/note"][:]] == ["made", "here"]


@pytest.mark.parametrize("layout", ["nested", "flat"])
@pytest.mark.parametrize(
    "names", [["U m/s", "a/b/c"], ["a/b", "a%2Fb", "a"], ["50 %", "x/."], [".", "./", "/"]]
)
def test_hdf5_gives_names_with_slashes_back(tmp_path: Path, names: list[str], layout: str) -> None:
    mesh = pv.Sphere()
    mesh.clear_data()
    for number, name in enumerate(names):
        mesh.cell_data[name] = np.full(mesh.n_cells, float(number))
    said: list[str] = []
    with noting(lambda kind, words: said.append(str(words))):
        HDF5Sink(tmp_path, "{index}", layout=layout).write(mesh, tmp_path / "a.h5")
    (again,) = read_hdf5(tmp_path / "a.h5").items
    loaded = _hdf5(tmp_path / "a.h5", 0)
    for number, name in enumerate(names):
        assert (again.cell_data[name] == number).all()
        assert (loaded[f"cell_data/{name}"] == number).all()
    assert sorted(again.cell_data.keys()) == sorted(names)
    assert next(n for n in names if "/" in n) in said[0]
