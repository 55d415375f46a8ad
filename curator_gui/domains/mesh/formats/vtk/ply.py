"""Check PLY files, and read what VTK's reader leaves out of them.

VTK's reader crashes on a file that is shorter than its header says, reads coordinates as float32
and passes over properties that it has no use for. Format: G. Turk, "The PLY Polygon File Format"
(1994): a text header lists elements with their counts and properties; a list property is a count
followed by that many values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.errors import MeshError

_TYPES = {
    **dict.fromkeys(("char", "int8"), "i1"),
    **dict.fromkeys(("uchar", "uint8"), "u1"),
    **dict.fromkeys(("short", "int16"), "i2"),
    **dict.fromkeys(("ushort", "uint16"), "u2"),
    **dict.fromkeys(("int", "int32"), "i4"),
    **dict.fromkeys(("uint", "uint32"), "u4"),
    **dict.fromkeys(("float", "float32"), "f4"),
    **dict.fromkeys(("double", "float64"), "f8"),
}
_MAX_HEADER = 1 << 20
_CORNERS = {"vertex_indices", "vertex_index"}
"""Names of the one list of faces that VTK's reader asks for; it ends its process without."""


@dataclass
class Element:
    """`properties` holds (count type or "", value type) as numpy codes, `names` their names."""

    name: str
    count: int
    properties: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def check_ply(path: Path) -> None:
    """Refuse a PLY file whose header is wrong or which ends before its last element.

    Raises
    ------
    MeshError
        Saying which element is cut off.
    """
    import numpy as np

    order, elements, start = read_header(path)
    vertices = sum(element.count for element in elements if element.name == "vertex")
    faces = [element for element in elements if element.name == "face" and element.count]
    if any(not _CORNERS.intersection(face.names) for face in faces):
        raise MeshError("{path} cannot be read: its faces have no vertex_indices", path=path)
    if order == "ascii":
        _check_lines(path, elements, start)
        return
    data = np.memmap(path, dtype=np.uint8, mode="r")
    offset = start
    for element in elements:
        begin, offset = offset, end_of(element, data, offset, order)
        if offset > len(data):
            _refuse_cut(path, element, len(data))
        if element in faces:
            _check_corners(path, _corners(element, data, (begin, offset), order), vertices)


def _corners(element: Element, data: Any, ends: tuple[int, int], order: str) -> Any:
    """Return the vertices of all faces: a row for each where all have as many, else in one row."""
    import numpy as np

    place = min(element.names.index(name) for name in _CORNERS.intersection(element.names))
    count, value = (np.dtype(order + code) for code in element.properties[place])
    first, last = ends
    if _end_if_uniform(element, data, first, order) == last:
        row = (last - first) // element.count
        shape = (element.count, (row - count.itemsize) // value.itemsize)
        return np.ndarray(shape, value, data, first + count.itemsize, (row, value.itemsize))
    before = Element("", 1, element.properties[:place])
    starts = _row_starts(element, data, ends, order)
    starts = np.array([row_end(before, data, int(start), order) for start in starts])
    octets = np.asarray(data)
    numbers = octets[starts[:, None] + np.arange(count.itemsize)].view(count)[:, 0].astype(np.int64)
    inside = np.arange(numbers.sum()) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    places = np.repeat(starts + count.itemsize, numbers) + inside * value.itemsize
    return octets[places[:, None] + np.arange(value.itemsize)].view(value)


def _check_corners(path: Path, numbers: Any, vertices: int) -> None:
    """Refuse faces with vertices that there are not: VTK's reader does not look."""
    if numbers.size and not 0 <= (low := numbers.min()) <= (high := numbers.max()) < vertices:
        raise MeshError(
            "{path} is damaged: a face has vertex {number}, and there are {vertices}",
            path=path,
            number=int(low if low < 0 else high),
            vertices=f"{vertices:,}",
        )


def _refuse_cut(path: Path, element: Element, size: int) -> NoReturn:
    raise MeshError(
        "{path} is cut off in its {name} list: {n} bytes are there",
        path=path,
        name=element.name,
        n=f"{size:,}",
    )


def read_header(path: Path) -> tuple[str, list[Element], int]:
    """Return the byte order (or `ascii`), the elements and where the data begin.

    Raises
    ------
    MeshError
        If the header is not complete or wrong.
    """
    with path.open("rb") as file:
        head = file.read(_MAX_HEADER)
    end = head.find(b"end_header")
    if not head.startswith(b"ply") or end < 0:
        raise MeshError("{path} cannot be read: it has no complete PLY header", path=path)
    newline = head.find(b"\n", end)
    lines = head[:end].decode("ascii", "replace").splitlines()
    try:
        return (*_parse(lines), newline + 1 if newline >= 0 else len(head))
    except (ValueError, KeyError, IndexError) as error:
        raise MeshError(
            "{path} cannot be read: its PLY header is wrong: {error}", path=path, error=error
        ) from error


def _parse(lines: list[str]) -> tuple[str, list[Element]]:
    orders = {"ascii": "ascii", "binary_little_endian": "<", "binary_big_endian": ">"}
    order, elements = "", list[Element]()
    for words in (line.split() for line in lines):
        if words[:1] == ["format"]:
            order = orders[words[1]]
        elif words[:1] == ["element"]:
            elements.append(Element(words[1], int(words[2])))
        elif words[:2] == ["property", "list"]:
            elements[-1].properties.append((_TYPES[words[2]], _TYPES[words[3]]))
            elements[-1].names.append(words[4])
        elif words[:1] == ["property"]:
            elements[-1].properties.append(("", _TYPES[words[1]]))
            elements[-1].names.append(words[2])
    if not order:
        raise ValueError(Message("no format line"))
    return order, elements


def _check_lines(path: Path, elements: list[Element], start: int) -> None:
    expected = sum(element.count for element in elements)
    with path.open("rb") as file:
        file.seek(start)
        found = sum(1 for line in file if line.strip())
    if found < expected:
        raise MeshError(
            "{path} is cut off: {found} of {expected} lines of data are there",
            path=path,
            found=f"{found:,}",
            expected=f"{expected:,}",
        )


def end_of(element: Element, data: Any, offset: int, order: str) -> int:
    """Return the offset behind an element; beyond the data if it is cut off."""
    import numpy as np

    if not any(count for count, _ in element.properties):
        return offset + element.count * sum(
            np.dtype(value).itemsize for _, value in element.properties
        )
    end = _end_if_uniform(element, data, offset, order)
    return end if end is not None else _walk(element, data, offset, order)


def _end_if_uniform(element: Element, data: Any, offset: int, order: str) -> int | None:
    """Return the end if all rows have as many entries as the first, as triangles have."""
    import numpy as np

    row = row_end(element, data, offset, order) - offset
    end = offset + row * element.count
    if element.count == 0 or len(element.properties) != 1 or end > len(data):
        return None
    code = np.dtype(order + element.properties[0][0])
    counts = np.ndarray((element.count,), code, data, offset, (row,))
    return end if (counts == counts[0]).all() else None


def _walk(element: Element, data: Any, offset: int, order: str) -> int:
    for _ in range(element.count):
        offset = row_end(element, data, offset, order)
        if offset > len(data):
            break
    return offset


def row_end(element: Element, data: Any, offset: int, order: str) -> int:
    import numpy as np

    for count, value in element.properties:
        size = np.dtype(value).itemsize
        if not count:
            offset += size
            continue
        head = np.dtype(order + count)
        if offset + head.itemsize > len(data):
            return len(data) + 1
        entries = int(np.frombuffer(data, head, 1, offset)[0])
        if entries < 0:
            return len(data) + 1
        offset += head.itemsize + entries * size
    return offset


_TAKEN = {
    "Normals": ("nx", "ny", "nz"),
    "RGB": ("red", "green", "blue"),
    "RGBA": ("red", "green", "blue", "alpha"),
    "TCoords": ("u", "v", "s", "t", "texture_u", "texture_v"),
}
"""VTK's arrays and the properties that they are made of."""

_PLACES = ("x", "y", "z")


def add_properties(path: Path, mesh: Any) -> None:
    """Give a surface that VTK read from a PLY file what is missing of the file, in place.

    Raises
    ------
    MeshError
        If a value is no number.
    """
    try:
        _add(path, mesh)
    except (ValueError, IndexError) as error:
        if isinstance(error, MeshError):
            raise
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error


def _add(path: Path, mesh: Any) -> None:
    order, elements, start = read_header(path)
    others = [element.name for element in elements if element.name not in ("vertex", "face")]
    if others:
        names = ", ".join(others)
        remark(Message("elements of PLY files that are not read: {names}", names=names))
    for element, columns in _columns(path, order, elements, start, mesh):
        if element.name == "vertex" and "x" in columns:
            _set_places(mesh, [columns.pop(axis) for axis in _PLACES])
        vertex = element.name == "vertex"
        attributes = mesh.GetPointData() if vertex else mesh.GetCellData()
        for name, values in columns.items():
            attributes.AddArray(_vtk_array(name, values))


def _columns(
    path: Path, order: str, elements: list[Element], start: int, mesh: Any
) -> Iterator[tuple[Element, dict[str, Any]]]:
    """Yield the elements of which something is missing in the mesh, with the missing columns."""
    counts = {"vertex": mesh.GetNumberOfPoints(), "face": mesh.GetNumberOfPolys()}
    taken = {"vertex": mesh.GetPointData(), "face": mesh.GetCellData()}
    rows = _Rows(path, order, start)
    for element in elements:
        wanted = _missing(element, taken[element.name]) if element.name in counts else []
        fits = element.count == counts.get(element.name)
        if wanted and not fits:
            names = ", ".join(wanted)
            remark(Message("properties of a PLY file that are not read: {names}", names=names))
        if wanted and fits:
            yield element, rows.take(element, wanted)
        else:
            rows.skip(element)


def _missing(element: Element, attributes: Any) -> list[str]:
    found = {n for array, names in _TAKEN.items() if attributes.HasArray(array) for n in names}
    kinds = dict(zip(element.names, element.properties, strict=True))
    single = element.name == "vertex" and all(
        kinds.get(axis, ("", "f4"))[1] == "f4" for axis in _PLACES
    )
    if single or element.name == "face":
        found.update(_PLACES)
    return [name for name, (listed, _) in kinds.items() if not listed and name not in found]


class _Rows:
    """Goes through the data of a file, element by element."""

    def __init__(self, path: Path, order: str, start: int) -> None:
        import numpy as np

        self.order = order
        self.at = start
        if order == "ascii":
            with path.open("rb") as file:
                file.seek(start)
                self.lines = (line for line in file.read().splitlines() if line.strip())
        else:
            self.data = np.memmap(path, dtype=np.uint8, mode="r")

    def skip(self, element: Element) -> None:
        if self.order == "ascii":
            next(islice(self.lines, element.count, element.count), None)
        else:
            self.at = end_of(element, self.data, self.at, self.order)

    def take(self, element: Element, wanted: list[str]) -> dict[str, Any]:
        """Return the columns of these names, and go on behind the element."""
        if self.order == "ascii":
            return _from_lines(element, wanted, list(islice(self.lines, element.count)))
        start = self.at
        self.skip(element)
        return _from_bytes(element, wanted, self.data, (start, self.at), self.order)


def _from_lines(element: Element, wanted: list[str], lines: list[bytes]) -> dict[str, Any]:
    import numpy as np

    texts: dict[str, list[bytes]] = {name: [] for name in wanted}
    for line in lines:
        words = iter(line.split())
        for name, (listed, _) in zip(element.names, element.properties, strict=True):
            word = next(words, b"")
            if name in texts:
                texts[name].append(word)
            if listed:
                next(islice(words, int(word), int(word)), None)
    kinds = dict(zip(element.names, element.properties, strict=True))
    return {n: np.array(texts[n], dtype="f8").astype(kinds[n][1]) for n in wanted}


def _from_bytes(
    element: Element, wanted: list[str], data: Any, ends: tuple[int, int], order: str
) -> dict[str, Any]:
    import numpy as np

    starts = _row_starts(element, data, ends, order)
    columns = {}
    for name in wanted:
        before = element.names.index(name)
        head = Element("", 1, element.properties[:before])
        code = np.dtype(order + element.properties[before][1])
        lists = any(listed for listed, _ in head.properties)
        if lists:
            places = np.array([row_end(head, data, int(at), order) for at in starts])
        else:
            places = starts + row_end(head, data, 0, order)
        octets = np.asarray(data)[places[:, None] + np.arange(code.itemsize)]
        columns[name] = octets.view(code)[:, 0].astype(code.newbyteorder("="))
    return columns


def _row_starts(element: Element, data: Any, ends: tuple[int, int], order: str) -> Any:
    import numpy as np

    first, last = ends
    if element.count and not any(listed for listed, _ in element.properties):
        return np.arange(element.count) * ((last - first) // element.count) + first
    starts = []
    for _ in range(element.count):
        starts.append(first)
        first = row_end(element, data, first, order)
    return np.array(starts, dtype=np.int64)


def _set_places(mesh: Any, columns: list[Any]) -> None:
    import numpy as np
    from vtkmodules.vtkCommonCore import vtkPoints

    points = vtkPoints()
    points.SetData(_vtk_array("Points", np.stack(columns, axis=1).astype(np.float64)))
    mesh.SetPoints(points)


def _vtk_array(name: str, values: Any) -> Any:
    import numpy as np
    from vtkmodules.util.numpy_support import numpy_to_vtk

    array = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    array.SetName(name)
    return array
