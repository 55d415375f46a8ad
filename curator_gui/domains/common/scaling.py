"""Offset and scale: what the filters of all domains that scale by constants share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.sidecars.constants_file import FittedStep, read_constants
from curator_gui.domains.common.moments import Moments
from curator_gui.moved import recorded_name

Method = Literal["standard", "range"]
"""Mean 0 and standard deviation 1, or 0 to 1."""

UNDO_NEEDS_FILE = Message(
    "to undo it the constants are needed: choose constants.json of the data set that was scaled"
)


def offset_and_scale(moments: Moments, method: str) -> tuple[float, float]:
    """Return what is subtracted and what is then divided by; the scale is never 0."""
    if not moments.count:
        return 0.0, 1.0
    width = moments.maximum - moments.minimum
    if method == "range":
        return moments.minimum, width or 1.0
    # Rounding may leave a constant with a spread of 1e-17, which is nothing to divide by.
    return moments.mean, (moments.std if width else 1.0) or 1.0


def table_of(moments: Moments, method: Method, place: str) -> dict[str, Any]:
    """Return the constants of some numbers, and remark if they are nothing to scale by."""
    offset, scale = offset_and_scale(moments, method)
    if not moments.count:
        remark(Message("{place} holds nothing but NaN: it stays as it is", place=place))
    elif moments.minimum == moments.maximum:
        remark(Message("{place} never changes: it is only shifted", place=place))
    return {"offset": offset, "scale": scale, **moments.summary()}


def scaled(values: Any, offset: Any, scale: Any) -> Any:
    return (values - offset) / scale


def scaled_back(values: Any, offset: Any, scale: Any) -> Any:
    return values * scale + offset


def entries_in(path: Path, cls: type, problem: type[CuratorError]) -> dict[str, dict[str, Any]]:
    """Return the constants that steps of a kind have left in a file, by group and name.

    Raises
    ------
    CuratorError
        As `problem`: if there are none, the file cannot be read, a name is in two of the steps, or
        a number is none.
    """
    try:
        steps = read_constants(path)
    except CuratorError as error:
        raise problem("{error}", error=error) from error
    own = [step for step in steps if step.component == recorded_name(cls)]
    if not own:
        have = ", ".join(step.name for step in steps) or Message("none")
        raise problem(
            "{path} has no constants of {name}; it has those of: {have}",
            path=path,
            name=getattr(cls, "name", cls.__name__),
            have=have,
        )
    found = _together(path, own, problem)
    _refuse_infinite(path, found, problem)
    return found


def _refuse_infinite(
    path: Path, found: Mapping[str, Mapping[str, Any]], problem: type[CuratorError]
) -> None:
    """Insist on numbers to scale by; where there was nothing to learn from there is null."""
    for entries in found.values():
        for name, entry in entries.items():
            if not all(map(math.isfinite, _numbers(entry))):
                raise problem(
                    "{path}: the constants of {name} hold a number that is none",
                    path=path,
                    name=repr(name),
                )


def _numbers(value: Any) -> Iterator[float]:
    """Find the real numbers in JSON data."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)


def _together(
    path: Path, steps: list[FittedStep], problem: type[CuratorError]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for step in steps:
        for group, entries in step.constants.items():
            known = found.setdefault(group, {})
            twice = sorted(known.keys() & _names(entries))
            if twice:
                raise problem(
                    "{path}: {name} was scaled by two steps; undo them with their own numbers",
                    path=path,
                    name=repr(twice[0]),
                )
            known.update(entries)
    return found


def _names(entries: Mapping[str, Any]) -> set[str]:
    return set(entries)
