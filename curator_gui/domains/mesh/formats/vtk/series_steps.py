"""One mesh as a step of a VTKHDF series: its points, cells and fields as the file has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.cells import POLYHEDRON
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import with_names
from curator_gui.domains.mesh.formats.arrays import structure_arrays
from curator_gui.domains.mesh.formats.vtk.hdf_series import TOPOLOGIES, Name
from curator_gui.domains.mesh.formats.vtk.writing import (
    bits_as_bytes,
    hdf_name,
    refuse_texts,
    say_hdf_names,
)

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Step:
    """One item as arrays (see `hdf_series.Frame`)."""

    time: float
    points: np.ndarray
    cells: Mapping[str, np.ndarray]
    fields: Mapping[Name, np.ndarray]


def step_of(mesh: Any, time: float) -> Step:
    """Return the arrays of a `pyvista.DataSet`; large ones share its memory.

    Raises
    ------
    MeshError
        If it has no points, polyhedra, texts as a point or cell field, or two fields that get the
        same name.
    """
    if not mesh.GetNumberOfPoints():
        raise MeshError("has no points, so there is nothing to write")
    mesh = bits_as_bytes(with_names(mesh))
    points, cells = _surface(mesh) if mesh.IsA("vtkPolyData") else _grid(mesh)
    return Step(time, points, cells, _fields(mesh, time))


def _fields(mesh: Any, time: float) -> dict[Name, np.ndarray]:
    import numpy as np

    found: dict[Name, np.ndarray] = {}
    texts = []
    groups = (mesh.point_data, mesh.cell_data, mesh.field_data)
    say_hdf_names(*(list(attributes.keys()) for attributes in groups))
    for group, level in (("PointData", "point"), ("CellData", "cell"), ("FieldData", "field")):
        attributes = getattr(mesh, f"{level}_data")
        names = list(attributes.keys())
        for name in names:
            values = np.asarray(attributes[name])
            if values.dtype.kind not in "biuf":
                texts.append(name)
            elif level != "field" or not _tells_time(name, values, time):
                found[group, hdf_name(name)] = _plain(values)
    point_or_cell = [n for n in texts if n not in mesh.field_data.keys()]  # noqa: SIM118
    refuse_texts(point_or_cell)
    if texts:
        remark(Message("texts are left out of a series: {names}", names=", ".join(texts)))
    return found


def _tells_time(name: str, values: Any, time: float) -> bool:
    """Whether global data are the time of the step, which VTK's reader adds as `Time`."""
    return name == "TimeValue" or (
        name == "Time" and values.shape == (1,) and float(values[0]) == time
    )


def _plain(values: np.ndarray) -> np.ndarray:
    """Return numbers that HDF5 and VTK have the same type for; tensors in one row."""
    import numpy as np

    values = values.astype(np.uint8) if values.dtype.kind == "b" else values
    return values.reshape(len(values), -1) if values.ndim > 2 else values


def _grid(mesh: Any) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    import numpy as np

    if not mesh.IsA("vtkUnstructuredGrid"):
        remark(Message("structured meshes become unstructured grids with the same points"))
        mesh = mesh.cast_to_unstructured_grid()
    arrays = structure_arrays(mesh)
    if (arrays["cells/types"] == POLYHEDRON).any():
        raise MeshError("has polyhedra, which a VTKHDF series cannot hold; add Triangulate first")
    cells = {
        "Connectivity": arrays["cells/connectivity"].astype(np.int64, copy=False),
        "Offsets": arrays["cells/offsets"].astype(np.int64, copy=False),
        "Types": arrays["cells/types"],
    }
    return arrays["points"], cells


def _surface(mesh: Any) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    cells = {}
    for name, part in zip(TOPOLOGIES, ("Verts", "Lines", "Polys", "Strips"), strict=True):
        found = getattr(mesh, f"Get{part}")()
        for kind in ("Connectivity", "Offsets"):
            array = vtk_to_numpy(getattr(found, f"Get{kind}Array")())
            empty = kind == "Offsets" and not len(array)
            cells[f"{name}/{kind}"] = np.zeros(1, np.int64) if empty else array.astype(np.int64)
    return np.asarray(mesh.points), cells
