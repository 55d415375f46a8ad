"""Arrays of HDF5 that unpack to more than they promise.

HDF5 unpacks a chunk as far as it goes, and looks at its size behind that. Deflate makes a thousand
bytes of one at most; twice, a million: so that some kB become gigabytes. What cannot be honest is
refused before: chunks that are larger packed than not, also those that come out of a packed one.
Of chunks that are packed twice, the outer packing is undone here to see that, where it is deflate;
others are refused.
"""

from __future__ import annotations

import math
import os
import zlib
from collections import OrderedDict
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.files import file_stamp
from curator_gui.core.text.quantities import bytes_text

_PACKING = {
    1: "deflate", 307: "bzip2", 32000: "LZF", 32001: "Blosc", 32004: "LZ4", 32013: "ZFP",
    32015: "Zstandard", 32026: "Blosc 2",
}  # fmt: skip
"""Filters that make chunks smaller by looking for what repeats, by HDF5's numbers.

Source: https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md
"""

_DEFLATE, _CHECKSUM, _CHECKSUM_SIZE = 1, 3, 4

_MARGIN = 1 << 16
"""Bytes that a packed chunk may have beyond twice its size."""


class PackingError(CuratorError):
    """An array of HDF5 that would fill the memory; the message names the file and the array."""


def check_packing(path: str, name: str, array: Any) -> None:
    """Refuse an array, one of h5py's low level, with chunks that cannot be honest.

    Raises
    ------
    PackingError
        With what is wrong.
    """
    import h5py

    made = array.get_create_plist()
    if made.get_layout() != h5py.h5d.CHUNKED or not made.get_nfilters():
        return
    filters = _filters(made)
    used = [_PACKING[n] for n in filters if n in _PACKING]
    # Not of its type in NumPy, which not all have, and which counts texts as pointers.
    size = math.prod(made.get_chunk()) * int(array.get_type().get_size())
    most = 2 * size + _MARGIN
    if len(used) > 1 and not _comes_out_small(path, array, filters, most):
        raise PackingError(
            "{path} is damaged, or made to fill the memory: {name} is packed twice ({filters})",
            path=path,
            name=name,
            filters=", ".join(used),
        )
    if used and array.get_storage_size() > most and (found := _largest(array)) > most:
        raise PackingError(
            "{path} is damaged, or made to fill the memory: {name} has a chunk of {size} that is "
            "packed to {found}",
            path=path,
            name=name,
            size=bytes_text(size),
            found=bytes_text(found),
        )


_KEPT = 4096
_small: OrderedDict[tuple[object, ...], bool] = OrderedDict()
"""What was found of arrays that are packed twice, by their files' states: an index opens one again
and again, and all of it is unpacked to look."""


def _comes_out_small(path: str, array: Any, filters: list[int], most: int) -> bool:
    """Whether what comes out of the outer of two packings is nowhere more than a chunk may have."""
    from h5py import h5o

    try:
        state = os.stat(path)  # noqa: PTH116 - as it is named
    except OSError:  # in memory, or replaced
        return _looks_small(array, filters, most)
    key = (*file_stamp(state), h5o.get_info(array).addr)
    if key not in _small:
        _small[key] = _looks_small(array, filters, most)
        while len(_small) > _KEPT:
            _small.popitem(last=False)
    return _small[key]


def _looks_small(array: Any, filters: list[int], most: int) -> bool:
    packings = [place for place, number in enumerate(filters) if number in _PACKING]
    behind = filters[packings[1] + 1 :]
    if len(packings) > 2 or filters[packings[1]] != _DEFLATE or set(behind) - {_CHECKSUM}:
        return False
    chunks: list[Any] = []
    array.chunk_iter(chunks.append)
    return all(chunk.size <= most for chunk in chunks) and all(
        _is_small(array, chunk, packings[1], len(filters), most) for chunk in chunks
    )


def _is_small(array: Any, chunk: Any, place: int, count: int, most: int) -> bool:
    skipped, data = array.read_direct_chunk(chunk.chunk_offset)
    if skipped >> place & 1:  # HDF5 leaves a filter out where it does not help
        return True
    sums = sum(not skipped >> number & 1 for number in range(place + 1, count))
    data = data[: len(data) - _CHECKSUM_SIZE * sums]
    try:
        return len(zlib.decompressobj().decompress(data, most + 1)) <= most
    except zlib.error:  # damaged, as its reader will say
        return True


def _filters(made: Any) -> list[int]:
    return [int(made.get_filter(number)[0]) for number in range(made.get_nfilters())]


def _largest(array: Any) -> int:
    """Return the bytes of the largest chunk as it stands in the file."""
    largest = 0

    def look(chunk: Any) -> None:
        nonlocal largest
        largest = max(largest, int(chunk.size))

    array.chunk_iter(look)
    return largest
