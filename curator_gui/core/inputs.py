"""What an index of a pipeline reads: files of its source, a part of them, and what filters add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from curator_gui.core.components import Filter
from curator_gui.core.storage.versions import SAME, Version

Inputs = Callable[[int], Sequence[str]]
"""Names the files of an index, those of the source first."""


@dataclass(frozen=True)
class _Joined:
    """What source and filters name, each file once; it can be shipped to a worker."""

    source: Any
    filters: tuple[Any, ...]

    def __call__(self, index: int) -> Sequence[str]:
        found = dict.fromkeys(self.source.inputs(index))
        for step in self.filters:
            found |= dict.fromkeys(step.further_inputs(index))
        return tuple(found)


def inputs_of(source: Any, filters: Sequence[Any] = ()) -> Inputs | None:
    """Return what names the files of an index; None if the source, of others, does not tell."""
    own: Inputs | None = getattr(source, "inputs", None)
    further = tuple(step for step in filters if _adds(step))
    return _Joined(source, further) if own is not None and further else own


def part_of(source: Any, index: int) -> str:
    """Return what of its files an index reads; "" for all of them, and if the source is silent."""
    ask: Callable[[int], str] | None = getattr(source, "input_part", None)
    return ask(index) if ask is not None else ""


def version_of(source: Any, index: int) -> Version:
    """Return what a source tells by `input_version(index)` of folders that an index reads.

    Name, size and time of a folder stay the same when a file in it is replaced. `SAME` if the
    source has no such method, as those that read files.
    """
    ask: Callable[[int], Version] | None = getattr(source, "input_version", None)
    return ask(index) if ask is not None else SAME


def _adds(step: Any) -> bool:
    """Whether a filter overrides `further_inputs`: the others cost nothing per index."""
    own = getattr(type(step), "further_inputs", None)
    return own is not None and own is not Filter.further_inputs
