"""Words in files of EnSight Gold, found without looking at each of the numbers around them.

In texts words have a letter that no number has. In binary files each stands in a record of 80
bytes, filled with blanks or zeros, and all records have a multiple of four bytes.
Source: the user manual of EnSight, chapter 9.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

RECORD = 80
_PART = b"part"
_WORDS = (
    rb"(part|coordinates|(?:g_)?(?:point|bar[23]|tria[36]|quad[48]|tetra(?:4|10)"
    rb"|pyramid(?:5|13)|hexa(?:8|20)|penta(?:6|15)|nsided|nfaced))"
)
_TEXT_WORD = re.compile(rb"(?m)^[ \t]*" + _WORDS)
_TEXT_COUNT = re.compile(rb"[ \t]*\r?\n[ \t]*(\d+)")
_RAW_WORD = re.compile(_WORDS + rb"\Z")
_LONGEST = len(b"g_pyramid13")
_FILLED = RECORD - _LONGEST
"""Bytes behind a word, at least."""

_BLOCK, _STRIDE = 1 << 16, 32
_LETTER = ord("e")
"""The last letter of a number; each word has one behind it."""

_FILLING = 0xDF
"""Bits that neither a blank nor a zero has."""

_MARKS = (b"\x50\0\0\0", b"\0\0\0\x50")


def is_binary(head: bytes) -> bool:
    """Whether a geometry that begins so is binary."""
    return b"binary" in head[:88].lower()


def behind_word(head: bytes) -> int:
    """Return how far behind the beginning of a word of a binary file the next record begins."""
    return RECORD + 8 if head[:4] in _MARKS else RECORD


def counts(data: mmap.mmap, most: int) -> Iterator[tuple[bytes, int]]:
    """Find words that begin a part, its points or its cells, with the number behind each.

    Parameters
    ----------
    data
        A geometry.
    most
        How many of its bytes are looked at.
    """
    end = min(most, len(data))
    return _raw_counts(data, end) if is_binary(data[:88]) else _text_counts(data, end)


def part_words(data: mmap.mmap, binary: bool, begin: int) -> Iterator[int]:
    """Find the places of `part`, from a place on."""
    for start in range(begin - begin % 4, len(data), _BLOCK):
        if binary:
            size = min(_BLOCK, (len(data) - start) // 4 * 4)
            found = np.flatnonzero(np.frombuffer(data, "<u4", size // 4, start) == _PART_NUMBER)
            yield from (place for n in found.tolist() if (place := start + 4 * n) >= begin)
        elif (_bytes(data, start, start + _BLOCK) == _PART[0]).any():
            yield from _found(data, max(begin, start), start + _BLOCK)


_PART_NUMBER = int.from_bytes(_PART, "little")


def _found(data: mmap.mmap, start: int, end: int) -> Iterator[int]:
    """Find the places of `part` that begin before an end."""
    place = data.find(_PART, start, end + len(_PART) - 1)
    while place >= 0:
        yield place
        place = data.find(_PART, place + 1, end + len(_PART) - 1)


def _bytes(data: mmap.mmap, start: int, end: int) -> Any:
    return np.frombuffer(data, np.uint8, min(end, len(data)) - start, start)


def _text_counts(data: mmap.mmap, most: int) -> Iterator[tuple[bytes, int]]:
    for start in range(0, most, _BLOCK):
        if not (_bytes(data, start, start + _BLOCK) > _LETTER).any():
            continue
        line = data.rfind(b"\n", 0, start) + 1
        for word in _TEXT_WORD.finditer(data, line, min(start + _BLOCK + _LONGEST, most)):
            count = _TEXT_COUNT.match(data, word.end(), most)
            if count is not None:
                yield word[1], int(count[1][:20])


def _raw_counts(data: mmap.mmap, most: int) -> Iterator[tuple[bytes, int]]:
    """Find the numbers of a binary file, in the order of bytes in which they are smaller."""
    behind = behind_word(data[:4])
    for end in _ends_of_words(data, most):
        found = _RAW_WORD.search(data[max(0, end - _LONGEST) : end])
        if found is None:
            continue
        start = end - len(found[1])
        number = data[start + behind : start + behind + 4]
        # A part may be called "part": a word is behind its name then.
        rest = data[end : start + RECORD]
        if not rest.strip(b" \0") and len(number) == 4 and not number.isalpha():
            yield found[1], min(*struct.unpack("<I", number), *struct.unpack(">I", number))


def _ends_of_words(data: mmap.mmap, most: int) -> Iterator[int]:
    """Find where as much filling begins as is behind a word: some of it is at each 32nd byte."""
    for start in range(0, most, _BLOCK):
        last = min(start + _BLOCK + RECORD + _STRIDE, most)
        if _is_filled(np.frombuffer(data, "<u4", (last - start) // 4, start)):
            yield from _filled(data, start, last)


def _is_filled(numbers: Any) -> bool:
    is_filling = (numbers[:: _STRIDE // 4] & _FILLING * 0x01010101) == 0
    return bool((is_filling[1:] & is_filling[:-1]).any())


def _filled(data: mmap.mmap, start: int, last: int) -> Iterator[int]:
    first = max(0, start - 1)
    others = np.flatnonzero(_bytes(data, first, last) & _FILLING)
    lengths = np.diff(others, append=last - first) - 1
    yield from (first + 1 + others[lengths >= _FILLED]).tolist()
