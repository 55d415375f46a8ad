"""Sinks for machine learning: meshes as plain arrays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from curator_gui.core.files import atomic_path, part_path
from curator_gui.core.param import Param
from curator_gui.domains.mesh.formats.arrays import split_texts
from curator_gui.domains.mesh.sinks.base import ArraySink, OutputName, chunk_shape, output_folder


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Give a new, hidden folder beside `path`; it gets that name when the block ends well.

    A folder (or file) that has the name already is moved aside first and then removed, because a
    system cannot rename a folder onto another that has content.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part, old = (part_path(path), part_path(path))
    part.mkdir()
    try:
        yield part
        _exchange(part, path, old)
    finally:
        for leftover in (part, old):
            _remove(leftover)


def _exchange(new: Path, path: Path, old: Path) -> None:
    if not path.exists():
        new.replace(path)
        return
    path.replace(old)
    try:
        new.replace(path)
    except OSError:
        old.replace(path)
        raise


def _file_name(field: str) -> str:
    """Encode a field's name so that it is no path and no file of Zarr's own (`zarr.json`)."""
    name = quote(field, safe=" ()[],=+@~")
    own = name.startswith((".", "zarr.json", "__"))
    return f"%{ord(name[0]):02X}{name[1:]}" if own else name


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


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


class MeshZarrSink(ArraySink):
    """Write each mesh to a Zarr v3 store of its own (see `mesh.formats.arrays`).

    Each store is a folder `NAME.zarr`; no two indices share a chunk, so workers never meet.
    Arrays are cut along their first axis into chunks of at most `chunk_size`. Field names that
    are no file names are percent-encoded; the attribute `name` has the original. Texts
    become attributes of the groups `point_data`, `cell_data` and `field_data`.

    Raises
    ------
    OSError
        If the store cannot be written completely.
    """

    name = "Zarr stores"
    description = "Writes points, cells and fields of each mesh as chunked arrays (Zarr v3)."
    version = "2"
    suffix = ".zarr"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("Zarr stores")],
        name: OutputName = "{stem}.zarr",
        chunk_size: Annotated[
            float,
            Param(
                "Largest size of a chunk before compression; readers fetch whole chunks.",
                unit="MB",
                minimum=0.001,
            ),
        ] = 4.0,
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
    ) -> None:
        super().__init__(folder, name)
        self.chunk_size = chunk_size
        self.compression = compression
        self.level = level

    def save(self, arrays: dict[str, Any], path: Path) -> None:
        import zarr

        texts, arrays = split_texts(arrays)
        with atomic_folder(path) as part:
            group = zarr.create_group(part, zarr_format=3, attributes={"format": "curator-mesh-1"})
            for name, array in arrays.items():
                self._create(group, name, array)
            for name, array in texts.items():
                folder, _, field = name.partition("/")
                group.require_group(folder).attrs[field] = array.tolist()

    def _create(self, group: Any, name: str, array: Any) -> None:
        folder, _, field = name.partition("/")
        key = f"{folder}/{_file_name(field)}" if field else folder
        group.create_array(
            key,
            data=array,
            chunks=chunk_shape(array, self.chunk_size),
            compressors=self._compressors(),
            attributes={"name": field or folder},
        )

    def _compressors(self) -> Any:
        from zarr.codecs import BloscCodec, ZstdCodec

        if self.compression == "zstd":
            return ZstdCodec(level=self.level)
        if self.compression == "blosc":
            return BloscCodec(cname="lz4", clevel=self.level, shuffle="shuffle")
        return None
