"""Read the numbers of OpenFOAM's files with all their digits; VTK's reader makes them float32.

Format: https://doc.openfoam.com/2306/fundamentals/input-types/: `internalField` and the `value` of
each patch are `uniform VALUE` or `nonuniform List<TYPE> N (VALUES)`; in binary files the values are
raw numbers of the size that the header's `arch` tells.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """Read a file, compressed or not; None if there is none, or its numbers are float32."""
    packed = path.with_name(path.name + ".gz")
    if path.is_file():
        data = path.read_bytes()
    elif packed.is_file():
        data = gzip.decompress(packed.read_bytes())
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
                names.append(opening[1].decode().strip('"'))


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
            patches[name.decode()] = cells[int(first[1]) :][: int(count[1])]
    return patches


def _numbers(text: bytes) -> Any:
    import numpy as np

    return np.array(text.translate(_NO_BRACKETS).split(), dtype=np.float64)
