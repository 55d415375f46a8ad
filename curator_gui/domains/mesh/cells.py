"""Take cells and points out of a mesh, and put them into another order, in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curator_gui.domains.mesh.errors import MeshError

POLYHEDRON = 42  # vtkCellType.h; its faces are kept in a stream of their own
GHOSTS = "vtkGhostType"
"""VTK's array of flags: what belongs to another piece of the mesh, or is blanked out."""

_PARTS = ("Verts", "Lines", "Polys", "Strips")


def cell_types(mesh: Any) -> Any:
    """Return the VTK array of the types of the cells of an unstructured grid that has some."""
    from vtkmodules.vtkCommonCore import vtkVersion

    version = vtkVersion.GetVTKMajorVersion(), vtkVersion.GetVTKMinorVersion()
    # Before VTK 9.6 the shorter name lists the different ones.
    return mesh.GetCellTypes() if version >= (9, 6) else mesh.GetCellTypesArray()


def extract_cells(mesh: Any, ids: Any) -> Any:
    """Return the cells of these numbers (ascending) with the points and fields they use.

    A surface stays a surface; other meshes become unstructured grids.
    """
    grid = mesh.extract_cells(ids, pass_cell_ids=False, pass_point_ids=False)
    return as_surface(grid) if mesh.IsA("vtkPolyData") else grid


def cell_centers(mesh: Any) -> Any:
    """Return the centers of all cells, float64 (n_cells, 3), also of those that are blanked out."""
    import numpy as np

    plain = type(mesh)()
    plain.ShallowCopy(mesh)
    plain.GetCellData().Initialize()  # VTK leaves out what is marked as blank there
    plain.GetPointData().Initialize()
    return np.asarray(plain.cell_centers().points, dtype=np.float64)


def structured_block(mesh: Any, kept: Any) -> Any:
    """Return the kept cells of a structured mesh as one of the same type, with all its fields.

    None if they fill no block of rows, columns and layers. `kept` is bool (n_cells,).
    """
    import numpy as np

    extent = mesh.GetExtent()
    sizes = [max(1, extent[2 * axis + 1] - extent[2 * axis]) for axis in range(3)]
    cells = kept.reshape(sizes[::-1])  # the first index runs fastest
    ranges = []
    for axis in range(3):
        found = np.flatnonzero(cells.any(axis=tuple(n for n in range(3) if n != 2 - axis)))
        ranges.append((int(found[0]), int(found[-1]) + 1))
    (i, j, k), count = ranges, int(kept.sum())
    if count != np.prod([stop - start for start, stop in ranges]):
        return None
    if not cells[k[0] : k[1], j[0] : j[1], i[0] : i[1]].all():
        return None
    volume = []
    for axis, (start, stop) in enumerate(ranges):
        low, high = extent[2 * axis : 2 * axis + 2]
        volume += [low + start, low + stop if high > low else high]
    return _extracted(mesh, volume)


def _extracted(mesh: Any, volume: Sequence[int]) -> Any:
    """Cut a range of points (first and last along each axis) out of a structured mesh."""
    import pyvista as pv
    from vtkmodules.vtkFiltersExtraction import vtkExtractGrid, vtkExtractRectilinearGrid
    from vtkmodules.vtkImagingCore import vtkExtractVOI

    filters: dict[str, Any] = {
        "vtkStructuredGrid": vtkExtractGrid,
        "vtkRectilinearGrid": vtkExtractRectilinearGrid,
    }
    made: Any = next((f for name, f in filters.items() if mesh.IsA(name)), vtkExtractVOI)
    extract = made()
    extract.SetInputData(mesh)
    extract.SetVOI(*volume)
    extract.Update()
    result = pv.wrap(extract.GetOutput())
    if mesh.IsA("vtkImageData"):  # count from 0 again: sinks and filters take the origin as it is
        origin = [0.0, 0.0, 0.0]
        mesh.TransformIndexToPhysicalPoint(*volume[::2], origin)
        result.SetExtent(*(n - volume[2 * (i // 2)] for i, n in enumerate(volume)))
        result.SetOrigin(origin)
        result.SetDirectionMatrix(mesh.GetDirectionMatrix())
    return result


def extract_points(mesh: Any, ids: Any) -> Any:
    """Return points of these numbers, with their fields and without any cell, as PolyData."""
    cloud = point_cloud(mesh, ids)
    cloud.SetVerts(None)
    cloud.GetCellData().Initialize()
    return cloud


def unused_points(mesh: Any) -> Any:
    """Return which points no cell uses, bool (n_points,); none in structured meshes."""
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    unused = np.zeros(mesh.GetNumberOfPoints(), dtype=bool)
    if mesh.IsA("vtkUnstructuredGrid"):
        arrays = [mesh.GetCells()]
    elif mesh.IsA("vtkPolyData"):
        arrays = [getattr(mesh, f"Get{part}")() for part in _PARTS]
    else:
        return unused
    unused[:] = True
    for cells in arrays:
        if cells is not None and cells.GetNumberOfCells():
            unused[vtk_to_numpy(cells.GetConnectivityArray())] = False
    return unused


def without_ghosts(attributes: Any, hidden: int) -> Any:
    """Return which points or cells count, bool (n,); None if all do.

    `hidden` has the flags of `vtkDataSetAttributes` that make one not count: a duplicate of what
    another piece holds (1), or blanked out (2 for points, 32 for cells).
    """
    from vtkmodules.util.numpy_support import vtk_to_numpy

    ghosts = attributes.GetArray(GHOSTS)
    if ghosts is None:
        return None
    counted = (vtk_to_numpy(ghosts) & hidden) == 0
    return None if counted.all() else counted


def is_mixed_surface(mesh: Any) -> bool:
    """Whether a mesh is a surface (PolyData) with more than one of vertices, lines and polygons.

    VTK's filters for surfaces give the cells of such a mesh the values of others, or of none.
    """
    if not mesh.IsA("vtkPolyData"):
        return False
    faces = mesh.GetNumberOfPolys() + mesh.GetNumberOfStrips()
    return sum(map(bool, (mesh.GetNumberOfVerts(), mesh.GetNumberOfLines(), faces))) > 1


def as_surface(grid: Any) -> Any:
    """Return an unstructured grid of vertices, lines and polygons as PolyData."""
    import pyvista as pv
    from vtkmodules.vtkFiltersGeometry import vtkDataSetSurfaceFilter

    surface = vtkDataSetSurfaceFilter()
    surface.SetInputData(grid)
    surface.Update()
    return pv.wrap(surface.GetOutput())


def point_cloud(mesh: Any, ids: Any) -> Any:
    """Return points of these numbers as PolyData with one vertex each and their point fields."""
    import numpy as np
    import pyvista as pv

    cloud = pv.PolyData(np.asarray(mesh.points)[ids])
    gather(mesh.point_data, cloud.point_data, ids)
    for name in mesh.field_data:
        cloud.field_data[name] = mesh.field_data[name]
    return cloud


def gather(source: Any, target: Any, ids: Any) -> None:
    """Set in `target` every array of `source`, its rows in the order of `ids`."""
    for name in source:
        target[name] = source[name][ids]


def permuted(mesh: Any, points: Any, cells: Any) -> Any:
    """Return the mesh with points and cells in another order.

    Parameters
    ----------
    mesh
        Any `pyvista.DataSet`; types without explicit cells become unstructured grids.
    points, cells
        Old numbers in the new order, int64 (n_points,) and (n_cells,); None leaves the order.

    Raises
    ------
    MeshError
        For polyhedra, and for surfaces that mix vertices, lines, polygons and strips.
    """
    import numpy as np

    base = mesh if mesh.IsA("vtkPolyData") else mesh.cast_to_unstructured_grid()
    result = type(base)()
    result.ShallowCopy(base)
    if points is not None:
        _set_points(result, np.asarray(base.points)[points])
        gather(base.point_data, result.point_data, points)
    if cells is not None:
        gather(base.cell_data, result.cell_data, cells)
    _set_cells(base, result, points, cells)
    return result


def _set_points(mesh: Any, coordinates: Any) -> None:
    """Set new points; assigning to `mesh.points` would change those it shares with another."""
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonCore import vtkPoints

    points = vtkPoints()
    points.SetData(numpy_to_vtk(coordinates, deep=True))
    mesh.SetPoints(points)


def _set_cells(base: Any, result: Any, points: Any, cells: Any) -> None:
    part = _only_part(base)
    array = base.GetCells() if part is None else getattr(base, f"Get{part}")()
    if array is None:
        return  # an unstructured grid that was never given cells
    reordered = _reordered(array, points, cells)
    if part is not None:
        getattr(result, f"Set{part}")(reordered)
        return
    import numpy as np
    from vtkmodules.util.numpy_support import numpy_to_vtk

    types = np.asarray(base.celltypes)
    if (types == POLYHEDRON).any():
        raise MeshError("has polyhedra, whose points cannot be renumbered; triangulate it first")
    if cells is not None:
        types = types[cells]
    result.SetCells(numpy_to_vtk(types, deep=True), reordered)


def _only_part(mesh: Any) -> str | None:
    if not mesh.IsA("vtkPolyData"):
        return None
    used = [part for part in _PARTS if getattr(mesh, f"GetNumberOf{part}")()]
    if len(used) > 1:
        raise MeshError("mixes {used}, which have a fixed order", used=" and ".join(used).lower())
    return used[0] if used else "Verts"


def _reordered(array: Any, points: Any, cells: Any) -> Any:
    import numpy as np
    from vtkmodules.util.numpy_support import numpy_to_vtkIdTypeArray, vtk_to_numpy
    from vtkmodules.vtkCommonDataModel import vtkCellArray

    connectivity = vtk_to_numpy(array.GetConnectivityArray()).astype(np.int64)
    offsets = vtk_to_numpy(array.GetOffsetsArray()).astype(np.int64)
    if points is not None:
        new_number = np.empty(len(points), np.int64)
        new_number[points] = np.arange(len(points))
        connectivity = new_number[connectivity]
    if cells is not None:
        connectivity, offsets = _taken(connectivity, offsets, cells)
    result = vtkCellArray()
    result.SetData(
        numpy_to_vtkIdTypeArray(offsets, deep=True),
        numpy_to_vtkIdTypeArray(connectivity, deep=True),
    )
    return result


def _taken(connectivity: Any, offsets: Any, cells: Any) -> tuple[Any, Any]:
    """Return connectivity and offsets of the cells in this order."""
    import numpy as np

    sizes = np.diff(offsets)[cells]
    ends = np.concatenate([[0], np.cumsum(sizes)])
    shift = np.repeat(offsets[:-1][cells] - ends[:-1], sizes)
    return connectivity[np.arange(ends[-1]) + shift], ends


def unstructured_grid(points: Any, connectivity: Any, offsets: Any, types: Any) -> Any:
    """Build a `pyvista.UnstructuredGrid` from arrays: (n, 3), (m,), (n_cells + 1,), (n_cells,)."""
    import pyvista as pv
    from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
    from vtkmodules.vtkCommonDataModel import vtkCellArray

    cells = vtkCellArray()
    ids = [numpy_to_vtkIdTypeArray(a.astype("int64"), deep=True) for a in (offsets, connectivity)]
    cells.SetData(*ids)
    grid = pv.UnstructuredGrid()
    grid.points = points
    grid.SetCells(numpy_to_vtk(types, deep=True), cells)
    return grid
