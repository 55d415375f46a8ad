"""Turn a closed store into one of Zarr format 2, and back before it is written further.

A store is written and closed in format 3. The bytes of a chunk are the same in both formats, so
only names and metadata change: chunks get the names of format 2 ("0.1" instead of "c/0/1"), every
`zarr.json` is put aside under the name `HIDDEN`, and `.zgroup`, `.zarray`, `.zattrs` and
`.zmetadata` say the same to readers of format 2. These take the fill value of an array for that of
missing values: an array whose zeros (or empty texts) are values gets none, and the chunks that were
left out because they are nothing else are written.

`.zgroup` at the root comes first and goes last: where it is, a killed process may have left things
half done, and `to_third` puts them right.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from curator_gui.core.storage.files import part_path
from curator_gui.domains.grid.formats.layout import ZARR_MARKER

HIDDEN = ".zarr3.json"
"""What `zarr.json` is called in a store of format 2."""

THIRD = "zarr.json"
_BEGUN = ".zgroup"
_SECOND = (".zarray", ".zattrs", ".zmetadata", ".zgroup")
_CHUNKS = "c"
_CHUNK = re.compile(r"\d+(\.\d+)*")


class _Node(NamedTuple):
    """A group or array of a store: its folder and metadata of format 3, and if these are hidden."""

    folder: Path
    metadata: Mapping[str, Any]
    is_hidden: bool

    @property
    def has_own_names(self) -> bool:
        """Whether its chunks have the names of format 3 where it is in format 3."""
        encoding = self.metadata.get("chunk_key_encoding", {"name": "v2"})
        return bool(encoding["name"] == "default")


def is_second(path: Path) -> bool:
    """Whether a store is in format 2, and was written here."""
    return (path / HIDDEN).is_file() and not (path / THIRD).is_file()


def marker_of(path: Path) -> Mapping[str, Any] | None:
    """Return the marker of a store that was written here, in either format; None of others.

    Raises
    ------
    OSError
        If its metadata cannot be read.
    ValueError
        If they are damaged.
    """
    hidden = not (path / THIRD).is_file()
    data = json.loads((path / (HIDDEN if hidden else THIRD)).read_text(encoding="utf-8"))
    found = data.get("attributes", {}).get(ZARR_MARKER)
    return found if isinstance(found, Mapping) else None


def _nodes(folder: Path) -> Iterator[_Node]:
    """Yield what is in a group and then the group itself."""
    hidden = not (folder / THIRD).is_file()
    metadata = json.loads((folder / (HIDDEN if hidden else THIRD)).read_text(encoding="utf-8"))
    if metadata["node_type"] == "group":
        for inner in sorted(folder.iterdir()):
            if (inner / THIRD).is_file() or (inner / HIDDEN).is_file():
                yield from _nodes(inner)
    yield _Node(folder, metadata, hidden)


def to_second(path: Path) -> None:
    """Turn a closed store into one of format 2; one that is in it already is only tidied up."""
    if is_second(path):
        _remove_old_chunks(path)
        return
    to_third(path)
    skeleton = part_path(path)
    try:
        _make_skeleton(path, skeleton)
        shutil.copyfile(skeleton / _BEGUN, path / _BEGUN)
        for node in _nodes(path):
            _move_in(node, skeleton / node.folder.relative_to(path))
    finally:
        shutil.rmtree(skeleton, ignore_errors=True)
    for node in _nodes(path):
        (node.folder / THIRD).replace(node.folder / HIDDEN)
    _remove_old_chunks(path)


def _move_in(node: _Node, skeleton: Path) -> None:
    """Give the chunks of an array their second names, and a node its metadata of format 2."""
    if node.has_own_names:
        for chunk, name in _old_chunks(node.folder):
            _link(chunk, node.folder / name)
    if node.metadata["node_type"] == "array":
        _write_left_out(node, skeleton)
    for name in _SECOND:
        if (skeleton / name).is_file():
            (skeleton / name).replace(node.folder / name)


def _old_chunks(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the chunks with names of format 3, and what each is called in format 2."""
    place = folder / _CHUNKS
    if place.is_file():  # of an array without dimensions
        yield place, "0"
        return
    for above, _, names in os.walk(place):
        inner = Path(above).relative_to(place).parts
        yield from ((Path(above, name), ".".join((*inner, name))) for name in names)


def _link(chunk: Path, name: Path) -> None:
    name.unlink(missing_ok=True)
    try:
        os.link(chunk, name)
    except OSError:  # a file system without links
        shutil.copyfile(chunk, name)


def _write_left_out(node: _Node, skeleton: Path) -> None:
    """Write the chunks that are not there, with the fill value that format 3 has for them.

    The skeleton of an array that needs it has one such chunk.
    """
    pattern = next((p for p in skeleton.iterdir() if _CHUNK.fullmatch(p.name)), None)
    if pattern is None:
        return
    data = pattern.read_bytes()
    shape, chunks = (node.metadata["shape"], _chunk_shape(node.metadata))
    counts = [-(-size // chunk) for size, chunk in zip(shape, chunks, strict=True)]
    for place in product(*map(range, counts)):
        name = node.folder / (".".join(map(str, place)) or "0")
        if not name.exists():
            name.write_bytes(data)


def _chunk_shape(metadata: Mapping[str, Any]) -> list[int]:
    found: list[int] = metadata["chunk_grid"]["configuration"]["chunk_shape"]
    return found


def _remove_old_chunks(path: Path) -> None:
    for node in _nodes(path):
        if node.has_own_names:
            place = node.folder / _CHUNKS
            place.unlink() if place.is_file() else shutil.rmtree(place, ignore_errors=True)


def to_third(path: Path) -> None:
    """Turn a store of format 2 into the one of format 3 that it was; others stay as they are."""
    is_there = (path / HIDDEN).is_file() or (path / THIRD).is_file()
    if not (path / _BEGUN).is_file() or not is_there or marker_of(path) is None:
        return
    for node in _nodes(path):
        if node.has_own_names:
            _rename_back(node)
        if node.is_hidden:
            (node.folder / HIDDEN).replace(node.folder / THIRD)
        for name in _SECOND:
            if node.folder != path or name != _BEGUN:
                (node.folder / name).unlink(missing_ok=True)
    (path / _BEGUN).unlink()


def _rename_back(node: _Node) -> None:
    """Give chunks their names of format 3; links beside those that have them still go."""
    for chunk in [path for path in node.folder.iterdir() if _CHUNK.fullmatch(path.name)]:
        if not node.is_hidden:
            chunk.unlink()
            continue
        parts = chunk.name.split(".") if node.metadata["shape"] else ()
        place = node.folder.joinpath(_CHUNKS, *parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        chunk.replace(place)


def _make_skeleton(path: Path, skeleton: Path) -> None:
    """Make an empty store of format 2 with the arrays and attributes of one of format 3."""
    import zarr

    third = zarr.open_group(path, mode="r", zarr_format=3)
    second = zarr.create_group(skeleton, zarr_format=2, attributes=dict(third.attrs))
    groups: list[tuple[Any, Any]] = [(third, second)]
    for name, inner in third.groups():
        groups.append((inner, second.create_group(name, attributes=dict(inner.attrs))))
    for old, new in groups:
        for name, array in old.arrays():
            _create(new, name, array)
    zarr.consolidate_metadata(skeleton, zarr_format=2)


def _create(group: Any, name: str, array: Any) -> None:
    attributes = dict(array.attrs)
    text = array.dtype.kind in "OT"
    fill = attributes.pop("_FillValue", float("nan") if array.dtype.kind == "f" else None)
    made = group.create_array(
        name,
        shape=array.shape,
        chunks=array.chunks,
        dtype="string" if text else array.dtype,
        fill_value=fill,
        compressors=_compressor(array.compressors),
        chunk_key_encoding={"name": "v2", "separator": "."},
        attributes={**attributes, "_ARRAY_DIMENSIONS": list(array.metadata.dimension_names or ())},
        config={"write_empty_chunks": True},
    )
    if array.size and not _is_same(fill, array.fill_value):
        first = tuple(slice(0, min(pair)) for pair in zip(array.chunks, array.shape, strict=True))
        made[first] = array.fill_value


def _is_same(one: Any, other: Any) -> bool:
    """Whether two fill values are the same; NaN is NaN."""
    return bool(one is not None and (one == other or (one != one and other != other)))


def _compressor(codecs: tuple[Any, ...]) -> Any:
    """Return what compresses in format 2 as a codec of format 3 does."""
    import numcodecs
    from zarr.codecs import BloscCodec, GzipCodec, ZstdCodec

    if not codecs:
        return None
    [codec] = codecs
    if isinstance(codec, BloscCodec):
        # Its attributes are enumerations or, in Zarr 3.4, texts; what it stores is the same.
        stored: Any = codec.to_dict()["configuration"]
        shuffle = {"noshuffle": 0, "shuffle": 1, "bitshuffle": 2}[stored["shuffle"]]
        return numcodecs.Blosc(stored["cname"], stored["clevel"], shuffle, stored["blocksize"])
    if isinstance(codec, ZstdCodec):
        return numcodecs.Zstd(codec.level, codec.checksum)
    if isinstance(codec, GzipCodec):
        return numcodecs.GZip(codec.level)
    raise TypeError(type(codec).__name__)
