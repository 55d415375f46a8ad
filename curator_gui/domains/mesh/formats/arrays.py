"""A mesh as named numpy arrays, the layout that the NPZ and Zarr sinks share.

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
`dimensions`                  (3,)                     only for structured meshes: points per axis
============================  =======================  ==========================================
"""

from __future__ import annotations

from typing import Any


def mesh_arrays(mesh: Any) -> dict[str, Any]:
    """Return the arrays of a `pyvista.DataSet`; large ones share the mesh's memory.

    Meshes of all types are laid out as unstructured grids.
    """
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    grid = mesh if mesh.IsA("vtkUnstructuredGrid") else mesh.cast_to_unstructured_grid()
    arrays: dict[str, Any] = {
        "points": np.asarray(grid.points),
        "cells/connectivity": vtk_to_numpy(grid.GetCells().GetConnectivityArray()),
        "cells/offsets": vtk_to_numpy(grid.GetCells().GetOffsetsArray()),
        "cells/types": np.asarray(grid.celltypes),
    }
    for group in ("point_data", "cell_data", "field_data"):
        attributes = getattr(mesh, group)
        arrays |= {f"{group}/{name}": np.asarray(attributes[name]) for name in attributes}
    if hasattr(mesh, "dimensions"):
        arrays["dimensions"] = np.asarray(mesh.dimensions)
    # VTK's 64-bit integers are C's long long, which Zarr does not know; "<i8" names both.
    return {name: array.view(array.dtype.str) for name, array in arrays.items()}


def split_texts(arrays: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part arrays of texts (global data may be any) from those of numbers."""
    texts = {name: array for name, array in arrays.items() if array.dtype.kind in "US"}
    return texts, {name: array for name, array in arrays.items() if name not in texts}
