"""Count neighbours, the edges of the graph that a model will see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.properties import clone, warn_of_replacing

if TYPE_CHECKING:
    from ase import Atoms


class CountNeighbors(Filter["Atoms"]):
    """Add the number of neighbours of each atom within a cutoff, and their sum.

    Every periodic image within the cutoff counts, also of the atom itself
    (`ase.neighborlist.neighbor_list`). The sum is the number of directed edges of the neighbour
    graph, what memory and time of a graph network grow with.
    """

    name = "Count neighbors"
    description = (
        "Adds to each atom the number of neighbours within a cutoff and to each structure the "
        "number of edges of its neighbour graph."
    )

    def __init__(
        self,
        cutoff: Annotated[
            float,
            Param("Distance up to which atoms are neighbours.", unit="Å", minimum=0.1, maximum=20),
        ],
        neighbors: Annotated[str, Param("Name of the new property of atoms.")] = "neighbors",
        edges: Annotated[str, Param("Name of the new property of structures.")] = "edges",
    ) -> None:
        self.cutoff = cutoff
        self.neighbors = neighbors
        self.edges = edges

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._counted(atoms) for atoms in items)

    def _counted(self, atoms: Atoms) -> Atoms:
        from ase.neighborlist import neighbor_list

        copy = clone(atoms)
        if not len(copy):
            unchanged(Message("has no atoms"))
        warn_of_replacing(atoms, self.neighbors, self.edges)
        first = neighbor_list("i", copy, self.cutoff) if len(copy) else np.zeros(0, dtype=int)
        copy.arrays[self.neighbors] = np.bincount(first, minlength=len(copy))
        copy.info[self.edges] = len(first)
        return copy
