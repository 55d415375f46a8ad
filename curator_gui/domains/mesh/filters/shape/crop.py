"""Filters that keep a part of space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import (
    as_surface,
    cell_centers,
    extract_cells,
    extract_points,
    is_mixed_surface,
    structured_block,
)
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import (
    MeshFilter,
    as_reals,
    is_structured,
    require_points,
)
from curator_gui.domains.mesh.filters.shape.surface import plane_problems

Plane = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Origin and normal; the side to which the normal points is kept."""


class _Crop(MeshFilter):
    boundary = "whole"

    def planes(self) -> list[Plane]:
        """Return the planes between which the mesh is kept."""
        raise NotImplementedError

    def apply(self, mesh: Any) -> Any:
        """Return what lies on the kept side of all planes."""
        if not mesh.GetNumberOfCells():
            return self._points(mesh)
        if self.boundary == "whole":
            return self._whole_cells(mesh)
        mixed = is_mixed_surface(mesh)
        result = as_reals(mesh.cast_to_unstructured_grid() if mixed else mesh, "point")
        for origin, normal in self.planes():
            result = result.clip(normal=normal, origin=origin, invert=False)
            require_points(result, "after cropping: it lies outside")
        return as_surface(result) if mixed else result

    def _points(self, mesh: Any) -> Any:
        """Crop a mesh without cells: its points are what there is of it."""
        import numpy as np

        inside = self._inside(np.asarray(mesh.points, dtype=np.float64))
        return mesh if inside.all() else extract_points(mesh, np.flatnonzero(inside))

    def _inside(self, places: Any) -> Any:
        import numpy as np

        inside = np.ones(len(places), dtype=bool)
        for origin, normal in self.planes():
            inside &= (places - origin) @ np.asarray(normal) >= 0
        if not inside.any():
            raise MeshError("nothing is left of the mesh after cropping: it lies outside")
        if inside.all():
            unchanged(Message("lies inside as a whole"))
        return inside

    def _whole_cells(self, mesh: Any) -> Any:
        import numpy as np

        inside = self._inside(cell_centers(mesh))
        if inside.all():
            return mesh
        if is_structured(mesh):
            block = structured_block(mesh, inside)
            if block is not None:
                return block
        return extract_cells(mesh, np.flatnonzero(inside))


Boundary = Annotated[
    str,
    Param(
        "What becomes of cells on the boundary: `whole` keeps each cell whose center lies inside, "
        "unchanged; `cut` cuts them, which makes new points with interpolated fields.",
        choices=("whole", "cut"),
    ),
]


def _side(words: str) -> Param:
    axis = words[-1]
    return Param(f"{words} that is kept, in the mesh's own unit; unset is open.", axis=axis)


class CropBox(_Crop):
    """Keep what lies in a box along the axes; unset sides are open.

    Of an image, a rectilinear or a structured grid whole cells that fill a block stay such a grid.

    Raises
    ------
    MeshError
        If nothing lies inside.
    """

    name = "Crop to box"
    description = "Keeps the part of the mesh inside a box along the axes."
    version = "1"

    def __init__(
        self,
        x_min: Annotated[float | None, _side("Smallest x")] = None,
        x_max: Annotated[float | None, _side("Largest x")] = None,
        y_min: Annotated[float | None, _side("Smallest y")] = None,
        y_max: Annotated[float | None, _side("Largest y")] = None,
        z_min: Annotated[float | None, _side("Smallest z")] = None,
        z_max: Annotated[float | None, _side("Largest z")] = None,
        boundary: Boundary = "whole",
    ) -> None:
        self.limits = ((x_min, x_max), (y_min, y_max), (z_min, z_max))
        self.boundary = boundary

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a box without sides or with swapped ones."""
        if all(side is None for pair in self.limits for side in pair):
            yield "", Message("no side of the box is set, so nothing would be cropped")
        for axis, (low, high) in zip("xyz", self.limits, strict=True):
            if low is not None and high is not None and low >= high:
                yield (
                    f"{axis}_max",
                    Message("has to be larger than {axis}_min ({low})", axis=axis, low=f"{low:g}"),
                )

    def planes(self) -> list[Plane]:
        found = []
        for axis, (low, high) in enumerate(self.limits):
            for side, sign in ((low, 1.0), (high, -1.0)):
                if side is not None:
                    found.append((_along(axis, side), _along(axis, sign)))
        return found


def _along(axis: int, value: float) -> tuple[float, float, float]:
    x, y, z = (value if axis == n else 0.0 for n in range(3))
    return x, y, z


class CropPlane(_Crop):
    """Keep the side of a plane to which its normal points.

    Raises
    ------
    MeshError
        If nothing lies on that side.
    """

    name = "Crop at plane"
    description = "Keeps the part of the mesh on one side of a plane."
    version = "1"

    def __init__(
        self,
        origin: Annotated[
            list[float], Param("A point of the plane: x, y, z in the mesh's own unit.")
        ],
        normal: Annotated[
            list[float], Param("Direction toward the side that is kept: x, y, z of any length.")
        ],
        boundary: Boundary = "whole",
    ) -> None:
        self.origin = origin
        self.normal = normal
        self.boundary = boundary

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report points and directions that are none."""
        return plane_problems(self.origin, self.normal)

    def planes(self) -> list[Plane]:
        (ox, oy, oz), (nx, ny, nz) = self.origin, self.normal
        return [((ox, oy, oz), (nx, ny, nz))]
