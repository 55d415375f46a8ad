"""Measures: numbers and short texts about one item, taken in a worker while the item is written.

A component adds its own with `measure`. What can be said of any item of a domain, its measurer
takes: components name it in the attribute `measurer` (see `Component`). Whoever runs a step (a
worker) collects both in a `Collector`.
"""

from __future__ import annotations

import math
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, Literal, NamedTuple, Protocol, TypeVar, get_args

import msgspec

MeasureKind = Literal["count", "number", "share", "text", "hash", "time"]
"""Whole number; number with a unit; share from 0 to 1; words; hexadecimal checksum; ISO time."""

Combine = Literal["last", "sum", "min", "max"]
"""What holds if an index takes a measure several times, because it has several items."""

Level = Literal["off", "basic", "full"]
LEVELS: tuple[str, ...] = get_args(Level)

Value = int | float | str

_WORDS = ("text", "hash", "time")
MAX_MEASURES = 1_000
"""Measures of an index that are kept; a file of 10,000 fields must not fill the record."""

MAX_WORDS = 200
"""Characters of a text that are kept."""

STATISTICS = ("min", "max", "mean", "std", "nan_share", "zero_share")
"""What is measured of a field `U`: `U.min`, `U.max`, ..."""

HASH = "content_hash"
"""Measure that is the same for items whose arrays are the same: xxh3, 128 bits, hexadecimal."""


class MeasureInfo(NamedTuple):
    """What a measure is, beside its values: key (`U.max`), title ("max U"), unit ("" if none)."""

    # A tuple, because it is hashed for every measure of every item.

    name: str
    title: str = ""
    unit: str = ""
    kind: MeasureKind = "number"

    def plain(self) -> dict[str, str]:
        """Return what stands in JSON; the name is the key there."""
        return {"title": self.title or self.name, "unit": self.unit, "kind": self.kind}


class Layout(str):
    """The text that describes measures (see `layout_infos`), the same for items with the same ones.

    A type of its own, so that it can be sent once and referred to by a number after that.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """The measures of one index as they travel and are kept.

    `layout` describes them; `numbers` are those that are numbers as little-endian float64, `words`
    the others, both in the order of the layout.
    """

    layout: Layout
    numbers: bytes
    words: tuple[str, ...]


@lru_cache(maxsize=256)
def layout_infos(layout: str) -> tuple[MeasureInfo, ...]:
    """Read a text that describes measures.

    Raises
    ------
    ValueError
        If it describes none.
    """
    try:
        return tuple(MeasureInfo(*row) for row in _DESCRIPTION.decode(layout.encode()))
    except (UnicodeEncodeError, msgspec.DecodeError) as error:
        raise ValueError(f"no measures: {layout[:80]!r} ({error})") from None


_DESCRIPTION = msgspec.json.Decoder(list[tuple[str, str, str, MeasureKind]])


def unpacked(layout: str, numbers: bytes, words: tuple[str, ...]) -> dict[str, Value]:
    """Return measures by name; counts are whole numbers again.

    Raises
    ------
    ValueError
        If the values are not those of the layout.
    """
    infos = layout_infos(layout)
    texts = iter(words)
    values = iter(struct.unpack(f"<{len(numbers) // 8}d", numbers))
    try:
        return {info.name: _value(info, values, texts) for info in infos}
    except StopIteration:
        raise ValueError(f"measures without values: {layout[:80]!r}") from None


def _value(info: MeasureInfo, values: Iterator[float], texts: Iterator[str]) -> Value:
    if info.kind in _WORDS:
        return next(texts)
    number = next(values)
    return int(number) if info.kind == "count" and math.isfinite(number) else number


def is_number(info: MeasureInfo) -> bool:
    """Whether a measure is a number; otherwise it is words."""
    return info.kind not in _WORDS


T = TypeVar("T", bound="Taker")


class Taker(Protocol):
    """What takes measures: `core.collector.Collector`, which needs more libraries."""

    level: str

    def add(self, info: MeasureInfo, value: Value, combine: Combine = "last") -> None:
        """Take a measure; of several items of the index `combine` says what counts."""


class _Local(threading.local):
    collector: Taker | None = None


_local = _Local()


def measure(
    name: str,
    value: Value,
    unit: str = "",
    title: str = "",
    kind: MeasureKind = "number",
    combine: Combine = "last",
) -> None:
    """Add a measure to the item at hand; outside a run that measures it does nothing.

    Call it in a filter or sink with a key such as `drag`, its value and its unit. `title` is what
    people read (the key, if none is given); of an index with several items `combine` says which
    value counts.

    Raises
    ------
    TypeError
        If the value is neither a number nor, for a kind of words, a text.
    """
    if _local.collector is None:
        return
    if kind not in _WORDS:
        value = _number(name, value)
    _local.collector.add(MeasureInfo(name, title, unit, kind), value, combine)


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise TypeError(f"measure {name} is {value!r:.80}, which is no number") from error


def wanted_level() -> str:
    """Return what the run at hand wants measured: "off", "basic" or "full"."""
    return "off" if _local.collector is None else _local.collector.level


def exchange_collector(collector: Taker | None) -> Taker | None:
    """Set who collects what steps measure in this thread, and return who did so far."""
    before, _local.collector = _local.collector, collector
    return before


@contextmanager
def measuring(collector: T) -> Iterator[T]:
    """Give what steps measure in this thread, inside the block, to `collector`."""
    before = exchange_collector(collector)
    try:
        yield collector
    finally:
        exchange_collector(before)


Measurer = Callable[[Any, Any], None]
"""Measures an item of a domain: a function of the item and a `core.collector.Collector`."""


def measurer_of(steps: Any) -> Measurer | None:
    """Return the measurer that the steps of a pipeline name, the last one's; None if none does.

    Raises
    ------
    ImportError, AttributeError
        If the function that is named is not there.
    """
    for step in reversed(steps):
        home = getattr(step, "measurer", "")
        if isinstance(home, str) and home:
            module, _, name = home.partition(":")
            found: Measurer = getattr(import_module(module), name)
            return found
    return None
