"""Refuse meshes whose parts do not fit together: later steps, and VTK itself, would die of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.domains.mesh.cells import cell_types
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.texts import make_texts

if TYPE_CHECKING:
    import numpy as np


def check_mesh(path: Path, mesh: Any) -> None:
    """Refuse a mesh whose parts do not fit together: later steps would crash on it.

    Names and texts that are no UTF-8 are read as Latin-1, and a remark says so.

    Raises
    ------
    MeshError
        Naming the point that a cell refers to and that does not exist, the cell of an unknown type
        or with too few points, or the field that has more or fewer values than there are points or
        cells.
    """
    sizes = [_check_cells(path, mesh, cells) for cells in _cell_arrays(mesh)]
    if mesh.IsA("vtkUnstructuredGrid") and mesh.GetNumberOfCells():
        _check_types(path, mesh, sizes[0])
    for what, attributes, count in (
        ("point", mesh.GetPointData(), mesh.GetNumberOfPoints()),
        ("cell", mesh.GetCellData(), mesh.GetNumberOfCells()),
    ):
        _check_counts(path, what, attributes, count)
    make_texts(mesh)


def _check_counts(path: Path, what: str, attributes: Any, count: int) -> None:
    for number in range(attributes.GetNumberOfArrays()):
        array = attributes.GetAbstractArray(number)
        if array.GetNumberOfTuples() != count:
            values = f"{array.GetNumberOfTuples():,} values for {count:,} {what}s"
            raise MeshError(
                "{path}: the {what} field {getname} has {values}",
                path=path,
                what=what,
                getname=repr(array.GetName()),
                values=values,
            )


def _check_cells(path: Path, mesh: Any, cells: Any) -> int:
    """Refuse cells on points that are not there; return how many each has, if all have as many."""
    from vtkmodules.util.numpy_support import vtk_to_numpy

    if cells.GetNumberOfCells() == 0:
        return 0
    size = size_of_all(cells)
    if not size and not cells.IsValid():
        raise MeshError("{path} has cells whose points cannot be told apart", path=path)
    numbers, count = vtk_to_numpy(cells.GetConnectivityArray()), mesh.GetNumberOfPoints()
    if not len(numbers):  # cells without points, such as VTK's empty ones
        return size
    # As unsigned numbers the negative ones are the largest: one pass finds both.
    largest = int(numbers.view(f"u{numbers.itemsize}").max())
    if largest >= count:
        point = numbers.min() if numbers.min() < 0 else largest
        raise MeshError(
            "{path} has cells on point {point}, but its points are 0-{count}",
            path=path,
            point=point,
            count=count - 1,
        )
    return size


def size_of_all(cells: Any) -> int:
    """Return how many points each cell has where they follow one another, all alike; 0 otherwise.

    One pass that tells what `IsValid` and `IsHomogeneous` of VTK go through the cells for.
    """
    from vtkmodules.util.numpy_support import vtk_to_numpy

    offsets = vtk_to_numpy(cells.GetOffsetsArray())
    entries = int(cells.GetConnectivityArray().GetNumberOfValues())
    size, rest = divmod(entries, cells.GetNumberOfCells())
    if rest or not size or offsets[0] != 0 or len(offsets) != cells.GetNumberOfCells() + 1:
        return 0
    return size if _are_even(offsets, size) else 0


def _are_even(offsets: np.ndarray, size: int) -> bool:
    """Whether all are that far apart; in pieces, so that no memory has to be made for them all."""
    import numpy as np

    apart = np.empty(min(_PIECE, len(offsets) - 1), offsets.dtype)
    for start in range(0, len(offsets) - 1, _PIECE):
        part = offsets[start : start + _PIECE + 1]
        found = np.subtract(part[1:], part[:-1], out=apart[: len(part) - 1])
        if (found != size).any():
            return False
    return True


_PIECE = 1 << 14


def _cell_arrays(mesh: Any) -> list[Any]:
    if mesh.IsA("vtkUnstructuredGrid"):
        faces = mesh.GetPolyhedronFaces()
        return [mesh.GetCells()] + ([] if faces is None else [faces])
    if mesh.IsA("vtkPolyData"):
        return [mesh.GetVerts(), mesh.GetLines(), mesh.GetPolys(), mesh.GetStrips()]
    return []


def _check_types(path: Path, mesh: Any, size: int) -> None:
    """Refuse cells of types that VTK does not know, or with fewer points than their type has.

    `size` is how many points each has, 0 if that differs.
    """
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    types, cells = vtk_to_numpy(cell_types(mesh)), mesh.GetCells()
    count = cells.GetNumberOfCells()
    if len(types) != count:
        raise MeshError("{path} has {n} types for {m} cells", path=path, n=len(types), m=count)
    if types.min() == types.max() and size == _points_of(int(types[0])):
        return  # as most meshes are: told without a size for each cell
    sizes = np.diff(np.asarray(cells.GetOffsetsArray()))
    for kind in np.unique(types).tolist():
        points = _points_of(kind)
        if points is None:
            raise MeshError(
                "{path} has cells of type {kind}, which VTK does not know", path=path, kind=kind
            )
        wrong = (types == kind) & (sizes != points)
        if points and wrong.any():
            cell = int(wrong.argmax())
            raise MeshError(
                "{path}: cell {cell} of type {kind} has {n} points, not {m}",
                path=path,
                cell=cell,
                kind=kind,
                n=int(sizes[cell]),
                m=points,
            )


_OF_ANY_ORDER = 68
"""The first of VTK's types whose cells have as many points as their order asks for."""


@cache
def _points_of(kind: int) -> int | None:
    """Return how many points a cell of a type has; 0 if that varies, None for an unknown type."""
    from vtkmodules.vtkCommonDataModel import vtkGenericCell

    cell = vtkGenericCell.InstantiateCell(kind)
    if cell is None:
        return None
    return 0 if kind >= _OF_ANY_ORDER else int(cell.GetNumberOfPoints())
