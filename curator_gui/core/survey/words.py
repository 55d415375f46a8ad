"""What leaves a step, in a line."""

from __future__ import annotations

from collections.abc import Sequence

from curator_gui.core.message import Message, joined
from curator_gui.core.survey.facts import StepFacts
from curator_gui.core.text.listing import listed_names

MAX_NAMES = 4
_PLACES = {"point": "points", "cell": "cells", "atom": "atoms"}


def leaves(facts: StepFacts) -> str:
    """Say in a line what leaves a step: "U, alpha.water on 4,746 points"."""
    if facts.failures and not facts.given:
        return Message("fails on every item looked at")
    if not facts.given:
        return Message("no item leaves it")
    return joined("; ", _lines(facts))


def _lines(facts: StepFacts) -> list[str]:
    counts = {name: (low, high) for name, low, high in facts.counts}
    lines: list[str] = []
    for place, counted in _PLACES.items():
        names = [f.name for f in facts.fields if f.place == place]
        if names and counted in counts:
            number = _between(*counts[counted])
            lines.append(
                Message("{names} on {count}", names=_names(names), count=_counted(counted, number))
            )
    variables = [f.name for f in facts.fields if f.place == "variable"]
    if variables:
        sizes = " × ".join(f"{_between(low, high)} {name}" for name, low, high in facts.counts)
        lines.append(f"{_names(variables)} · {sizes}" if sizes else _names(variables))
    if not lines and counts:
        lines = [", ".join(_counted(name, _between(*ends)) for name, ends in counts.items())]
    return lines or [", ".join(facts.kinds)]


def _counted(what: str, number: str) -> str:
    if what == "points":
        return Message("{number} points", number=number)
    if what == "cells":
        return Message("{number} cells", number=number)
    if what == "atoms":
        return Message("{number} atoms", number=number)
    return f"{number} {what}"


def _between(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}…{high:,}"


def _names(names: Sequence[str]) -> str:
    if len(names) <= MAX_NAMES:
        return ", ".join(names)
    return listed_names(names, MAX_NAMES - 1)
