"""How VTK's XML files store the numbers of an array as bytes, raw or in base64.

Each array begins with its length in bytes; a packed one with the number of its parts, the sizes of
a part and of the last one, and the packed size of each. In base64 the beginning of a packed array
is encoded by itself, that of another one together with its numbers.
Source: VTK's file formats, https://docs.vtk.org, and vtkXMLDataParser.cxx of VTK.
"""

from __future__ import annotations

import base64
import binascii
import mmap
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

_RATIOS = {b"vtkZLibDataCompressor": 1100, b"vtkLZ4DataCompressor": 300}
"""How many times as large as its packed bytes a part can be."""

_MOST_RATIO = 10_000
"""For what packs best."""


class Whole(NamedTuple):
    """A type of whole numbers: its bytes, and whether there are negative ones."""

    size: int
    signed: bool


@dataclass(frozen=True)
class Form:
    """What a file says about all of its arrays: order of bytes, size of lengths, compressor."""

    order: str
    size: int
    compressor: bytes

    @classmethod
    def of(cls, tag: bytes) -> Form:
        """Read it from the attributes of the tag `VTKFile`."""
        found = next((name for name in _RATIOS if name in tag), b"")
        packed = found or (b"other" if b"compressor" in tag else b"")
        size = 8 if b"UInt64" in tag else 4
        return cls(">" if b"BigEndian" in tag else "<", size, packed)

    @property
    def number(self) -> str:
        """The type of a length, for `struct`."""
        return "Q" if self.size == 8 else "I"


@dataclass(frozen=True)
class Stored:
    """The bytes of one array, from a place of a file on."""

    data: mmap.mmap
    start: int
    form: Form
    encoded: bool

    def take(self, first: int, count: int, start: int | None = None) -> bytes:
        """Return some bytes of what is stored from a place on; fewer where they are not there."""
        start = self.start if start is None else start
        if not self.encoded:
            return self.data[start + first : start + first + count]
        text = self.data[start + first // 3 * 4 : start + -(-(first + count) // 3) * 4]
        try:
            return base64.b64decode(text, validate=True)[first % 3 :][:count]
        except (binascii.Error, ValueError):  # as VTK says
            return b""

    def lengths(self, first: int, count: int) -> list[int]:
        """Return numbers of the beginning; fewer where they are not there."""
        raw = self.take(first * self.form.size, count * self.form.size)
        there = len(raw) // self.form.size
        form = f"{self.form.order}{there}{self.form.number}"
        return list(struct.unpack_from(form, raw))

    @cached_property
    def parts(self) -> tuple[int, int, int]:
        """The number of packed parts, their size, and that of the last one; 0 if they are all."""
        found = self.lengths(0, 3)
        return (found[0], found[1], found[2]) if len(found) == 3 else (0, 0, 0)

    @cached_property
    def sizes(self) -> list[int]:
        """The packed sizes of the parts."""
        return self.lengths(3, self.parts[0])

    def needed(self) -> int:
        """Return how many bytes, of the decoded ones, the array takes at least."""
        size = self.form.size
        if not self.form.compressor:
            return size + sum(self.lengths(0, 1))
        count = self.parts[0]
        if not count:
            return size
        head = (3 + count) * size
        there = len(self.data) - self.start
        return head if head > there else head + sum(self.sizes)

    @property
    def has_no_parts(self) -> bool:
        """Whether it is packed and nothing is in it: VTK ends its process where it wants some."""
        return bool(self.form.compressor) and not self.parts[0]

    def odd(self) -> bool:
        """Whether the beginning of a packed array contradicts itself, or what can be packed."""
        count, part, last = self.parts
        if not self.form.compressor or not count:
            return False
        ratio = _RATIOS.get(self.form.compressor, _MOST_RATIO)
        whole = self.sizes[: count - 1] if last else self.sizes
        return (
            not part
            or last > part
            or len(self.sizes) < count
            or sum(self.sizes) > len(self.data)
            or bool(whole and part > ratio * min(whole))
            or last > ratio * self.sizes[-1]
        )

    def length(self) -> int:
        """Return how many bytes the numbers of the array take when they are unpacked."""
        if not self.form.compressor:
            return sum(self.lengths(0, 1))
        count, part, last = self.parts
        return count * part - (part - last if last else 0) if count else 0

    def last(self, kind: Whole) -> int | None:
        """Return the last number of an array of whole numbers; None if it cannot be had."""
        raw = self._last_part() if self.form.compressor else self._end(kind.size)
        if len(raw) < kind.size:
            return None
        order: Literal["big", "little"] = "big" if self.form.order == ">" else "little"
        return int.from_bytes(raw[-kind.size :], order, signed=kind.signed)

    def _end(self, size: int) -> bytes:
        length = self.length() // size * size
        return self.take(self.form.size + length - size, size) if length else b""

    def _last_part(self) -> bytes:
        if self.form.compressor != b"vtkZLibDataCompressor" or not self.sizes:
            return b""
        head = (3 + self.parts[0]) * self.form.size
        begin = self.start + (-(-head // 3) * 4 if self.encoded else head)
        packed = self.take(sum(self.sizes[:-1]), self.sizes[-1], begin)
        try:
            return zlib.decompress(packed)
        except zlib.error:  # as VTK says
            return b""
