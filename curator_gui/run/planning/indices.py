"""The index expression: which items a run takes ("0-9, 200:300:5, every 10th").

Grammar, parts separated by commas and joined as a set in ascending order:

- `all` or nothing: every index
- `7`, `-1`: one index; negative ones count from the end
- `0-9`: from 0 to 9, both included
- `20:40:2`: Python's slice, the end excluded; any of the three may be missing
- `every 10th`: 0, 10, 20, ...
- a word known to the caller, such as `failed of last run`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.trust.strangers import MAX_DIGITS

_RANGE = re.compile(r"(\d+)\s*-\s*(\d+)")
_SLICE = re.compile(r"(-?\d+)?\s*:\s*(-?\d+)?(?:\s*:\s*(-?\d+)?)?")
_EVERY = re.compile(r"every\s+(\d+)(?:st|nd|rd|th)?", re.IGNORECASE)
_SINGLE = re.compile(r"-?\d+")

NamedIndices = Mapping[str, Callable[[], Iterable[int]]]


def parse_indices(text: str, size: int, named: NamedIndices | None = None) -> Sequence[int]:
    """Return the chosen indices of a source with `size` items, ascending and without repetition.

    >>> parse_indices("0-2, 5:10:2, -1", 20)
    [0, 1, 2, 5, 7, 9, 19]
    >>> list(parse_indices("every 10th", 30))
    [0, 10, 20]

    Raises
    ------
    ParamError
        Naming the part that cannot be read or lies outside the source.
    """
    if not text.strip() or text.strip().lower() == "all":
        return range(size)
    found: set[int] = set()
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for part in parts:
        chosen = _parse_part(part, size, named or {})
        if len(parts) == 1 and isinstance(chosen, range) and chosen.step > 0:
            return chosen
        found.update(chosen)
    if not parts:
        raise _nothing_named(text)
    return sorted(found)


def _nothing_named(text: str) -> ParamError:
    return ParamError(
        at(
            "indices",
            Message("{text} names no index; write for example 0-9, 20:40:2", text=quoted(text)),
        )
    )


def _parse_part(part: str, size: int, named: NamedIndices) -> Iterable[int]:
    if part.lower() == "all":
        return range(size)
    if part.lower() in named:
        return [i for i in named[part.lower()]() if 0 <= i < size]
    if match := _EVERY.fullmatch(part):
        return _every(part, _number(part, match[1]), size)
    if match := _RANGE.fullmatch(part):
        return _range(part, _number(part, match[1]), _number(part, match[2]), size)
    if match := _SLICE.fullmatch(part):
        return _slice(part, match, size)
    if _SINGLE.fullmatch(part):
        return [_single(part, _number(part, part), size)]
    raise _unreadable(part, named)


def _unreadable(part: str, named: NamedIndices) -> ParamError:
    words = ", ".join(["all", "0-9", "20:40:2", "every 10th", *named])
    return ParamError(
        at(
            "indices",
            Message(
                "{part} cannot be read; write for example {words}", part=quoted(part), words=words
            ),
        )
    )


def _number(part: str, digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ParamError(
            at("indices", Message("a number of {n} digits is not accepted", n=len(digits)))
        )
    return int(digits)


def _single(part: str, index: int, size: int) -> int:
    if not -size <= index < size:
        raise ParamError(
            at(
                "indices",
                Message("{part} is outside: the source has {count}", part=part, count=_count(size)),
            )
        )
    return index % size


def _range(part: str, first: int, last: int, size: int) -> range:
    if last < first:
        raise ParamError(at("indices", Message("{part} ends before it begins", part=quoted(part))))
    _single(str(last), last, size)
    return range(first, last + 1)


def _slice(part: str, match: re.Match[str], size: int) -> range:
    start, stop, step = (_number(part, number) if number else None for number in match.groups())
    if step == 0:
        raise ParamError(at("indices", Message("{part} has step 0", part=quoted(part))))
    return range(size)[slice(start, stop, step)]


def _every(part: str, step: int, size: int) -> range:
    if step == 0:
        raise ParamError(at("indices", Message("{part}: every 0th is nothing", part=quoted(part))))
    return range(0, size, step)


def _count(size: int) -> str:
    return (
        Message("{size} items (0 to {size2})", size=size, size2=size - 1)
        if size
        else Message("no items")
    )
