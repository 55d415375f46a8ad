"""Which files of a local Zarr store an item is read from, and their version; no chunk is read.

Where chunks have keys of a known encoding on a regular grid, those at a position along the
dimension are looked at, not all: that costs a tenth of opening them. Of arrays without that
dimension, and of others, all files count, once for all items.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path
from typing import Any

from curator_gui.core.storage.versions import (
    Version,
    generation,
    joined_version,
    version_of_files,
    version_of_folder,
)
from curator_gui.domains.grid.formats.layout import ZARR_MARKER

METADATA = ("zarr.json", ".zgroup", ".zarray", ".zattrs", ".zmetadata")

MOST_CHUNKS = 20_000
"""Chunks of one array at one position that are looked at one by one: else all that are there."""

_DAMAGED = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What comes of metadata that say something else than they should."""


class StoreFiles:
    """The files of a store that items at positions along a dimension are read from.

    Parameters
    ----------
    path
        The folder of the store.
    dimension
        None: each item is the whole store.
    group, variables
        What is read of it; None and empty for all.
    """

    def __init__(
        self, path: str, dimension: str | None, group: str | None, variables: Collection[str]
    ) -> None:
        self._path, self._dimension = path, dimension
        self._root = f"{path}/{group}" if group else path
        self._variables = frozenset(variables)
        self._generation = -1
        self._common: Version | None = None
        self._divided: list[Divided] = []
        self._last: dict[str, tuple[int, Version]] = {}

    def version(self, position: int) -> Version:
        """Return the version of what the item at a position is read from.

        What was found is kept until `look_again`: a chunk that is replaced before it is read has
        another version then, so that nobody takes what was read for the former.
        """
        if self._generation != generation():
            self._look()
        found = [self._common, *(self._of(array, position) for array in self._divided)]
        return joined_version(each for each in found if each is not None)

    def _look(self) -> None:
        self._last, self._generation = {}, generation()
        if self._dimension is None:
            self._divided, self._common = [], version_of_folder(self._root)
            return
        arrays = [each for each in self._arrays() if self._is_read(each)]
        divided = [(each, each.divided(self._dimension)) for each in arrays]
        self._divided = [found for _, found in divided if found is not None]
        whole = [
            version_of_folder(each.folder, METADATA) for each, found in divided if found is None
        ]
        self._common = joined_version([*self._metadata(arrays), *whole])

    def _metadata(self, arrays: Sequence[ArrayMetadata]) -> Iterator[Version]:
        """Look at the metadata by what they say of what is read: who wrote them when is nothing."""
        axes = {each.folder: each.axis(self._dimension) for each in arrays}
        for folder in dict.fromkeys((self._path, self._root, *axes)):
            place = folder.removeprefix(self._path)  # an array of another name is another one
            found = [place, *(_said(folder, name, axes) for name in METADATA)]
            changed = version_of_files(folder, METADATA).changed
            yield joined_version(Version(text, changed) for text in found)

    def _of(self, array: Divided, position: int) -> Version:
        number = position // array.length
        last = self._last.get(array.folder)
        if last is None or last[0] != number:
            last = number, version_of_files(array.folder, array.keys(number))
            self._last[array.folder] = last
        return last[1]

    def _arrays(self) -> list[ArrayMetadata]:
        own = {each.folder: each for each in _arrays_in(self._root)}
        nodes = dict(_consolidated(self._path))
        told = {
            folder: ArrayMetadata(folder, about, _attributes_of(about))
            for folder, about in nodes.items()
            if "shape" in about and folder.startswith(f"{self._root}/")
        }
        pairs = [(folder, own.get(folder), told.get(folder)) for folder in {**own, **told}]
        found = [_agreed(folder, one, other, self._dimension) for folder, one, other in pairs]
        self._coordinates = {name for each in found for name in each.named_coordinates()}
        for attributes in (_read_attributes(self._root), _attributes_of(nodes.get(self._root))):
            self._coordinates |= set(_coordinates_of(attributes))
        return found

    def _is_read(self, array: ArrayMetadata) -> bool:
        """Whether an array is chosen, or may be a coordinate of one that is."""
        chosen = not self._variables or array.name in self._variables
        return chosen or array.dimensions < 2 or array.name in self._coordinates


@dataclass(frozen=True)
class ArrayMetadata:
    """An array as its metadata describe it: those of either format."""

    folder: str
    about: Mapping[str, Any]
    attributes: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.folder.rpartition("/")[2]

    def below(self, path: str) -> ArrayMetadata:
        """Return it by its path in a store."""
        return replace(self, folder=self.folder.removeprefix(f"{path}/"))

    @property
    def dimensions(self) -> int:
        return len(self.about.get("shape", ()))

    def named_coordinates(self) -> list[str]:
        return _names_in(self.attributes)

    def axis(self, dimension: str | None) -> int | None:
        """Return which axis has the name of a dimension; None if none has."""
        try:
            names = self.about.get("dimension_names") or self.attributes["_ARRAY_DIMENSIONS"]
            return list(names).index(dimension)
        except _DAMAGED:
            return None

    def axes(self) -> list[str]:
        """Return the names of its dimensions, as far as it tells them."""
        found = self.about.get("dimension_names") or self.attributes.get("_ARRAY_DIMENSIONS")
        return [str(name) for name in found] if isinstance(found, list) else []

    def divided(self, dimension: str, most: int = MOST_CHUNKS) -> Divided | None:
        """Return which chunks stand where along a dimension; None if all may count for an item.

        So they do where more than `most` stand at one position.
        """
        axis = self.axis(dimension)
        if axis is None:
            return None
        try:
            shape, chunks = self.about["shape"], self._chunks()
            grid = tuple(-(-size // length) for size, length in zip(shape, chunks, strict=True))
            key = self._key()
        except _DAMAGED:
            return None
        others = 1
        for number, count in enumerate(grid):
            others *= count if number != axis else 1
        return Divided(self.folder, axis, chunks[axis], grid, key) if others <= most else None

    def places(self, dimension: str | None) -> Any:
        """Return what says where its chunks are, but for its length along a dimension."""
        found, axis = self.divided(str(dimension)), self.axis(dimension)
        if found is None or axis is None:
            return json.dumps([self.about.get("shape"), axis], default=str)
        others = [count for number, count in enumerate(found.grid) if number != axis]
        return axis, found.length, others, found.key([1] * len(found.grid))

    def all_keys(self, most: int) -> Iterator[str]:
        """Name all chunks, at most so many; none where their encoding is not known."""
        try:
            pairs = zip(self.about["shape"], self._chunks(), strict=True)
            grid = [-(-size // length) for size, length in pairs]
            key = self._key()
        except _DAMAGED:
            return iter(())
        places = product(*map(range, grid)) if grid else [(0,)]  # as the only one is called
        return islice(map(key, places), most)

    def _chunks(self) -> Sequence[int]:
        if "chunks" in self.about:
            return [int(length) for length in self.about["chunks"]]
        if self.about["chunk_grid"]["name"] != "regular":
            raise ValueError("irregular")
        return [int(n) for n in self.about["chunk_grid"]["configuration"]["chunk_shape"]]

    def _key(self) -> Callable[[Sequence[int]], str]:
        if "chunks" in self.about:
            between = str(self.about.get("dimension_separator", "."))
            return lambda place: between.join(map(str, place))
        encoding = self.about["chunk_key_encoding"]
        if encoding["name"] not in ("default", "v2"):
            raise ValueError("another encoding")
        is_default = encoding["name"] == "default"
        usual = "/" if is_default else "."
        between = str(encoding.get("configuration", {}).get("separator", usual))
        first = ["c"] if is_default else []
        return lambda place: between.join([*first, *map(str, place)])


@dataclass(frozen=True)
class Divided:
    """An array whose chunks at a position along an axis can be named."""

    folder: str
    axis: int
    length: int
    grid: tuple[int, ...]
    key: Callable[[Sequence[int]], str]

    def keys(self, number: int) -> list[str]:
        """Name the chunks that stand at a number along the axis."""
        ranges = [
            (number,) if axis == self.axis else range(count) for axis, count in enumerate(self.grid)
        ]
        return [self.key(place) for place in product(*ranges)]


def _said(folder: str, name: str, axes: Mapping[str, int | None]) -> str:
    """Return what a file of metadata says of arrays, apart from their length along the axes.

    Other texts stand for one that is not there, or damaged.
    """
    about = _read(f"{folder}/{name}")
    if about is None:
        return version_of_files(folder, (name,)).text
    if folder in axes:
        return json.dumps(_without_length(about, axes[folder]), sort_keys=True)
    inner = about if name == ".zmetadata" else about.get("consolidated_metadata")
    if isinstance(inner, dict) and isinstance(inner.get("metadata"), dict):
        kept = {**inner, "metadata": dict(_read_nodes(folder, inner["metadata"], axes))}
        about = kept if inner is about else {**about, "consolidated_metadata": kept}
    return json.dumps(about, sort_keys=True)


def _read_nodes(
    folder: str, metadata: Mapping[str, Any], axes: Mapping[str, int | None]
) -> Iterator[tuple[str, Any]]:
    """Find what consolidated metadata say of arrays that are read, and of groups around them."""
    for key, about in metadata.items():
        node = key.rpartition("/")[0] if key.endswith((".zarray", ".zattrs", ".zgroup")) else key
        place = f"{folder}/{node}" if node else folder
        if place in axes and isinstance(about, dict):
            yield key, _without_length(about, axes[place])
        elif place in axes or any(each.startswith(f"{place}/") for each in axes):
            yield key, about


def _without_length(about: Mapping[str, Any], axis: int | None) -> dict[str, Any]:
    """Leave the length along an axis out: where an item stands nothing changes by a longer one."""
    shape = about.get("shape")
    if axis is None or not isinstance(shape, list) or axis >= len(shape):
        return dict(about)
    return {**about, "shape": [*shape[:axis], None, *shape[axis + 1 :]]}


def arrays_of(path: str) -> list[ArrayMetadata]:
    """Return the arrays of a local store; what consolidated metadata say of one is what counts."""
    own = {each.folder: each for each in _arrays_in(path)}
    for folder, about in _consolidated(path):
        if "shape" in about:
            own[folder] = ArrayMetadata(folder, about, _attributes_of(about))
    return list(own.values())


def _arrays_in(folder: str, above: frozenset[str] = frozenset()) -> Iterator[ArrayMetadata]:
    """Find the arrays in a folder and the groups in it; no link to a folder above is followed."""
    real = os.path.realpath(folder)
    if real in above:
        return
    found = _read_array(folder)
    if found is not None:
        yield found
        return
    try:
        with os.scandir(folder) as entries:
            inner = sorted(entry.path for entry in entries if entry.is_dir())
    except OSError:
        return
    for each in inner:
        yield from _arrays_in(each, above | {real})


def _read_array(folder: str) -> ArrayMetadata | None:
    about = _read(f"{folder}/.zarray")
    if about is not None:
        return ArrayMetadata(folder, about, _read(f"{folder}/.zattrs") or {})
    about = _read(f"{folder}/zarr.json")
    if about is None or about.get("node_type") != "array":
        return None
    return ArrayMetadata(folder, about, _attributes_of(about))


def _consolidated(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Find what consolidated metadata say of the groups and arrays of a store, by their folders.

    Readers go by them, and not by what stands beside the chunks. Those of format 2 are given as
    format 3 has them: with their attributes.
    """
    found = _dict(_dict(_read(f"{path}/zarr.json")).get("consolidated_metadata")).get("metadata")
    for name, about in _dict(found).items():
        yield f"{path}/{name}", _dict(about)
    nodes = _dict(_dict(_read(f"{path}/.zmetadata")).get("metadata"))
    for key, about in nodes.items():
        node, _, kind = key.rpartition("/")
        if kind in (".zarray", ".zgroup"):
            attributes = nodes.get(f"{node}/.zattrs" if node else ".zattrs")
            yield (f"{path}/{node}" if node else path), {**_dict(about), "attributes": attributes}


def _agreed(
    folder: str, own: ArrayMetadata | None, told: ArrayMetadata | None, dimension: str | None
) -> ArrayMetadata:
    """Return an array as its own and consolidated metadata describe it.

    Where they differ in where its chunks are, nothing is known of it: all of it counts.
    """
    only = told or own
    if only is None or own is None or told is None:
        return only or ArrayMetadata(folder, {}, {})
    coordinates = " ".join([*own.named_coordinates(), *told.named_coordinates()])
    if own.places(dimension) != told.places(dimension):
        return ArrayMetadata(folder, {}, {"coordinates": coordinates})
    return ArrayMetadata(folder, told.about, {**told.attributes, "coordinates": coordinates})


def _coordinates_of(attributes: Mapping[str, Any]) -> list[str]:
    """Return the coordinates that a group names: as the CF conventions do, or as our stores do."""
    named = _dict(attributes.get(ZARR_MARKER)).get("coordinates")
    marked = [str(name) for name in named] if isinstance(named, list) else []
    return [*marked, *_names_in(attributes)]


def _names_in(attributes: Mapping[str, Any]) -> list[str]:
    named = attributes.get("coordinates", "")
    return named.split() if isinstance(named, str) else []


def _read_attributes(folder: str) -> dict[str, Any]:
    """Return the attributes that stand in a folder."""
    return _attributes_of(_read(f"{folder}/zarr.json")) or _dict(_read(f"{folder}/.zattrs"))


def _attributes_of(about: Mapping[str, Any] | None) -> dict[str, Any]:
    return _dict((about or {}).get("attributes"))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read(path: str) -> dict[str, Any] | None:
    """Read metadata; None if there are none, or damaged ones, of which reading the item tells."""
    try:
        found = json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
