"""The filter that keeps the most different structures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.curation.choosing import ChoosingFilter
from curator_gui.domains.atoms.curation.fingerprints import environment_fingerprint, matrix_of

if TYPE_CHECKING:
    from ase import Atoms


class FarthestStructures(ChoosingFilter):
    """Keep a number of structures, each as different as can be from those chosen before.

    Difference is the Euclidean distance of how neighbors lie around the atoms, by elements
    (`environment_fingerprint`), so the size of a structure does not count. The first one chosen is
    that farthest from the mean of all. Structures keep their order.
    """

    name = "Farthest structures"
    description = (
        "Keeps a number of structures that differ most from each other (farthest-point selection), "
        "in two passes."
    )
    version = "1"

    def __init__(
        self,
        count: Annotated[int, Param("How many structures are kept.", minimum=1)],
        cutoff: Annotated[
            float,
            Param("Distance up to which neighbors count.", unit="Å", minimum=1.0, maximum=20.0),
        ] = 5.0,
    ) -> None:
        self.count = count
        self.cutoff = cutoff

    def describe(self, atoms: Atoms) -> Any:
        """Return how neighbors lie around the atoms."""
        return environment_fingerprint(atoms, self.cutoff)

    def dropped(self, described: Sequence[Any]) -> Sequence[int]:
        """Return the positions of those that are not chosen."""
        rows = matrix_of(list(described))
        if self.count >= len(rows):
            return []
        chosen = set(farthest_rows(rows, self.count))
        return [position for position in range(len(rows)) if position not in chosen]


def farthest_rows(rows: np.ndarray, count: int) -> list[int]:
    """Return which rows (n, d) are chosen, in the order of their choice."""
    start = np.linalg.norm(rows - rows.mean(axis=0), axis=1)
    chosen = [int(start.argmax())]
    nearest = np.full(len(rows), np.inf)
    while len(chosen) < count:
        away = np.linalg.norm(rows - rows[chosen[-1]], axis=1)
        nearest = np.minimum(nearest, away)
        nearest[chosen[-1]] = -1.0
        chosen.append(int(nearest.argmax()))
    return chosen
