"""The faces of a surface in numbers: centers, areas, normals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter, kind, shallow

if TYPE_CHECKING:
    import numpy as np

QUANTITIES = ("center", "area", "normal")


@dataclass(frozen=True)
class Faces:
    """Centers (n, 3), area vectors (n, 3), areas (n,) and unit normals (n, 3) of faces; float64.

    A face is cut into triangles around the mean of its points. The area vector is the sum of
    theirs, the center the mean of theirs by area along it, as OpenFOAM has it
    (`primitiveMeshFaceCentresAndAreas.C`). The normal of a face without area is NaN.
    """

    center: np.ndarray
    vector: np.ndarray
    area: np.ndarray

    @property
    def normal(self) -> np.ndarray:
        import numpy as np

        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.vector / self.area[:, None])


def faces(mesh: Any) -> Faces:
    """Measure the polygons of a surface.

    Raises
    ------
    MeshError
        If the mesh is no surface or has other cells than polygons.
    """
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    _check(mesh)
    polygons = mesh.GetPolys()
    ids = vtk_to_numpy(polygons.GetConnectivityArray())
    starts = vtk_to_numpy(polygons.GetOffsetsArray()).astype(np.int64)
    points = np.asarray(mesh.points, np.float64)[ids]
    sizes = np.diff(starts)
    if (sizes == 3).all():
        return _of_triangles(points.reshape(-1, 3, 3))
    middle = np.add.reduceat(points, starts[:-1]) / sizes[:, None]
    following = np.arange(1, len(ids) + 1)
    following[starts[1:] - 1] = starts[:-1]
    return _summed(points, points[following], middle, starts[:-1], sizes)


def _of_triangles(corners: Any) -> Faces:
    """Measure triangles, corners (n, 3, 3): what `_summed` comes to, in a fraction of the time."""
    import numpy as np

    first, second, third = corners[:, 0], corners[:, 1], corners[:, 2]
    vector = np.cross(second - first, third - first)
    vector /= 2
    center = first + second
    center += third
    center /= 3
    return Faces(center, vector, np.sqrt(np.einsum("ni,ni->n", vector, vector)))


def _summed(first: Any, second: Any, middle: Any, starts: Any, sizes: Any) -> Faces:
    """Add up the triangles between each side of a face and its middle."""
    import numpy as np

    top = np.repeat(middle, sizes, axis=0)
    crossed = np.cross(first - top, second - top) / 2
    vector = np.add.reduceat(crossed, starts)
    area = np.linalg.norm(vector, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        normal = vector / area[:, None]
        weights = np.einsum("ni,ni->n", crossed, np.repeat(normal, sizes, axis=0))
        moved = np.add.reduceat(weights[:, None] * (first + second + top) / 3, starts)
        center = moved / np.add.reduceat(weights, starts)[:, None]
    flat = ~np.isfinite(center).all(axis=1)
    center[flat] = middle[flat]
    return Faces(center, vector, area)


def _check(mesh: Any) -> None:
    if not mesh.IsA("vtkPolyData"):
        raise MeshError(
            "is a {kind}, but only a surface has faces; extract its surface first", kind=kind(mesh)
        )
    if not mesh.GetNumberOfPolys() or mesh.GetNumberOfPolys() != mesh.GetNumberOfCells():
        raise MeshError("has no faces, or other cells beside them; extract or triangulate it first")


class FaceQuantities(MeshFilter):
    """Add cell fields `center` (n, 3), `area` (n,) and `normal` (n, 3) to a surface; float64.

    Normals follow the order of each face's points; area and normal of a face that is not flat are
    those of its area vector. Where a face has no area, the normal is NaN.

    Raises
    ------
    MeshError
        If the mesh is no surface, has other cells than polygons, or has such a field already.
    """

    name = "Face quantities"
    description = "Adds centers, areas and unit normals of the faces of a surface as cell fields."
    version = "1"

    def __init__(
        self,
        quantities: Annotated[
            list[str],
            Param(
                "center (of area), area, normal (unit vector, by the order of the points).",
                choices=QUANTITIES,
            ),
        ] = list(QUANTITIES),  # noqa: B006 - it is copied
    ) -> None:
        self.quantities = list(quantities)

    def problems(self) -> list[tuple[str, str]]:
        """Report that nothing is to be added."""
        none = Message("choose at least one quantity")
        return [] if self.quantities else [("quantities", none)]

    def apply(self, mesh: Any) -> Any:
        """Return the surface with one more field per quantity."""
        taken = [name for name in self.quantities if name in mesh.cell_data]
        if taken:
            raise MeshError(
                "has a cell field named {taken} already; rename it first", taken=repr(taken[0])
            )
        found, result = faces(mesh), shallow(mesh)
        for name in self.quantities:
            result.cell_data[name] = getattr(found, name)
        return result
