"""Collect the measures of one index, from arrays and from what components say of it."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from curator_gui.core.measuring.measures import (
    HASH,
    MAX_MEASURES,
    MAX_WORDS,
    STATISTICS,
    Combine,
    Layout,
    MeasureInfo,
    Packed,
    Value,
    is_number,
)

if TYPE_CHECKING:
    from curator_gui.core.measuring.array_moments import Array, Moments

_TOGETHER: dict[str, Callable[[Any, Any], Any]] = {
    "last": lambda old, new: new,
    "sum": lambda old, new: old + new,
    "min": lambda old, new: old if old <= new else new,
    "max": lambda old, new: old if old >= new else new,
}

_TITLES = ("min {}", "max {}", "mean {}", "std {}", "NaN in {}", "zeros in {}")


class Collector:
    """Collects the measures of one index, in the order in which they are first taken."""

    __slots__ = ("_fields", "_found", "_hasher", "hashed", "is_empty", "level")

    def __init__(self, level: str = "basic") -> None:
        self.level = level
        self.hashed = False
        self.is_empty = True
        """Whether nothing was measured."""
        self._hasher: Any = None
        self._found: dict[MeasureInfo, Value] = {}
        self._fields: dict[tuple[str, str, str], Moments] = {}

    @property
    def hasher(self) -> Any:
        """What the arrays of the items are told to."""
        if self._hasher is None:  # `cached_property` takes a lock: a tenth of a molecule's time
            from curator_gui.core.measuring.array_moments import Hasher

            self._hasher = Hasher()
        return self._hasher

    def add(self, info: MeasureInfo, value: Value, combine: Combine = "last") -> None:
        """Take a measure; of several items of the index `combine` says what counts."""
        self.is_empty = False
        old = self._found.get(info)
        self._found[info] = value if old is None else _TOGETHER[combine](old, value)

    def add_all(self, found: Mapping[MeasureInfo, Value]) -> None:
        """Take many measures at once, of which the last counts: a fifth of the time of `add`."""
        self.is_empty = self.is_empty and not found
        self._found.update(found)

    def field(self, name: str, values: Array, unit: str = "", title: str = "") -> None:
        """Take the statistics of a field and hash it; of one number, take that."""
        from curator_gui.core.measuring.array_moments import (
            array_moments,  # NumPy: not every item has arrays
        )

        self.hashed, self.is_empty = True, False
        self.hasher.update(name.encode("utf-8", "backslashreplace"))
        found = array_moments(values, self.hasher)
        if found is None:
            return
        known = self._fields.setdefault((name, unit, title), found)
        if known is not found:
            known.merge(found)

    def hash(self, values: Array) -> None:
        """Let an array count for whether two items are the same, without measuring it."""
        from curator_gui.core.measuring.array_moments import hash_array

        self.hashed, self.is_empty = True, False
        hash_array(values, self.hasher)

    def hash_bytes(self, data: Any) -> None:
        """Let bytes, or what has them as a buffer, count for whether two items are the same."""
        self.hashed, self.is_empty = True, False
        self.hasher.update(data)

    def packed(self) -> Packed | None:
        """Return what was measured, None if that is nothing."""
        infos, values = [*self._found], [*self._found.values()]
        for (name, unit, title), moments in self._fields.items():
            infos += field_infos(name, unit, title)
            values += moments.values()
        if self.hashed:
            infos.append(_HASH_INFO)
            values.append(self.hasher.hexdigest())
        if not infos:
            return None
        layout = _layout_of(infos)
        words = tuple([str(values[place])[:MAX_WORDS] for place in layout.words])
        numbers = layout.pack(*[values[place] for place in layout.numbers])
        return Packed(layout.text, numbers, words)

    @property
    def left_out(self) -> int:
        """How many measures were more than are kept."""
        count = len(self._found) + len(STATISTICS) * len(self._fields) + self.hashed
        return max(0, count - MAX_MEASURES)


@lru_cache(maxsize=4096)
def field_infos(name: str, unit: str = "", title: str = "") -> tuple[MeasureInfo, ...]:
    """Describe the measures of a field."""
    units, kinds = (unit,) * 4 + ("", ""), ("number",) * 4 + ("share", "share")
    return tuple(
        MeasureInfo(f"{name}.{what}", words.format(title or name), of, kind)  # type: ignore[arg-type]
        for what, words, of, kind in zip(STATISTICS, _TITLES, units, kinds, strict=True)
    )


_HASH_INFO = MeasureInfo(HASH, "hash of the arrays", "", "hash")


class _Layout(NamedTuple):
    """The text that describes measures, where numbers and words stand, and what packs numbers."""

    text: Layout
    numbers: tuple[int, ...]
    words: tuple[int, ...]
    pack: Callable[..., bytes]


_recent: tuple[list[MeasureInfo], _Layout] = [], _Layout(Layout(), (), (), struct.pack)
"""What was laid out last, and how."""


def _layout_of(infos: list[MeasureInfo]) -> _Layout:
    """Lay measures out; those of the item before are mostly the same objects, told by identity."""
    global _recent
    known, layout = _recent
    if known != infos:
        layout = _layout(tuple(infos))
        _recent = infos, layout
    return layout


@lru_cache(maxsize=512)
def _layout(infos: tuple[MeasureInfo, ...]) -> _Layout:
    """Lay measures out, the hash in front.

    Of several with one name the first one stays: what a component says of a field of the item.
    """
    first = {info.name: place for place, info in reversed(list(enumerate(infos)))}
    kept = sorted(first.values(), key=lambda place: (infos[place] != _HASH_INFO, place))
    kept = kept[:MAX_MEASURES]
    rows = [[infos[p].name, infos[p].title or infos[p].name, *infos[p][2:]] for p in kept]
    text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    numbers = tuple(place for place in kept if is_number(infos[place]))
    words = tuple(place for place in kept if not is_number(infos[place]))
    return _Layout(Layout(text), numbers, words, struct.Struct(f"<{len(numbers)}d").pack)
