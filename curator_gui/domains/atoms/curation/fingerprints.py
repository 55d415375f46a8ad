"""What a structure is, in numbers that turning, shifting and renumbering atoms do not change."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.finite import check_finite

if TYPE_CHECKING:
    from ase import Atoms

QUANTILES = 64
_MOST_ATOMS = 2000
_BINS = 16


def distance_fingerprint(atoms: Atoms) -> tuple[str, np.ndarray]:
    """Return formula and sorted distances, float32 (n,), in Å.

    For each pair of elements the distances of all pairs of atoms in ascending order, those of the
    nearest periodic images; of more than 64 distances 64 quantiles. Periodic structures have the
    lengths of lattice vectors as well: of all that have an odd share of the same cell vectors the
    shortest, seven in three dimensions (J. Conway and N. Sloane, "Low-Dimensional Lattices VI",
    1992). Structures of one formula have as many numbers, and atoms that move by d change none by
    more than 2 d. Mirror images have the same.

    Raises
    ------
    StructureError
        If there are more than 2,000 atoms, or a coordinate is NaN.
    """
    _check(atoms)
    distances = atoms.get_all_distances(mic=bool(atoms.pbc.any()))
    upper = np.triu_indices(len(atoms), 1)
    pairs = np.sort(atoms.numbers[np.column_stack(upper)], axis=1)
    found = distances[upper]
    kinds = np.unique(pairs, axis=0)
    parts = [_quantiles(np.sort(found[(pairs == kind).all(axis=1)])) for kind in kinds]
    key = f"{atoms.get_chemical_formula()} {''.join('FT'[int(p)] for p in atoms.pbc)}"
    return key, np.concatenate([_lattice(atoms), *parts]).astype(np.float32)


def _check(atoms: Atoms) -> None:
    if len(atoms) > _MOST_ATOMS:
        raise StructureError(
            "has {count} atoms; structures are compared up to {most}",
            count=f"{len(atoms):,}",
            most=f"{_MOST_ATOMS:,}",
        )
    if not atoms.cell.any(axis=1)[atoms.pbc].all():
        raise StructureError(
            "{get_chemical_formula} is periodic along a direction without cell vector",
            get_chemical_formula=atoms.get_chemical_formula(),
        )
    check_finite(atoms)


def _lattice(atoms: Atoms) -> np.ndarray:
    """Return the sorted lengths of the shortest lattice vectors, by which shares are odd.

    They are the same for each cell of a lattice. Three lengths alone would be: the primitive cells
    of simple, face- and body-centered crystals have three equal ones.
    """
    from ase.geometry import minkowski_reduce

    if not atoms.pbc.any():
        return np.zeros(0)
    reduced, _ = minkowski_reduce(atoms.cell, pbc=atoms.pbc)
    vectors = reduced[atoms.pbc]
    shares = np.array(list(product(range(-2, 3), repeat=len(vectors))))
    kinds = (shares % 2) @ (2 ** np.arange(len(vectors)))
    lengths = np.linalg.norm(shares @ vectors, axis=1)
    return np.sort([lengths[kinds == kind].min() for kind in range(1, 2 ** len(vectors))])


def _quantiles(values: np.ndarray) -> np.ndarray:
    if len(values) <= QUANTILES:
        return values
    places = np.linspace(0, len(values) - 1, QUANTILES)
    return np.asarray(np.interp(places, np.arange(len(values)), values))


def environment_fingerprint(atoms: Atoms, cutoff: float) -> dict[str, Any]:
    """Return per pair of elements how neighbors lie around an atom, float32 (16,) each.

    Each neighbor within the cutoff counts in 16 overlapping bins of distance, the less the farther
    it is; sums are per atom of the structure. Keys are `8-1` (element numbers, center first).
    """
    from ase.neighborlist import neighbor_list

    _check(atoms)
    first, second, distances = neighbor_list("ijd", atoms, cutoff)
    centers = np.linspace(0.5, cutoff, _BINS)
    width = centers[1] - centers[0]
    weight = 0.5 * (1 + np.cos(np.pi * distances / cutoff))
    bins = np.exp(-0.5 * ((distances[:, None] - centers) / width) ** 2) * weight[:, None]
    pairs = np.column_stack([atoms.numbers[first], atoms.numbers[second]]).reshape(-1, 2)
    found: dict[str, Any] = {}
    for one, other in np.unique(pairs, axis=0).tolist():
        chosen = (pairs == (one, other)).all(axis=1)
        found[f"{one}-{other}"] = (bins[chosen].sum(axis=0) / len(atoms)).astype(np.float32)
    for number, count in zip(*np.unique(atoms.numbers, return_counts=True), strict=True):
        found[str(number)] = np.array([count / len(atoms)], np.float32)
    return found


def matrix_of(fingerprints: list[dict[str, Any]]) -> np.ndarray:
    """Return environment fingerprints as rows (n, d) float32; what one lacks is 0."""
    sizes: dict[str, int] = {}
    for each in fingerprints:
        sizes |= {key: np.size(values) for key, values in each.items()}
    starts, end = {}, 0
    for key in sorted(sizes):
        starts[key], end = end, end + sizes[key]
    rows = np.zeros((len(fingerprints), end), np.float32)
    for row, each in zip(rows, fingerprints, strict=True):
        for key, values in each.items():
            row[starts[key] : starts[key] + sizes[key]] = values
    return rows
