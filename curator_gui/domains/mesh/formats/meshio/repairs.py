"""Repair what meshio's readers give: named sets, names of tags, cells that are inside out.

A cell may be in several sets (Abaqus: a material and the whole part), so no single array of
numbers can hold them. Each set becomes a field of 0 and 1 (uint8) under its own name.

MED counts the base of every cell the other way round than VTK, SU2 and FLAC3D that of wedges, so
that volumes are negative. Files that meshio has written are in VTK's order whatever their format;
so what counts is the sign of most volumes of a type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.formats.includes import text_with_includes
from curator_gui.domains.mesh.texts import as_text, say_guessed

_CARD = re.compile(r"^\*\s*ELSET\b(.*)$", re.IGNORECASE)
_NAME = re.compile(r"\bELSET\s*=\s*\"?([^,\"\n]+)", re.IGNORECASE)


def take_sets(path: Path, mesh: Any) -> dict[str, dict[str, Any]]:
    """Take the sets out of a `meshio.Mesh`; return fields by association and name.

    pyvista would press all sets into one array, which fails, or loses those that overlap.
    """

    counts = [len(block.data) for block in mesh.cells]
    _name_families(mesh)
    _make_names(mesh)
    _repair_flac(path, mesh, counts)
    _say_included(path)
    cells = {
        name: _members(name, blocks, counts)
        for name, blocks in _complete(path, mesh.cell_sets, counts).items()
        if not name.startswith("gmsh:")  # tags of the geometry's borders, not members
    }
    points = {name: _flags(len(mesh.points), [ids]) for name, ids in mesh.point_sets.items()}
    tags = {name: _numbers(values) for name, values in mesh.field_data.items()}
    tags = {name: values for name, values in tags.items() if values is not None}
    if len(mesh.field_data) > len(tags):
        left = ", ".join(sorted(map(str, mesh.field_data.keys() - tags.keys())))
        remark(Message("global data that are no numbers are left out: {names}", names=left))
    mesh.cell_sets, mesh.point_sets = {}, {}
    return {
        "cell": {name: flags for name, flags in cells.items() if flags is not None},
        "point": points,
        "field": tags,
    }


def _numbers(values: Any) -> Any:
    """Return global data as an array of up to two dimensions; None if they are not that."""
    import numpy as np

    try:
        array = np.asarray(values)
    except ValueError:  # lists of unequal length: MED's names of components
        return None
    return array if array.size and array.ndim < 3 and array.dtype.kind in "biuf" else None


def _make_names(mesh: Any) -> None:
    """Make names texts that h5py gives as bytes, because they are no UTF-8; a remark names them."""
    for kind in ("point_data", "cell_data", "field_data", "point_sets", "cell_sets"):
        given = getattr(mesh, kind)
        if any(isinstance(name, bytes) for name in given):
            say_guessed(as_text(name) for name in given if isinstance(name, bytes))
            setattr(mesh, kind, {as_text(name): values for name, values in given.items()})


def _name_families(mesh: Any) -> None:
    """Make sets of MED's families, whose numbers are tags and whose names meshio keeps aside."""
    import numpy as np

    for tags, data, sets in (
        (getattr(mesh, "cell_tags", None), mesh.cell_data.get("cell_tags"), mesh.cell_sets),
        (getattr(mesh, "point_tags", None), mesh.point_data.get("point_tags"), mesh.point_sets),
    ):
        whole = sets is mesh.point_sets
        for number, names in (tags or {}).items() if data is not None else ():
            for name in names:
                blocks = [np.flatnonzero(block == number) for block in ([data] if whole else data)]
                before = sets.get(name)
                if before is not None:
                    blocks = [np.union1d(*pair) for pair in zip(
                        [before] if whole else before, blocks, strict=True)]  # fmt: skip
                sets[name] = blocks[0] if whole else blocks


def _repair_flac(path: Path, mesh: Any, counts: Sequence[int]) -> None:
    """Count the members of FLAC3D's groups within their block, and zones by their own numbers."""
    import numpy as np

    if path.suffix.lower() != ".f3grid":
        return
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
    for name, blocks in mesh.cell_sets.items():
        if len(blocks) == len(counts):
            mesh.cell_sets[name] = [np.asarray(b) - s for b, s in zip(blocks, starts, strict=True)]
    flat = [block.type in ("triangle", "quad") for block in mesh.cells]
    faces = sum(count for count, face in zip(counts, flat, strict=True) if face)
    ids = mesh.cell_data.get("cell_ids", [])
    mesh.cell_data.update(
        {"cell_ids": [b if face else b - faces for b, face in zip(ids, flat, strict=True)]}
        if ids
        else {}
    )


def _say_included(path: Path) -> None:
    """Say that meshio forgets the sets of files that an Abaqus file includes."""
    if path.suffix.lower() != ".inp":
        return
    text = text_with_includes(path)
    if re.search(r"^\*\s*INCLUDE\b", text, re.IGNORECASE | re.MULTILINE):
        remark(Message("sets of points and cells in included files are left out"))


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


_TURNED = {
    "tetra": (0, 2, 1, 3),
    "tetra10": (0, 2, 1, 3, 6, 5, 4, 7, 9, 8),
    "pyramid": (0, 3, 2, 1, 4),
    "pyramid13": (0, 3, 2, 1, 4, 8, 7, 6, 5, 9, 12, 11, 10),
    "wedge": (0, 2, 1, 3, 5, 4),
    "wedge15": (0, 2, 1, 3, 5, 4, 8, 7, 6, 11, 10, 9, 12, 14, 13),
    "hexahedron": (0, 3, 2, 1, 4, 7, 6, 5),
    "hexahedron20": (0, 3, 2, 1, 4, 7, 6, 5, 11, 10, 9, 8, 15, 14, 13, 12, 16, 19, 18, 17),
}
"""The same cell of meshio, seen in a mirror."""

_CORNERS = {"tetra": (0, 1, 2, 3), "pyramid": (0, 1, 3, 4), "wedge": (0, 1, 2, 3),
            "hexahedron": (0, 1, 3, 4)}  # fmt: skip
"""Corners that span a volume with the sign of the cell's, by the name without its count."""


def turn_inside_out(mesh: Any) -> None:
    """Turn the volume cells of a `meshio.Mesh` of whose type most are inside out; says so."""
    count = len(mesh.points)  # cells on points that are not there are refused later on
    blocks = [b for b in mesh.cells if b.type in _TURNED and b.data.size and b.data.max() < count]
    negative, total = Counter[str](), Counter[str]()
    for block in blocks:
        negative[block.type] += _negative(mesh.points, block)
        total[block.type] += len(block.data)
    turned = sorted(kind for kind in total if 2 * negative[kind] > total[kind])
    for block in blocks:
        if block.type in turned:
            block.data = block.data[:, list(_TURNED[block.type])]
    if turned:
        remark(
            Message(
                "cells that were inside out in VTK's order of points were turned: {kinds}",
                kinds=", ".join(turned),
            )
        )


def _negative(points: Any, block: Any) -> int:
    import numpy as np

    corners = points[block.data[:, list(_CORNERS[block.type.rstrip("0123456789")])]]
    edges = corners[:, 1:] - corners[:, :1]
    return int((np.linalg.det(edges) < 0).sum())
