"""Read Exodus II files: blocks of cells, fields of every time step, sets of points.

Format: the NetCDF names of "Exodus II: A Finite Element Data Model" (SAND92-2137). VTK's reader
reorders points and gives random numbers for the fields of files that meshio wrote; meshio's fails
on other programs' files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.common.classic_netcdf import missing_bytes
from curator_gui.domains.mesh.errors import MeshError

if TYPE_CHECKING:
    import netCDF4

LARGE, MOST_PACKED = 1 << 26, 1000
"""Bytes from which on a variable has to be there, and how many times smaller it may be packed."""

_COUNTED = (
    "num_el_blk",
    "num_node_sets",
    "time_step",
    "num_nod_var",
    "num_elem_var",
    "num_glo_var",
)
_HEX20 = (*range(12), 16, 17, 18, 19, 12, 13, 14, 15)
_HEX27 = (*_HEX20, 23, 24, 25, 26, 21, 22, 20)
_WEDGE15 = (*range(9), 12, 13, 14, 9, 10, 11)
_Forms = Mapping[int, tuple[int, tuple[int, ...]]]
_POINT: _Forms = {1: (1, ())}
_LINE: _Forms = {2: (3, ()), 3: (21, ())}
_TRIANGLE: _Forms = {3: (5, ()), 6: (22, ())}
_QUAD: _Forms = {4: (9, ()), 8: (23, ()), 9: (28, ())}
_WEDGE: _Forms = {6: (13, ()), 15: (26, _WEDGE15)}
_TYPES: dict[str, _Forms] = {
    **dict.fromkeys(("SPH", "CIR", "POI"), _POINT),
    **dict.fromkeys(("BAR", "BEA", "TRU", "EDG", "ROD", "LIN"), _LINE),
    "TRI": _TRIANGLE,
    "QUA": _QUAD,
    "SHE": {**_TRIANGLE, **_QUAD},
    "TET": {4: (10, ()), 10: (24, ())},
    "PYR": {5: (14, ()), 13: (27, ())},
    **dict.fromkeys(("WED", "PEN"), _WEDGE),
    "HEX": {8: (12, ()), 20: (25, _HEX20), 27: (29, _HEX27)},
}
"""First letters of a block's type -> points per cell -> VTK's type, and its order of points."""


def read_exodus(path: Path) -> Iterator[tuple[float | None, Any]]:
    """Yield (time, `pyvista.UnstructuredGrid`) of each step; one without time if there is none.

    The cell field `block` (int64) has the number of each cell's block. A cell field is NaN in
    blocks that lack it. Sets of points are fields of 0 and 1.

    Raises
    ------
    MeshError
        If the file is no Exodus file or damaged, or a block has cells of an unknown type.
    """
    import netCDF4

    missing = missing_bytes(path)
    if missing:
        raise MeshError(
            "{path} is cut off: at least {missing} bytes are not there",
            path=path,
            missing=f"{missing:,}",
        )
    try:
        with netCDF4.Dataset(path) as file:
            file.set_auto_mask(False)
            if "num_nodes" not in file.dimensions:
                raise MeshError("{path} is no Exodus file: it has no nodes", path=path)
            _check_promises(file, path)
            yield from _steps(file, path)
    except (OSError, RuntimeError, IndexError, KeyError) as error:
        if isinstance(error, MeshError):
            raise
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error


def _check_promises(file: netCDF4.Dataset, path: Path) -> None:
    """Refuse a file of more blocks, sets or steps than bytes, or of variables that are not there.

    One of some kilobytes would be read for hours otherwise.

    Raises
    ------
    MeshError
        Naming the dimension or variable.
    """
    held = path.stat().st_size
    for name in _COUNTED:
        size = file.dimensions[name].size if name in file.dimensions else 0
        if size > held:
            raise _broken_promise(path, name, size, held)
    for name, variable in file.variables.items():
        promised = variable.size * getattr(variable.dtype, "itemsize", 1)
        if promised > max(LARGE, MOST_PACKED * held):
            raise _broken_promise(path, name, promised, held)


def _broken_promise(path: Path, name: str, promised: int, held: int) -> MeshError:
    return MeshError(
        "{path} is damaged: {name} promises {promised}, and the file has {held} bytes",
        path=path,
        name=name,
        promised=f"{promised:,}",
        held=f"{held:,}",
    )


def _steps(file: netCDF4.Dataset, path: Path) -> Iterator[tuple[float | None, Any]]:
    mesh, counts = _mesh(file, path)
    _say(file)
    times = file.variables["time_whole"][:] if "time_whole" in file.variables else []
    if not len(times):
        yield None, mesh
    for step, time in enumerate(times):
        grid = mesh.copy(deep=False)
        _add_fields(file, grid, counts, step)
        yield float(time), grid


def _mesh(file: netCDF4.Dataset, path: Path) -> tuple[Any, list[int]]:
    import numpy as np
    import pyvista as pv

    cells, types, counts = [], [], []
    for number in _blocks(file):
        variable = file.variables.get(f"connect{number}")
        if variable is None:  # an empty block
            counts.append(0)
            continue
        kind, ids = _block(path, number, variable)
        width = np.full((len(ids), 1), ids.shape[1], dtype=np.int64)
        cells.append(np.hstack([width, ids]).ravel())
        types.append(np.full(len(ids), kind, dtype=np.uint8))
        counts.append(len(ids))
    if not cells:
        raise MeshError(
            "{path} holds no cells: it is empty, damaged or of another format", path=path
        )
    mesh = pv.UnstructuredGrid(np.concatenate(cells), np.concatenate(types), _points(file))
    ids = _numbers(file, "eb_prop1", len(counts))
    mesh.cell_data["block"] = np.repeat(np.asarray(ids, dtype=np.int64), counts)
    _add_point_sets(file, mesh)
    return mesh, counts


def _blocks(file: netCDF4.Dataset) -> range:
    size = file.dimensions["num_el_blk"].size if "num_el_blk" in file.dimensions else 0
    return range(1, size + 1)


def _block(path: Path, number: int, variable: Any) -> tuple[int, Any]:
    """Return VTK's type of a block's cells, and their points from 0 on in VTK's order."""
    words = str(getattr(variable, "elem_type", "")).strip("\0 ").upper()
    ids = variable[:].astype("int64") - 1
    known = _TYPES.get(words[:3], {}).get(ids.shape[1]) if ids.ndim == 2 else None
    if known is None:
        raise MeshError(
            "{path} has a block (number {number}) of cells {words} with {count} points, which "
            "cannot be read",
            path=path,
            number=number,
            words=repr(words),
            count=ids.shape[-1],
        )
    kind, order = known
    return kind, ids[:, list(order)] if order else ids


def _points(file: netCDF4.Dataset) -> Any:
    import numpy as np

    if "coord" in file.variables:
        places = file.variables["coord"][:].T
    else:
        names = [f"coord{axis}" for axis in "xyz" if f"coord{axis}" in file.variables]
        places = np.column_stack([file.variables[name][:] for name in names])
    return np.pad(places, ((0, 0), (0, 3 - places.shape[1]))).astype(np.float64)


def _numbers(file: netCDF4.Dataset, name: str, count: int) -> list[int]:
    found = file.variables.get(name)
    return list(range(1, count + 1)) if found is None else [int(number) for number in found[:]]


def _names(file: netCDF4.Dataset, name: str) -> list[str]:
    """Return texts of fixed length, which are arrays of letters."""
    found = file.variables.get(name)
    if found is None:
        return []
    return [b"".join(row.tolist()).partition(b"\0")[0].decode().strip() for row in found[:]]


def _add_point_sets(file: netCDF4.Dataset, mesh: Any) -> None:
    import numpy as np

    size = file.dimensions["num_node_sets"].size if "num_node_sets" in file.dimensions else 0
    names, ids = _names(file, "ns_names"), _numbers(file, "ns_prop1", size)
    for number in range(size):
        flags = np.zeros(mesh.n_points, dtype=np.uint8)
        members = file.variables.get(f"node_ns{number + 1}")
        if members is not None:
            flags[members[:].astype("int64") - 1] = 1
        name = names[number] if number < len(names) else ""
        mesh.point_data[name or f"node_set_{ids[number]}"] = flags


def _add_fields(file: netCDF4.Dataset, grid: Any, counts: list[int], step: int) -> None:
    import numpy as np

    for number, name in enumerate(_names(file, "name_nod_var"), start=1):
        single = file.variables.get(f"vals_nod_var{number}")
        grid.point_data[name] = (
            file.variables["vals_nod_var"][step, number - 1] if single is None else single[step]
        )
    for number, name in enumerate(_names(file, "name_elem_var"), start=1):
        parts = []
        for block, count in enumerate(counts, start=1):
            values = file.variables.get(f"vals_elem_var{number}eb{block}")
            parts.append(np.full(count, np.nan) if values is None else values[step])
        grid.cell_data[name] = np.concatenate(parts)
    names = _names(file, "name_glo_var")
    for number, name in enumerate(names):
        grid.field_data[name] = [float(file.variables["vals_glo_var"][step, number])]


def _say(file: netCDF4.Dataset) -> None:
    left = {
        "num_side_sets": "sets of sides",
        "num_elem_sets": "sets of elements",
        "num_edge_sets": "sets of edges",
        "num_face_sets": "sets of faces",
        "num_sset_var": "fields on sets of sides",
        "num_nset_var": "fields on sets of points",
    }
    found = [
        f"{words} ({file.dimensions[name].size})"
        for name, words in left.items()
        if name in file.dimensions
    ]
    if found:
        remark(Message("left out of Exodus files: {words}", words=", ".join(found)))
