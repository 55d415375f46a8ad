"""What the data offer to a parameter by its role: names to choose from, bounds, unknown words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from curator_gui.core.frozen import thaw
from curator_gui.core.measuring.inspection import Axis
from curator_gui.core.message import Message, term
from curator_gui.core.params.param import REQUIRED, Param
from curator_gui.core.registration.registry import Entry
from curator_gui.core.survey import FieldFacts, StepFacts
from curator_gui.core.text.listing import listed_names

GLOB_CHARACTERS = "*?["
ALWAYS = {"property": ("positions", "cell", "numbers", "pbc")}
"""Names that fit although no field is called so."""

UNCHECKED = ("", "element", "time", "coordinate value")
"""Roles whose values may well name what no item has: an element to be left out, a date."""

_PLACES = {
    "field": ("point", "cell", "array"),
    "point field": ("point",),
    "cell field": ("cell",),
    "variable": ("variable",),
    "property": ("atom", "info"),
}
MAX_NAMED = 12


@dataclass(frozen=True)
class Offer:
    """Something that a parameter may name: what it is, its type and range in words, its facts.

    `present` and `looked` count the items that have it and those looked at.
    """

    name: str
    where: str = ""
    type: str = ""
    unit: str = ""
    range: str = ""
    present: int = 0
    looked: int = 0
    field: FieldFacts | None = None


def offers(role: str, facts: StepFacts | None) -> tuple[Offer, ...]:
    """List what data offer to a role; nothing if nothing is known."""
    if facts is None or not role:
        return ()
    if role in _PLACES:
        found = [_of_field(f, facts) for f in facts.fields if f.place in _PLACES[role]]
        if role == "variable":
            found += [_of_axis(a, "coordinate") for a in facts.axes]
        return tuple(found)
    if role == "dimension":
        return tuple(_of_axis(a, "dimension") for a in facts.axes if a.dimension)
    if role in ("level", "time"):
        axes = [a for a in facts.axes if a.kind == role]
        return tuple(Offer(v, a.name, unit=a.unit) for a in axes for v in a.values)
    parts = [part for part in facts.parts if part.kind == role]
    return tuple(Offer(p.name, p.kind, range=f"{p.count:,}") for p in parts)


def _of_field(field: FieldFacts, facts: StepFacts) -> Offer:
    kind = "/".join(field.dtypes)
    words = f"{kind} × {field.components}" if field.components > 1 else kind
    ends = range_words(field.minimum, field.maximum)
    if field.magnitude and ends:
        ends = f"{field.measured} {ends}"
    looked = facts.reached - len(facts.failures)
    return Offer(field.name, field.place, words, field.unit, ends, field.present, looked, field)


def _of_axis(axis: Axis, where: str) -> Offer:
    ends = axis.first if axis.size == 1 else f"{axis.first} … {axis.last}"
    return Offer(axis.name, where, f"{axis.size:,}", axis.unit, ends)


def range_words(low: float | None, high: float | None) -> str:
    """Write a range in three digits: "-526 … 3500"; "" if there is none."""
    if low is None or high is None:
        return ""
    return f"{low:.4g} … {high:.4g}"


def is_glob(text: str) -> bool:
    """Whether a name is a pattern for several."""
    return any(char in text for char in GLOB_CHARACTERS)


def fitting(text: str, found: Sequence[Offer]) -> list[str]:
    """List the offered names that a name or pattern fits."""
    return [offer.name for offer in found if offer.name == text or fnmatchcase(offer.name, text)]


def named(value: Any) -> list[str]:
    """Return the names in a value: of a list its entries, of a table its names."""
    value = thaw(value)
    if isinstance(value, Mapping):
        return [str(name) for name in value]
    if isinstance(value, (list, tuple)):
        return [str(entry) for entry in value]
    return [] if value in (None, "", REQUIRED) else [str(value)]


def unknown(param: Param, value: Any, facts: StepFacts | None) -> list[str]:
    """List the names in a value that fit nothing in the data; none if nothing is known of them."""
    found = offers(param.role, facts)
    if param.role in UNCHECKED or facts is None or not facts.given:
        return []
    if not found and param.role in ("block", "patch", "level"):
        return []  # a look does not see them in every kind of file
    always = ALWAYS.get(param.role, ())
    return [
        name
        for name in named(value)
        if name not in always and not fitting(name, found) and not _same_number(name, found)
    ]


def _same_number(name: str, found: Sequence[Offer]) -> bool:
    try:
        number = float(name)
        return any(abs(float(each.name) - number) <= 1e-6 * abs(number) for each in found)
    except ValueError:
        return False


def problem(param: Param, value: Any, facts: StepFacts | None) -> str:
    """Say which word in a value is unknown, and what there is instead; "" for none."""
    wrong = unknown(param, value, facts)
    if not wrong:
        return ""
    found = [offer.name for offer in offers(param.role, facts)]
    values = {"name": wrong[0], "what": term(param.role)}
    if not found:
        return Message("{name}: there is no {what} here at all", **values)
    if is_glob(wrong[0]):
        return Message("{name} fits no {what}; there are {names}", **values, names=_listed(found))
    close = get_close_matches(wrong[0], found, 1)
    if close:
        return Message("{name}: no such {what}; there is {close}", **values, close=close[0])
    return Message("{name}: no such {what}; there are {names}", **values, names=_listed(found))


def _listed(names: Sequence[str]) -> str:
    return listed_names(names, MAX_NAMED)


def axis_of(param: Param, facts: StepFacts | None) -> Axis | None:
    """Return the axis of the data that a parameter's value lies along."""
    if facts is None or not param.axis:
        return None
    return next((axis for axis in facts.axes if axis.kind == param.axis), None)


def bound(entry: Entry, param: Param, facts: StepFacts | None) -> float | str | None:
    """Return the data's own bound for a parameter along an axis.

    The first parameter along an axis is its low end, the next one the high end.
    """
    axis = axis_of(param, facts)
    if axis is None:
        return None
    along = [each.name for each in entry.params if each.axis == param.axis]
    low = along.index(param.name) == 0
    if axis.minimum is not None and axis.maximum is not None:
        return _within(axis.minimum if low else axis.maximum, param)
    ends = sorted((axis.first, axis.last))
    return ends[0] if low else ends[1]


def _within(value: float, param: Param) -> float:
    if param.minimum is not None:
        value = max(value, param.minimum)
    return value if param.maximum is None else min(value, param.maximum)


def start_values(entry: Entry, facts: StepFacts | None) -> dict[str, Any]:
    """Return values for the required parameters that the data give a beginning for."""
    found = {p.name: bound(entry, p, facts) for p in entry.params if p.required}
    return {name: value for name, value in found.items() if value is not None}
