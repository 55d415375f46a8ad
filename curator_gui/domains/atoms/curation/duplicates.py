"""The filter that drops copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.curation.choosing import ChoosingFilter
from curator_gui.domains.atoms.curation.fingerprints import distance_fingerprint

if TYPE_CHECKING:
    from ase import Atoms


class DropDuplicates(ChoosingFilter):
    """Drop structures that are the same as an earlier one, however turned, shifted or numbered.

    Compared are structures of one formula, by their sorted distances (`distance_fingerprint`): two
    are the same if none of the numbers differs by more than the tolerance. The first of each group
    by index stays; groups do not chain: what is dropped is within the tolerance of one that stays.
    Mirror images count as the same. Energies and other properties are not compared.

    Raises
    ------
    StructureError
        If a structure has more than 2,000 atoms or a coordinate that is NaN.
    """

    name = "Drop duplicates"
    description = (
        "Drops structures that are exact or near copies of an earlier one, by their distances, in "
        "two passes."
    )
    version = "1"

    def __init__(
        self,
        tolerance: Annotated[
            float,
            Param(
                "Largest difference between two distances of the same structure; 0.0001 finds "
                "exact copies only.",
                unit="Å",
                minimum=0.0,
                maximum=2.0,
            ),
        ] = 1e-4,
    ) -> None:
        self.tolerance = tolerance

    def describe(self, atoms: Atoms) -> Any:
        """Return formula and sorted distances."""
        key, values = distance_fingerprint(atoms)
        return [key, values]

    def dropped(self, described: Sequence[Any]) -> Sequence[int]:
        """Return the positions of copies."""
        groups: dict[str, list[int]] = {}
        for position, (key, _) in enumerate(described):
            groups.setdefault(key, []).append(position)
        found: list[int] = []
        for positions in groups.values():
            rows = np.array([described[position][1] for position in positions], np.float64)
            found += [positions[n] for n in _copies(rows, self.tolerance)]
        return found


def _copies(rows: np.ndarray, tolerance: float) -> list[int]:
    """Return which rows (n, d) are within the tolerance of an earlier one that stays."""
    from scipy.spatial import cKDTree

    if rows.shape[1] == 0:  # single atoms
        return list(range(1, len(rows)))
    tree, stays = cKDTree(rows), np.ones(len(rows), bool)
    for number in range(len(rows)):
        if stays[number]:
            near = tree.query_ball_point(rows[number], tolerance, p=np.inf)
            stays[[other for other in near if other > number]] = False
    return np.flatnonzero(~stays).tolist()
