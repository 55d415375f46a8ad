"""What is measured of every mesh: size, bounds, volume or area, time, and its fields.

What depends on points and cells alone is computed once for meshes that share them: most runs write
many steps of one mesh.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy

from curator_gui.core.measuring.array_moments import Hasher
from curator_gui.core.measuring.collector import Collector
from curator_gui.core.measuring.measures import Combine, MeasureInfo
from curator_gui.domains.mesh.cells import cell_types
from curator_gui.domains.mesh.fields import array_names
from curator_gui.domains.mesh.filters.shape.quality import worst_jacobian
from curator_gui.domains.mesh.origin import current_origin, item_time

POINTS = MeasureInfo("points", "points", "", "count")
CELLS = MeasureInfo("cells", "cells", "", "count")
GEOMETRY = MeasureInfo("geometry_hash", "hash of points and cells", "", "hash")
TIME = MeasureInfo("time", "simulation time")
JACOBIAN = MeasureInfo("scaled_jacobian.min", "worst scaled Jacobian")
_BOUNDS = tuple(
    MeasureInfo(f"{axis}.{end}", f"{end} {axis}") for axis in "xyz" for end in ("min", "max")
)
_COMBINED: dict[MeasureInfo, Combine] = {
    JACOBIAN: "min",
    **{info: "min" if info.name.endswith("min") else "max" for info in _BOUNDS},
}
"""How those come together that are not added up, where an index has several meshes."""

_SIZES = {
    "Volume": MeasureInfo("volume", "volume"),
    "Area": MeasureInfo("area", "area"),
    "Length": MeasureInfo("length", "length"),
}

_CELL_ARRAYS = ("GetVerts", "GetLines", "GetPolys", "GetStrips")


def measure_item(mesh: Any, collector: Collector) -> None:
    """Measure a VTK data set."""
    collector.add(POINTS, mesh.GetNumberOfPoints(), "sum")
    collector.add(CELLS, mesh.GetNumberOfCells(), "sum")
    _measure_geometry(mesh, collector)
    _measure_time(mesh, collector)
    _measure_fields(mesh, collector)


def _measure_time(mesh: Any, collector: Collector) -> None:
    origin = current_origin()
    time = item_time(mesh, origin) if origin is not None else None
    if time is not None:
        collector.add(TIME, time)


_last: dict[str, tuple[str, dict[MeasureInfo, float]]] = {}
"""Per level: the geometry that was measured last, and what came of it."""


def _measure_geometry(mesh: Any, collector: Collector) -> None:
    digest = geometry_hash(mesh)
    collector.hasher.update(digest.encode())
    collector.add(GEOMETRY, digest)
    if _last.get(collector.level, ("",))[0] != digest:
        _last[collector.level] = digest, _of_geometry(mesh, full=collector.level == "full")
    for info, value in _last[collector.level][1].items():
        collector.add(info, value, _COMBINED.get(info, "sum"))


def _of_geometry(mesh: Any, *, full: bool) -> dict[MeasureInfo, float]:
    found: dict[MeasureInfo, float] = {}
    if mesh.GetNumberOfPoints():
        found = dict(zip(_BOUNDS, mesh.GetBounds(), strict=True))
    if not mesh.GetNumberOfCells():
        return found
    found |= _size(mesh)
    worst = worst_jacobian(mesh) if full else math.nan
    return found | ({} if math.isnan(worst) else {JACOBIAN: worst})


def _size(mesh: Any) -> dict[MeasureInfo, float]:
    """Return the volume; for a mesh without one its area, or else its length."""
    from vtkmodules.vtkFiltersVerdict import vtkCellSizeFilter

    bare = mesh.NewInstance()
    bare.CopyStructure(mesh)
    sizes = vtkCellSizeFilter()
    sizes.SetInputData(bare)
    sizes.ComputeSumOn()
    sizes.ComputeVertexCountOff()
    sizes.Update()
    sums = sizes.GetOutput().GetFieldData()
    for name, info in _SIZES.items():
        array = sums.GetArray(name)
        if array is not None and array.GetTuple1(0):
            return {info: float(array.GetTuple1(0))}
    return {}


def geometry_hash(mesh: Any) -> str:
    """Return a checksum of points and cells: the same for meshes that share them."""
    hasher = Hasher(mesh.GetClassName().encode())
    if mesh.IsA("vtkPointSet"):
        _hash_points(mesh, hasher)
    elif mesh.IsA("vtkImageData"):
        place = (
            *mesh.GetExtent(),
            *mesh.GetOrigin(),
            *mesh.GetSpacing(),
            *mesh.direction_matrix.flat,
        )
        hasher.update(repr(place).encode())
    else:  # a rectilinear grid
        for array in (mesh.GetXCoordinates(), mesh.GetYCoordinates(), mesh.GetZCoordinates()):
            _hash(array, hasher)
    return str(hasher.hexdigest())


def _hash_points(mesh: Any, hasher: Any) -> None:
    points = mesh.GetPoints()
    if points is not None:
        _hash(points.GetData(), hasher)
    if mesh.IsA("vtkUnstructuredGrid"):
        _hash_cells(mesh.GetCells(), hasher)
        if mesh.GetNumberOfCells():
            hasher.update(_bytes(cell_types(mesh)))
    elif mesh.IsA("vtkPolyData"):
        for name in _CELL_ARRAYS:
            _hash_cells(getattr(mesh, name)(), hasher)
    else:  # a structured grid
        hasher.update(repr(mesh.dimensions).encode())


def _hash_cells(cells: Any, hasher: Any) -> None:
    if cells.GetNumberOfCells():
        _hash(cells.GetOffsetsArray(), hasher)
        _hash(cells.GetConnectivityArray(), hasher)


def _hash(array: Any, hasher: Any) -> None:
    """Hash an array of VTK; without the way over numpy, which takes longer than hashing."""
    hasher.update(b"%d %d " % (array.GetDataType(), array.GetNumberOfValues()))
    hasher.update(_bytes(array))


def _bytes(array: Any) -> Any:
    try:
        return memoryview(array).cast("B")
    except (TypeError, ValueError, BufferError):  # computed from a formula, or empty
        return np.ascontiguousarray(vtk_to_numpy(array))


def _measure_fields(mesh: Any, collector: Collector) -> None:
    """Measure the fields of points and cells, which are told apart where they share a name."""
    points, cells = mesh.GetPointData(), mesh.GetCellData()
    of_points, of_cells = array_names(points), array_names(cells)
    for name in of_points:
        _measure_field(points, name, f"point/{name}" if name in of_cells else name, collector)
    for name in of_cells:
        _measure_field(cells, name, f"cell/{name}" if name in of_points else name, collector)
    _measure_globals(mesh.GetFieldData(), collector)


def _measure_field(attributes: Any, name: str, key: str, collector: Collector) -> None:
    array = attributes.GetArray(name)
    if array is not None:  # None for one of texts
        collector.field(key, vtk_to_numpy(array))


def _measure_globals(data: Any, collector: Collector) -> None:
    """Take single numbers among the global data as they are; longer arrays are no measures."""
    for name in array_names(data):
        array = data.GetArray(name)
        one = array is not None and array.GetNumberOfValues() == 1
        if one and name != "TimeValue":
            collector.add(MeasureInfo(name, name), float(array.GetTuple1(0)))
