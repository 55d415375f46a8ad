"""The parts of a split: their names, and how much each gets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from curator_gui.core.errors import CuratorError
from curator_gui.core.sidecars.parts_file import FOLD

TRAIN, VALIDATION, TEST = "train", "validation", "test"
_SIZE = re.compile(r"(?:(?P<name>[^=,]+)=)?(?P<number>\d+(?:\.\d+)?)(?P<percent>%?)")
_NAMES = {2: (TRAIN, TEST), 3: (TRAIN, VALIDATION, TEST)}


class SplitError(CuratorError, ValueError):
    """A split that cannot be made; the message says why and what would help."""


@dataclass(frozen=True)
class Part:
    """One part: its name and how much it gets, as a share of 1 or as a count of items."""

    name: str
    share: float = 0.0
    count: int | None = None


def parse_parts(text: str) -> tuple[Part, ...]:
    """Read parts as people write them: 70%,15%,15% or train=100,test=20.

    Raises
    ------
    SplitError
        If the text is none of these.
    """
    found = [_SIZE.fullmatch(word.strip()) for word in text.split(",")]
    usual = _NAMES.get(len(found), tuple(f"part_{n}" for n in range(1, len(found) + 1)))
    parts = [_part(match, name, text) for match, name in zip(found, usual, strict=True)]
    if len({part.name for part in parts}) < len(parts):
        raise SplitError("{text}: two parts have the same name", text=text)
    return tuple(parts)


def _part(match: re.Match[str] | None, usual: str, text: str) -> Part:
    if match is None or (not match["percent"] and "." in match["number"]):
        raise SplitError(
            "{text}: write shares or counts, such as 70%,15%,15% or train=100,test=20", text=text
        )
    name = (match["name"] or usual).strip()
    if match["percent"]:
        return Part(name, share=float(match["number"]) / 100)
    return Part(name, count=int(match["number"]))


def fold_parts(count: int) -> tuple[Part, ...]:
    """Return so many parts of the same size.

    Raises
    ------
    SplitError
        If there are fewer than two.
    """
    if count < 2:
        raise SplitError("there have to be at least 2 folds, not {n}", n=count)
    return tuple(Part(f"{FOLD}{number}", 1 / count) for number in range(1, count + 1))
