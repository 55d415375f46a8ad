"""What steps are called where their names alone would not tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def told_apart(names: Sequence[str], sinks: int) -> tuple[str, ...]:
    """Return the names of steps, of which the last `sinks` write; equal sinks get their number.

    >>> told_apart(["Files", "VTU files", "VTU files"], 2)
    ('Files', 'VTU files (2)', 'VTU files (3)')
    """
    first = len(names) - sinks
    last = list(names[first:])
    found = [
        f"{name} ({number})" if last.count(name) > 1 else name
        for number, name in enumerate(last, start=first + 1)
    ]
    return (*names[:first], *found)


def with_times(names: Sequence[str], values: Sequence[float]) -> Iterable[tuple[str, float]]:
    """Pair step names with values; a name that occurs again gets its position."""
    seen: set[str] = set()
    for position, (name, value) in enumerate(zip(names, values, strict=True), start=1):
        yield (f"{name} ({position})" if name in seen else name), value
        seen.add(name)
