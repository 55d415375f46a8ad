"""Every type of VTK's arrays through every filter and sink: the same numbers in each of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
from vtkmodules import vtkCommonCore
from vtkmodules.util.numpy_support import vtk_to_numpy

from curator_gui.core import CuratorError
from curator_gui.domains.common.outputs import read_output
from curator_gui.domains.mesh.errors import MeshError
from tests.domains.mesh.filters.test_mesh_odd_meshes import FILTERS
from tests.domains.mesh.odd_meshes import lines, mixed, polyhedron
from tests.domains.mesh.sinks.test_mesh_every_sink import SINKS

TYPES = [
    "Bit", "Char", "SignedChar", "UnsignedChar", "Short", "UnsignedShort", "Int", "UnsignedInt",
    "Long", "UnsignedLong", "LongLong", "UnsignedLongLong", "IdType", "Float", "Double",
    "TypeInt8", "TypeUInt16", "TypeInt32", "TypeUInt64", "TypeFloat32",
]  # fmt: skip

MESHES: dict[str, Callable[[], pv.DataSet]] = {
    "image": lambda: pv.ImageData(dimensions=(4, 3, 3), spacing=(0.3, 0.3, 0.3)),
    "structured": lambda: pv.ImageData(
        dimensions=(4, 3, 3), spacing=(0.3, 0.3, 0.3)
    ).cast_to_structured_grid(),
    "surface": lambda: pv.Cube().triangulate().subdivide(1),
    "mixed": mixed,
    "polyhedron": polyhedron,
    "lines": lines,
}


def numbers(kind: str, count: int, components: int) -> np.ndarray:
    """What each type can hold: 0 and 1 in turns for bits, else 0 to 120."""
    values = np.arange(count * components).reshape(count, components)
    return values % (2 if kind == "Bit" else 121)


def add(attributes: Any, count: int) -> None:
    for kind in TYPES:
        for components in (1, 3):
            array = getattr(vtkCommonCore, f"vtk{kind}Array")()
            array.SetName(f"{kind}.{components}")
            array.SetNumberOfComponents(components)
            array.SetNumberOfTuples(count)
            for row, values in enumerate(numbers(kind, count, components)):
                for column, value in enumerate(values):
                    array.SetComponent(row, column, float(value))
            attributes.AddArray(array)


def with_types(name: str, place: str) -> pv.DataSet:
    """Return a mesh of one's own with a field of each type."""
    return _made(name, place).copy(deep=True)


@cache
def _made(name: str, place: str) -> pv.DataSet:
    mesh = MESHES[name]()
    mesh.clear_data()
    if place == "point":
        add(mesh.GetPointData(), mesh.n_points)
    else:
        add(mesh.GetCellData(), mesh.n_cells)
    return mesh


def tables(mesh: pv.DataSet) -> list[dict[str, np.ndarray]]:
    """Return the values of point and of cell fields, as doubles."""
    found = []
    for attributes in (mesh.GetPointData(), mesh.GetCellData()):
        table = {}
        for number in range(attributes.GetNumberOfArrays()):
            array = attributes.GetAbstractArray(number)
            doubles = vtkCommonCore.vtkDoubleArray()
            doubles.DeepCopy(array)
            shape = array.GetNumberOfTuples(), array.GetNumberOfComponents()
            table[array.GetName()] = vtk_to_numpy(doubles).reshape(shape)
        found.append(table)
    return found


def check_alike(mesh: pv.DataSet, step: str) -> None:
    """Every type has the numbers that doubles have, and bits their own."""
    for table in tables(mesh):
        for components in (1, 3):
            expected = table.get(f"Double.{components}")
            if expected is None:
                continue
            for kind in TYPES:
                found = table[f"{kind}.{components}"]
                if kind == "Bit":
                    assert ((found >= 0) & (found <= 1) | np.isnan(found)).all()
                elif not close(found, expected):  # which says what differs, in ten times the time
                    np.testing.assert_allclose(found, expected, rtol=1e-6, err_msg=f"{step} {kind}")


def close(found: np.ndarray, expected: np.ndarray) -> bool:
    """Whether the same numbers stand in both to 1e-6 of each, not numbers among them."""
    if found.shape != expected.shape:
        return False
    return bool((found == expected).all()) or np.allclose(
        found, expected, rtol=1e-6, atol=0.0, equal_nan=True
    )


LEAVES_OUT = ("select", "rename", "rotate", "align")
"""These choose fields, or turn real numbers only unless others are named: colors stay."""


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("place", ["point", "cell"])
@pytest.mark.parametrize("name", MESHES)
@pytest.mark.parametrize("step", [step for step in FILTERS if step not in LEAVES_OUT])
def test_filters_treat_every_type_alike(tmp_path: Path, step: str, name: str, place: str) -> None:
    mesh = with_types(name, place)
    before = tables(mesh)
    try:
        results = list(FILTERS[step](tmp_path)(iter([mesh])))
    except CuratorError as error:
        assert len(str(error)) > 10  # noqa: PT017 - an error is one of two right answers
        results = []
    for result in results:
        check_alike(result, step)
    for one, other in zip(before, tables(mesh), strict=True):
        assert one.keys() == other.keys()
        changed = [key for key in one if not np.array_equal(one[key], other[key], equal_nan=True)]
        assert changed == []


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@pytest.mark.parametrize("place", ["point", "cell"])
@pytest.mark.parametrize("name", MESHES)
@pytest.mark.parametrize("sink", SINKS)
def test_sinks_hold_every_type_or_refuse_it(
    tmp_path: Path, sink: str, name: str, place: str
) -> None:
    mesh = with_types(name, place)
    step: Any = SINKS[sink](tmp_path, "{index}")  # type: ignore[call-arg]
    try:
        [path] = step(iter([mesh]), 0)
    except MeshError as error:
        assert "files hold" in str(error) or "hold surfaces" in str(error)  # noqa: PT017
        return
    [read] = read_output(Path(path), "mesh").items
    for one, other in zip(tables(mesh), tables(pv.wrap(read)), strict=True):
        names = {key.replace(".", "_"): values for key, values in other.items()}
        for key, values in one.items():
            np.testing.assert_array_equal(values, names[key.replace(".", "_")], err_msg=key)
