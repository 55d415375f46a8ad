"""Read meshes that were written, for the preview of an output."""

from __future__ import annotations

from collections.abc import Callable
from glob import escape
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.measuring.inspection import Contents, ForeignFileError
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.containers.tar_samples import first_names, iterate
from curator_gui.domains.common.plain_files import zarr_arrays
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.arrays import is_mesh, mesh_of, mesh_of_simplices
from curator_gui.domains.mesh.formats.pmsh import read_pmsh
from curator_gui.domains.mesh.formats.vtk.reading import SUFFIXES
from curator_gui.domains.mesh.inspection.describe import INSPECTOR
from curator_gui.domains.mesh.sinks.arrays import LAYOUT
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
        # Opened here: NumPy leaves the file of a damaged archive open.
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
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

    check_links(path)
    try:
        with h5py.File(path, "r") as file:
            if not is_mesh(file):
                raise ForeignFileError("{path} holds no mesh", path=path)
            arrays: dict[str, Any] = {}
            _keep_all(file, "", arrays)
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

    bound_zarr()
    try:
        arrays = _zarr_mesh(zarr.open_group(str(path), mode="r"), path)
    except ForeignFileError:
        raise
    except Exception as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents(
        [mesh_of_simplices(arrays) if "cells" in arrays else mesh_of(arrays)], INSPECTOR
    )


def read_pmsh_folder(path: Path) -> Contents:
    """Read a mesh that `PMSHSink` wrote.

    Raises
    ------
    MeshError
        If it is damaged.
    """
    try:
        mesh = mesh_of_simplices(read_pmsh(path))
    except Exception as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    return Contents([mesh], INSPECTOR)


def read_shard(path: Path) -> Contents:
    """Read the meshes of a shard that `WebDatasetSink` wrote, one by one.

    Raises
    ------
    ForeignFileError
        If its samples are of another kind.
    """
    if not is_mesh(first_names(path)):
        raise ForeignFileError("{path} holds no meshes", path=path)
    return Contents((mesh_of(arrays) for arrays, _ in iterate(path)), INSPECTOR)


def _zarr_mesh(group: Any, path: Path) -> dict[str, Any]:
    layout = group.attrs.get(LAYOUT)
    if layout is None and not is_mesh(group):
        raise ForeignFileError("{path} holds no mesh", path=path)
    arrays = {}
    if layout == "flat":
        named = ((str(array.attrs["name"]), array) for _, array in group.arrays())
        return {name: np.asarray(array[...]) for name, array in named} | _zarr_texts(group)
    for name, array in zarr_arrays(group):
        level, slash, _ = name.partition("/")
        own = str(array.attrs.get("name", "")) if level.endswith("_data") else ""
        arrays[f"{level}{slash}{own}" if own else name] = np.asarray(array[...])
    return arrays | _zarr_texts(group)


def _zarr_texts(group: Any) -> dict[str, Any]:
    found = {}
    for level in ("point_data", "cell_data", "field_data", "global_data"):
        for name, texts in group[level].attrs.items() if level in group else ():
            if isinstance(texts, list):
                found[f"{level}/{name}"] = np.asarray(texts, dtype=str)
    return found


def _keep_all(group: Any, prefix: str, arrays: dict[str, Any]) -> None:
    """Read all arrays of a group; one that has a second name at the root has its nested one."""
    import h5py

    names = sorted(group, key=lambda name: isinstance(group[name], h5py.Dataset))
    seen: list[Any] = []
    for name in names:
        node = group[name]
        if isinstance(node, h5py.Group):
            _keep_all(node, f"{prefix}{name}/", arrays)
            seen += [inner for inner in node.values() if isinstance(inner, h5py.Dataset)]
        elif node not in seen:
            texts = h5py.check_string_dtype(node.dtype) is not None
            name = str(node.attrs.get("name", name))
            arrays[prefix + name] = node.asstr()[()] if texts else node[()]


READERS: dict[str, Callable[[Path], Contents]] = {
    **dict.fromkeys(SUFFIXES, read_vtk_file),
    ".npz": read_npz,
    ".h5": read_hdf5,
    ".hdf5": read_hdf5,
    ".zarr": read_zarr,
    ".pmsh": read_pmsh_folder,
    ".tar": read_shard,
}
