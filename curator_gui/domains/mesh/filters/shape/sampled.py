"""The fields of a mesh at other places, and what is said of places outside of it."""

from __future__ import annotations

from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import GHOSTS
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import as_reals, refuse_texts, require_points, shallow

VALID = "vtkValidPointMask"

Outside = Annotated[
    str,
    Param(
        "What fields have at points outside: `nan` marks them and turns whole numbers "
        "into real ones; `zero` leaves the types as they are.",
        choices=("nan", "zero"),
    ),
]
Mask = Annotated[
    str | None,
    Param("Point field that is 1 inside the mesh and 0 outside. Not set: none is made."),
]


def sampled(places: Any, mesh: Any, outside: str, mask: str | None) -> Any:
    """Return places with the fields that a mesh has there (`vtkResampleWithDataSet`).

    Parameters
    ----------
    places
        `pyvista.DataSet` whose points are the places; it is not changed.
    mesh
        Point fields are interpolated in the cell around a place; cell fields have its value.
    outside
        What fields have at places in no cell: "nan", or "zero".
    mask
        Name of a point field, uint8: 1 in a cell, 0 outside; None for none.

    Raises
    ------
    MeshError
        If the mesh is empty, no place lies in it, a field of texts cannot be sampled, or one name
        is that of a point and of a cell field.
    """
    require_points(mesh, "before sampling: it is empty")
    mesh = _without_masks(mesh)
    for attributes in (mesh.GetPointData(), mesh.GetCellData()):
        refuse_texts(mesh, attributes, "sampled")
    source = as_reals(mesh, "point")
    if outside == "nan":
        source = as_reals(source, "cell")
    _refuse_equal_names(source, mask)
    result = _marked(places.sample(source, mark_blank=False), outside, mask)
    result.GetFieldData().ShallowCopy(mesh.GetFieldData())
    return result


def _without_masks(mesh: Any) -> Any:
    """Return a mesh without what VTK calls its mask: beside such a field it may crash."""
    held = [fields for fields in ("point_data", "cell_data") if VALID in getattr(mesh, fields)]
    if not held:
        return mesh
    mesh = shallow(mesh)
    for fields in held:
        getattr(mesh, fields).remove(VALID)
    remark(Message("{name}, the mask of an earlier sampling, is left out", name=repr(VALID)))
    return mesh


def _marked(places: Any, outside: str, mask: str | None) -> Any:
    """Write what lies outside into the fields, and the mask."""
    import numpy as np

    valid = np.asarray(places.point_data[VALID]).astype(bool)
    if not valid.any():
        raise MeshError("no point lies inside a cell of the mesh")
    for name in (VALID, GHOSTS):
        places.GetPointData().RemoveArray(name)
    if not valid.all():
        _mark(places, ~valid, np.nan if outside == "nan" else 0)
    if mask:
        places.point_data[mask] = valid.astype(np.uint8)
    return places


def _mark(places: Any, outside: Any, fill: float) -> None:
    import numpy as np

    for name in places.point_data.keys():  # noqa: SIM118 - pyvista's own
        np.asarray(places.point_data[name])[outside] = fill
    told = Message("points outside the mesh: the fields are NaN there")
    remark(Message("points outside the mesh: fields are 0") if fill == 0 else told)


def _refuse_equal_names(mesh: Any, mask: str | None) -> None:
    points, cells = (set(fields.keys()) - {GHOSTS} for fields in (mesh.point_data, mesh.cell_data))
    for name in sorted(points & cells):
        raise MeshError(
            "{name} is a field of points and one of cells; rename or drop one of them first",
            name=repr(name),
        )
    if mask in points | cells:
        raise MeshError("there is a field {name} already; name the mask otherwise", name=repr(mask))
