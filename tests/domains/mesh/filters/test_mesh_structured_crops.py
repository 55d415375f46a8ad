"""Crops of structured meshes stay structured where that is possible; whole numbers stay right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.domains.mesh import (
    CellToPoint,
    CropBox,
    CropPlane,
    PointToCell,
    Slice,
    VTISink,
    VTSSink,
)
from curator_gui.domains.mesh.errors import MeshError


def image() -> pv.ImageData:
    mesh = pv.ImageData(dimensions=(6, 5, 4), spacing=(0.5, 1, 2), origin=(1, 2, 3))
    mesh.point_data["T"] = np.arange(mesh.n_points, dtype="float32")
    mesh.cell_data["U"] = np.arange(3.0 * mesh.n_cells).reshape(-1, 3)
    mesh.field_data["run"] = [7]
    return mesh


def rotated() -> pv.ImageData:
    mesh = image()
    mesh.direction_matrix = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    return mesh


def shifted() -> pv.ImageData:
    mesh = image()
    mesh.extent = (2, 7, -1, 3, 0, 3)
    return mesh


def flat() -> pv.ImageData:
    mesh = pv.ImageData(dimensions=(6, 5, 1))
    mesh.cell_data["n"] = np.arange(mesh.n_cells)
    return mesh


KINDS = {
    "image": image,
    "rotated": rotated,
    "shifted": shifted,
    "flat": flat,
    "rectilinear": lambda: image().cast_to_rectilinear_grid(),
    "structured": lambda: image().cast_to_structured_grid(),
}


def only(step: Any, mesh: Any) -> Any:
    [result] = step(iter([mesh]))
    return result


def cells(mesh: Any) -> dict[tuple[float, ...], list[Any]]:
    """The values of every cell under its center."""
    centers = np.round(mesh.cell_centers().points, 9)
    fields = [mesh.cell_data[name] for name in mesh.cell_data]
    return {
        tuple(center): [np.ravel(field[n]).tolist() for field in fields]
        for n, center in enumerate(centers)
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", ["low", "high", "middle"])
def test_a_block_of_cells_stays_what_it_is(kind: str, side: str) -> None:
    mesh = KINDS[kind]()
    x0, x1, y0, y1, _, _ = mesh.bounds
    middle = (x0 + x1) / 2
    box = {
        "low": CropBox(x_max=middle),
        "high": CropBox(x_min=middle),
        "middle": CropBox(x_min=x0 + 0.3 * (x1 - x0), x_max=x1 - 0.1, y_min=(y0 + y1) / 2),
    }[side]
    found = only(box, mesh)
    assert type(found) is type(mesh)
    expected = {
        center: values
        for center, values in cells(mesh).items()
        if all(np.dot(np.subtract(center, origin), normal) >= 0 for origin, normal in box.planes())
    }
    assert 0 < len(expected) < mesh.n_cells
    assert cells(found) == expected
    points = {tuple(np.round(p, 9)): n for n, p in enumerate(mesh.points)}
    for name in mesh.point_data:
        ids = [points[tuple(np.round(p, 9))] for p in found.points]
        np.testing.assert_array_equal(found.point_data[name], mesh.point_data[name][ids])
    assert list(found.field_data) == list(mesh.field_data)


def test_cropped_images_are_written_as_images(tmp_path: Path) -> None:
    step = CropBox(x_min=2.1, z_max=6.5)
    [path] = VTISink(tmp_path)(step(iter([image()])), 0)
    [other] = VTSSink(tmp_path)(step(iter([image().cast_to_structured_grid()])), 0)
    for mesh in (pv.read(path), pv.read(other)):
        np.testing.assert_allclose(mesh.points, only(step, image()).points)
        np.testing.assert_array_equal(mesh["U"], only(step, image())["U"])


def test_blanked_cells_stay_blanked() -> None:
    mesh = image().cast_to_structured_grid()
    mesh.hide_cells([59], inplace=True)
    found = only(CropBox(x_min=2.1), mesh)
    assert isinstance(found, pv.StructuredGrid)
    assert list(np.flatnonzero(found.cell_data["vtkGhostType"])) == [found.n_cells - 1]
    with pytest.warns(UserWarning, match="became an unstructured"):
        part = only(CropPlane([2.0, 3.5, 4], [1, 1, 1]), mesh)
    whole = cells(image())
    assert all(whole[center][0] == values[0] for center, values in cells(part).items())


@pytest.mark.parametrize(
    "step", [CropPlane([2.0, 3.5, 4], [1, 1, 1]), CropBox(x_min=2.1, boundary="cut")]
)
def test_what_becomes_unstructured_is_said(step: Any) -> None:
    with pytest.warns(UserWarning, match="a ImageData became an unstructured grid"):
        found = only(step, image())
    assert isinstance(found, pv.UnstructuredGrid)


WHOLE = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]


def labelled(dtype: str, association: str) -> pv.UnstructuredGrid:
    mesh = pv.ImageData(dimensions=(3, 1, 1)).cast_to_unstructured_grid()
    count = mesh.n_points if association == "point" else mesh.n_cells
    top = min(np.iinfo(dtype).max, 2**53) - 4
    getattr(mesh, f"{association}_data")["n"] = (top + np.array([0, 1, 3][:count])).astype(dtype)
    return mesh


@pytest.mark.parametrize("dtype", WHOLE)
@pytest.mark.parametrize("keep", [False, True])
def test_averages_of_whole_numbers_lose_no_digits(dtype: str, keep: bool) -> None:
    mesh = labelled(dtype, "cell")
    with pytest.warns(UserWarning, match="whole numbers become real numbers: n"):
        found = only(CellToPoint(keep), mesh)
    low, high = (float(value) for value in mesh.cell_data["n"])
    assert found.point_data["n"].tolist() == [low, low + (high - low) / 2, high]
    assert mesh.cell_data["n"].dtype == dtype
    assert not keep or found.cell_data["n"].dtype == dtype
    mesh = labelled(dtype, "point")
    with pytest.warns(UserWarning, match="whole numbers become real numbers: n"):
        found = only(PointToCell(keep), mesh)
    one, two, three = (float(value) for value in mesh.point_data["n"])
    assert found.cell_data["n"].tolist() == [one + (two - one) / 2, two + (three - two) / 2]
    assert not keep or found.point_data["n"].dtype == dtype


@pytest.mark.parametrize("dtype", WHOLE)
def test_interpolated_whole_numbers_are_not_cut_off(dtype: str) -> None:
    mesh = labelled(dtype, "point")
    with pytest.warns(UserWarning, match="real numbers: n"):
        found = only(CropPlane([0.75, 0, 0], [1, 0, 0], "cut"), mesh)
    first = float(mesh.point_data["n"][0])
    assert found.point_data["n"].min() == first + 0.75
    grid = image()
    grid.clear_data()
    grid.point_data["n"] = (np.arange(grid.n_points) % 2).astype(dtype)
    with pytest.warns(UserWarning, match="real numbers: n"):
        section = only(Slice([1.25, 2, 3], [1, 0, 0]), grid)
    assert set(section.point_data["n"]) == {0.5}


def test_whole_numbers_beyond_float64_are_refused() -> None:
    mesh = labelled("i8", "cell")
    mesh.cell_data["n"] = np.array([2**53 + 1, 2**53 + 3])
    with pytest.raises(MeshError, match="'n' holds whole numbers beyond 2\\^53"):
        only(CellToPoint(), mesh)
