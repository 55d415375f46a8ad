"""Named sets of cells and points, and names of tags, as meshio gives them: one field per set.

A cell may be in several sets (Abaqus: a material and the whole part), so no single array of
numbers can hold them. Each set becomes a field of 0 and 1 (uint8) under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark

_CARD = re.compile(r"^\*\s*ELSET\b(.*)$", re.IGNORECASE)
_NAME = re.compile(r"\bELSET\s*=\s*\"?([^,\"\n]+)", re.IGNORECASE)


def take_sets(path: Path, mesh: Any) -> dict[str, dict[str, Any]]:
    """Take the sets out of a `meshio.Mesh`; return fields by association and name.

    pyvista would press all sets into one array, which fails, or loses those that overlap.
    """
    import numpy as np

    counts = [len(block.data) for block in mesh.cells]
    cells = {
        name: _members(name, blocks, counts)
        for name, blocks in _complete(path, mesh.cell_sets, counts).items()
        if not name.startswith("gmsh:")  # tags of the geometry's borders, not members
    }
    points = {name: _flags(len(mesh.points), [ids]) for name, ids in mesh.point_sets.items()}
    tags = {n: v for n, v in mesh.field_data.items() if np.size(v) and np.ndim(v) < 3}
    mesh.cell_sets, mesh.point_sets = {}, {}
    return {
        "cell": {name: flags for name, flags in cells.items() if flags is not None},
        "point": points,
        "field": tags,
    }


def add_sets(grid: Any, sets: dict[str, dict[str, Any]]) -> None:
    """Set the fields in a mesh; a set with the name of a field that is there gets `_set` behind."""
    for association, fields in sets.items():
        attributes = getattr(grid, f"{association}_data")
        for name, values in fields.items():
            attributes[f"{name}_set" if name in attributes else name] = values


def _members(name: str, blocks: Sequence[Any], counts: Sequence[int]) -> Any:
    if len(blocks) != len(counts):
        remark(Message("the set {name} could not be read and is left out", name=repr(name)))
        return None
    shifted, start = [], 0
    for ids, count in zip(blocks, counts, strict=True):
        if ids is not None:
            shifted.append([int(number) + start for number in ids])
        start += count
    return _flags(start, shifted)


def _flags(count: int, groups: Sequence[Any]) -> Any:
    import numpy as np

    flags = np.zeros(count, dtype=np.uint8)
    for ids in groups:
        flags[np.asarray(ids, dtype=np.int64)] = 1
    return flags


def _complete(path: Path, sets: Any, counts: Sequence[int]) -> dict[str, Any]:
    """Join sets that are made of other sets: meshio mixes up their blocks (Abaqus `*ELSET`)."""
    found = dict(sets)
    if path.suffix.lower() != ".inp" or all(len(s) == len(counts) for s in found.values()):
        return found
    for name, parts in _sets_of_sets(path):
        known = {key.upper(): value for key, value in found.items() if len(value) == len(counts)}
        if name in found and parts and all(part.upper() in known for part in parts):
            members = [known[part.upper()] for part in parts]
            found[name] = [
                sorted({int(n) for blocks in members for n in _ids(blocks[number])})
                for number in range(len(counts))
            ]
    return found


def _ids(block: Any) -> Any:
    return () if block is None else block


def _sets_of_sets(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each element set and the sets that it is made of."""
    name, parts = "", list[str]()
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if not line.startswith("*"):
            words = [word.strip().strip('"') for word in line.split(",")]
            parts += [word for word in words if name and word and not word.isdigit()]
            continue
        if name:
            yield name, parts
        card = _CARD.match(line)
        found = _NAME.search(card[1]) if card else None
        name, parts = (found[1].strip() if found else ""), []
    if name:
        yield name, parts
