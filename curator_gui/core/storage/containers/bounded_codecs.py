"""Codecs of Zarr that unpack no further than a chunk can need; importing them imports Zarr."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zarr.abc.codec import BytesBytesCodec
from zarr.codecs._v2 import V2Codec
from zarr.core.buffer.cpu import as_numpy_array_wrapper
from zarr.core.codec_pipeline import BatchedCodecPipeline
from zarr.registry import fully_qualified_name, register_pipeline

from curator_gui.core.storage.containers.bounded_chunks import (
    STREAMS,
    BoundedDecoder,
    bounded,
    most_bytes,
    refuse_chunk,
)
from curator_gui.core.storage.containers.packed_sizes import WITH_SIZES, unpacked_size

_PREFIX = "numcodecs."


@dataclass(frozen=True)
class _BoundedThird(BytesBytesCodec):
    """Unpacks as another codec of format 3 does."""

    inner: Any
    is_fixed_size = False

    def resolve_metadata(self, chunk_spec: Any) -> Any:
        return self.inner.resolve_metadata(chunk_spec)

    def compute_encoded_size(self, size: int, spec: Any) -> int:
        return int(self.inner.compute_encoded_size(size, spec))

    async def _decode_single(self, data: Any, spec: Any) -> Any:
        name = self.inner.to_dict()["name"].removeprefix(_PREFIX)
        if name in STREAMS:
            codec = getattr(self.inner, "_codec", None)
            decode = BoundedDecoder(codec, name, most_bytes(spec, len(data))).decode
            return await asyncio.to_thread(as_numpy_array_wrapper, decode, data, spec.prototype)
        if name in WITH_SIZES:
            packed = memoryview(data.as_numpy_array()).cast("B")
            refuse_chunk(unpacked_size(name, packed), most_bytes(spec, len(packed)))
        return await self.inner._decode_single(data, spec)


@dataclass(frozen=True)
class _BoundedSecond(V2Codec):
    """Unpacks as format 2 does."""

    async def _decode_single(self, data: Any, spec: Any) -> Any:
        most = most_bytes(spec, len(data))
        codec = V2Codec(
            filters=tuple(bounded(one, most) for one in self.filters or ()) or None,
            compressor=bounded(self.compressor, most) if self.compressor else None,
        )
        return await codec._decode_single(data, spec)


@dataclass(frozen=True)
class BoundedPipeline(BatchedCodecPipeline):
    """Zarr's own way to unpack, with a bound for each chunk.

    Stores are sent to other processes with it, which find it by its name.
    """

    async def decode_batch(self, chunk_bytes_and_specs: Iterable[Any]) -> Any:
        """Unpack chunks.

        Raises
        ------
        ChunkTooLargeError
            If one would become larger than its array can need.
        PickledChunkError
            If one can only be read by pickle.
        """
        first = self.array_bytes_codec
        if type(first) is V2Codec:
            first = _BoundedSecond(filters=first.filters, compressor=first.compressor)
        plain = BatchedCodecPipeline(
            array_array_codecs=self.array_array_codecs,
            array_bytes_codec=first,
            bytes_bytes_codecs=tuple(_BoundedThird(one) for one in self.bytes_bytes_codecs),
            batch_size=self.batch_size,
        )
        return await plain.decode_batch(chunk_bytes_and_specs)


register_pipeline(BoundedPipeline)
REGISTERED = str(fully_qualified_name(BoundedPipeline))
"""The name under which Zarr's configuration knows it."""
