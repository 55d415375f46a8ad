"""The nodes of a CGNS file in HDF5, looked at before VTK reads them.

The library below VTK's reader ends its process at a node without what its type promises; the
reader believes what a zone and its elements say of their sizes, and takes the numbers of points as
they come.
Sources: https://cgns.github.io (SIDS, and the file mapping manual for HDF5), cgnslib.h for numbers
of element types.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.mesh.errors import MeshError

_DATA = " data"
_KINDS = {
    "I4": ("i4",), "I8": ("i8",), "U4": ("u4",), "U8": ("u8",), "R4": ("f4",), "R8": ("f8",),
    "C1": ("i1", "u1"), "B1": ("u1", "i1"), "X4": ("c8",), "X8": ("c16",),
}  # fmt: skip
"""Type of a node's data -> the types of its array: a letter of C has a sign on some machines."""

_WITHOUT, _LINK, _TARGET = "MT", "LK", " link"
_NODES = {
    2: 1, 3: 2, 4: 3, 5: 3, 6: 6, 7: 4, 8: 8, 9: 9, 10: 4, 11: 10, 12: 5, 13: 14, 14: 6, 15: 15,
    16: 18, 17: 8, 18: 20, 19: 27, 21: 13, 24: 4, 25: 9, 26: 10, 27: 12, 28: 16, 29: 16, 30: 20,
    31: 21, 32: 29, 33: 30, 34: 24, 35: 38, 36: 40, 37: 32, 38: 56, 39: 64,
}  # fmt: skip
"""Number of an element type -> its points, for those of one size."""

_MIXED, _POLYGONS, _POLYHEDRA = 20, 22, 23
_BLOCK = 1 << 22
_DIMENSIONS = (1, 2, 3)
_MOST_PACKED, _LEAST = 1100, 1 << 16
"""How much larger than its bytes in the file an array may be, which is what deflate can do, and
bytes that any may have: of what was never written HDF5 tells the same value without an end."""


def check_nodes(path: Path) -> list[tuple[str, int]]:
    """Refuse a file with a node that is not whole, or with sizes that do not fit each other.

    What is no HDF5 file is left to VTK.

    Returns
    -------
    list of tuple
        The label of each node, and of elements the number of their type.

    Raises
    ------
    MeshError
        Naming the node.
    """
    import h5py

    with suppress(OSError), h5py.File(path) as file:
        nodes = {"": _Node(path, file, "")}
        odd: list[str] = []
        file.visititems(partial(_take, path, nodes, odd))
        _refuse_bare_links(path, file)
        for name in odd:
            above = nodes.get(name.rpartition("/")[0])
            if above is not None:
                above.refuse(Message("{name} is no node", name=name.rpartition("/")[2]))
        for node in nodes.values():
            _guarded(node, _Node.check)
            parent, _, own_name = node.name.rpartition("/")
            if parent in nodes and node.name:
                nodes[parent].children[own_name] = nodes.get(node.target or node.name, node)
        for node in nodes.values():  # what is below a zone is whole now
            own = _OF_LABEL.get(node.label)
            if own is not None:
                _guarded(node, own)
        return [(node.label, _kind(node)) for node in nodes.values()]
    return []


def _kind(node: _Node) -> int:
    data = node.group.get(_DATA) if node.label == "Elements_t" else None
    return int(data[()].ravel()[0]) if data is not None and data.size else 0


def _refuse_bare_links(path: Path, file: Any) -> None:
    """Refuse links that are no part of a node of links: VTK counts them, and finds no node there.

    It then takes memory that was never set for the number of one (`vtkCGNSReader` of VTK 9.7).
    """
    import h5py

    def stray(name: bytes, link: Any) -> bytes | None:
        inside = name.rpartition(b"/")[2] == _TARGET.encode()
        return None if link.type == h5py.h5l.TYPE_HARD or inside else name

    root = h5py.h5g.open(file.id, b"/")  # its links do not keep it
    found: bytes | None = root.links.visit(stray, info=True)
    if found is not None:
        above, _, own = _text(found).rpartition("/")
        raise _damaged(path, f"/{above}", Message("{name} is no node", name=own))


def _take(
    path: Path, nodes: dict[str, _Node], odd: list[str], found_name: str | bytes, found: Any
) -> None:
    """Keep the groups, which are nodes, and the names of what stands in the place of one."""
    import h5py

    name = _text(found_name)
    if isinstance(found, h5py.Group):
        nodes[f"/{name}"] = _Node(path, found, f"/{name}")
        return
    _check_array(path, found_name, found)
    if not name.rpartition("/")[2].startswith(" "):
        odd.append(f"/{name}")


def _text(name: str | bytes) -> str:
    """Return a name as h5py has those of UTF-8: of others it gives the bytes."""
    return name if isinstance(name, str) else name.decode("utf-8", "surrogateescape")


def check_arrays(path: Path) -> None:
    """Refuse an array most of which was never written: whoever goes through it, does so for ever.

    Raises
    ------
    MeshError
        Naming the array.
    """
    import h5py

    with suppress(OSError, RuntimeError, KeyError), h5py.File(path) as file:  # its reader says why
        file.visititems(partial(_check_array, path))


def is_unlabeled(path: Path) -> bool:
    """Whether the base of a file has no label, as in those that meshio writes: VTK finds none."""
    import h5py

    with suppress(OSError, RuntimeError, KeyError), h5py.File(path) as file:  # its reader says why
        return isinstance(file.get("Base"), h5py.Group) and "label" not in file["Base"].attrs
    return False


def _check_array(path: Path, name: str | bytes, found: Any) -> None:
    import h5py

    if not isinstance(found, h5py.Dataset) or found.nbytes <= _LEAST:
        return
    if found.nbytes > _MOST_PACKED * found.id.get_storage_size():
        reason = Message("most of its {n} values are not there", n=f"{found.size:,}")
        raise _damaged(path, f"/{_text(name)}", reason)


def _guarded(node: _Node, check: Callable[[_Node], object]) -> None:
    try:
        check(node)
    except MeshError:
        raise
    except (OSError, KeyError, ValueError, RuntimeError, TypeError, IndexError) as error:
        reason = Message("it cannot be read ({error})", error=str(error)[:200])
        raise _damaged(node.path, node.name, reason) from error


def _damaged(path: Path, name: str, reason: str) -> MeshError:
    return MeshError(
        "{path} is damaged: node {name}: {reason}",
        path=path,
        name=name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        reason=reason,
    )


class _Node:
    """A node of the tree: a group with a label, a type and, by that type, an array."""

    def __init__(self, path: Path, group: Any, name: str) -> None:
        self.path, self.group, self.name = path, group, name
        self.label = self.target = ""
        self.children: dict[str, _Node] = {}
        """The nodes below by their names; in the place of a link, the node that it leads to."""

    def refuse(self, reason: str) -> NoReturn:
        raise _damaged(self.path, self.name or "/", reason)

    def word(self, key: str) -> str:
        """Read an attribute in the short way: h5py's own takes ten times longer."""
        import h5py

        try:
            attribute = h5py.h5a.open(self.group.id, key.encode())
            value = np.empty(attribute.shape, attribute.dtype)
            attribute.read(value)
            words = bytes(value.ravel()[:1].tobytes())
        except (KeyError, ValueError, TypeError, OSError, RuntimeError):
            words = b""
        word = words.partition(b"\0")[0].rstrip()
        if not word or not (word.isascii() or key == "name"):  # of names, any bytes are taken
            self.refuse(Message("it has no {key}", key=key))
        return word.decode("utf-8", "replace")

    def check(self) -> None:
        """Refuse what is not whole."""
        self.word("name")
        kind = self.word("type")
        if kind == _LINK:  # the label is that of the node that it leads to
            self.target = getattr(self.group.get(_TARGET, getlink=True), "path", "")
            return
        self.label = self.word("label")
        if kind == _WITHOUT:
            return
        data = self.group.get(_DATA)
        if kind not in _KINDS or data is None or not hasattr(data, "shape"):
            self.refuse(Message("it has no data of its type {kind}", kind=kind or "?"))
        if data.dtype.newbyteorder("=").str[1:] not in _KINDS[kind] or not data.shape:
            self.refuse(Message("its data are not of its type {kind}", kind=kind))

    def labeled(self, label: str) -> list[_Node]:
        """Return the nodes below with a label."""
        return [node for node in self.children.values() if node.label == label]

    def values(self, label: str, name: str) -> Any:
        """Return the array of a node below, without reading it; None if there is none."""
        node = self.children.get(name)
        return node.group.get(_DATA) if node is not None and node.label == label else None


def _check_base(base: _Node) -> None:
    sizes = base.group[_DATA][()].ravel()
    if len(sizes) != 2 or not all(int(size) in _DIMENSIONS for size in sizes):
        base.refuse(Message("its dimensions are {sizes}", sizes=_few(sizes)))


def _check_zone(zone: _Node) -> None:
    data = zone.group[_DATA]
    if data.ndim != 2 or data.shape[0] != 3 or data.shape[1] not in _DIMENSIONS:
        zone.refuse(Message("its sizes have the shape {shape}", shape=str(data.shape)))
    sizes = [[int(value) for value in row] for row in data[()]]
    if min(map(min, sizes)) < 0:
        zone.refuse(Message("its sizes are {sizes}", sizes=_few(data[()].ravel())))
    points, cells = _product(sizes[0]), _product(sizes[1])
    for grid in zone.labeled("GridCoordinates_t"):
        for array in grid.labeled("DataArray_t"):
            _require(array, points)
    for solution in zone.labeled("FlowSolution_t"):
        wanted = {"Vertex": points, "CellCenter": cells}.get(_location(solution), 0)
        for array in solution.labeled("DataArray_t"):
            _require(array, wanted)
    for elements in zone.labeled("Elements_t"):
        _check_elements(elements, points)


def _require(array: _Node, count: int) -> None:
    """Refuse fewer values than their zone has points or cells; rind planes have more."""
    data = array.group.get(_DATA)
    there = 0 if data is None else data.size
    if there < count:
        array.refuse(
            Message("it has {there} of {count} values", there=f"{there:,}", count=f"{count:,}")
        )


def _location(solution: _Node) -> str:
    for node in solution.labeled("GridLocation_t"):
        return bytes(node.group[_DATA][()]).decode("ascii", "replace").rstrip("\0 ")
    return "Vertex"


def _check_elements(elements: _Node, points: int) -> None:
    head, span = elements.group[_DATA], elements.values("IndexRange_t", "ElementRange")
    cells = elements.values("DataArray_t", "ElementConnectivity")
    if head.size < 1 or span is None or span.size != 2 or cells is None:
        elements.refuse(Message("it has no range or no points"))
    first, last = (int(value) for value in span[()].ravel())
    count, kind = last - first + 1, int(head[()].ravel()[0])
    if first < 1 or count < 1:
        elements.refuse(Message("its range is {first} to {last}", first=first, last=last))
    offsets = elements.values("DataArray_t", "ElementStartOffset")
    if kind in _NODES:
        _require_points(elements, cells.size, count * _NODES[kind])
    elif kind not in (_MIXED, _POLYGONS, _POLYHEDRA):
        elements.refuse(Message("there is no element type {kind}", kind=kind))
    elif offsets is not None:
        _check_offsets(elements, offsets, count, cells.size)
    if kind in _NODES or (kind == _POLYGONS and offsets is not None):
        _check_numbers(elements, cells, points)


def _require_points(elements: _Node, there: int, wanted: int) -> None:
    if there < wanted:
        elements.refuse(
            Message(
                "its cells have {there} of {count} points",
                there=f"{there:,}",
                count=f"{wanted:,}",
            )
        )


def _check_offsets(elements: _Node, offsets: Any, count: int, most: int) -> None:
    if offsets.size != count + 1:
        elements.refuse(
            Message("it has {n} offsets for {count} cells", n=offsets.size, count=count)
        )
    before = 0
    for start in range(0, offsets.size, _BLOCK):
        part = offsets[start : start + _BLOCK].ravel()
        if int(part[0]) < before or (np.diff(part) < 0).any() or int(part[-1]) > most:
            elements.refuse(Message("its offsets do not rise, or lead behind its end"))
        before = int(part[-1])


def _check_numbers(elements: _Node, cells: Any, points: int) -> None:
    """Refuse points that the zone does not have; numbers begin with 1."""
    if cells.ndim != 1:
        elements.refuse(Message("its points have the shape {shape}", shape=str(cells.shape)))
    for start in range(0, cells.size, _BLOCK):
        part = cells[start : start + _BLOCK]
        low, high = int(part.min()), int(part.max())
        if low < 1 or high > points:
            elements.refuse(
                Message(
                    "it names point {number}, and its zone has {points}",
                    number=low if low < 1 else high,
                    points=f"{points:,}",
                )
            )


def _product(sizes: list[int]) -> int:
    found = 1
    for size in sizes:
        found *= size
    return found


def _few(values: Any) -> str:
    return listed_names(values, 9)


_OF_LABEL = {"CGNSBase_t": _check_base, "Zone_t": _check_zone}
