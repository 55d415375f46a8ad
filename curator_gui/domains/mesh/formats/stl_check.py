"""Check that an STL file has all the triangles that it announces: VTK reads those there are.

Binary: a header of 80 bytes, the number of triangles (uint32), 50 bytes for each. Text: blocks from
`facet` to `endfacet` between `solid` and `endsolid`.
"""

from __future__ import annotations

import re
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError

_HEAD, _TRIANGLE = 84, 50


def check_stl(path: Path) -> None:
    """Refuse a file that ends before its last triangle.

    Raises
    ------
    MeshError
        With the numbers of triangles announced and there.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1024)
        if _is_text(head):
            _check_text(path, (file.seek(max(0, size - 4096)) and file.read()) or head)
            return
    _check_triangles(path, size, head)


def _check_triangles(path: Path, size: int, head: bytes) -> None:
    if len(head) < _HEAD:
        raise MeshError(
            "{path} cannot be read: its {size} bytes are less than an STL header",
            path=path,
            size=size,
        )
    announced = int.from_bytes(head[80:84], "little")
    there = (size - _HEAD) // _TRIANGLE
    if there < announced:
        raise MeshError(
            "{path} is cut off: {there} of {announced} triangles are there",
            path=path,
            there=f"{there:,}",
            announced=f"{announced:,}",
        )


def _is_text(head: bytes) -> bool:
    # Binary headers often begin with "solid" as well, but hold no line that begins a facet.
    return head.lstrip().lower().startswith(b"solid") and (
        re.search(rb"\n\s*(facet|endsolid)\b", head, re.IGNORECASE) is not None
    )


def _check_text(path: Path, tail: bytes) -> None:
    if re.search(rb"\bend\s*solid\b", tail, re.IGNORECASE) is None:
        raise MeshError("{path} is cut off: its last solid does not end with endsolid", path=path)
