"""What steps are called where their names alone would not tell them apart."""

from __future__ import annotations

from collections.abc import Sequence


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
