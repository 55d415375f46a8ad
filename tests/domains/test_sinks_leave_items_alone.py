"""What sinks of ours are given stays as it was: beside others they share the items themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core import Registry, Source
from curator_gui.core.errors import CuratorError
from curator_gui.core.flow.several_sinks import own_copy
from curator_gui.core.notes import noting
from curator_gui.core.params.param import REQUIRED
from curator_gui.domains import register_all

REGISTRY = register_all(Registry())
ALL_SINKS = [entry.key for entry in REGISTRY if entry.kind == "sink"]
OWN_CODE = [key for key in ALL_SINKS if key.endswith(".PythonSink")]
"""Sinks with code of the person, which may change what it is given: they get copies."""
SINKS = [key for key in ALL_SINKS if key not in OWN_CODE]


class One(Source[Any]):
    """One item, which is there before the source is."""

    name = "One"
    description = "Gives one item."

    def __init__(self, item: Any) -> None:
        self.item = item

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Iterator[Any]:
        yield self.item


def with_fields(mesh: Any) -> Any:
    points, cells = mesh.n_points, mesh.n_cells
    mesh.point_data["U"] = np.arange(points * 3, dtype=np.float32).reshape(-1, 3)
    mesh.point_data["p"] = np.arange(points, dtype=np.float64)
    mesh.cell_data["part"] = np.arange(cells) % 2
    mesh.cell_data["on"] = np.arange(cells) % 3 == 0
    mesh.field_data["time"] = np.array([0.5])
    mesh.field_data["TimeValue"] = np.array([0.5])
    mesh.GetPointData().GetArray("p").SetName(None)
    return mesh


def meshes() -> list[Any]:
    import pyvista as pv

    image = pv.ImageData(dimensions=(4, 3, 3))
    structured = image.cast_to_structured_grid()
    triangles = pv.Plane(i_resolution=3, j_resolution=2).triangulate()
    return [
        with_fields(mesh)
        for mesh in (image, structured, triangles, image.cast_to_unstructured_grid())
    ]


def grids() -> list[Any]:
    from curator_gui.domains.grid import SyntheticFieldSource

    return [next(iter(SyntheticFieldSource(2)[0])).load()]


def atoms() -> list[Any]:
    from ase.build import bulk, molecule
    from ase.calculators.singlepoint import SinglePointCalculator

    water, copper = molecule("H2O"), bulk("Cu", cubic=True)
    for each in (water, copper):
        each.info["energy_of"] = "test"
        each.arrays["extra"] = np.arange(len(each), dtype=float)
        each.calc = SinglePointCalculator(each, energy=-1.5, forces=np.ones((len(each), 3)))
    return [water, copper]


ITEMS: dict[str, Callable[[], list[Any]]] = {"mesh": meshes, "grid": grids, "atoms": atoms}


def state(item: Any) -> Any:
    """Return all that an item holds, to be compared."""
    if hasattr(item, "GetPointData"):
        fields = (item.GetPointData(), item.GetCellData(), item.GetFieldData())
        points = np.asarray(item.points).tobytes()
        return [*map(_arrays, fields), item.GetClassName(), points, item.n_cells]
    if hasattr(item, "data_vars"):
        return item.to_dict(encoding=True)
    results = {k: np.asarray(v).tobytes() for k, v in item.calc.results.items()}
    arrays = {name: array.tobytes() for name, array in item.arrays.items()}
    return [arrays, dict(item.info), results, item.cell.tolist(), item.pbc.tolist()]


def _arrays(attributes: Any) -> list[Any]:
    from vtkmodules.util.numpy_support import vtk_to_numpy

    found = [attributes.GetAbstractArray(n) for n in range(attributes.GetNumberOfArrays())]
    return [
        (array.GetName(), vtk_to_numpy(array).tobytes() if array.IsA("vtkDataArray") else "")
        for array in found
    ]


def made(key: str, folder: Path) -> Any:
    """Make a sink with values for what has to be given."""
    values: dict[str, Any] = {}
    for param in REGISTRY.get(key).params:
        if param.widget == "output_folder":
            values[param.name] = folder / "out"
        elif param.widget == "output_file":
            values[param.name] = folder / "out" / "file.lmdb"
        elif param.default is REQUIRED:
            values[param.name] = param.coerce(param.choices[0] if param.choices else "{index}")
    return REGISTRY.get(key).cls(**values)


@pytest.mark.parametrize("key", OWN_CODE)
def test_code_of_ones_own_is_given_copies(key: str) -> None:
    assert REGISTRY.get(key).cls.changes_items


@pytest.mark.parametrize("key", SINKS)
def test_an_item_is_afterwards_what_it_was(key: str, tmp_path: Path) -> None:
    taken = 0
    for number, item in enumerate(ITEMS[key.partition(".")[0]]()):
        sink = made(key, tmp_path / str(number))
        assert not sink.changes_items
        before, copy = state(item), own_copy(item)
        assert str(state(copy)) == str(before)
        pipeline = One(item).write(sink)
        try:
            with noting(lambda kind, words: None):
                sink.prepare([0])
                pipeline[0]
        except CuratorError:  # not of a kind that this one writes
            continue
        taken += 1
        assert str(state(item)) == str(before)
    assert taken
