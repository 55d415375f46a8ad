"""The source of Zarr stores."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark
from curator_gui.core.remote.addresses import is_address, is_there, known_identity
from curator_gui.core.storage.versions import SAME, Version, generation
from curator_gui.domains.grid.errors import READ_ERRORS, GridError
from curator_gui.domains.grid.formats.headers import Header, dataset_header
from curator_gui.domains.grid.formats.missing_chunks import StoreGaps
from curator_gui.domains.grid.formats.opening import open_zarr, zarr_axis, zarr_groups
from curator_gui.domains.grid.formats.references.reference_gaps import ReferenceGaps
from curator_gui.domains.grid.formats.references.zarr_references import (
    SUFFIX,
    ReferenceFiles,
    is_references,
    read_references,
)
from curator_gui.domains.grid.formats.remote_gaps import RemoteGaps
from curator_gui.domains.grid.formats.zarr_files import StoreFiles
from curator_gui.domains.grid.listing import Axis, listing_errors
from curator_gui.domains.grid.sources.arguments import Group, Recursive, Variables
from curator_gui.domains.grid.sources.base import DatasetSource

if TYPE_CHECKING:
    import xarray as xr

_METADATA = ("zarr.json", ".zgroup", ".zmetadata")


class GridZarrSource(DatasetSource):
    """Zarr stores of format 2 or 3, read with `xarray.open_zarr`.

    Chunks that were never written read as fill values. A store of this application's own sink
    knows which items were written; reading another one is an error.
    """

    name = "Zarr stores"
    description = "Reads a Zarr store, or a folder of them: one item per position or per store."
    _folders = True

    def __init__(
        self,
        folder: Annotated[
            str,
            Param(
                "A Zarr store, or a folder of stores, or an address of either, such as "
                "s3://bucket/era5.zarr; or references to chunks of local files (kerchunk, a JSON "
                "file or a folder of Parquet), which stand below the folder that it is in.",
                suffixes=(".zarr",),
                widget="folder",
            ),
        ],
        pattern: Annotated[
            str,
            Param("Which stores of the folder to take; * stands for any text.", widget="pattern"),
        ] = "*.zarr",
        recursive: Recursive = False,
        dimension: Annotated[
            str | None,
            Param(
                "Dimension whose positions become the items. Not set: each store is one item.",
                role="dimension",
            ),
        ] = "time",
        variables: Variables = None,
        group: Group = None,
    ) -> None:
        super().__init__(folder, pattern, recursive, dimension, variables, group)
        self._files: tuple[str, StoreFiles | ReferenceFiles] | None = None
        self._gaps: tuple[object, ReferenceGaps | StoreGaps | RemoteGaps] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_files": None, "_gaps": None}

    def input_version(self, index: int) -> Version:
        """Tell the version of the files in a local store that the index is read from."""
        number, position = self.listing().locate(index)
        return self._version(self.listing().paths[number], position)

    def _version(self, path: str, position: int) -> Version:
        if is_address(path):
            return SAME
        if self._files is None or self._files[0] != path:
            self._files = path, self._files_of(path)
        return self._files[1].version(position)

    def _files_of(self, path: str) -> StoreFiles | ReferenceFiles:
        if is_references(path):
            return ReferenceFiles(path)
        return StoreFiles(path, self._dimension, self._group, self._variables)

    def _load(self, path: str, position: int) -> xr.Dataset:
        self._version(path, position)  # before it is read: what changes later is newer
        item = super()._load(path, position)
        for words in self._gaps_of(path).words(position):
            remark(words)
        return item

    def _gaps_of(self, path: str) -> ReferenceGaps | StoreGaps | RemoteGaps:
        choice = self._dimension, self._group, self._variables
        if is_address(path):
            key = path, known_identity(path), generation()
            if self._gaps is None or self._gaps[0] != key:
                self._gaps = key, RemoteGaps(path, *choice)
            return self._gaps[1]
        if is_references(path):
            found = read_references(path)
            if self._gaps is None or self._gaps[0] is not found:
                self._gaps = found, ReferenceGaps(found, *choice)
        elif self._gaps is None or self._gaps[0] != (path, generation()):
            self._gaps = (path, generation()), StoreGaps(path, *choice)
        return self._gaps[1]

    def _paths(self) -> list[str]:
        if is_address(self._folder) and self._folder.lower().endswith(SUFFIX):
            raise GridError(
                "{path} seems to hold references (kerchunk), which are read from local files only: "
                "copy it, and what it refers to, into one folder",
                path=self._folder,
            )
        if is_references(self._folder):
            return [self._folder.rstrip("/")]
        if not is_address(self._folder) and os.path.isfile(self._folder):  # noqa: PTH113
            raise GridError(
                "{path} is a file; a Zarr store is a folder, or a JSON file of references to other "
                "files (kerchunk)",
                path=self._folder,
            )
        with listing_errors(self._folder):
            is_store = self._is_store()
        return [self._folder.rstrip("/")] if is_store else super()._paths()

    def _is_store(self) -> bool:
        if not is_address(self._folder):
            return any(os.path.isfile(f"{self._folder}/{name}") for name in _METADATA)  # noqa: PTH113
        return any(is_there(f"{self._folder.rstrip('/')}/{name}") for name in _METADATA)

    def _open_dataset(self, path: str) -> xr.Dataset:
        return open_zarr(path, self._group)

    def _read_axis(self, path: str, dimension: str) -> Axis:
        return zarr_axis(path, dimension, self._group)

    def _read_header(self, path: str, varying: frozenset[str]) -> Header | None:
        try:
            with open_zarr(path, self._group) as dataset:
                return dataset_header(dataset, varying)
        except (*READ_ERRORS, GridError):
            return None  # reading an item says why

    def _groups(self, path: str) -> list[str]:
        return zarr_groups(path)
