"""Read meshes that were written, for the preview of an output."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from glob import escape
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.inspection import Contents, ForeignFileError
from curator_gui.domains.common.plain_files import zarr_arrays
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.arrays import is_mesh, mesh_of
from curator_gui.domains.mesh.formats.vtk_reading import SUFFIXES
from curator_gui.domains.mesh.inspection.describe import INSPECTOR
from curator_gui.domains.mesh.sources.vtk import VTKSource


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
            if not is_mesh(archive.files):
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
            if not is_mesh(file):
                raise ForeignFileError("{path} holds no mesh", path=path)
            arrays: dict[str, Any] = {}
            file.visititems(partial(_keep, arrays))
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
        arrays = _zarr_mesh(zarr.open_group(str(path), mode="r"), path)
    except ForeignFileError:
        raise
    except Exception as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([mesh_of(arrays)], INSPECTOR)


def _zarr_mesh(group: Any, path: Path) -> dict[str, Any]:
    if not is_mesh(group):
        raise ForeignFileError("{path} holds no mesh", path=path)
    arrays = {}
    for name, array in zarr_arrays(group):
        level, slash, _ = name.partition("/")
        own = str(array.attrs.get("name", "")) if level.endswith("_data") else ""
        arrays[f"{level}{slash}{own}" if own else name] = np.asarray(array[...])
    return arrays | _zarr_texts(group)


def _zarr_texts(group: Any) -> dict[str, Any]:
    found = {}
    for level in ("point_data", "cell_data", "field_data"):
        for name, texts in group[level].attrs.items() if level in group else ():
            if isinstance(texts, list):
                found[f"{level}/{name}"] = np.asarray(texts, dtype=str)
    return found


def _keep(arrays: dict[str, Any], name: str, node: Any) -> None:
    import h5py

    if isinstance(node, h5py.Dataset):
        texts = h5py.check_string_dtype(node.dtype) is not None
        arrays[name] = node.asstr()[()] if texts else node[()]


READERS: dict[str, Callable[[Path], Contents]] = {
    **dict.fromkeys(SUFFIXES, read_vtk_file),
    ".npz": read_npz,
    ".h5": read_hdf5,
    ".hdf5": read_hdf5,
    ".zarr": read_zarr,
}
