"""Check that a PLY file is as long as its header says: VTK's reader crashes on a shorter one.

Format: G. Turk, "The PLY Polygon File Format" (1994): a text header lists elements with their
counts and properties; a list property is a count followed by that many values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from curator_gui.core.message import Message
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
    if order == "ascii":
        _check_lines(path, elements, start)
        return
    data = np.memmap(path, dtype=np.uint8, mode="r")
    offset = start
    for element in elements:
        offset = end_of(element, data, offset, order)
        if offset > len(data):
            _refuse_cut(path, element, len(data))


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
