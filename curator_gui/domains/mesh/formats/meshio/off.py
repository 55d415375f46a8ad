"""Read OFF files: polygons of any number of corners, with the counts where the writer put them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.errors import MeshError


def read_off(path: Path) -> Any:
    """Return the surface of an OFF file as cells; colors are left out, which is said.

    Raises
    ------
    MeshError
        If it is no OFF file, or holds fewer points or faces than it announces.
    """
    import numpy as np
    import pyvista as pv

    lines = _lines(path)
    head = next(lines, [""])
    if head[0].upper() != "OFF":
        raise MeshError("{path} cannot be read: it does not begin with OFF", path=path)
    try:
        counts = head[1:] or next(lines)
        points = [[float(word) for word in next(lines)[:3]] for _ in range(int(counts[0]))]
        faces = [_face(next(lines)) for _ in range(int(counts[1]))]
    except StopIteration:
        raise MeshError("{path} is cut off: it holds less than it announces", path=path) from None
    except (ValueError, IndexError) as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    if not faces or any(len(point) < 3 for point in points):
        raise MeshError(
            "{path} holds no cells: it is empty, damaged or of another format", path=path
        )
    if any(colored for _, colored in faces):
        remark(Message("the colors of faces are left out"))
    corners = [np.array([len(face), *face]) for face, _ in faces]
    surface = pv.PolyData(np.array(points), np.concatenate(corners))
    return surface.cast_to_unstructured_grid()


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            words = line.partition("#")[0].split()
            if words:
                yield words


def _face(words: list[str]) -> tuple[list[int], bool]:
    count = int(words[0])
    corners = [int(word) for word in words[1 : count + 1]]
    if len(corners) < count or count < 1:
        raise ValueError(Message("a face of {count} corners has fewer", count=count))
    return corners, len(words) > count + 1
