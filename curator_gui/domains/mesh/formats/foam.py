"""Read the numbers of OpenFOAM's files with all their digits; VTK's reader makes them float32.

Where both agree on the rest, the digits are put back that VTK cuts off.
Format: https://doc.openfoam.com/2306/fundamentals/input-types/: `internalField` and the `value` of
each patch are `uniform VALUE` or `nonuniform List<TYPE> N (VALUES)`; in binary files the values are
raw numbers of the size that the header's `arch` tells.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.containers.packed_text import open_packed
from curator_gui.domains.mesh.texts import decoded

COMPONENTS = {"scalar": 1, "vector": 3, "symmTensor": 6, "tensor": 9, "sphericalTensor": 1}
_HEAD = re.compile(rb"FoamFile\s*\{(.*?)\}", re.DOTALL)
_LIST = re.compile(rb"(?:List<(\w+)>\s*)?(\d+)\s*([({])")
_VALUE = re.compile(rb"\b(internalField|value)\s+(uniform|nonuniform)\s+")
_OPENING = re.compile(rb"([A-Za-z_][\w.:\-]*|\"[^\"]*\")\s*\{|\}")
_PATCH = re.compile(rb"([\w.:\-]+)\s*\{([^{}]*)\}")
_NO_BRACKETS = bytes.maketrans(b"()", b"  ")


@dataclass(frozen=True)
class FoamFile:
    """A file's content, its form, and the bytes of a number in it."""

    data: bytes
    binary: bool
    size: int
    start: int
    label: int = 4

    def list_at(self, place: int, components: int = 0, code: str = "") -> tuple[Any, int] | None:
        """Read a list: float64 (n, k) or, of single numbers, (n, 1), and where it ends."""
        import numpy as np

        found = _LIST.match(self.data, place)
        if found is None:
            return None
        k = components or COMPONENTS.get((found[1] or b"").decode(), 0)
        count = int(found[2])
        if not k:
            return None
        if found[3] == b"{":
            end = self.data.index(b"}", found.end())
            return np.tile(_numbers(self.data[found.end() : end]), (count, 1)), end + 1
        if self.binary:
            kind = np.dtype(code or f"<f{self.size}")
            end = found.end() + count * k * kind.itemsize
            values = np.frombuffer(self.data[found.end() : end], kind)
            return values.astype(np.float64).reshape(count, k), end + 1
        closing = re.compile(rb"\)\s*\)" if k > 1 and count else rb"\)")
        closed = closing.search(self.data, found.end())
        end = closed.end() if closed else len(self.data)
        return _numbers(self.data[found.end() : end]).reshape(count, k), end


def open_foam(path: Path) -> FoamFile | None:
    """Read a file, compressed or not; None if there is none, or its numbers are float32.

    Raises
    ------
    PackedTextError
        Of a compressed file that would fill the memory.
    """
    packed = path.with_name(path.name + ".gz")
    if path.is_file():
        data = path.read_bytes()
    elif packed.is_file():
        with open_packed(packed, lines=False) as file:
            data = file.read()
    else:
        return None
    head = _HEAD.search(data)
    if head is None:
        return None
    width = re.search(rb"scalar=(\d+)", head[1])
    size = int(width[1]) // 8 if width else 8
    binary = re.search(rb"format\s+binary", head[1]) is not None
    label = re.search(rb"label=(\d+)", head[1])
    labels = int(label[1]) // 8 if label else 4
    return FoamFile(data, binary, size, head.end(), labels) if size == 8 else None


def field_values(file: FoamFile) -> dict[str, Any]:
    """Return the values of the inside (under "") and of the patches, by name.

    Arrays are float64 (n, k), or (1, k) for a uniform value.
    """
    found: dict[str, Any] = {}
    place, names = file.start, list[str]()
    while True:
        opening, value = (e.search(file.data, place) for e in (_OPENING, _VALUE))
        if value is not None and (opening is None or value.start() < opening.start()):
            values, place = _value(file, value)
            if values is not None and (names or value[1] == b"internalField"):
                found[names[-1] if names else ""] = values
        elif opening is None:
            return found
        else:
            place = opening.end()
            if opening[1] is None:
                del names[-1:]
            else:
                names.append(decoded(opening[1]).strip('"'))


def _value(file: FoamFile, match: re.Match[bytes]) -> tuple[Any, int]:
    if match[2] == b"uniform":
        end = file.data.index(b";", match.end())
        return _numbers(file.data[match.end() : end]).reshape(1, -1), end
    found = file.list_at(match.end())
    return found if found is not None else (None, match.end())


def point_places(path: Path) -> Any:
    """Return the coordinates of a `points` file, float64 (n, 3); None if it has none."""
    file = open_foam(path)
    start = None if file is None else re.compile(rb"\d+\s*\(").search(file.data, file.start)
    if file is None or start is None:
        return None
    found = file.list_at(start.start(), 3)
    return None if found is None else found[0]


def patch_cells(folder: Path) -> dict[str, Any]:
    """Return the cells behind the faces of each patch of a `polyMesh` folder, int64 (n,)."""
    import numpy as np

    owner, boundary = open_foam(folder / "owner"), open_foam(folder / "boundary")
    start = None if owner is None else re.compile(rb"\d+\s*\(").search(owner.data, owner.start)
    if owner is None or boundary is None or start is None:
        return {}
    found = owner.list_at(start.start(), 1, f"<i{owner.label}")
    if found is None:
        return {}
    cells = found[0][:, 0].astype(np.int64)
    patches = {}
    for name, words in _PATCH.findall(boundary.data, boundary.start):
        first, count = (
            re.search(rb"\b%s\s+(\d+)" % key, words) for key in (b"startFace", b"nFaces")
        )
        if first and count:
            patches[decoded(name)] = cells[int(first[1]) :][: int(count[1])]
    return patches


def _numbers(text: bytes) -> Any:
    import numpy as np

    return np.array(text.translate(_NO_BRACKETS).split(), dtype=np.float64)


_DAMAGED = (ValueError, IndexError, OSError, EOFError, zlib.error)
"""What reading raises on a file that is not as expected."""

_ORDERS = ((0, 3, 5, 1, 4, 2),)
"""Symmetric tensors: OpenFOAM has xx xy xz yy yz zz, VTK xx yy zz xy yz xz."""


def restore_digits(
    parts: Iterable[tuple[str, Any]], folders: Sequence[Path], meshes: Sequence[Sequence[Path]]
) -> None:
    """Exchange float32 fields and points of meshes for those of the files, in place.

    Parameters
    ----------
    parts
        Name of the part (`internalMesh` or that of a patch) and `pyvista.DataSet`.
    folders
        Folders of the time step with the fields; one, or one per processor.
    meshes
        Folders that may hold the points of that step, best first; for each processor its own.
    """
    held = list(parts)
    names = {n for _, mesh in held for g in (mesh.cell_data, mesh.point_data) for n in g.keys()}  # noqa: SIM118
    behind = [_first(patch_cells, inner) or {} for inner in meshes]
    kept = ", ".join(n for n in sorted(names) if not _restore_field(n, held, folders, behind))
    if kept:
        remark(Message("fields with 7 of their digits only: {names}", names=kept))
    places = [_first(lambda folder: point_places(folder / "points"), inner) for inner in meshes]
    for _, mesh in held:
        if all(p is not None for p in places):
            _restore_points(mesh, places)


def _restore_field(
    name: str,
    parts: Sequence[tuple[str, Any]],
    folders: Sequence[Path],
    behind: Sequence[dict[str, Any]],
) -> bool:
    """Exchange a field everywhere; False if the file has more digits and does not fit."""
    try:
        files = [open_foam(folder / name) for folder in folders]
        stored = [{} if file is None else field_values(file) for file in files]
    except _DAMAGED:
        return False
    if all(file is None for file in files):
        return True
    fits = True
    for part, mesh in parts:
        key = "" if part == "internalMesh" else part
        pairs = zip(stored, behind, strict=True)
        pieces = [p for values, cells in pairs if (p := _piece(values, cells, key)) is not None]
        for attributes in (mesh.cell_data, mesh.point_data):
            if name in attributes and attributes[name].dtype.itemsize == 4:
                fits = _exchange(attributes, name, pieces) and fits
    return fits


def _exchange(attributes: Any, name: str, pieces: Sequence[Any]) -> bool:
    import numpy as np

    old = np.asarray(attributes[name])
    flat = old.reshape(len(old), -1)
    if not old.any():  # such as the velocity at a wall, which files need not hold
        attributes[name] = old.astype(np.float64)
        return True
    if not pieces:
        return False
    if len(pieces) == 1 and len(pieces[0]) == 1:
        values = np.repeat(pieces[0], len(old), axis=0)
    else:
        values = np.concatenate([p for p in pieces if len(p) != 1 or len(pieces) == 1])
    for order in (range(values.shape[1]), *_ORDERS):
        if values.shape == flat.shape and len(order) == values.shape[1]:
            ordered = values[:, list(order)]
            if np.array_equal(ordered.astype(np.float32), flat, equal_nan=True):
                attributes[name] = ordered.reshape(old.shape)
                return True
    return False


def _piece(values: dict[str, Any], cells: dict[str, Any], patch: str) -> Any:
    """Return the values of a patch; where the file has none, those of the cells behind it."""
    if patch in values or patch not in cells or "" not in values:
        return values.get(patch)
    inside = values[""]
    return inside if len(inside) == 1 else inside[cells[patch]]


def _first(read: Callable[[Path], Any], folders: Sequence[Path]) -> Any:
    """Return what the first folder has that has anything."""
    for folder in folders:
        try:
            values = read(folder)
        except _DAMAGED:  # VTK could read it: its digits stay
            return None
        if values is not None and len(values):
            return values
    return None


def _restore_points(mesh: Any, pieces: Sequence[Any]) -> None:
    import numpy as np

    if mesh.points.itemsize != 4:
        return
    old, places = np.asarray(mesh.points), np.concatenate(pieces)
    if old.shape != places.shape or not np.array_equal(places.astype(np.float32), old):
        places = _found_places(places, old)
    if places is not None:
        mesh.points = places


def _found_places(places: Any, wanted: Any) -> Any:
    """Find the points of a patch among all points by their first digits; None if they are not."""
    import numpy as np

    row = np.dtype((np.void, 12))
    known = np.ascontiguousarray(places.astype(np.float32) + 0.0).view(row).ravel()
    asked = np.ascontiguousarray(wanted + np.float32(0.0)).view(row).ravel()
    keys, first, counts = np.unique(known, return_index=True, return_counts=True)
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    sure = (keys[at] == asked).all() and (counts[at] == 1).all()
    return places[first[at]] if sure else None
