"""Describe and draw structures for the preview."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import (
    AtomsPicture,
    FieldSummary,
    Inspector,
    ItemSummary,
    Part,
    View,
    digest,
    summarise,
)
from curator_gui.domains.atoms.graph import CUTOFF, GRAPH, INDEX, count_edges, has_graph, is_current
from curator_gui.domains.atoms.properties import as_array


def describe(item: Any) -> ItemSummary:
    """Describe an `ase.Atoms`: formula, cell, and all properties of atoms and structure."""
    facts = [
        ("formula", str(item.get_chemical_formula())),
        ("atoms", str(len(item))),
        *_graph_facts(item),
        (
            "periodic",
            "".join(axis if on else "–" for axis, on in zip("xyz", item.pbc, strict=True)),
        ),
    ]
    if item.cell.rank == 3:
        lengths = " × ".join(f"{length:.3f}" for length in item.cell.lengths())
        facts += [("cell", f"{lengths} Å"), ("volume", f"{item.get_volume():.2f} Å³")]
    counts: tuple[tuple[str, int], ...] = (("atoms", len(item)),)
    if has_graph(item):
        counts += (("edges", count_edges(item)),)
    fields = [summarise(name, "atom", item.arrays[name]) for name in sorted(item.arrays)]
    info = {**item.info, GRAPH: item.info[GRAPH][INDEX]} if has_graph(item) else item.info
    fields += [_info(str(name), info[name]) for name in sorted(info, key=str)]
    if item.calc is not None:
        results = item.calc.results
        fields += [summarise(n, _place(results[n], len(item)), results[n]) for n in sorted(results)]
    shape = digest(item.cell.array, item.pbc)
    return ItemSummary("Atoms", tuple(facts), tuple(fields), counts, (), _elements(item), shape)


def _graph_facts(item: Any) -> list[tuple[str, str]]:
    if not has_graph(item):
        return []
    graph = item.info[GRAPH]
    edges = "edges" if is_current(item) else "edges out of date"
    cutoff = [("cutoff", f"{graph[CUTOFF]:g} Å")] if CUTOFF in graph else []
    return [(edges, str(count_edges(item))), *cutoff]


def _elements(item: Any) -> tuple[Part, ...]:
    found = Counter(item.get_chemical_symbols())
    return tuple(Part("element", symbol, count) for symbol, count in sorted(found.items()))


def _info(name: str, value: Any) -> FieldSummary:
    array = as_array(value)
    if array.dtype.kind in "fiub":
        return summarise(name, "info", array)
    return FieldSummary(name, "info", type(value).__name__, ())


def _place(value: Any, count: int) -> Any:
    shape = np.shape(value)
    return "atom" if shape and shape[0] == count else "info"


def draw(item: Any, view: View) -> AtomsPicture:
    """Return the atoms as balls: covalent radii (Cordero et al. 2008) and Jmol's colors.

    Raises
    ------
    CuratorError
        If the structure has no atoms.
    """
    from ase.data import covalent_radii
    from ase.data.colors import jmol_colors

    if len(item) == 0:
        raise CuratorError("the structure has no atoms: there is nothing to draw")
    numbers = item.numbers
    cell = (
        np.asarray(item.cell.array, dtype=np.float64) if item.cell.rank == 3 else np.zeros((0, 3))
    )
    return AtomsPicture(
        np.asarray(item.positions, dtype=np.float64),
        np.asarray(covalent_radii[numbers], dtype=np.float64),
        (255 * jmol_colors[numbers]).astype(np.uint8),
        cell,
        str(item.get_chemical_formula()),
    )


def prepare() -> None:
    import_module("ase")


INSPECTOR = Inspector(describe, draw, prepare)
