"""Whether an output is whole, as far as can be seen without reading it: after a power failure.

Of a plain file its size tells that. A Zarr store (v3, zarr-specs.readthedocs.io) is a folder of
many files whose sizes nobody has kept: its metadata must be readable, and every chunk must end
where its codec's own header says (Blosc, Zstandard after RFC 8878, a shard's index), or have the
size of all chunks where there is no compression.
"""

from __future__ import annotations

import json
import math
import os
import re
import struct
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

METADATA = "zarr.json"
HIDDEN = ".zarr3.json"
"""What our stores of Zarr format 2 call it (`domains.grid.formats.zarr_stores.zarr_second`)."""

_CHUNK = re.compile(r"\d+(\.\d+)*|c")
_HEAD = 64


def begins_with_zeros(path: str) -> bool:
    """Whether a file begins as one does whose size reached the disk and whose content did not."""
    with open(path, "rb") as file:  # noqa: PTH123 - for each output
        head = file.read(_HEAD)
    return not any(head)


def damage(folder: str) -> str:
    """Name a file of a Zarr store that is empty, cut or unreadable; "" if there is none.

    Other folders are not looked into.
    """
    if not any((Path(folder) / name).is_file() for name in (METADATA, HIDDEN)):
        return ""
    return next(_damaged(folder), "")


def _damaged(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        own = next((name for name in (METADATA, HIDDEN) if name in names), None)
        if own is None:
            continue
        about = _metadata(os.path.join(place, own))  # noqa: PTH118 - for thousands of files
        if about is None:
            yield os.path.join(place, own)  # noqa: PTH118
        elif about.get("node_type") == "array":
            # Beside its chunks may stand what waits to be appended to a store: `written/append`.
            folders[:] = [name for name in folders if not _CHUNK.fullmatch(name)]
            yield from _damaged_chunks(place, about)


def _metadata(path: str) -> Mapping[str, Any] | None:
    try:
        about = json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return about if isinstance(about, dict) else None


def _damaged_chunks(array: str, about: Mapping[str, Any]) -> Iterator[str]:
    """Look at the chunks under both kinds of names: "c/0/1", and "0.1" of a closed store."""
    codec = (about.get("codecs") or [{}])[-1]
    for place, folders, names in os.walk(array):
        folders[:] = filter(_CHUNK.fullmatch, folders)
        for name in filter(_CHUNK.fullmatch, names):
            path = os.path.join(place, name)  # noqa: PTH118
            try:
                with open(path, "rb") as file:  # noqa: PTH123
                    whole = _is_whole(file, codec, about)
            except (OSError, ValueError, TypeError, KeyError, struct.error):
                whole = False
            if not whole:
                yield path


def _is_whole(file: BinaryIO, codec: Mapping[str, Any], about: Mapping[str, Any]) -> bool:
    size = os.fstat(file.fileno()).st_size
    if not size:
        return False
    match codec.get("name"):
        case "blosc":
            (length,) = struct.unpack("<I", file.read(16)[12:])
            return bool(length == size)
        case "zstd":
            return _zstd_size(file) == size
        case "gzip":
            return file.read(2) == b"\x1f\x8b" and _gzip_content(file) == _content_size(about)
        case "bytes":
            return _content_size(about) in (0, size)
        case "sharding_indexed":
            return _is_whole_shard(file, size, codec["configuration"], about)
    return True


def _zstd_size(file: BinaryIO) -> int:
    """Add up a frame's header, blocks and checksum; raises struct.error if it is cut."""
    magic, flags = struct.unpack("<IB", file.read(5))
    if magic != 0xFD2FB528:
        return -1
    single = flags >> 5 & 1
    position = 6 - single + (0, 1, 2, 4)[flags & 3] + (single, 2, 4, 8)[flags >> 6]
    last = False
    while not last:
        file.seek(position)
        low, high = struct.unpack("<HB", file.read(3))
        header = low | high << 16
        last = bool(header & 1)
        position += 3 + (1 if header >> 1 & 3 == 1 else header >> 3)
    return int(position + (4 if flags & 4 else 0))


def _gzip_content(file: BinaryIO) -> int:
    file.seek(-4, os.SEEK_END)
    (length,) = struct.unpack("<I", file.read(4))
    return int(length)


def _content_size(about: Mapping[str, Any]) -> int:
    """Return the bytes of a chunk's values; 0 if their type has no size of its own."""
    try:
        kind = np.dtype(about["data_type"])
    except TypeError:
        return 0
    return int(math.prod(about["chunk_grid"]["configuration"]["chunk_shape"]) * kind.itemsize)


def _is_whole_shard(
    file: BinaryIO, size: int, form: Mapping[str, Any], about: Mapping[str, Any]
) -> bool:
    """Whether a shard's index, at its end, tells of chunks that lie in it."""
    outer = about["chunk_grid"]["configuration"]["chunk_shape"]
    count = math.prod(a // b for a, b in zip(outer, form["chunk_shape"], strict=True))
    checked = any(codec["name"] == "crc32c" for codec in form["index_codecs"])
    length = 16 * count + (4 if checked else 0)
    if form.get("index_location", "end") != "end":
        return True
    if size < length:
        return False
    file.seek(size - length)
    index = file.read(length)
    if checked and _differs(index[: 16 * count], index[16 * count :]):
        return False
    places = np.frombuffer(index[: 16 * count], "<u8").reshape(count, 2)
    there = places[(places != np.iinfo(np.uint64).max).all(axis=1)]
    inside = (there <= size - length).all() and (there.sum(axis=1) <= size - length).all()
    return bool(inside and there[:, 1].all())


def _differs(data: bytes, checksum: bytes) -> bool:
    """Whether a checksum (CRC-32C, little-endian) is another one; Zarr's library tells it."""
    try:
        library = import_module("google_crc32c")
    except ImportError:
        return False
    return bool(library.value(data) != int.from_bytes(checksum, "little"))
