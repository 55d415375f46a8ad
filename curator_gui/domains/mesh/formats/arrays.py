"""A mesh as named numpy arrays, the layout that the NPZ, HDF5 and Zarr sinks share.

============================  =======================  ==========================================
name                          shape                    meaning
============================  =======================  ==========================================
`points`                      (n_points, 3)            coordinates
`cells/connectivity`          (n_entries,)             point numbers of all cells, one after another
`cells/offsets`               (n_cells + 1,)           where each cell starts in `connectivity`
`cells/types`                 (n_cells,) uint8         VTK cell types (vtkCellType.h: 12 hexahedron)
`point_data/NAME`             (n_points[, k])          point fields
`cell_data/NAME`              (n_cells[, k])           cell fields
`field_data/NAME`             (n[, k])                 global data
============================  =======================  ==========================================

Meshes with polyhedra (type 42) have their faces as well: face `f` is made of the points
`faces/connectivity[faces/offsets[f]:faces/offsets[f + 1]]`, and cell `c` of the faces
`cells/faces[cells/face_offsets[c]:cells/face_offsets[c + 1]]` (none for other types).

Structured meshes stay dense: they have no cells, but `dimensions` (3,), the points along x, y and
z, and fields of shape (nz, ny, nx[, k]), cell fields one less per axis. An image has `origin`,
`spacing` (3,) and `direction` (3, 3) instead of points, a rectilinear grid the coordinates `x`, `y`
and `z`, a structured grid `points` of shape (nz, ny, nx, 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curator_gui.domains.mesh.cells import POLYHEDRON

_FIELDS = ("point_data/", "cell_data/", "field_data/")
_GROUPS = ("cells", "faces", "point_data", "cell_data", "field_data")
"""Groups that a flat output may have at its root."""


def mesh_arrays(mesh: Any) -> dict[str, Any]:
    """Return the arrays of a `pyvista.DataSet`; large ones share the mesh's memory.

    Types that are neither structured nor unstructured (surfaces) are laid out as unstructured.
    """
    import numpy as np

    structured = hasattr(mesh, "dimensions")
    arrays = structure_arrays(mesh)
    for group in ("point_data", "cell_data", "field_data"):
        attributes = getattr(mesh, group)
        arrays |= {f"{group}/{name}": np.asarray(attributes[name]) for name in attributes}
    if structured:
        arrays = {name: _dense(name, array, mesh.dimensions) for name, array in arrays.items()}
    # VTK's 64-bit integers are C's long long, which Zarr does not know; "<i8" names both.
    return {name: array.view(array.dtype.str) for name, array in arrays.items()}


def structure_arrays(mesh: Any) -> dict[str, Any]:
    """Return the arrays of points and cells alone; those of structured meshes are not dense."""
    return _structure(mesh) if hasattr(mesh, "dimensions") else _cells(mesh)


def _cells(mesh: Any) -> dict[str, Any]:
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    grid = mesh if mesh.IsA("vtkUnstructuredGrid") else mesh.cast_to_unstructured_grid()
    arrays: dict[str, Any] = {
        "points": np.asarray(grid.points),
        "cells/connectivity": vtk_to_numpy(grid.GetCells().GetConnectivityArray()),
        "cells/offsets": vtk_to_numpy(grid.GetCells().GetOffsetsArray()),
        "cells/types": np.asarray(grid.celltypes),
    }
    if (arrays["cells/types"] == POLYHEDRON).any():
        faces, of_cells = grid.GetPolyhedronFaces(), grid.GetPolyhedronFaceLocations()
        arrays["faces/connectivity"] = vtk_to_numpy(faces.GetConnectivityArray())
        arrays["faces/offsets"] = vtk_to_numpy(faces.GetOffsetsArray())
        arrays["cells/faces"] = vtk_to_numpy(of_cells.GetConnectivityArray())
        arrays["cells/face_offsets"] = vtk_to_numpy(of_cells.GetOffsetsArray())
    return arrays


def _structure(mesh: Any) -> dict[str, Any]:
    import numpy as np

    arrays: dict[str, Any] = {"dimensions": np.asarray(mesh.dimensions, dtype=np.int64)}
    if mesh.IsA("vtkImageData"):
        # The first point, because the extent of an image need not begin at 0.
        arrays["origin"] = np.asarray(mesh.GetPoint(0), dtype=np.float64)
        arrays["spacing"] = np.asarray(mesh.spacing, dtype=np.float64)
        arrays["direction"] = np.asarray(mesh.direction_matrix, dtype=np.float64)
    elif mesh.IsA("vtkRectilinearGrid"):
        arrays |= {axis: np.asarray(getattr(mesh, axis)) for axis in "xyz"}
    else:
        arrays["points"] = np.asarray(mesh.points)
    return arrays


def _dense(name: str, array: Any, dimensions: tuple[int, int, int]) -> Any:
    group, _, _ = name.partition("/")
    if group in ("points", "point_data"):
        shape = dimensions[::-1]
    elif group == "cell_data":
        shape = (
            max(1, dimensions[2] - 1), max(1, dimensions[1] - 1), max(1, dimensions[0] - 1)
        )  # fmt: skip
    else:
        return array
    return array.reshape(*shape, *array.shape[1:])


def flat_names(names: Iterable[str]) -> dict[str, str]:
    """Return a name without "/" for each: a field's own where no other array has it.

    Other arrays, and fields whose own name is taken or that of a group, get "_" in place of "/".
    """
    names = list(names)
    fields = [name for name in names if name.startswith(_FIELDS)]
    found = {name: name.replace("/", "_") for name in names}
    taken = {found[name] for name in names if name not in fields} | {*_GROUPS}
    for name in fields:
        own = name.partition("/")[2].replace("/", "_")
        found[name] = own if own not in taken else _free(found[name], taken)
        taken.add(found[name])
    return found


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def split_texts(arrays: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part arrays of texts (global data may be any) from those of numbers."""
    texts = {name: array for name, array in arrays.items() if array.dtype.kind in "US"}
    return texts, {name: array for name, array in arrays.items() if name not in texts}


def mesh_of(arrays: dict[str, Any]) -> Any:
    """Build the `pyvista.DataSet` of named arrays: undo `mesh_arrays`."""
    mesh = _structured_mesh(arrays) if "dimensions" in arrays else _unstructured(arrays)
    for name, array in arrays.items():
        level, _, own = name.partition("/")
        if own and level in ("point_data", "cell_data", "field_data"):
            values = _flat(mesh, level, array)
            if array.dtype.kind in "OUS":
                _set_texts(getattr(mesh, level), own, values)
            else:
                getattr(mesh, level)[own] = values
    return mesh


def _set_texts(attributes: Any, name: str, texts: Any) -> None:
    """Set an array of texts; pyvista takes ASCII only."""
    from vtkmodules.vtkCommonCore import vtkStringArray

    array = vtkStringArray()
    array.SetName(name)
    for text in texts.ravel():
        array.InsertNextValue(str(text))
    attributes.VTKObject.AddArray(array)


def mesh_of_simplices(arrays: dict[str, Any]) -> Any:
    """Build the `pyvista.UnstructuredGrid` of points, simplices and fields (`simplices`)."""
    import numpy as np

    cells = np.asarray(arrays["cells"], np.int64)
    count, width = cells.shape
    plain = {name.replace("global_data/", "field_data/"): a for name, a in arrays.items()}
    del plain["cells"]
    kind = {1: 1, 2: 3, 3: 5, 4: 10}[width]
    return mesh_of(
        {
            **plain,
            "cells/connectivity": cells.ravel(),
            "cells/offsets": np.arange(count + 1, dtype=np.int64) * width,
            "cells/types": np.full(count, kind, np.uint8),
        }
    )


def is_mesh(names: Any) -> bool:
    """Whether arrays of these names make a mesh."""
    return "dimensions" in names or all(
        name in names for name in ("points", "cells/connectivity", "cells/offsets", "cells/types")
    )


def _flat(mesh: Any, level: str, values: Any) -> Any:
    counts = {"point_data": mesh.n_points, "cell_data": mesh.n_cells}
    if level not in counts or not hasattr(mesh, "dimensions"):
        return values
    return values.reshape(counts[level], *values.shape[3:])


def _structured_mesh(arrays: dict[str, Any]) -> Any:
    import pyvista as pv

    dimensions = tuple(int(n) for n in arrays["dimensions"])
    if "spacing" in arrays:
        image = pv.ImageData(
            dimensions=dimensions, spacing=arrays["spacing"], origin=arrays["origin"]
        )
        image.direction_matrix = arrays["direction"]
        return image
    if "x" in arrays:
        return pv.RectilinearGrid(arrays["x"], arrays["y"], arrays["z"])
    grid = pv.StructuredGrid()
    grid.points = arrays["points"].reshape(-1, 3)
    grid.dimensions = dimensions
    return grid


def _unstructured(arrays: dict[str, Any]) -> Any:
    import numpy as np
    import pyvista as pv
    from vtkmodules.util.numpy_support import numpy_to_vtk

    kinds = np.ascontiguousarray(arrays["cells/types"], dtype=np.uint8)
    cells = _cell_array(arrays["cells/offsets"], arrays["cells/connectivity"])
    grid = pv.UnstructuredGrid()
    grid.points = np.asarray(arrays["points"])
    types = numpy_to_vtk(kinds, deep=True)
    if "cells/faces" in arrays:
        of_cells = _cell_array(arrays["cells/face_offsets"], arrays["cells/faces"])
        faces = _cell_array(arrays["faces/offsets"], arrays["faces/connectivity"])
        grid.SetPolyhedralCells(types, cells, of_cells, faces)
    else:
        grid.SetCells(types, cells)
    return grid


def _cell_array(offsets: Any, connectivity: Any) -> Any:
    import numpy as np
    from vtkmodules.util.numpy_support import numpy_to_vtkIdTypeArray
    from vtkmodules.vtkCommonDataModel import vtkCellArray

    cells = vtkCellArray()
    pair = [np.ascontiguousarray(a, dtype=np.int64) for a in (offsets, connectivity)]
    cells.SetData(*(numpy_to_vtkIdTypeArray(a, deep=True) for a in pair))
    return cells
