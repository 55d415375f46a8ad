"""Read an item out of a file of VTK: one mesh, or its steps of a VTKHDF series."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.containers.tar_samples import Arrays
from curator_gui.dataset.own_files import refuse_index

SUFFIXES = (".vtu", ".vtp", ".vti", ".vts", ".vtr", ".vtkhdf", ".vtk", ".stl", ".ply")


def read_vtk(path: Path, index: int) -> Arrays:
    """Read points, cells and fields; of a series those of the steps of an index.

    The arrays of its second step are called `1/NAME`, and so on.

    Raises
    ------
    DatasetError
        If a series has no step of the index.
    """
    import pyvista as pv

    steps = _series(path, path.stat().st_mtime_ns) if path.suffix.lower() == ".vtkhdf" else None
    if steps is None:
        with _errors_raised():
            return _arrays(pv.read(path))
    times = steps.get(index)
    if times is None:
        refuse_index(path, index)
    found: Arrays = {}
    for number, arrays in enumerate(_at_times(path, times)):
        found |= {f"{number}/{name}" if number else name: a for name, a in arrays.items()}
    return found


_WINDOW = Lock()
"""Held while VTK's messages are caught: it has one place for those of all threads."""


@contextmanager
def _errors_raised() -> Iterator[None]:
    """Let what VTK prints as an error be one: it returns an empty mesh, or a part of it.

    What it prints as a warning is one of Python.
    """
    import pyvista as pv

    with _WINDOW, pv.VtkErrorCatcher(raise_errors=True, send_to_logging=False, emit_warnings=True):
        yield


@lru_cache(maxsize=8)
def _series(path: Path, changed: int) -> dict[int, list[float]] | None:
    """Return the times of each index of a series (see `mesh.formats.vtk.hdf_series`), else None."""
    import h5py

    check_links(path)
    with h5py.File(path, "r") as file:
        if "Curator/index" not in file:
            return None
        found: dict[int, list[float]] = {}
        times = file["VTKHDF/Steps/Values"][()]
        for index, time in zip(file["Curator/index"][()], times, strict=True):
            found.setdefault(int(index), []).append(float(time))
        return found


def _at_times(path: Path, times: list[float]) -> list[Arrays]:
    import pyvista as pv
    from vtkmodules.vtkIOHDF import vtkHDFReader

    reader = vtkHDFReader()
    reader.SetFileName(str(path))
    found = []
    with _errors_raised():
        reader.UpdateInformation()
        for time in times:
            reader.UpdateTimeStep(time)
            # Copies: the reader fills its output again with the next step.
            arrays = _arrays(pv.wrap(reader.GetOutputDataObject(0)))
            found.append({name: array.copy() for name, array in arrays.items()})
    return found


def _arrays(mesh: Any) -> Arrays:
    found: Arrays = {"points": np.asarray(mesh.points)}
    if hasattr(mesh, "dimensions"):
        found["dimensions"] = np.asarray(mesh.dimensions)
    else:
        found |= _cells(mesh if hasattr(mesh, "celltypes") else mesh.cast_to_unstructured_grid())
    for group in ("point_data", "cell_data", "field_data"):
        data = getattr(mesh, group)
        found |= {f"{group}/{name}": np.asarray(data[name]) for name in data}
    return found


def _cells(grid: Any) -> Arrays:
    return {
        "cells/connectivity": np.asarray(grid.cell_connectivity),
        "cells/offsets": np.asarray(grid.cell_offsets),
        "cells/types": np.asarray(grid.celltypes),
    }
