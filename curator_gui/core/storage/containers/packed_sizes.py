"""How large packed bytes will be, before they are unpacked; or unpacked up to a bound.

Formats: zstd (RFC 8878), Blosc (its 16-byte header), LZ4 as numcodecs writes it (the size first).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from curator_gui.core.text.quantities import bytes_text

Buffer = bytes | memoryview
_BLOCK = 128 << 10
"""Bytes that a block of zstd unpacks to at most."""

_ZSTD = 0xFD2FB528
_SKIPPED = range(0x184D2A50, 0x184D2A60)
_SIZES = {0: 0, 1: 2, 2: 4, 3: 8}
"""Bytes of the size in the head of a frame, by its flag."""


class PackedError(ValueError):
    """Bytes that unpack to more than was asked for."""


WITH_SIZES = ("blosc", "lz4", "zstd")
"""What packed bytes say their size of, by the names of numcodecs and Zarr."""


def unpacked_size(name: str, data: Buffer) -> int:
    """Return what packed bytes say of their size, in bytes; 0 where they are cut off before.

    `name` is one of `WITH_SIZES`.
    """
    if name == "zstd":
        return zstd_size(data)
    start = 4 if name == "blosc" else 0
    return int(struct.unpack_from("<I", data, start)[0]) if len(data) >= start + 4 else 0


def zstd_size(data: Buffer) -> int:
    """Return the size that frames of zstd say, or can have at most if they say none."""
    total, place = 0, 0
    try:
        while place < len(data):
            size, place = _frame(data, place)
            total += size
    except (struct.error, IndexError):  # cut off, as its reader will say
        return total
    return total


def _frame(data: Buffer, place: int) -> tuple[int, int]:
    """Return the size of a frame, and where the next one begins."""
    (magic,) = struct.unpack_from("<I", data, place)
    if magic in _SKIPPED:
        return 0, place + 8 + int(struct.unpack_from("<I", data, place + 4)[0])
    if magic != _ZSTD:
        return 0, len(data)
    flags, place = data[place + 4], place + 5
    single, checksum = flags >> 5 & 1, flags >> 2 & 1
    place += (0 if single else 1) + (0, 1, 2, 4)[flags & 3]
    length = _SIZES[flags >> 6] or single
    said = int.from_bytes(data[place : place + length], "little") + (256 if length == 2 else 0)
    most, place = _blocks(data, place + length)
    return (said if length else most), place + 4 * checksum


def _blocks(data: Buffer, place: int) -> tuple[int, int]:
    """Return what the blocks from a place on unpack to at most, and where they end."""
    most, last = 0, False
    while not last:
        head = int.from_bytes(data[place : place + 3], "little")
        if len(data) < place + 3:
            return most, len(data)
        last, kind, size = bool(head & 1), head >> 1 & 3, head >> 3
        most += size if kind < 2 else _BLOCK
        place += 3 + (1 if kind == 1 else size)
    return most, place


def unpack(
    opened: Callable[[], Any],
    data: Buffer,
    most: int,
    leftover: tuple[type[Exception], ...] = (),
) -> bytes:
    """Unpack all streams that stand one behind another, by decompressors of the standard library.

    What stands behind a stream and ends another one with an error of `leftover` is left alone.

    Raises
    ------
    PackedError
        If there are more than `most` bytes.
    EOFError
        If the last one is cut off.
    """
    parts: list[bytes] = []
    left = most + 1
    while data or not parts:
        stream = opened()
        try:
            parts.append(stream.decompress(data, left))
        except leftover:
            if parts:
                break
            raise
        left -= len(parts[-1])
        if left <= 0:
            raise PackedError(f"it unpacks to more than {bytes_text(most)}")
        if not stream.eof:
            raise EOFError("the packed bytes are cut off")
        data = stream.unused_data.lstrip(b"\0")
    return parts[0] if len(parts) == 1 else b"".join(parts)
