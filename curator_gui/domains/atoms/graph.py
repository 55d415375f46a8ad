"""The neighbor graph of a structure: directed edges with the cells that they cross.

It is an entry of `Atoms.info` called `neighbor_graph`, a dictionary of arrays with a row per edge:

    index       int32    (E, 2)   atoms i and j of each edge, counted from 0 in their structure
    shifts      int32    (E, 3)   S: how many cells further along each cell vector j is meant
    distances   float64  (E,)     Å, if they were asked for
    vectors     float64  (E, 3)   Å, from i to j, if they were asked for
    cutoff      float             Å

The vector of an edge is r_j + S·cell - r_i, with cell vectors as rows. That is the convention of
`ase.neighborlist.neighbor_list("ijS")` and of matscipy; MACE calls i the sender, j the receiver and
S `unit_shifts`; PyTorch Geometric's `edge_index` is `index` transposed, its first row i.

A graph belongs to one geometry: `structure` is a checksum of elements, positions, cell and
periodicity. A step that moves atoms either brings the graph along (`keep_graph`) or leaves the
checksum alone; then the graph is out of date, and what writes the structure leaves it out and says
so (`graph_of`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark

if TYPE_CHECKING:
    from ase import Atoms

GRAPH = "neighbor_graph"
INDEX, SHIFTS, DISTANCES, VECTORS, CUTOFF = "index", "shifts", "distances", "vectors", "cutoff"
EDGE_ARRAYS = {INDEX: (2,), SHIFTS: (3,), DISTANCES: (), VECTORS: (3,)}
"""Shape of a row of each array."""

_OWNER = "structure"

Graph = dict[str, Any]


def set_graph(
    atoms: Atoms, index: np.ndarray, shifts: np.ndarray, cutoff: float | None = None, **more: Any
) -> None:
    """Give a structure a graph, in place; `more` are `distances` and `vectors`."""
    graph: Graph = {
        INDEX: np.ascontiguousarray(index, np.int32).reshape(-1, 2),
        SHIFTS: np.ascontiguousarray(shifts, np.int32).reshape(-1, 3),
    }
    for name, values in more.items():
        array = np.asarray(values)
        kind = array.dtype if array.dtype.kind == "f" else np.float64
        graph[name] = np.ascontiguousarray(array, kind).reshape(-1, *EDGE_ARRAYS[name])
    if cutoff is not None:
        graph[CUTOFF] = float(cutoff)
    atoms.info[GRAPH] = {**graph, _OWNER: _checksum(atoms)}


def has_graph(atoms: Atoms) -> bool:
    """Whether a structure has a graph, be it out of date."""
    graph = atoms.info.get(GRAPH)
    return isinstance(graph, dict) and {INDEX, SHIFTS, _OWNER} <= graph.keys()


def is_current(atoms: Atoms) -> bool:
    """Whether a structure has a graph and it is of this geometry."""
    return has_graph(atoms) and atoms.info[GRAPH].get(_OWNER) == _checksum(atoms)


def graph_of(atoms: Atoms) -> Graph | None:
    """Return the graph to be written, without its checksum; None, said, if it is out of date."""
    if not has_graph(atoms):
        return None
    if not is_current(atoms):
        remark(
            Message(
                "the neighbor graph is of the structure before a step changed it and is left out: "
                "put Neighbor graph behind that step"
            )
        )
        return None
    return {name: value for name, value in atoms.info[GRAPH].items() if name != _OWNER}


def written_info(atoms: Atoms) -> Mapping[Any, Any]:
    """Return `Atoms.info` as it is written: the graph without its checksum, or without a graph."""
    if not has_graph(atoms):
        return atoms.info
    graph = graph_of(atoms)
    info = {name: value for name, value in atoms.info.items() if name != GRAPH}
    return info if graph is None else {**info, GRAPH: graph}


def count_edges(atoms: Atoms) -> int:
    """Return the number of directed edges of a structure that has a graph."""
    return len(atoms.info[GRAPH][INDEX])


def vectors_of(atoms: Atoms, index: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Return r_j + S·cell - r_i of each edge in Å, shape (E, 3)."""
    first, second = np.asarray(index).T
    moved = atoms.positions[second] + np.asarray(shifts) @ atoms.cell.array
    return np.asarray(moved - atoms.positions[first])


# Steps that change structures -------------------------------------------------------------------


def keep_graph(found: Atoms, before: Atoms, **changed: np.ndarray) -> None:
    """Say that the graph of a changed structure is right, in place, with the arrays that changed.

    Nothing happens if the structure had no graph, or one that was out of date before.
    """
    if is_current(before):
        graph = {**before.info[GRAPH], **changed}
        found.info[GRAPH] = {**graph, _OWNER: _checksum(found)}


def wrap_graph(found: Atoms, before: Atoms) -> None:
    """Change the shifts, in place, of a structure whose atoms were moved by whole cells."""
    if is_current(before):
        apart = found.positions - before.positions
        cells = np.rint(apart @ np.linalg.pinv(found.cell.array)).astype(np.int32)
        first, second = before.info[GRAPH][INDEX].T
        shifts = before.info[GRAPH][SHIFTS] + cells[first] - cells[second]
        keep_graph(found, before, **{SHIFTS: shifts})


def turn_graph(found: Atoms, before: Atoms, matrix: np.ndarray) -> None:
    """Turn the vectors, in place, of a structure that was turned by a matrix (3, 3)."""
    if is_current(before):
        graph = before.info[GRAPH]
        turned = {VECTORS: graph[VECTORS] @ matrix.T} if VECTORS in graph else {}
        keep_graph(found, before, **turned)


def scale_graph(found: Atoms, before: Atoms, factor: float) -> None:
    """Scale all lengths, in place, of a structure whose positions and cell were scaled."""
    if is_current(before):
        graph = before.info[GRAPH]
        names = [name for name in (DISTANCES, VECTORS, CUTOFF) if name in graph]
        keep_graph(found, before, **{name: graph[name] * factor for name in names})


def repeat_graph(found: Atoms, before: Atoms, repeat: list[int]) -> None:
    """Make the graph, in place, of a structure that `ase.Atoms.repeat` repeated.

    The edge i -> j with shift S goes from i in copy c to j in the copy c + S, modulo the copies.
    """
    if not is_current(before):
        return
    graph, times = before.info[GRAPH], np.array(repeat)
    copies = np.indices(repeat).reshape(3, -1).T
    target = copies[:, None] + graph[SHIFTS][None]
    shifts, inside = np.floor_divide(target, times), np.mod(target, times)
    numbers = np.ravel_multi_index(tuple(np.moveaxis(inside, -1, 0)), tuple(repeat))
    own = np.arange(len(copies))[:, None]
    first, second = graph[INDEX].T
    pairs = np.stack([own * len(before) + first, numbers * len(before) + second], axis=-1)
    same = [name for name in (DISTANCES, VECTORS) if name in graph]
    tiled = {name: np.concatenate([graph[name]] * len(copies)) for name in same}
    found.info[GRAPH] = dict(graph)
    set_graph(found, pairs, shifts, graph.get(CUTOFF), **tiled)


def drop_graph(found: Atoms) -> None:
    """Take a graph out, in place, and say so, that a step cannot bring along."""
    if has_graph(found):
        del found.info[GRAPH]
        remark(
            Message(
                "the neighbor graph is of the structure before this step and is left out: put "
                "Neighbor graph behind it"
            )
        )


# Files ------------------------------------------------------------------------------------------


def adopt_graph(atoms: Atoms) -> None:
    """Make a graph of what a file has under its name, in place; anything else stays and is said.

    Lists (extended XYZ) become arrays. A graph with atoms that are not there, or arrays of other
    shapes, is an entry like any other.
    """
    found = atoms.info.get(GRAPH)
    if not isinstance(found, dict) or not {INDEX, SHIFTS} <= found.keys():
        return
    problem = _problem(found, len(atoms))
    if problem is None:
        graph = {n: v for n, v in found.items() if n in (*EDGE_ARRAYS, CUTOFF)}
        set_graph(atoms, **graph)
    else:
        atoms.info[GRAPH] = {n: v for n, v in found.items() if n != _OWNER}
        remark(Message("{name} is no graph of this structure: {why}", name=GRAPH, why=problem))


def _problem(graph: Mapping[str, Any], atoms: int) -> Message | None:
    """Say why arrays are no graph of a structure of so many atoms; None if they are."""
    others = set(graph) - {*EDGE_ARRAYS, CUTOFF, _OWNER}
    if others:
        return Message("it has an entry {name}", name=repr(min(map(str, others))))
    try:
        found = {n: np.asarray(graph[n]) for n in EDGE_ARRAYS if n in graph}
        float(graph.get(CUTOFF, 0.0))
    except (TypeError, ValueError):
        return Message("it holds no numbers")
    count = len(found[INDEX]) if found[INDEX].ndim else -1
    for name, array in found.items():
        whole = name in (INDEX, SHIFTS)
        fits = array.shape == (count, *EDGE_ARRAYS[name]) or array.shape == (count,) == (0,)
        if not fits or (array.size and array.dtype.kind not in ("iu" if whole else "iuf")):
            return Message(
                "{name} has shape {shape} and type {kind}",
                name=name,
                shape=array.shape,
                kind=array.dtype,
            )
    index = found[INDEX]
    if index.size and (index.min() < 0 or index.max() >= atoms):
        return Message(
            "it names atoms {first} to {last} of {n}",
            first=int(index.min()),
            last=int(index.max()),
            n=atoms,
        )
    return None


def _checksum(atoms: Atoms) -> str:
    arrays = (atoms.numbers, atoms.positions, atoms.cell.array, atoms.pbc)
    found = hashlib.blake2b(digest_size=16)
    for array in arrays:
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()
