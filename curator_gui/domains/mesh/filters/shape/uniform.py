"""The filter that puts the fields of a mesh on a uniform grid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter, require_points
from curator_gui.domains.mesh.filters.shape.sampled import Mask, Outside, sampled

POINTS = 64
"""Points along the longest side where neither dimensions nor a spacing are given."""

MAX_POINTS = 2**31 - 1
ROUNDING = 1e-9
Limits = tuple[tuple[float | None, float | None], ...]


class UniformGrid(MeshFilter):
    """Sample each mesh at the points of a uniform grid (ImageData, `vtkResampleWithDataSet`).

    Point fields are interpolated within the cell that a point lies in; cell fields have the value
    of that cell and become point fields. Points outside every cell have NaN, or 0, and 0 in the
    mask; so have those in cells that are blanked out or belong to another piece. The first point
    lies at the low end of the bounds; along an axis with a single point it lies in their middle.
    Without bounds the grid reaches over each mesh by itself: give them where meshes differ in size
    and all grids have to be the same.

    Raises
    ------
    MeshError
        If no point of the grid lies in the mesh, if the mesh is flat where several points are
        wanted, if a field of texts cannot be sampled, or one name is that of a point and of a cell
        field.
    """

    name = "Uniform grid"
    description = "Samples the fields of each mesh at the points of a uniform grid."
    version = "1"

    def __init__(
        self,
        dimensions: Annotated[
            list[int] | None,
            Param(
                "Points along x, y and z; one number is for the longest side, with the same "
                "distance along the others. Not set: 64 along the longest side, or as many as the "
                "spacing gives.",
                minimum=1,
            ),
        ] = None,
        spacing: Annotated[
            list[float] | None,
            Param("Distance of the points along x, y and z, or one for all, in place of counts."),
        ] = None,
        x_min: Annotated[float | None, _low("x")] = None,
        x_max: Annotated[float | None, _high("x")] = None,
        y_min: Annotated[float | None, _low("y")] = None,
        y_max: Annotated[float | None, _high("y")] = None,
        z_min: Annotated[float | None, _low("z")] = None,
        z_max: Annotated[float | None, _high("z")] = None,
        outside: Outside = "nan",
        mask: Mask = "inside",
    ) -> None:
        self.dimensions, self.spacing = dimensions, spacing
        self.limits: Limits = ((x_min, x_max), (y_min, y_max), (z_min, z_max))
        self.outside, self.mask = outside, mask

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report numbers that make no grid."""
        if self.dimensions is not None and self.spacing is not None:
            yield "spacing", Message("give either dimensions or a spacing")
        for name, values in (("dimensions", self.dimensions), ("spacing", self.spacing)):
            if values is not None and len(values) not in (1, 3):
                yield name, Message("needs one number or three (x, y, z), not {n}", n=len(values))
            if any(not 0 < value < math.inf for value in values or ()):
                yield name, Message("all numbers have to be above 0")
        for axis, (low, high) in zip("xyz", self.limits, strict=True):
            if low is not None and high is not None and low > high:
                words = Message("is less than {axis}_min ({low})", axis=axis, low=f"{low:g}")
                yield f"{axis}_max", words

    def apply(self, mesh: Any) -> Any:
        require_points(mesh, "before sampling: it is empty")
        return sampled(self.grid(mesh.bounds), mesh, self.outside, self.mask)

    def grid(self, bounds: Any) -> Any:
        """Return the grid without fields, over the bounds given and those of a mesh elsewhere."""
        import pyvista as pv

        ends = [
            (low if own_low is None else own_low, high if own_high is None else own_high)
            for (own_low, own_high), low, high in zip(
                self.limits, bounds[::2], bounds[1::2], strict=True
            )
        ]
        counts, steps = self._counts_and_steps([float(high - low) for low, high in ends])
        if math.prod(counts) > MAX_POINTS:
            raise MeshError("the grid would have {n} points", n=f"{math.prod(counts):,}")
        origin = [
            (low + high) / 2 if count == 1 else low
            for (low, high), count in zip(ends, counts, strict=True)
        ]
        return pv.ImageData(dimensions=counts, spacing=steps, origin=origin)

    def _counts_and_steps(self, sides: list[float]) -> tuple[list[int], list[float]]:
        if min(sides) < 0:
            axis = "xyz"[sides.index(min(sides))]
            raise MeshError("the bounds given along {axis} lie beside the mesh", axis=axis)
        wanted = [1, 1, 1] if self.dimensions == [1] else self.dimensions
        if wanted is not None and len(wanted) == 3:
            return list(wanted), _steps(sides, wanted)
        steps = self.spacing or [_step(sides, (self.dimensions or [POINTS])[0])]
        steps = list(steps) * (3 // len(steps))
        counts = [
            math.floor(side / step * (1 + ROUNDING)) + 1
            for side, step in zip(sides, steps, strict=True)
        ]
        return counts, steps


def _low(axis: str) -> Param:
    return Param(f"Smallest {axis} of the grid. Not set: that of each mesh.", axis=axis)


def _high(axis: str) -> Param:
    return Param(f"Largest {axis} of the grid. Not set: that of each mesh.", axis=axis)


def _step(sides: list[float], count: int) -> float:
    """Return the distance of so many points along the longest side; 1 where there is no side."""
    return max(sides) / (count - 1) or 1.0


def _steps(sides: list[float], counts: list[int]) -> list[float]:
    for axis, side, count in zip("xyz", sides, counts, strict=True):
        if count > 1 and side == 0:
            raise MeshError("is flat along {axis}: there can be only one point", axis=axis)
    return [
        side / (count - 1) if count > 1 else (side or 1.0)
        for side, count in zip(sides, counts, strict=True)
    ]
