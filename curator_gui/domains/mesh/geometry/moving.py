"""Motions of a whole mesh: translation, rotation, scaling, alignment to its principal axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import match_fields
from curator_gui.domains.mesh.filters.base import MeshFilter, finite_points, shallow
from curator_gui.domains.mesh.geometry.sampling import weighed_simplices

UNITS = {"m": 1.0, "dm": 0.1, "cm": 0.01, "mm": 0.001, "µm": 1e-6, "in": 0.0254, "ft": 0.3048}
"""Units of length in meters."""

Vectors = Annotated[
    list[str] | None,
    Param(
        "Fields that turn with the mesh, by name or glob: vectors of 3 and tensors of 9 numbers; "
        "unset turns all of these shapes that hold real numbers, an empty list none.",
        role="field",
    ),
]


def moved(mesh: Any, matrix: Any, shift: Any) -> Any:
    """Return the mesh with its points x at `matrix` x + `shift`, in their own number format.

    Images and rectilinear grids stay what they are only if the matrix has nothing off its diagonal
    and no negative number; otherwise they become structured grids.
    """
    import numpy as np

    diagonal = np.diag(matrix)
    straight = np.array_equal(matrix, np.diag(diagonal)) and (diagonal > 0).all()
    if mesh.IsA("vtkRectilinearGrid") or mesh.IsA("vtkImageData"):
        if straight:
            return _stretched(mesh, diagonal, shift)
        mesh = mesh.cast_to_structured_grid()
        remark(Message("a regular grid that was turned became a structured grid"))
    result, points = shallow(mesh), np.asarray(mesh.points)
    _set_points(result, (points.astype(np.float64) @ matrix.T + shift).astype(points.dtype))
    return result


def _stretched(mesh: Any, factors: Any, shift: Any) -> Any:
    import numpy as np

    result = shallow(mesh)
    if mesh.IsA("vtkImageData"):
        direction = np.asarray(mesh.direction_matrix)
        if not np.array_equal(direction, np.eye(3)) and len(set(factors.tolist())) > 1:
            raise MeshError("has axes of its own, which cannot be scaled differently along x, y, z")
        result.spacing = np.asarray(mesh.spacing) * factors
        result.origin = np.asarray(mesh.origin) * factors + shift
        return result
    for axis, name in enumerate("xyz"):
        values = np.asarray(getattr(mesh, name))
        setattr(result, name, (values * factors[axis] + shift[axis]).astype(values.dtype))
    return result


def _set_points(mesh: Any, coordinates: Any) -> None:
    """Set new points; assigning to `mesh.points` would change those it shares with another."""
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonCore import vtkPoints

    points = vtkPoints()
    points.SetData(numpy_to_vtk(coordinates, deep=True))
    mesh.SetPoints(points)


def turned(mesh: Any, matrix: Any, shift: Any, vectors: Sequence[str] | None) -> Any:
    """Return the mesh moved by a rotation, and its chosen vectors and tensors with it.

    Raises
    ------
    MissingFieldError
        If a name or glob fits no field.
    MeshError
        If a chosen field is neither vector nor tensor.
    """
    result, names = moved(mesh, matrix, shift), _directed(mesh, vectors)
    for group in ("point_data", "cell_data"):
        for name in names:
            if name in getattr(result, group):
                _turn_field(getattr(result, group), name, matrix)
    if names:
        remark(Message("fields that turn with the mesh: {names}", names=", ".join(names)))
    _tell_unturned(mesh)
    return result


def _tell_unturned(mesh: Any) -> None:
    """Say what may have a direction and does not turn: symmetric tensors of 6, global vectors."""
    import numpy as np

    groups = (mesh.point_data, mesh.cell_data)
    names = [(group, name) for group in groups for name in group.keys()]  # noqa: SIM118 - pyvista's
    six = {name: None for group, name in names if _is_six(np.asarray(group[name]))}
    if six:
        remark(
            Message(
                "fields of 6 numbers, perhaps symmetric tensors, do not turn with the mesh: "
                "{names}",
                names=", ".join(six),
            )
        )
    own = mesh.field_data
    three = [name for name in own.keys() if _is_three(np.asarray(own[name]))]  # noqa: SIM118
    if three:
        remark(
            Message(
                "global data of 3 numbers, perhaps vectors, do not turn with the mesh: {names}",
                names=", ".join(three),
            )
        )


def _is_three(values: Any) -> bool:
    """Whether global data may be a vector, or one for each time: pyvista has 3 numbers flat."""
    return bool(values.dtype.kind == "f" and (values.shape == (3,) or values.shape[1:] == (3,)))


def _is_six(values: Any) -> bool:
    return bool(values.dtype.kind == "f" and values.shape[1:] == (6,))


def _turn_field(fields: Any, name: str, matrix: Any) -> None:
    import numpy as np

    values = np.asarray(fields[name])
    if values.dtype.kind not in "biuf":
        raise MeshError("the field {name} holds texts, no numbers", name=repr(name))
    wide = values.astype(np.float64)
    if values.shape[1:] == (3,):
        result = wide @ matrix.T
    elif values.shape[1:] in ((9,), (3, 3)):
        result = matrix @ wide.reshape(-1, 3, 3) @ matrix.T
    else:
        raise MeshError("the field {name} is neither vector nor tensor", name=repr(name))
    kept = values.dtype if values.dtype.kind == "f" else np.dtype("float64")
    fields[name] = result.reshape(values.shape).astype(kept)


def _directed(mesh: Any, vectors: Sequence[str] | None) -> list[str]:
    """Return the names of the fields that turn."""
    import numpy as np

    found = {}
    for group in (mesh.point_data, mesh.cell_data):
        for name in group.keys():  # noqa: SIM118 - pyvista's own
            values = np.asarray(group[name])
            found[name] = values.dtype.kind == "f" and values.shape[1:] in ((3,), (9,), (3, 3))
    if vectors is None:
        return [name for name, fits in found.items() if fits]
    return match_fields(vectors, list(found), "cell or point") if vectors else []


def _three(name: str, values: Sequence[float]) -> Iterator[tuple[str, str]]:
    if len(values) != 3:
        yield name, Message("needs three numbers (x, y, z), not {n}", n=len(values))


class Translate(MeshFilter):
    """Move each mesh by the same vector; fields stay as they are."""

    name = "Translate"
    description = "Moves each mesh by a vector."
    version = "1"

    def __init__(
        self,
        offset: Annotated[list[float], Param("The vector: x, y, z in the mesh's own unit.")],
    ) -> None:
        self.offset = list(offset)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report an offset that is no vector."""
        return _three("offset", self.offset)

    def apply(self, mesh: Any) -> Any:
        """Return the moved mesh."""
        import numpy as np

        if not any(self.offset):
            unchanged(Message("the offset is 0"))
        return moved(mesh, np.eye(3), np.array(self.offset, np.float64))


class Rotate(MeshFilter):
    """Turn each mesh about an axis, and its vectors and tensors with it.

    The angle counts by the right-hand rule.

    Raises
    ------
    MeshError
        If a chosen field is missing or is neither vector nor tensor.
    """

    name = "Rotate"
    description = "Turns each mesh, its vector and its tensor fields about an axis."
    version = "1"

    def __init__(
        self,
        axis: Annotated[list[float], Param("Direction of the axis: x, y, z.")],
        angle: Annotated[
            float, Param("How far, counterclockwise seen against the axis.", unit="degrees")
        ],
        center: Annotated[
            list[float], Param("A point of the axis: x, y, z in the mesh's own unit.")
        ] = [0.0, 0.0, 0.0],  # noqa: B006 - it is copied
        vectors: Vectors = None,
    ) -> None:
        self.axis = list(axis)
        self.angle = angle
        self.center = list(center)
        self.vectors = vectors

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report an axis that is none."""
        yield from _three("axis", self.axis)
        yield from _three("center", self.center)
        if not any(self.axis):
            yield "axis", Message("has no direction: all numbers are 0")

    def apply(self, mesh: Any) -> Any:
        """Return the turned mesh."""
        import numpy as np

        matrix, center = rotation(self.axis, self.angle), np.array(self.center)
        return turned(mesh, matrix, center - matrix @ center, self.vectors)


def rotation(axis: Sequence[float], angle: float) -> Any:
    """Return the matrix (3, 3) float64 of a rotation by degrees (Rodrigues' formula).

    Multiples of 90 degrees about x, y or z are exact.
    """
    import numpy as np

    x, y, z = np.array(axis, np.float64) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turns = angle / 90.0
    if turns == round(turns):
        sine, cosine = ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))[round(turns) % 4]
    else:
        sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    return np.eye(3) + sine * cross + (1 - cosine) * (cross @ cross)


class Scale(MeshFilter):
    """Scale each mesh about the origin: by a factor, or from one unit of length to another.

    Fields stay as they are: areas, gradients or lengths among them are not scaled.
    """

    name = "Scale"
    description = "Scales each mesh by a factor, or converts its unit of length (mm to m)."
    version = "1"

    def __init__(
        self,
        factor: Annotated[
            float | None, Param("What all coordinates are multiplied by.", minimum=0.0)
        ] = None,
        from_unit: Annotated[
            str | None, Param("Unit of the coordinates.", choices=tuple(UNITS))
        ] = None,
        to_unit: Annotated[str, Param("Unit they get.", choices=tuple(UNITS))] = "m",
    ) -> None:
        self.factor = factor
        self.from_unit = from_unit
        self.to_unit = to_unit

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report neither factor nor unit, or both."""
        if (self.factor is None) == (self.from_unit is None):
            yield "factor", Message("give either a factor or the unit of the coordinates")
        elif self.factor == 0:
            yield "factor", Message("needs to be above 0")

    def apply(self, mesh: Any) -> Any:
        """Return the scaled mesh."""
        import numpy as np

        if self.from_unit is None:
            factor = 1.0 if self.factor is None else self.factor
        else:
            factor = UNITS[self.from_unit] / UNITS[self.to_unit]
        if factor == 1:
            unchanged(Message("the factor is 1"))
        return moved(mesh, np.eye(3) * factor, np.zeros(3))


class AlignAxes(MeshFilter):
    """Move each mesh to its center, and turn it so that its principal axes lie along x, y and z.

    The axes are those of the second moments of its points or, by default, of its volume, area or
    length (each simplex counts at its center, with its own spread). The longest comes to lie along
    x, the shortest along z. Along x and y the side with the heavier tail (third moment) is the
    positive one; z follows from the right-hand rule. Where two moments, or the sides, are equal to
    one part in a million, there is no such axis or side: a remark says so.

    Raises
    ------
    MeshError
        If the mesh has no extent.
    """

    name = "Align to principal axes"
    description = (
        "Centers each mesh and turns it so that its longest axis lies along x, the shortest along "
        "z."
    )
    version = "1"

    def __init__(
        self,
        weight: Annotated[
            str,
            Param(
                "What has weight: the cells by their `size` (volume, area, length), or each of the "
                "`points`.",
                choices=("size", "points"),
            ),
        ] = "size",
        vectors: Vectors = None,
    ) -> None:
        self.weight = weight
        self.vectors = vectors

    def apply(self, mesh: Any) -> Any:
        """Return the aligned mesh."""
        import numpy as np

        if self.weight == "points" or not mesh.GetNumberOfCells():
            corners = finite_points(mesh)[:, None]
            weights = np.ones(len(corners))
        else:
            corners, weights = weighed_simplices(mesh)
        center, matrix = principal_axes(corners, weights)
        return turned(mesh, matrix, -matrix @ center, self.vectors)


def principal_axes(corners: Any, weights: Any) -> tuple[Any, Any]:
    """Return center (3,) and rotation (3, 3), rows the axes from the longest to the shortest.

    `corners` (n, k, 3) are those of simplices of uniform density, `weights` (n,) their sizes. Their
    own moments are those of Lasserre and Avrachenkov, "The Multi-Dimensional Version of the
    Integral of x^p", 2001: the result does not depend on how a mesh is cut.

    Raises
    ------
    MeshError
        If all lies in one point.
    """
    import numpy as np

    if not weights.sum() > 0:
        raise MeshError("has no extent, so it has no principal axes")
    share, middles = weights / weights.sum(), corners.mean(axis=1)
    center = share @ middles
    k = corners.shape[1]
    arms, inner = middles - center, corners - middles[:, None]
    spread = np.einsum("n,nki,nkj->ij", share, inner, inner) / (k * (k + 1))
    moments, axes = np.linalg.eigh(np.einsum("n,ni,nj->ij", share, arms, arms) + spread)
    moments, matrix = moments[::-1], axes.T[::-1].copy()
    if moments[0] <= 0:
        raise MeshError("has no extent, so it has no principal axes")
    skew = share @ _third_moments(arms @ matrix.T, inner @ matrix.T)
    matrix[:2] *= np.where(skew[:2] < 0, -1, 1)[:, None]
    matrix[2] = np.cross(matrix[0], matrix[1])
    _tell_doubt(moments, skew)
    return center, matrix


def _third_moments(arms: Any, inner: Any) -> Any:
    """Return the mean cube along each axis (n, 3) of simplices whose middles are at `arms`."""
    k = inner.shape[1]
    squares = (inner**2).sum(axis=1) / (k * (k + 1))
    cubes = 2 * (inner**3).sum(axis=1) / (k * (k + 1) * (k + 2))
    return arms**3 + 3 * arms * squares + cubes


def _tell_doubt(moments: Any, skew: Any) -> None:
    import numpy as np

    if (np.abs(np.diff(moments)) < 1e-6 * moments[0]).any():
        remark(Message("two principal axes are as long as each other: their direction is chance"))
    if (np.abs(skew[:2]) < 1e-6 * moments[0] ** 1.5).any():
        remark(Message("the mesh has the same form on both sides of an axis: its side is chance"))
