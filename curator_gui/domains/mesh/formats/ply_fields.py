"""What VTK's PLY reader leaves out: double coordinates, and properties that it has no use for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.ply_check import Element, end_of, read_header, row_end

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
