"""Meshes that are out of the ordinary, for tests that take every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyvista as pv
from vtkmodules.vtkCommonCore import vtkDoubleArray, vtkStringArray


def cloud(kind: type[Any], n: int = 10) -> pv.DataSet:
    mesh = kind()
    mesh.points = np.random.default_rng(0).random((n, 3))
    mesh.point_data["T"] = np.arange(n, dtype="float64")
    return mesh


def tetrahedron() -> pv.DataSet:
    mesh = pv.UnstructuredGrid([4, 0, 1, 2, 3], [10], np.array([*np.eye(3), [0.0, 0, 0]]))
    mesh.cell_data["T"] = [300.0]
    return mesh


def mixed() -> pv.DataSet:
    points = np.random.default_rng(1).random((12, 3))
    cells = [4, 0, 1, 2, 3, 3, 4, 5, 6, 2, 7, 8, 1, 9]
    mesh = pv.UnstructuredGrid(cells, [10, 5, 3, 1], points)
    mesh.cell_data["T"] = np.arange(4.0)
    return mesh


def polyhedron() -> pv.DataSet:
    cube = pv.ImageData(dimensions=(2, 2, 2)).points
    faces = [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]]
    stream = [6, *(n for face in faces for n in (4, *face))]
    mesh = pv.UnstructuredGrid([len(stream), *stream], [42], np.array(cube, dtype="float64"))
    mesh.cell_data["T"] = [1.0]
    return mesh


def ghosts() -> pv.DataSet:
    mesh = pv.ImageData(dimensions=(4, 3, 3)).cast_to_unstructured_grid()
    mesh.cell_data["T"] = np.arange(mesh.n_cells, dtype="float64")
    mesh.cell_data["vtkGhostType"] = (np.arange(mesh.n_cells) % 2).astype("uint8")
    return mesh


def with_nan() -> pv.DataSet:
    mesh = pv.Sphere(theta_resolution=8, phi_resolution=8)
    mesh.point_data["T"] = np.where(np.arange(mesh.n_points) % 3, 1.0, np.nan)
    mesh.cell_data["p"] = np.full(mesh.n_cells, np.inf)
    return mesh


def with_texts() -> pv.DataSet:
    mesh = tetrahedron()
    mesh.point_data["names"] = ["a", "b", "c", "d"]
    mesh.cell_data["kinds"] = ["tet"]
    return mesh


def lines() -> pv.DataSet:
    mesh = pv.PolyData()
    mesh.points = np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0]])
    mesh.lines = [3, 0, 1, 2]
    mesh.cell_data["T"] = [2.0]
    return mesh


def strips() -> pv.DataSet:
    mesh = pv.Sphere(theta_resolution=6, phi_resolution=6).strip()
    assert mesh.n_strips
    mesh.cell_data["T"] = np.arange(mesh.n_cells, dtype="float64")
    return mesh


def mixed_surface() -> pv.DataSet:
    mesh = pv.PolyData(np.random.default_rng(3).random((8, 3)))
    mesh.verts, mesh.lines, mesh.faces = [1, 0], [2, 1, 2], [3, 3, 4, 5]
    mesh.cell_data["T"] = [1.0, 2.0, 3.0]
    return mesh


def image() -> pv.DataSet:
    mesh = pv.ImageData(dimensions=(4, 3, 2), spacing=(0.1, 0.2, 0.3), origin=(0.1, 0.2, 0.3))
    mesh.point_data["T"] = np.arange(mesh.n_points, dtype="float32")
    mesh.cell_data["U"] = np.arange(3.0 * mesh.n_cells).reshape(-1, 3)
    return mesh


def unnamed() -> pv.DataSet:
    mesh = tetrahedron()
    array = vtkDoubleArray()
    array.SetNumberOfTuples(4)
    array.Fill(5.0)
    mesh.GetPointData().AddArray(array)
    return mesh


def number_formats() -> pv.DataSet:
    mesh = tetrahedron()
    for code in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
        mesh.point_data[code] = np.arange(4).astype(code)
    mesh.point_data["tensor"] = np.arange(36.0).reshape(4, 9)
    mesh.field_data["table"] = np.arange(6.0).reshape(2, 3)
    mesh.field_data["one"] = np.array([7], dtype="i4")
    return mesh


def strange_names() -> pv.DataSet:
    mesh = tetrahedron()
    for number, name in enumerate(("ä ö", "x:y", "a b", "zarr.json", "..", "100%", "U[0]")):
        mesh.point_data[name] = np.arange(4.0) + number
    return mesh


def global_texts() -> pv.DataSet:
    mesh = tetrahedron()
    array = vtkStringArray()
    array.SetName("note")
    for text in ("grün", "two words"):
        array.InsertNextValue(text)
    mesh.GetFieldData().AddArray(array)
    return mesh


def image_with_texts() -> pv.DataSet:
    mesh = pv.ImageData(dimensions=(2, 2, 2))
    mesh.point_data["names"] = list("abcdefgh")
    mesh.cell_data["kind"] = ["x"]
    return mesh


def blanked() -> pv.DataSet:
    mesh = image().cast_to_structured_grid()
    mesh.hide_cells([0], inplace=True)
    return mesh


MESHES: dict[str, Callable[[], pv.DataSet]] = {
    "cloud": lambda: cloud(pv.PolyData),
    "grid_without_cells": lambda: cloud(pv.UnstructuredGrid),
    "nothing": pv.PolyData,
    "empty_grid": pv.UnstructuredGrid,
    "one_cell": tetrahedron,
    "one_image_cell": lambda: pv.ImageData(dimensions=(2, 2, 2)),
    "flat_image": lambda: pv.ImageData(dimensions=(3, 3, 1)),
    "mixed": mixed,
    "polyhedron": polyhedron,
    "ghosts": ghosts,
    "nan": with_nan,
    "texts": with_texts,
    "lines": lines,
    "strips": strips,
    "mixed_surface": mixed_surface,
    "image": image,
    "line_image": lambda: pv.ImageData(dimensions=(5, 1, 1)),
    "one_point_image": lambda: pv.ImageData(dimensions=(1, 1, 1)),
    "rectilinear": lambda: image().cast_to_rectilinear_grid(),
    "structured": lambda: image().cast_to_structured_grid(),
    "blanked": blanked,
    "unnamed": unnamed,
    "number_formats": number_formats,
    "strange_names": strange_names,
    "global_texts": global_texts,
    "image_with_texts": image_with_texts,
}
