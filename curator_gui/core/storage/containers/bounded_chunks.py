"""Chunks of Zarr that do not unpack to more than their arrays promise.

A chunk of some kB can unpack to gigabytes. Zarr unpacks it first, and looks only then whether it
has the size of a chunk. So what packs is asked before how much that will be, or stopped there.
"""

from __future__ import annotations

import bz2
import lzma
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.containers.packed_sizes import (
    WITH_SIZES,
    PackedError,
    unpack,
    unpacked_size,
)
from curator_gui.core.text.quantities import bytes_text

if TYPE_CHECKING:
    from zarr.core.array_spec import ArraySpec

_WIDER = 16
"""Filters may keep values in wider types, and number them: four times wider is the most seen."""

_LEAST = 4
"""Bytes that each value counts as at least: shards of tiny chunks hold more index than values."""

_MARGIN = 1 << 20
_TEXT = 1 << 16
"""Bytes of a value whose type has no size, such as a text."""

_TEXTS = 64 << 20
"""Bytes that texts may have together, however few: one may be a whole file."""

_TEXT_RATIO = 32
"""Times that larger ones may unpack: text packs to a tenth, and what repeats to less."""


class ChunkTooLargeError(CuratorError, ValueError):
    """A chunk that would unpack to more than its array can need; the message says how much."""


class PickledChunkError(CuratorError, ValueError):
    """A chunk that only pickle can read, which is never done."""


def most_bytes(spec: ArraySpec, packed: int) -> int:
    """Return how many bytes a chunk of this shape and type may unpack to, from `packed` ones."""
    count = math.prod(int(size) for size in spec.shape)
    native = spec.dtype.to_native_dtype()
    if native.kind in "OT":
        return max(count * _TEXT, _TEXTS, packed * _TEXT_RATIO)
    return count * max(native.itemsize, _LEAST) * _WIDER + _MARGIN


def refuse_chunk(size: int, most: int) -> None:
    """Refuse a chunk that is too large.

    Raises
    ------
    ChunkTooLargeError
        With both sizes in bytes.
    """
    if size > most:
        raise ChunkTooLargeError(
            "a chunk is damaged: it would unpack to {size} or more, where its array has no room "
            "for more than {most}",
            size=bytes_text(size),
            most=bytes_text(most),
        )


@dataclass(frozen=True)
class BoundedDecoder:
    """What unpacks bytes, as numcodecs has it: `codec`, of the kind `name`, up to `most` bytes."""

    codec: Any
    name: str
    most: int

    def decode(self, data: Any) -> Any:
        """Unpack bytes.

        Raises
        ------
        ChunkTooLargeError
            If there are too many of them.
        """
        opened = STREAMS.get(self.name)
        if opened is not None:
            return self._stream(opened, memoryview(data).cast("B"))
        if self.name in WITH_SIZES:
            refuse_chunk(unpacked_size(self.name, memoryview(data).cast("B")), self.most)
        return self.codec.decode(data)

    def _stream(self, opened: Callable[[Any], Any], raw: memoryview) -> bytes:
        try:
            return unpack(lambda: opened(self.codec), raw, self.most, _LEFTOVER[self.name])
        except PackedError:
            refuse_chunk(self.most + 1, self.most)
            raise


def _lzma(codec: Any) -> Any:
    filters = getattr(codec, "filters", None)
    form = getattr(codec, "format", lzma.FORMAT_XZ)
    return lzma.LZMADecompressor(form, filters=filters if form == lzma.FORMAT_RAW else None)


STREAMS: dict[str, Callable[[Any], Any]] = {
    "gzip": lambda _: zlib.decompressobj(31),
    "zlib": lambda _: zlib.decompressobj(),
    "bz2": lambda _: bz2.BZ2Decompressor(),
    "lzma": _lzma,
}
"""What does not say before how large it will be, by the names of numcodecs and Zarr."""

_LEFTOVER: dict[str, tuple[type[Exception], ...]] = {
    "gzip": (), "zlib": (zlib.error,), "bz2": (OSError,), "lzma": (lzma.LZMAError,),
}  # fmt: skip
"""How bytes behind the last stream end; numcodecs looks at none, but for gzip."""


def bounded(codec: Any, most: int) -> Any:
    """Return what a codec of format 2 is replaced by.

    Raises
    ------
    PickledChunkError
        If it is pickle.
    """
    name = str(getattr(codec, "codec_id", ""))
    if name == "pickle":
        raise PickledChunkError("its chunks are pickled: to read them could run any code")
    return BoundedDecoder(codec, name, most)
