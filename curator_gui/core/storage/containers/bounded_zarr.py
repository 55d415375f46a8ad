"""Chunks of Zarr that do not unpack to more than their arrays promise.

A chunk of some kB can unpack to gigabytes. Zarr unpacks it first, and looks only then whether it
has the size of a chunk. So what packs is asked before how much that will be, or stopped there.
"""

from __future__ import annotations

import asyncio
import bz2
import lzma
import math
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
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

_OWN = "zarr."
_PREFIX = "numcodecs."


class ChunkTooLargeError(CuratorError, ValueError):
    """A chunk that would unpack to more than its array can need; the message says how much."""


class PickledChunkError(CuratorError, ValueError):
    """A chunk that only pickle can read, which is never done."""


def bound_zarr() -> None:
    """Let Zarr unpack no chunk beyond what its array promises, from now on in this process.

    Where somebody has chosen another way to unpack than Zarr's own, that one is left in place.
    """
    from zarr.core.config import config

    if str(config.get("codec_pipeline.path")).startswith(_OWN):
        config.set({"codec_pipeline.path": _registered()})


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
        opened = _STREAMS.get(self.name)
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


_STREAMS: dict[str, Callable[[Any], Any]] = {
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


@cache
def _registered() -> str:
    """Make and register the way to unpack; here, because importing Zarr takes half a second."""
    from zarr.abc.codec import BytesBytesCodec
    from zarr.codecs._v2 import V2Codec
    from zarr.core.buffer.cpu import as_numpy_array_wrapper
    from zarr.core.codec_pipeline import BatchedCodecPipeline
    from zarr.registry import fully_qualified_name, register_pipeline

    @dataclass(frozen=True)
    class Bounded(BytesBytesCodec):
        """Unpacks as another codec of format 3 does."""

        inner: Any
        is_fixed_size = False

        def resolve_metadata(self, chunk_spec: Any) -> Any:
            return self.inner.resolve_metadata(chunk_spec)

        def compute_encoded_size(self, size: int, spec: Any) -> int:
            return int(self.inner.compute_encoded_size(size, spec))

        async def _decode_single(self, data: Any, spec: Any) -> Any:
            name = self.inner.to_dict()["name"].removeprefix(_PREFIX)
            if name in _STREAMS:
                codec = getattr(self.inner, "_codec", None)
                decode = BoundedDecoder(codec, name, most_bytes(spec, len(data))).decode
                return await asyncio.to_thread(as_numpy_array_wrapper, decode, data, spec.prototype)
            if name in WITH_SIZES:
                packed = memoryview(data.as_numpy_array()).cast("B")
                refuse_chunk(unpacked_size(name, packed), most_bytes(spec, len(packed)))
            return await self.inner._decode_single(data, spec)

    @dataclass(frozen=True)
    class BoundedSecond(V2Codec):
        """Unpacks as format 2 does."""

        async def _decode_single(self, data: Any, spec: Any) -> Any:
            most = most_bytes(spec, len(data))
            codec = V2Codec(
                filters=tuple(_bounded(one, most) for one in self.filters or ()) or None,
                compressor=_bounded(self.compressor, most) if self.compressor else None,
            )
            return await codec._decode_single(data, spec)

    @dataclass(frozen=True)
    class BoundedPipeline(BatchedCodecPipeline):
        """Zarr's own way to unpack, with a bound for each chunk."""

        async def decode_batch(self, chunk_bytes_and_specs: Iterable[Any]) -> Any:
            first = self.array_bytes_codec
            if type(first) is V2Codec:
                first = BoundedSecond(filters=first.filters, compressor=first.compressor)
            plain = BatchedCodecPipeline(
                array_array_codecs=self.array_array_codecs,
                array_bytes_codec=first,
                bytes_bytes_codecs=tuple(Bounded(one) for one in self.bytes_bytes_codecs),
                batch_size=self.batch_size,
            )
            return await plain.decode_batch(chunk_bytes_and_specs)

    # Stores are sent to other processes with what reads them, which is found by its name.
    BoundedPipeline.__qualname__ = BoundedPipeline.__name__
    globals()["BoundedPipeline"] = BoundedPipeline
    register_pipeline(BoundedPipeline)
    return str(fully_qualified_name(BoundedPipeline))


def _bounded(codec: Any, most: int) -> Any:
    name = str(getattr(codec, "codec_id", ""))
    if name == "pickle":
        raise PickledChunkError("its chunks are pickled: to read them could run any code")
    return BoundedDecoder(codec, name, most)


def __getattr__(name: str) -> Any:
    if name == "BoundedPipeline":
        _registered()
        return globals()[name]
    raise AttributeError(name)
