"""Find neighbors: the edges of the graph that a model will see, or their number alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.finite import check_finite
from curator_gui.domains.atoms.graph import GRAPH, has_graph, set_graph, vectors_of
from curator_gui.domains.atoms.properties import clone, warn_of_replacing

if TYPE_CHECKING:
    from ase import Atoms


class CountNeighbors(Filter["Atoms"]):
    """Add the number of neighbors of each atom within a cutoff, and their sum.

    Every periodic image within the cutoff counts, also of the atom itself
    (`ase.neighborlist.neighbor_list`). The sum is the number of directed edges of the neighbor
    graph, what memory and time of a graph network grow with.

    Raises
    ------
    StructureError
        If a structure is periodic along a direction without cell vector, or a position or cell is
        no finite number.
    """

    name = "Count neighbors"
    description = (
        "Adds to each atom the number of neighbors within a cutoff and to each structure the "
        "number of edges of its neighbor graph."
    )

    def __init__(
        self,
        cutoff: Annotated[
            float,
            Param("Distance up to which atoms are neighbors.", unit="Å", minimum=0.1, maximum=20),
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
        copy = clone(atoms)
        if not len(copy):
            unchanged(Message("has no atoms"))
        warn_of_replacing(atoms, self.neighbors, self.edges)
        counts = neighbor_counts(copy, self.cutoff)
        copy.arrays[self.neighbors] = counts
        copy.info[self.edges] = int(counts.sum())
        return copy


class NeighborGraph(Filter["Atoms"]):
    """Give each structure the graph of its neighbors: directed edges with cell shifts.

    Edges are those of `ase.neighborlist.neighbor_list("ijS")`: all pairs of an atom i and an image
    of an atom j that are nearer than the cutoff, each in both directions, in ASE's order (by i).
    The vector of an edge is r_j + S·cell - r_i, as in matscipy, MACE (sender i, receiver j,
    `unit_shifts` S) and `edge_index` of PyTorch Geometric (first row i); see `atoms.graph`.

    With `max_neighbors` only the nearest edges of each atom i stay; of edges of the same length
    those that come first. The graph then has edges without their counterpart.

    Raises
    ------
    StructureError
        If a structure is periodic along a direction without cell vector, or a position or cell is
        no finite number.
    """

    name = "Neighbor graph"
    description = (
        "Finds the edges between atoms within a cutoff, across periodic boundaries: atoms, cell "
        "shifts, and on demand distances and vectors. The sinks store them beside the structure."
    )

    def __init__(
        self,
        cutoff: Annotated[
            float,
            Param(
                "Distance below which atoms are neighbors: the cutoff of the model.",
                unit="Å",
                minimum=0.1,
                maximum=20,
            ),
        ] = 5.0,
        distances: Annotated[bool, Param("Whether to store the length of each edge (Å).")] = False,
        vectors: Annotated[
            bool, Param("Whether to store the vector of each edge (Å), from i to j.")
        ] = False,
        max_neighbors: Annotated[
            int | None,
            Param(
                "Most edges that start at an atom; the nearest stay, which is said. Not set keeps "
                "all. The graph may then have edges in one direction only.",
                minimum=1,
            ),
        ] = None,
        own_images: Annotated[
            bool,
            Param("Whether atoms are neighbors of their own periodic images, as models expect."),
        ] = True,
    ) -> None:
        self.cutoff = cutoff
        self.distances = distances
        self.vectors = vectors
        self.max_neighbors = max_neighbors
        self.own_images = own_images

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Give each structure its graph as it is asked for."""
        return (self._connected(atoms) for atoms in items)

    def _connected(self, atoms: Atoms) -> Atoms:
        copy = clone(atoms)
        if has_graph(atoms):
            remark(Message("replaces {present}, which was there", present=GRAPH))
        if not len(copy):
            unchanged(Message("has no atoms"))
        index, shifts = self._edges(copy)
        if self.max_neighbors is not None:
            lengths = np.linalg.norm(vectors_of(copy, index, shifts), axis=1)
            kept = self._nearest(index[:, 0], lengths, self.max_neighbors)
            index, shifts = index[kept], shifts[kept]
        set_graph(copy, index, shifts, self.cutoff, **self._lengths(copy, index, shifts))
        return copy

    def _lengths(self, atoms: Atoms, index: np.ndarray, shifts: np.ndarray) -> dict[str, Any]:
        """Return what was asked for of distances and vectors."""
        if not (self.distances or self.vectors):
            return {}
        vectors = vectors_of(atoms, index, shifts)
        lengths = {"distances": np.linalg.norm(vectors, axis=1)} if self.distances else {}
        return lengths | ({"vectors": vectors} if self.vectors else {})

    def _edges(self, atoms: Atoms) -> tuple[np.ndarray, np.ndarray]:
        """Return atoms (E, 2) and shifts (E, 3) of all edges, sorted by the first atom."""
        from ase.neighborlist import neighbor_list

        check_geometry(atoms)
        if not len(atoms):
            return np.zeros((0, 2), np.int32), np.zeros((0, 3), np.int32)
        first, second, shifts = neighbor_list("ijS", atoms, self.cutoff)
        if not self.own_images:
            others = first != second
            first, second, shifts = first[others], second[others], shifts[others]
        return np.stack([first, second], axis=1), shifts

    def _nearest(self, first: np.ndarray, lengths: np.ndarray, most: int) -> np.ndarray:
        """Return the edges that stay, ascending: the nearest of each atom."""
        order = np.lexsort((np.round(lengths, 9), first))
        starts = np.searchsorted(first[order], first[order])
        kept = np.sort(order[np.arange(len(order)) - starts < most])
        if len(kept) < len(first):
            remark(
                Message(
                    "atoms with more than {most} neighbors keep their nearest {most}; the edges to "
                    "the others are left out",
                    most=most,
                )
            )
        return kept


def neighbor_counts(atoms: Atoms, cutoff: float) -> np.ndarray:
    """Return how many neighbors each atom has within a cutoff (Å), images of itself among them.

    Raises
    ------
    StructureError
        As `check_geometry`.
    """
    from ase.neighborlist import neighbor_list

    check_geometry(atoms)
    first = neighbor_list("i", atoms, cutoff) if len(atoms) else np.zeros(0, dtype=int)
    return np.bincount(first, minlength=len(atoms))


def check_geometry(atoms: Atoms) -> None:
    """Refuse a structure whose neighbors would be guesses, which ASE counts in silence.

    Raises
    ------
    StructureError
        If it is periodic along a direction without cell vector, or a position or the cell is no
        finite number.
    """
    if not atoms.cell.any(axis=1)[atoms.pbc].all():
        raise StructureError(
            "{get_chemical_formula} is periodic along a direction without cell vector",
            get_chemical_formula=atoms.get_chemical_formula(),
        )
    check_finite(atoms)
