"""What a record is told beside the events of a run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Artifacts:
    """Files that the run wrote beside the outputs of its indices."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class TakenBack:
    """Indices of which the run is about to clear what was finished of them."""

    indices: Collection[int]
    time: float
