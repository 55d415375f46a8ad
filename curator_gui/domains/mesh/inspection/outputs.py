"""Read meshes that were written, for the preview of an output."""

from __future__ import annotations

from collections.abc import Callable
from glob import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np

from curator_gui.core.inspection import Contents, ForeignFileError
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk_reading import SUFFIXES
from curator_gui.domains.mesh.inspection.describe import INSPECTOR
from curator_gui.domains.mesh.sources.vtk import VTKSource

_NEEDED = {"points", "cells/connectivity", "cells/offsets", "cells/types"}


def read_vtk_file(path: Path) -> Contents:
    """Read a file as `VTKSource` does.

    Raises
    ------
    MeshError
        If it is empty or damaged.
    """
    source = VTKSource(path.parent, escape(path.name))
    return Contents(source[0], INSPECTOR)


def read_npz(path: Path) -> Contents:
    """Read a mesh that `NPZSink` wrote.

    Raises
    ------
    ForeignFileError
        If the file is another archive.
    MeshError
        If it is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            if not set(archive.files) >= _NEEDED:
                raise ForeignFileError("{path} holds no mesh", path=path)
            arrays = {name: archive[name] for name in archive.files}
    except ForeignFileError:
        raise
    except Exception as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([mesh_of(arrays)], INSPECTOR)


def read_hdf5(path: Path) -> Contents:
    """Read a mesh that `HDF5Sink` wrote.

    Raises
    ------
    ForeignFileError
        If the file has another layout.
    MeshError
        If it is damaged.
    """
    import h5py

    try:
        with h5py.File(path, "r") as file:
            if not all(name in file for name in _NEEDED):
                raise ForeignFileError("{path} holds no mesh", path=path)
            arrays = {name: file[name][()] for name in ("points", *sorted(_NEEDED))}
            for group in ("point_data", "cell_data", "field_data"):
                inner = file.get(group, {})
                arrays |= {f"{group}/{name}": inner[name][()] for name in inner}
    except OSError as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([mesh_of(arrays)], INSPECTOR)


def read_zarr(path: Path) -> Contents:
    """Read a mesh that `MeshZarrSink` wrote.

    Raises
    ------
    ForeignFileError
        If the store has another layout.
    MeshError
        If it is damaged.
    """
    import zarr

    try:
        group: Any = zarr.open_group(str(path), mode="r")
        if not all(name in group for name in _NEEDED):
            raise ForeignFileError("{path} holds no mesh", path=path)
        arrays = {name: np.asarray(group[name][:]) for name in sorted(_NEEDED)}
        for level in ("point_data", "cell_data", "field_data"):
            for name, array in group[level].arrays() if level in group else ():
                own = str(array.attrs.get("name", unquote(name)))
                arrays[f"{level}/{own}"] = np.asarray(array[:])
    except ForeignFileError:
        raise
    except Exception as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([mesh_of(arrays)], INSPECTOR)


def mesh_of(arrays: dict[str, Any]) -> Any:
    """Build the `pyvista.UnstructuredGrid` of named arrays (see `mesh.formats.arrays`)."""
    import pyvista as pv
    from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
    from vtkmodules.vtkCommonDataModel import vtkCellArray

    cells = vtkCellArray()
    offsets, points = (
        numpy_to_vtkIdTypeArray(np.ascontiguousarray(arrays[name], dtype=np.int64), deep=True)
        for name in ("cells/offsets", "cells/connectivity")
    )
    cells.SetData(offsets, points)
    grid = pv.UnstructuredGrid()
    grid.points = np.asarray(arrays["points"])
    kinds = np.ascontiguousarray(arrays["cells/types"], dtype=np.uint8)
    grid.SetCells(numpy_to_vtk(kinds, deep=True), cells)
    for name, array in arrays.items():
        level, _, own = name.partition("/")
        if own and level in ("point_data", "cell_data", "field_data"):
            values = array.astype(str) if array.dtype.kind == "O" else array
            getattr(grid, level)[own] = values
    return grid


READERS: dict[str, Callable[[Path], Contents]] = {
    **dict.fromkeys(SUFFIXES, read_vtk_file),
    ".npz": read_npz,
    ".h5": read_hdf5,
    ".hdf5": read_hdf5,
    ".zarr": read_zarr,
}
