"""The hexadecimal numbers of Fluent's texts: some millions of them, without a step for each."""

from __future__ import annotations

import mmap
import re
from typing import Any

import numpy as np

_BLANK, _NONE = 16, 17
_DIGITS = np.full(256, _NONE, np.uint8)
for _place, _letter in enumerate(b"0123456789abcdef"):
    _DIGITS[[_letter, ord(chr(_letter).upper())]] = _place
_DIGITS[list(b" \t\r\n\f\v")] = _BLANK
_BLANKS = re.compile(rb"\s")
_LONGEST = 8
_JOINED = {1: np.uint8, 2: np.uint16, 4: np.uint32}
"""Digits that are there -> what keeps twice as many."""

_BLOCK = 1 << 17
"""Bytes that are looked at at once: all arrays of them stay in the processor's cache."""


def hexadecimal(data: bytes | mmap.mmap, start: int = 0, end: int | None = None) -> Any:
    """Return the hexadecimal numbers between two places; None if there is something else."""
    found, last = [], len(data) if end is None else end
    while start < last:
        after = _after_blank(data, start + _BLOCK, last)
        part = _some(data[start:after])
        if part is None:
            return None
        found.append(part)
        start = after
    return np.concatenate(found) if found else np.empty(0, np.uint32)


def _after_blank(data: bytes | mmap.mmap, place: int, last: int) -> int:
    blank = _BLANKS.search(data, place, last)
    return blank.end() if blank else last


def _some(text: bytes) -> Any:
    """Join each digit with those before it, as long as there is no blank between.

    At its last digit stands a number: two digits are joined at once, then four, then eight.
    """
    digits = _DIGITS.take(np.frombuffer(text, np.uint8))
    if digits.max(initial=0) == _NONE:
        return None
    is_digit = digits < _BLANK
    whole = is_digit.view(np.uint8)
    values = digits * whole
    for count, kind in _JOINED.items():
        values, whole = _join(values.astype(kind), whole, count)
        if not whole.any():
            break
    if (whole[_LONGEST:] & is_digit[:-_LONGEST]).any():
        return None
    is_last = is_digit.copy()
    is_last[:-1] &= ~is_digit[1:]
    return values[is_last]


def _join(values: Any, whole: Any, count: int) -> tuple[Any, Any]:
    """Put the digits that end so many places before in front of those that end here.

    `whole` tells where that many digits end, and then where twice as many do.
    """
    more = values[:-count] << 4 * count
    more *= whole[count:]
    values[count:] |= more
    twice = whole.copy()
    twice[:count] = 0
    twice[count:] &= whole[:-count]
    return values, twice
