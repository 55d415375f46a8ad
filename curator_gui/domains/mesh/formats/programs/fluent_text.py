"""A Fluent file as its parentheses part it: sections, and what stands within others.

VTK's reader takes a section from each line that begins with a parenthesis and a digit, and what
it does with one reaches to the parenthesis that closes it. It passes over the rest of the line in
which the section begins, or ends in a later line: a section behind another is missed.
Source: vtkFLUENTReader.cxx of VTK 9.5 and later.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

_HEAD = re.compile(rb"\(\s*(\d{1,4})\s*\(([^()]{0,200})")
_RAW = re.compile(rb"[23]0\d\d")
_OF_LINE = re.compile(rb"(?<![^\n])\(\d")
_DIGITS, _BLANKS = b"0123456789", b" \t\r\n\f\v"
_IS_START = np.zeros(256, bool)
_IS_START[list(_DIGITS + _BLANKS)] = True
_OPEN, _CLOSE = b"()"
_BLOCK = 1 << 18


@dataclass(frozen=True)
class Head:
    """The beginning of a section: its number, and what stands in the first parentheses."""

    place: int
    words: bytes
    kind: bytes
    values: bytes
    begins_line: bool

    @property
    def is_raw(self) -> bool:
        return _RAW.fullmatch(self.kind) is not None

    @property
    def what(self) -> bytes:
        """The number without the sign of raw numbers: 2010 and 3010 are nodes, as 10 is."""
        return self.kind[2:] if self.is_raw else self.kind


class FluentText:
    """The sections of a file.

    Attributes
    ----------
    data
        All of it.
    opens, closes
        Places of the parentheses; behind `end` any bytes look like some.
    """

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.opens, self.closes = _places(data, _OPEN), _places(data, _CLOSE)

    @cached_property
    def starts(self) -> list[int]:
        """Parentheses behind which a number may stand."""
        behind = self.opens[self.opens < len(self.data) - 1] + 1
        found = np.array([self.data[n] for n in behind.tolist()], np.uint8)
        starts: list[int] = (behind[_IS_START[found]] - 1).tolist()
        return starts

    @cached_property
    def heads(self) -> list[Head]:
        """All that looks like the beginning of a section."""
        return list(self._heads())

    def _heads(self) -> Iterator[Head]:
        for place in self.starts:
            found = _HEAD.match(self.data, place)
            if found is not None:
                begins = _OF_LINE.match(self.data, place) is not None
                yield Head(place, found[0], found[1], found[2], begins)

    @cached_property
    def end(self) -> int:
        """Where raw numbers begin, which look like anything."""
        raw = (head.place for head in self.heads if head.is_raw)
        return next(raw, len(self.data))

    def is_nested(self, place: int) -> bool:
        """Whether a place is within a section: parentheses of words count as well."""
        return int(np.searchsorted(self.opens, place)) != int(np.searchsorted(self.closes, place))

    def is_section(self, head: Head) -> bool:
        """Whether a head stands in no other section; in raw numbers that cannot be told."""
        return head.place >= self.end or not self.is_nested(head.place)

    @cached_property
    def sections(self) -> list[Head]:
        """The sections that stand in no other, and what looks like some in raw numbers."""
        return [head for head in self.heads if self.is_section(head)]

    def line(self, place: int) -> int:
        """Return the number of the line of a place."""
        return self.data[:place].count(b"\n") + 1

    def next_mark(self, place: int) -> tuple[int, bytes]:
        """Return the next parenthesis from a place on; at the end an empty one."""
        found = [
            int(marks[n]) if n < len(marks) else len(self.data)
            for marks in (self.opens, self.closes)
            for n in [int(np.searchsorted(marks, place))]
        ]
        return min(found), self.data[min(found) : min(found) + 1]

    def stray(self) -> int | None:
        """Return the place of the first parenthesis that closes none; None if there is not any."""
        closes = self.closes[self.closes < self.end]
        opens = np.append(self.opens, np.full(len(closes), len(self.data)))[: len(closes)]
        odd = np.flatnonzero(opens > closes)
        return int(closes[odd[0]]) if odd.size else None

    def is_closed(self) -> bool:
        """Whether the text closes all that it opens; of raw numbers that cannot be told."""
        return self.end < len(self.data) or len(self.opens) == len(self.closes)

    def ends_whole(self) -> bool:
        tail = self.data[-_BLOCK:].rstrip() or self.data[:].rstrip()
        return tail.endswith((b")", b'"'))


def _places(data: mmap.mmap, mark: int) -> Any:
    found = [
        np.flatnonzero(_block(data, start) == mark) + start for start in range(0, len(data), _BLOCK)
    ]
    return np.concatenate(found)


def _block(data: mmap.mmap, start: int) -> Any:
    return np.frombuffer(data, np.uint8, min(_BLOCK, len(data) - start), start)
