"""Sinks for machine learning: meshes as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.core.storage.atomic_folders import atomic_folder
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.stored_names import say_changed, too_long
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.arrays import flat_names, mesh_arrays, split_texts
from curator_gui.domains.mesh.formats.pmsh import write_pmsh
from curator_gui.domains.mesh.formats.simplices import simplex_arrays
from curator_gui.domains.mesh.sinks.base import (
    ArraySink,
    ChunkSize,
    MeshSink,
    OutputName,
    chunk_shape,
    output_folder,
)


def _file_name(field: str) -> str:
    """Encode a field's name so that it is no path and no file of Zarr's own (`zarr.json`)."""
    name = quote(field, safe=" ()[],=+@~")
    own = name.startswith((".", "zarr.json", "__"))
    return f"%{ord(name[0]):02X}{name[1:]}" if own else name


def _place(key: str) -> str:
    """Return where in a store an array is, with one slash or none."""
    folder, _, field = key.partition("/")
    return f"{folder}/{_file_name(field)}" if field else _file_name(folder)


def _check_names(keys: Mapping[str, str]) -> None:
    """Say which fields have another name in a store, whose folders their arrays are.

    Raises
    ------
    MeshError
        If one is longer than a folder's name may be.
    """
    changed = {}
    for name, key in keys.items():
        _, slash, own = name.partition("/")
        stored = _place(key).rpartition("/")[2]
        words = too_long(own or name, stored)
        if words:
            raise MeshError("{words}", words=words)
        if slash and not name.startswith(("cells/", "faces/")) and own != stored:
            # At the root the fields of points and cells may have the same name.
            changed[own if "/" in key else name] = stored
    say_changed("Zarr", changed, kept=True)


class NPZSink(ArraySink):
    """Write each mesh to a `.npz` file of named arrays (see `mesh.formats.arrays`).

    Read it with `numpy.load(path)["point_data/U"]`; no pickle is involved.

    Raises
    ------
    OSError
        If the file cannot be written completely.
    """

    name = "NPZ files"
    description = "Writes points, cells and fields of each mesh as arrays in a NumPy .npz file."
    version = "2"
    suffix = ".npz"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("NPZ files")],
        name: OutputName = "{stem}.npz",
        compress: Annotated[
            bool, Param("Deflate the arrays: smaller, but many times slower.")
        ] = False,
    ) -> None:
        super().__init__(folder, name)
        self.compress = compress

    def save(self, arrays: dict[str, Any], path: Path) -> None:
        import numpy as np

        save = np.savez_compressed if self.compress else np.savez
        with atomic_path(path) as part:
            save(part, **arrays)


LAYOUT = "layout"
"""Attribute of a store whose layout is not the nested one."""


class MeshZarrSink(ArraySink):
    """Write each mesh to a Zarr v3 store of its own (see `mesh.formats.arrays`).

    Each store is a folder `NAME.zarr`; no two indices share a chunk, so workers never meet.
    Arrays are cut along their first axis into chunks of at most `chunk_size`. Field names that
    are no file names are percent-encoded; the attribute `name` has the original. Texts
    become attributes of the groups `point_data`, `cell_data` and `field_data`.

    The layout `flat` puts all arrays at the root: fields under their own names, others with "_" in
    place of "/"; where two would be called the same, the second has its group in front. The layout
    `mesh` has one array `cells` of simplices (see `mesh.formats.simplices`) and the groups
    `point_data`, `cell_data` and `global_data`.

    Raises
    ------
    MeshError
        If the layout is `mesh` and the mesh has no cells that can be cut into simplices.
    OSError
        If the store cannot be written completely.
    """

    name = "Zarr stores"
    description = "Writes points, cells and fields of each mesh as chunked arrays (Zarr v3)."
    version = "2"
    added = {"layout": "nested"}
    suffix = ".zarr"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("Zarr stores")],
        name: OutputName = "{stem}.zarr",
        chunk_size: ChunkSize = 4.0,
        compression: Annotated[
            str,
            Param(
                "zstd is small, blosc (lz4 after shuffling bytes) fastest, none raw.",
                choices=("none", "zstd", "blosc"),
            ),
        ] = "zstd",
        level: Annotated[
            int, Param("Effort of the compression: 1 to 9.", minimum=1, maximum=9)
        ] = 3,
        layout: Annotated[
            str,
            Param(
                "nested keeps cells and fields in groups; flat has all arrays at the root, as "
                "physicsnemo's ZarrReader takes them; mesh cuts cells into triangles or "
                "tetrahedra, as its MeshReader takes them.",
                choices=("nested", "flat", "mesh"),
            ),
        ] = "nested",
    ) -> None:
        super().__init__(folder, name)
        self.chunk_size = chunk_size
        self.compression = compression
        self.level = level
        self.layout = layout

    def write(self, mesh: Any, path: Path) -> None:
        self.save(simplex_arrays(mesh) if self.layout == "mesh" else mesh_arrays(mesh), path)

    def save(self, arrays: dict[str, Any], path: Path) -> None:
        import zarr

        texts, arrays = split_texts(arrays)
        keys = flat_names(arrays) if self.layout == "flat" else {name: name for name in arrays}
        _check_names(keys)
        with atomic_folder(path) as part:
            group = zarr.create_group(part, zarr_format=3, attributes=self._attributes())
            for name, array in arrays.items():
                self._create(group, name, keys[name], array)
            for name, array in texts.items():
                folder, _, field = name.partition("/")
                group.require_group(folder).attrs[field] = array.tolist()
            for name in _GROUPS if self.layout == "mesh" else ():
                group.require_group(name)

    def _attributes(self) -> dict[str, Any]:
        if self.layout == "nested":
            return {"format": "curator-mesh-1"}
        kind = {"physicsnemo_mesh_type": "Mesh"} if self.layout == "mesh" else {}
        return {"format": "curator-mesh-1", LAYOUT: self.layout, **kind}

    def _create(self, group: Any, name: str, key: str, array: Any) -> None:
        folder, _, field = key.partition("/")
        own = name if self.layout == "flat" else field or folder
        group.create_array(
            _place(key),
            data=array,
            chunks=chunk_shape(array, self.chunk_size),
            compressors=self._compressors(),
            attributes={"name": own},
        )

    def _compressors(self) -> Any:
        from zarr.codecs import BloscCodec, ZstdCodec

        if self.compression == "zstd":
            return ZstdCodec(level=self.level)
        if self.compression == "blosc":
            return BloscCodec(cname="lz4", clevel=self.level, shuffle="shuffle")
        return None


_GROUPS = ("point_data", "cell_data", "global_data")


class PMSHSink(MeshSink):
    """Write each mesh to a folder `NAME.pmsh`, the memory map that physicsnemo's MeshReader reads.

    Cells are cut into simplices (see `mesh.formats.simplices`). Neither torch nor physicsnemo is
    needed (see `mesh.formats.pmsh`). Texts have no place there; a remark names those left out.

    Raises
    ------
    MeshError
        If the mesh has no cells that can be cut, or a field of a type or name that cannot be held.
    OSError
        If the folder cannot be written completely.
    """

    name = "PMSH memory maps"
    description = (
        "Writes each mesh as raw arrays with triangles or tetrahedra for cells, which "
        "physicsnemo's MeshReader maps into memory."
    )
    version = "1"
    suffix = ".pmsh"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("PMSH folders")],
        name: OutputName = "{stem}.pmsh",
    ) -> None:
        super().__init__(folder, name)

    def write(self, mesh: Any, path: Path) -> None:
        texts, arrays = split_texts(simplex_arrays(mesh))
        if texts:
            names = ", ".join(sorted(name.partition("/")[2] for name in texts))
            remark(
                Message("texts have no place in a .pmsh and were left out: {names}", names=names)
            )
        with atomic_folder(path) as part:
            write_pmsh(arrays, part)
