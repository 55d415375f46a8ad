"""Create and open the Zarr stores of `GridZarrSink`.

A store appears in one step: whichever worker has the first item makes it under a temporary name
and renames it, which succeeds for one worker only; the others use that one. So no lock is needed,
no worker ever sees half a store, and no process but a worker reads an item.
"""

from __future__ import annotations

import os
import shutil
import uuid
import warnings
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.storage.files import part_path
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import READ_ERRORS, GridError, reason, unreadable
from curator_gui.domains.grid.formats.encoding import json_attributes
from curator_gui.domains.grid.formats.layout import (
    ENCODING,
    FLAT_COORDINATES,
    MASK,
    ZARR_MARKER,
    StoredArray,
    fits,
    refuse_names,
)
from curator_gui.domains.grid.formats.zarr_stores.zarr_wider import note_differing, write_wider

if TYPE_CHECKING:
    import xarray as xr

_SAMPLE = 1024
"""Of how many values of an item it depends whether zarr looks through all for empty chunks."""

COMPRESSIONS = ("blosc", "blosc-zstd", "zstd", "gzip", "none")


@dataclass(frozen=True)
class StoreFormat:
    """What the user chose: lengths of chunks and shards per dimension, and the compression."""

    dimension: str
    chunks: Mapping[str, int]
    shards: Mapping[str, int]
    compression: str
    level: int
    flat: bool = False

    @property
    def unit(self) -> int:
        """How many neighboring items share a file: those of a shard, or else of a chunk."""
        return self.shards.get(self.dimension, self.chunks.get(self.dimension, 1))

    def chunk_shape(self, dims: Sequence[str], shape: Sequence[int]) -> tuple[int, ...]:
        """Return the chunk of an array with the item dimension in front."""
        inner = (
            min(self.chunks.get(dim, size), size) or 1
            for dim, size in zip(dims, shape, strict=True)
        )
        return (self.chunks.get(self.dimension, 1), *inner)

    def shard_shape(self, dims: Sequence[str], shape: Sequence[int]) -> tuple[int, ...] | None:
        """Return the shard, a multiple of the chunk in every dimension; None without shards."""
        if not self.shards:
            return None
        chunk = self.chunk_shape(dims, shape)
        wanted = (self.unit, *(self.shards.get(d, s) for d, s in zip(dims, shape, strict=True)))
        return tuple(-(-want // c) * c for want, c in zip(wanted, chunk, strict=True))

    def check_names(self, dims: Iterable[Hashable]) -> None:
        """Insist that chunks and shards name dimensions that the items have.

        Raises
        ------
        GridError
            Naming the first that is unknown.
        """
        known = {self.dimension, *(str(dim) for dim in dims)}
        for dim in (*self.chunks, *self.shards):
            if dim not in known:
                _refuse_dimension(dim, known)

    def codecs(self) -> Any:
        from zarr import codecs

        if self.compression == "none":
            return None
        if self.compression.startswith("blosc"):
            cname: Any = "zstd" if self.compression == "blosc-zstd" else "lz4"
            return codecs.BloscCodec(cname=cname, clevel=self.level)
        if self.compression == "zstd":
            return codecs.ZstdCodec(level=self.level)
        return codecs.GzipCodec(level=self.level)


def _refuse_dimension(dim: str, known: set[str]) -> NoReturn:
    have = listed_names(sorted(known))
    raise GridError(
        at(
            "chunks",
            Message(
                "items have no dimension {dim}; there are {have}",
                dim=repr(dim),
                have=have,
            ),
        )
    )


def create_store(
    path: Path, item: xr.Dataset, arrays: Mapping[str, StoredArray], form: StoreFormat, count: int
) -> None:
    """Make an empty store for `count` items like this one, unless another worker just did.

    Raises
    ------
    GridError
        If it cannot be made here.
    """
    form.check_names(item.sizes)
    refuse_names(item, ("zarr.json", FLAT_COORDINATES) if form.flat else ("zarr.json",))
    part = part_path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_metadata(part, item, arrays, form, count)
        _move_into_place(part, path)
    except (OSError, ValueError) as error:
        raise GridError(
            "{path} cannot be created: {reason}", path=path, reason=reason(error)
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _move_into_place(part: Path, path: Path) -> None:
    try:
        part.rename(path)
    except OSError:
        if not (path / "zarr.json").is_file():
            raise


def _write_metadata(
    part: Path, item: xr.Dataset, arrays: Mapping[str, StoredArray], form: StoreFormat, count: int
) -> None:
    import zarr

    identity = uuid.uuid4().hex
    marker = {"dimension": form.dimension, "count": count, "unit": form.unit, "id": identity}
    coordinates = {str(name) for name in item.coords}
    extra = sorted(name for name in coordinates if name not in item.dims)
    if form.flat:  # attributes may name only arrays of the same group
        marker |= {"layout": "flat", "coordinates": sorted(coordinates)}
        extra = []
    attributes = {**json_attributes(item.attrs), ZARR_MARKER: marker}
    group = zarr.create_group(part, zarr_format=3, attributes=attributes)
    lasting = group.create_group(FLAT_COORDINATES) if form.flat else group
    for array in arrays.values():
        if array.static:
            _create_static(lasting, array)
        else:
            _create_slotted(group, array, form, count, extra)
    _create_slotted(group, _mask_array(), form, count, [])
    identity_path(part, identity).touch()
    consolidate(part)


def identity_path(path: Path, identity: str) -> Path:
    """Return the empty file that is there as long as this store is, whatever its items do."""
    return path / MASK / f"id-{identity}"


def _mask_array() -> StoredArray:
    about = {"long_name": "whether the item was written, as opposed to a slot of fill values"}
    return StoredArray(MASK, (), (), "bool", about)


def _create_static(group: Any, array: StoredArray) -> None:
    import numpy as np

    dtype = "string" if array.dtype == "string" else np.dtype(array.dtype)
    stored = group.create_array(
        array.name,
        shape=array.shape,
        chunks=tuple(max(1, size) for size in array.shape),
        dtype=dtype,
        fill_value=array.fill,
        dimension_names=array.dims,
        attributes=dict(array.attributes),
    )
    stored[...] = array.values


def _create_slotted(
    group: Any,
    array: StoredArray,
    form: StoreFormat,
    count: int,
    coordinates: Sequence[str],
) -> None:
    scalar = not array.dims
    group.create_array(
        array.name,
        shape=(count, *array.shape),
        chunks=(form.unit,) if scalar else form.chunk_shape(array.dims, array.shape),
        shards=None if scalar else form.shard_shape(array.dims, array.shape),
        dtype=array.dtype,
        fill_value=array.fill,
        compressors="auto" if array.dtype == "string" else form.codecs(),
        dimension_names=(form.dimension, *array.dims),
        attributes=_slotted_attributes(array, coordinates),
    )


def _slotted_attributes(array: StoredArray, coordinates: Sequence[str]) -> dict[str, Any]:
    attributes = dict(array.attributes)
    if coordinates and array.dims and array.name not in coordinates:
        attributes["coordinates"] = " ".join(coordinates)  # CF 5: how readers know them
    return attributes


def consolidate(path: Path) -> None:
    """Write the metadata of all arrays into one file; nobody else may be writing then."""
    import zarr

    for left in path.glob("zarr.*.partial"):  # of a killed process; zarr warns of such files
        left.unlink()
    with warnings.catch_warnings():
        # xarray reads it, and warns about stores without it; the arrays of ours never change.
        warnings.filterwarnings("ignore", "Consolidated metadata", zarr.errors.ZarrUserWarning)
        zarr.consolidate_metadata(path, zarr_format=3)


@dataclass(frozen=True)
class OpenStore:
    """A store open for writing in one process; `handles` and `mask` are `zarr.Array`s."""

    path: Path
    identity: object
    marker: Mapping[str, Any]
    arrays: Mapping[str, StoredArray]
    handles: Mapping[str, Any]
    mask: Any
    attributes: Mapping[str, Any]

    def write(self, index: int, values: Mapping[str, Any]) -> None:
        """Fill one slot; it counts as written only once every array has it."""
        # Without a file the mask is false there; zarr would take a millisecond to say so.
        if mark_path(self.path, index // self.marker["unit"]).exists() and self.mask[index]:
            self.mask[index] = False
        for name, array in values.items():
            handle = self.handles[name]
            if fits(array, self.arrays[name].dtype):
                _fill_slot(handle, index, array)
            else:
                write_wider(self.path, name, handle, index, array)
        self.mask[index] = True

    def note_attributes(self, item: xr.Dataset) -> None:
        """Note the attributes in which an item differs from the store."""
        own = {key: value for key, value in self.attributes.items() if key != ZARR_MARKER}
        note_differing(self.path, "", own, json_attributes(item.attrs))
        for name, array in self.arrays.items():
            attributes = {k: v for k, v in array.attributes.items() if k not in ENCODING}
            note_differing(self.path, name, attributes, json_attributes(item.variables[name].attrs))


def _fill_slot(handle: Any, index: int, array: Any) -> None:
    """Write an item's values without copies and searches that zarr makes to be on the safe side.

    A range instead of a position lets it see that whole chunks come. It looks through every value
    for chunks that hold nothing but the fill value, and leaves those out; where a sample finds no
    fill value at all, there is next to nothing to be left out.
    """
    values = array[None]
    if not _may_be_empty(values, handle.fill_value):
        handle = handle.with_config({"write_empty_chunks": True})
    handle[index : index + 1] = values


def _may_be_empty(values: Any, fill: Any) -> bool:
    if values.dtype.kind not in "biuf":
        return True
    import numpy as np

    places = np.linspace(0, values.size - 1, min(values.size, _SAMPLE), dtype=np.intp)
    sample = values[np.unravel_index(places, values.shape)]
    return bool(((sample == fill) | ((sample != sample) & (fill != fill))).any())


def store_identity(path: Path) -> object:
    """Return what changes when a store is replaced by another one; None if there is none."""
    try:
        status = (path / "zarr.json").stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_ino, status.st_mtime_ns


def open_store(path: Path) -> OpenStore:
    """Open one of our stores for writing.

    Raises
    ------
    GridError
        If it cannot be read, or was made by something else.
    """
    identity = store_identity(path)
    group, handles = _open_arrays(path)
    marker = group.attrs.get(ZARR_MARKER)
    if not isinstance(marker, Mapping) or MASK not in handles:
        raise GridError(
            "{path} holds data that are not from this sink; choose another folder", path=path
        )
    mask = handles.pop(MASK)
    arrays = {name: _stored(name, handle, marker) for name, handle in handles.items()}
    return OpenStore(path, identity, marker, arrays, handles, mask, dict(group.attrs))


def _open_arrays(path: Path) -> tuple[Any, dict[str, Any]]:
    import zarr

    try:
        group: Any = zarr.open_group(path, mode="r+")
        handles = dict(group.arrays())
        if group.attrs.get(ZARR_MARKER, {}).get("layout") == "flat":
            handles |= dict(group[FLAT_COORDINATES].arrays())
    except READ_ERRORS as error:
        unreadable(str(path), error)
    return group, handles


def _stored(name: str, handle: Any, marker: Mapping[str, Any]) -> StoredArray:
    import numpy as np

    dims = tuple(str(dim) for dim in handle.metadata.dimension_names or ())
    slotted = dims[:1] == (marker["dimension"],)
    dtype = "string" if handle.dtype.kind in "OT" else np.dtype(handle.dtype).name
    start = 1 if slotted else 0
    return StoredArray(
        name=name,
        dims=dims[start:],
        shape=handle.shape[start:],
        dtype=dtype,
        attributes=dict(handle.attrs),
        static=not slotted,
        values=None if slotted else handle[...],
    )


def remove_store(path: Path) -> None:
    """Remove a store at once for readers, then its files."""
    part = part_path(path)
    path.rename(part)
    shutil.rmtree(part)


def mark_path(path: Path, unit: int) -> Path:
    """Return the file of the mask that a write unit has once one of its items was written."""
    return path / MASK / "c" / str(unit)


def written_units(path: Path) -> list[int]:
    """List the write units with at least one written item, by the mask's chunk files."""
    folder = mark_path(path, 0).parent
    if not folder.is_dir():
        return []
    return sorted(int(name) for name in os.listdir(folder) if name.isdigit())  # noqa: PTH208


def check_lengths(form: StoreFormat) -> None:
    """Refuse lengths of chunks and shards that no store can have.

    Raises
    ------
    ParamError
        Naming the dimension.
    """
    for lengths, name in ((form.chunks, "chunks"), (form.shards, "shards")):
        for dim, length in lengths.items():
            if length < 1:
                what = {"name": name, "dim": dim, "length": length}
                raise ParamError("{name}: {dim} needs a length of at least 1, not {length}", **what)
    for dim, length in form.shards.items():
        chunk = form.chunks.get(dim, 1 if dim == form.dimension else length)
        if length % chunk:
            what = {"dim": dim, "chunk": chunk, "length": length}
            words = Message(
                "{dim} needs a multiple of the chunk's length {chunk}, not {length}", **what
            )
            raise ParamError(at("shards", words))
