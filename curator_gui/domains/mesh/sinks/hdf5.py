"""The sink for plain HDF5 files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.stored_names import say_changed
from curator_gui.domains.mesh.formats.arrays import flat_names, split_texts
from curator_gui.domains.mesh.sinks.base import (
    ArraySink,
    ChunkSize,
    OutputName,
    chunk_shape,
    output_folder,
)

_CHUNKED = 4096
"""Arrays below this many bytes are written in one piece and uncompressed."""


class HDF5Sink(ArraySink):
    """Write each mesh to a `.h5` file of named arrays (see `mesh.formats.arrays`).

    Read it with `h5py.File(path)["point_data/U"]`, whole or in part. Arrays are cut along their
    first axis into chunks of at most `chunk_size`. With the layout `flat` every array has a second
    name at the root (a hard link, which takes no room): a field its own one (see `flat_names`).

    A slash, which parts groups in HDF5, is `%2F` in the name of an array; the field's own name then
    stands in its attribute `name`.

    Raises
    ------
    OSError
        If the file cannot be written completely.
    """

    name = "HDF5 files"
    description = "Writes points, cells and fields of each mesh as chunked arrays in an HDF5 file."
    version = "2"
    added = {"layout": "nested"}
    suffix = ".h5"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("HDF5 files")],
        name: OutputName = "{stem}.h5",
        chunk_size: ChunkSize = 1.0,
        compression: Annotated[
            str,
            Param(
                "gzip is read by every program, lzf is faster and read by h5py, none is raw.",
                choices=("none", "gzip", "lzf"),
            ),
        ] = "none",
        level: Annotated[
            int, Param("Effort of gzip: 1 is fastest, 9 smallest.", minimum=1, maximum=9)
        ] = 4,
        layout: Annotated[
            str,
            Param(
                "nested keeps cells and fields in groups; flat also lets all arrays be found at "
                "the root, as physicsnemo's HDF5Reader takes them.",
                choices=("nested", "flat"),
            ),
        ] = "nested",
    ) -> None:
        super().__init__(folder, name)
        self.chunk_size = chunk_size
        self.compression = compression
        self.level = level
        self.layout = layout

    def save(self, arrays: dict[str, Any], path: Path) -> None:
        import h5py

        stored = _stored_names(arrays)
        own = {n.partition("/")[2]: s.partition("/")[2] for n, s in stored.items() if n != s}
        say_changed("HDF5", own, kept=True)
        # Each chunk is written once: a cache would only make a copy of it.
        with atomic_path(path) as part, h5py.File(part, "w", rdcc_nbytes=0) as file:
            file.attrs["format"] = "curator-mesh-1"
            for name, array in arrays.items():
                texts = array.dtype.kind in "US"
                data = array.astype(h5py.string_dtype()) if texts else array
                storage = {} if texts else self._storage(array)
                made = file.create_dataset(stored[name], data=data, **storage)
                if stored[name] != name:
                    made.attrs["name"] = name.partition("/")[2]
            if self.layout == "flat":
                _link(file, stored, split_texts(arrays)[1])

    def _storage(self, array: Any) -> dict[str, Any]:
        if array.nbytes < _CHUNKED:
            return {}
        storage: dict[str, Any] = {"chunks": chunk_shape(array, self.chunk_size)}
        if self.compression != "none":
            storage |= {"compression": self.compression, "shuffle": True}
        if self.compression == "gzip":
            storage["compression_opts"] = self.level
        return storage


def _stored_names(names: Iterable[str]) -> dict[str, str]:
    """Return the path of each array: its own name without slash, behind that of its group."""
    found = {name: name for name in names}
    for name in found:
        group, slash, own = name.partition("/")
        if "/" in own or own == ".":
            path = group + slash + ("%2E" if own == "." else own.replace("/", "%2F"))
            while path in found.values():
                path += "_"
            found[name] = path
    return found


def _link(file: Any, stored: Mapping[str, str], names: Iterable[str]) -> None:
    """Let arrays in groups be found at the root, too."""
    for name, own in flat_names(names).items():
        if own != name:
            file["%2E" if own == "." else own] = file[stored[name]]
