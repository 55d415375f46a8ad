"""Measures of meshes against pyvista's own numbers, and odd meshes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import unpacked
from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.measures import geometry_hash, measure_item
from tests.domains.mesh.odd_meshes import MESHES


def measured(*items: Any, level: str = "basic") -> dict[str, Any]:
    taken = Collector(level)
    for item in items:
        measure_item(item, taken)
    packed = taken.packed()
    assert packed is not None
    return unpacked(packed.layout, packed.numbers, packed.words)


def test_the_dam_break(dam_files: list[Path]) -> None:
    (mesh,) = VTKSource(dam_files[0].parent)[3]
    found = measured(mesh, level="full")
    assert (found["points"], found["cells"]) == (mesh.n_points, mesh.n_cells)
    assert [found[f"{a}.{e}"] for a in "xyz" for e in ("min", "max")] == list(mesh.bounds)
    assert found["volume"] == pytest.approx(mesh.volume)
    speed = np.asarray(mesh["U"], dtype="f8")
    assert (found["U.min"], found["U.max"]) == (speed.min(), speed.max())
    assert found["U.std"] == pytest.approx(speed.std(), rel=1e-6)
    quality = mesh.cell_quality("scaled_jacobian")["scaled_jacobian"]
    assert found["scaled_jacobian.min"] == pytest.approx(quality.min())
    assert "scaled_jacobian.min" not in measured(mesh)


def test_a_surface_has_an_area_and_a_line_a_length() -> None:
    assert measured(pv.Plane(i_size=2, j_size=3))["area"] == pytest.approx(6)
    assert measured(pv.Line((0, 0, 0), (0, 3, 4)))["length"] == pytest.approx(5)
    assert measured(pv.ImageData(dimensions=(3, 4, 5)))["volume"] == pytest.approx(24)


@pytest.mark.parametrize("name", list(MESHES))
@pytest.mark.parametrize("level", ["basic", "full"])
def test_odd_meshes_are_measured(name: str, level: str) -> None:
    mesh = MESHES[name]()
    found = measured(mesh, level=level)
    assert (found["points"], found["cells"]) == (mesh.n_points, mesh.n_cells)


def test_a_mesh_without_anything() -> None:
    found = measured(pv.UnstructuredGrid(), level="full")
    assert (found["points"], found["cells"]) == (0, 0)
    assert "x.min" not in found
    assert "volume" not in found


def test_fields_of_points_and_cells_with_one_name_are_told_apart() -> None:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    mesh.point_data["p"], mesh.cell_data["p"] = np.arange(8.0), [9.0]
    mesh.cell_data["q"] = [1.0]
    found = measured(mesh)
    assert (found["point/p.max"], found["cell/p.max"], found["q.max"]) == (7.0, 9.0, 1.0)


def test_single_global_numbers_are_measures() -> None:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    mesh.field_data["drag"] = [0.5]
    mesh.field_data["table"] = [1.0, 2.0]
    mesh.field_data["name"] = ["a"]
    found = measured(mesh)
    assert found["drag"] == 0.5
    assert not {"table", "name"} & found.keys()


def test_several_blocks_are_one_item() -> None:
    one, two = pv.ImageData(dimensions=(2, 2, 2)), pv.ImageData(dimensions=(3, 2, 2))
    two.origin = (5, 0, 0)
    found = measured(one, two)
    assert (found["points"], found["cells"]) == (20, 3)
    assert (found["x.min"], found["x.max"], found["volume"]) == (0.0, 7.0, pytest.approx(3))


def test_copies_have_one_hash_and_others_not() -> None:
    mesh = pv.ImageData(dimensions=(3, 3, 3)).cast_to_unstructured_grid()
    mesh.point_data["p"] = np.arange(27.0)
    copy, field, moved = mesh.copy(), mesh.copy(), mesh.copy()
    field.point_data["p"] = np.arange(27.0)[::-1]
    moved.points[0] += 1e-3
    hashes = [measured(each)["content_hash"] for each in (mesh, copy, field, moved)]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3
    assert geometry_hash(mesh) == geometry_hash(field) != geometry_hash(moved)


def test_the_volume_follows_the_geometry() -> None:
    small, large = pv.ImageData(dimensions=(2, 2, 2)), pv.ImageData(dimensions=(2, 2, 3))
    volumes = [measured(each)["volume"] for each in (small, large, small)]
    assert volumes == [pytest.approx(1), pytest.approx(2), pytest.approx(1)]


def test_a_field_of_nan_has_no_ends() -> None:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    mesh.point_data["p"] = np.full(8, np.nan)
    found = measured(mesh)
    assert np.isnan(found["p.max"])
    assert found["p.nan_share"] == 1.0
