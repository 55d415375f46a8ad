"""Structures with neighbor graphs, as graph networks take them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from curator_gui.dataset.loading.reading import Arrays
from curator_gui.dataset.own_files import DatasetError

USUAL = ("energy", "forces", "stress")
_OF_STRUCTURES = ("energy", "stress", "virial", "virials", "dipole", "polarizability", "magmom")
"""Belong to the structure, in formats that don't say so, whatever the number of its atoms."""
_LEVELS = ("", "structure/", "atom/")
_JOINED = ("index", "batch", "face", "ptr")
"""Words in a name by which PyTorch Geometric takes an array for numbers of nodes."""


def atom_graph(arrays: Arrays, index: int) -> Arrays:
    """Return the graph of an item of one structure of N atoms and E edges.

    `z` (N,) atomic numbers, `pos` (N, 3) Å, `cell` (1, 3, 3) Å, `pbc` (1, 3), `edge_index` (2, E)
    int64 with i in its first row, `unit_shifts` (E, 3) the whole cells S, `shifts` (E, 3) = S·cell
    in Å, both real numbers of the type of `pos`: the vector of an edge is pos[j] - pos[i] + shifts,
    as in MACE. `edge_attr` has what was stored of distance (1) and vector (3), in this order.

    Raises
    ------
    DatasetError
        If the item has no graph, or several structures.
    """
    if "edge/index" not in arrays:
        raise DatasetError(
            "item {index} has no graph: put the step Neighbor graph before the sink", index=index
        )
    cells = np.asarray(arrays["cell"]).reshape(-1, 3, 3)
    if len(cells) != 1:
        raise DatasetError(
            "item {index} has {count} structures and is no single graph; choose frames so that "
            "each index has one",
            index=index,
            count=len(cells),
        )
    positions = np.asarray(arrays["positions"])
    whole = np.asarray(arrays["edge/shifts"])
    found: Arrays = {
        "z": np.asarray(arrays["numbers"], np.int64),
        "pos": positions,
        "cell": cells,
        "pbc": np.asarray(arrays["pbc"], bool).reshape(1, 3),
        "edge_index": np.ascontiguousarray(np.asarray(arrays["edge/index"], np.int64).T),
        "unit_shifts": whole.astype(positions.dtype),
        "shifts": np.asarray(whole @ cells[0], positions.dtype),
    }
    lengths = [arrays[n] for n in ("edge/distances", "edge/vectors") if n in arrays]
    columns = [np.asarray(values).reshape(len(whole), -1) for values in lengths]
    return found | ({"edge_attr": np.concatenate(columns, axis=1)} if columns else {})


def named_properties(
    arrays: Arrays, keys: Sequence[str] | None, index: int, taken: Collection[str]
) -> Arrays:
    """Return properties under their own names, those of structures with an axis of 1 in front.

    Raises
    ------
    DatasetError
        If one of `keys` is missing, or its name means something else in PyTorch Geometric.
    """
    found: Arrays = {}
    for key in USUAL if keys is None else keys:
        name = next((level + key for level in _LEVELS if level + key in arrays), None)
        own = key.rpartition("/")[2]
        if name is None and keys is None:
            continue
        if name is None:
            raise DatasetError(
                "item {index} has no array {name}; it has {names}",
                index=index,
                name=repr(key),
                names=", ".join(arrays),
            )
        if own in taken or any(word in own for word in _JOINED):
            raise DatasetError(
                "{name} means something else in PyTorch Geometric: put Rename properties before "
                "the sink",
                name=repr(own),
            )
        if arrays[name].dtype.kind not in "fiub":
            raise DatasetError("{name} is no array of numbers", name=repr(key))
        found[own] = _with_axis(name, arrays)
    return found


def _with_axis(name: str, arrays: Arrays) -> np.ndarray:
    """Let what belongs to the structure be stacked in a batch: energy (1,), stress (1, 6)."""
    values = np.asarray(arrays[name])
    level, _, own = name.rpartition("/")
    if level == "structure":  # stores have a row for it, as for the cell
        return values if np.ndim(arrays["cell"]) > 2 else values[None]
    alike = values.ndim > 0 and len(values) == len(arrays["numbers"])
    of_atoms = level == "atom" or (alike and own not in _OF_STRUCTURES)
    return values if of_atoms else values[None]
