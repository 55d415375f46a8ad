"""Put the digits back that VTK's OpenFOAM reader cuts off, where both agree on the rest."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.formats.foam_values import (
    field_values,
    open_foam,
    patch_cells,
    point_places,
)

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
