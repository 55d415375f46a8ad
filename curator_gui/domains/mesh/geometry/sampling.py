"""Points sampled on surfaces and in volumes, with fields and normals."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import GHOSTS, point_cloud
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import (
    as_reals,
    check_finite,
    finite_points,
    refuse_texts,
)
from curator_gui.domains.mesh.filters.random import RandomFilter, Seed, TooFew
from curator_gui.domains.mesh.formats.arrays import mesh_arrays
from curator_gui.domains.mesh.formats.simplices import simplices

if TYPE_CHECKING:
    import numpy as np

NORMALS = "Normals"
_PACKED = {1: 1.0, 2: 2 / math.sqrt(3), 3: math.sqrt(2)}
"""Points that fit into a length, area or volume of 1 if all are at least 1 apart, by dimension."""
_CANDIDATES = 30
_MOST_CANDIDATES = 20_000_000


class SamplePoints(RandomFilter):
    """Sample points in the cells of the highest dimension: volumes, else faces, else lines.

    Cells are cut into simplices; a point's place in its simplex is uniform, and simplices are drawn
    by their volume, area or length. The result is a point cloud (PolyData with one vertex per
    point): point fields are interpolated linearly in the simplex, cell fields are those of the
    cell. `Normals` (count, 3) are those of the faces. `poisson` draws 30 candidates for each place
    that there can be and keeps one unless a kept one is nearer than `distance` (R. Cook,
    "Stochastic Sampling in Computer Graphics", 1986).

    Raises
    ------
    MeshError
        If a mesh has no cells or no extent, has texts as a point field, has no faces where normals
        are asked for, or would need more than 20 million candidates.
    """

    name = "Sample points"
    description = (
        "Samples points on surfaces or in volumes, uniformly or at a least distance (Poisson "
        "disk), with fields and normals."
    )
    version = "1"

    def __init__(
        self,
        method: Annotated[
            str,
            Param(
                "`uniform` draws a number of points by area or volume; `poisson` as many as there "
                "is room for at a least distance from each other.",
                choices=("uniform", "poisson"),
            ),
        ] = "uniform",
        count: Annotated[
            int | None, Param("How many points; for `uniform` only.", minimum=1)
        ] = None,
        distance: Annotated[
            float | None,
            Param(
                "Least distance between two points, in the mesh's own unit; for `poisson` only.",
                minimum=0.0,
            ),
        ] = None,
        normals: Annotated[
            bool, Param("Add the unit normals of the faces; for surfaces only.")
        ] = False,
        seed: Seed = 0,
    ) -> None:
        self.method = method
        self.count = count
        self.distance = distance
        self.normals = normals
        self.seed = seed

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report the number or distance that the method needs and that is not there."""
        if self.method == "uniform" and self.count is None:
            yield "count", Message("uniform needs the number of points")
        if self.method == "poisson" and not self.distance:
            yield "distance", Message("poisson needs a distance above 0")

    def change(self, mesh: Any, random: Any) -> Any:
        """Return the sampled points as a cloud."""
        if not mesh.GetNumberOfCells():
            raise MeshError("has no cells to sample points in")
        check_finite(mesh)
        cut = Cut.of(mesh)
        if not cut.dimension or not cut.sizes.sum() > 0:
            raise MeshError("has neither length, area nor volume to sample points in")
        if self.method == "poisson":
            sample = _apart(cut, self.distance or 0.0, random)
        else:
            sample = _uniform(cut, self.count or 0, random)
        return _cloud(mesh, sample, self.normals)


@dataclass(frozen=True)
class Cut:
    """A mesh in simplices: corners (n, d + 1, 3) float64, sizes (n,), point numbers, parents."""

    corners: np.ndarray
    sizes: np.ndarray
    cells: np.ndarray
    parents: np.ndarray

    @property
    def dimension(self) -> int:
        return int(self.cells.shape[1]) - 1

    @classmethod
    def of(cls, mesh: Any) -> Cut:
        import numpy as np

        arrays = mesh_arrays(mesh if mesh.IsA("vtkUnstructuredGrid") else _as_grid(mesh))
        found = simplices(arrays)
        corners = np.asarray(arrays["points"], np.float64)[found.cells]
        sizes = _sizes(corners)
        return cls(corners, sizes, found.cells, found.parents)


def _as_grid(mesh: Any) -> Any:
    bare = type(mesh)()
    bare.CopyStructure(mesh)
    return bare.cast_to_unstructured_grid()


def weighed_simplices(mesh: Any) -> tuple[Any, Any]:
    """Return the corners (n, 1 to 4, 3) and sizes (n,) of a mesh's simplices, float64.

    Vertices have size 1.

    Raises
    ------
    MeshError
        If the mesh has no cells, or such that cannot be cut.
    """
    import numpy as np

    cut = Cut.of(mesh)
    return cut.corners, cut.sizes if cut.dimension else np.ones(len(cut.corners))


def _sizes(corners: Any) -> Any:
    """Return length, area or volume of simplices, corners (n, 2 to 4, 3) -> (n,) float64."""
    import numpy as np

    sides = corners[:, 1:] - corners[:, :1]
    if sides.shape[1] == 3:
        return np.abs(np.einsum("ni,ni->n", np.cross(sides[:, 0], sides[:, 1]), sides[:, 2])) / 6
    if sides.shape[1] == 2:
        return np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1) / 2
    return np.linalg.norm(sides.reshape(len(sides), -1), axis=1)


@dataclass(frozen=True)
class _Sample:
    """Points (m, 3) float64, each in the simplex `chosen` (m,) with barycentric weights."""

    cut: Cut
    chosen: np.ndarray
    weights: np.ndarray
    points: np.ndarray

    def taken(self, ids: Any) -> _Sample:
        return _Sample(self.cut, self.chosen[ids], self.weights[ids], self.points[ids])


def _uniform(cut: Cut, count: int, random: Any) -> _Sample:
    """Draw simplices by size, and in each a point of the flat Dirichlet distribution."""
    import numpy as np

    ends = np.cumsum(cut.sizes)
    chosen = np.searchsorted(ends, random.random(count) * ends[-1], side="right")
    chosen = np.minimum(chosen, len(ends) - 1)
    spacings = random.standard_exponential((count, cut.dimension + 1))
    weights = spacings / spacings.sum(axis=1, keepdims=True)
    points = np.einsum("mk,mki->mi", weights, cut.corners[chosen])
    return _Sample(cut, chosen, weights, points)


def _apart(cut: Cut, distance: float, random: Any) -> _Sample:
    """Keep of many uniform candidates, in turn, those that no kept one is nearer to."""
    import numpy as np
    from scipy.spatial import cKDTree

    places = _PACKED[cut.dimension] * cut.sizes.sum() / distance**cut.dimension
    count = math.ceil(_CANDIDATES * (places + 1))
    if count > _MOST_CANDIDATES:
        raise MeshError(
            "has room for about {places} points at a distance of {distance}: too many; choose a "
            "larger distance",
            places=f"{places:,.0f}",
            distance=distance,
        )
    candidates = _uniform(cut, count, random)
    tree, free, kept = cKDTree(candidates.points), np.ones(count, bool), []
    for number in range(count):
        if free[number]:
            kept.append(number)
            free[tree.query_ball_point(candidates.points[number], distance)] = False
    return candidates.taken(kept)


def _cloud(mesh: Any, sample: _Sample, normals: bool) -> Any:
    import numpy as np
    import pyvista as pv

    refuse_texts(mesh, mesh.GetPointData(), "interpolated")
    cloud = pv.PolyData(sample.points.astype(np.asarray(mesh.points).dtype))
    of_points = as_reals(mesh, "point").point_data
    corners = sample.cut.cells[sample.chosen]
    for name in of_points.keys():  # noqa: SIM118 - pyvista's own
        if name != GHOSTS:
            values = np.asarray(of_points[name])
            found = values[corners]
            mean = np.einsum("mk,mk...->m...", sample.weights, found)
            # Rounding must not lead out of what the corners have.
            mean = np.clip(mean, found.min(axis=1), found.max(axis=1))
            cloud.point_data[name] = mean.astype(values.dtype)
    _add_cell_fields(mesh, cloud, sample)
    for name in mesh.field_data:
        cloud.field_data[name] = mesh.field_data[name]
    if normals:
        cloud.point_data[NORMALS] = _normals(sample)
    return cloud


def _add_cell_fields(mesh: Any, cloud: Any, sample: _Sample) -> None:
    """Give the points the fields of their cells; a name that a point field has is left to it."""
    import numpy as np

    parents = sample.cut.parents[sample.chosen]
    names = [name for name in mesh.cell_data.keys() if name != GHOSTS]  # noqa: SIM118
    taken = [name for name in names if name in cloud.point_data]
    for name in names:
        if name not in taken:
            cloud.point_data[name] = np.asarray(mesh.cell_data[name])[parents]
    if taken:
        names_taken = ", ".join(taken)
        remark(Message("cell fields that points have too are left out: {names}", names=names_taken))


def _normals(sample: _Sample) -> Any:
    import numpy as np

    if sample.cut.dimension != 2:
        raise MeshError("has no faces, so its points have no normals; extract its surface first")
    corners = sample.cut.corners[sample.chosen]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return across / np.linalg.norm(across, axis=1, keepdims=True)


class FarthestPoints(RandomFilter):
    """Choose points of the mesh so that each is as far as can be from those chosen before.

    The first one is drawn. Points come in the order of their choice: the first n of them are a
    farthest choice of n, too. The result is a point cloud with the point fields. Method: Y. Eldar
    et al., "The Farthest Point Strategy for Progressive Image Sampling", 1997.

    Raises
    ------
    MeshError
        If a mesh has fewer than `count` points and `too_few` is "error", or a coordinate is NaN.
    """

    name = "Farthest points"
    description = "Chooses points of each mesh that are spread evenly, each farthest from the rest."
    version = "1"

    def __init__(
        self,
        count: Annotated[int, Param("How many points are kept of each mesh.", minimum=1)],
        seed: Seed = 0,
        too_few: TooFew = "error",
    ) -> None:
        self.count = count
        self.seed = seed
        self.too_few = too_few

    def change(self, mesh: Any, random: Any) -> Any:
        """Return the chosen points as a cloud."""
        available = mesh.GetNumberOfPoints()
        if available < self.count and (self.too_few == "error" or not available):
            raise MeshError(
                "has {available} {what}, fewer than the {count} asked for",
                available=f"{available:,}",
                what="points",
                count=f"{self.count:,}",
            )
        if self.count >= available:
            unchanged(Message("has no more {what} than are kept", what="points"))
        first = int(random.integers(available))
        return point_cloud(mesh, farthest(finite_points(mesh), min(self.count, available), first))


def farthest(points: Any, count: int, first: int) -> Any:
    """Return the numbers (count,) of points (n, 3), each farthest from those before it."""
    import numpy as np

    axes = np.ascontiguousarray(np.asarray(points, np.float64).T)
    chosen = np.empty(count, np.int64)
    nearest = np.full(axes.shape[1], np.inf)
    for number in range(count):
        chosen[number] = first
        offsets = axes - axes[:, first : first + 1]
        np.minimum(nearest, np.einsum("in,in->n", offsets, offsets), out=nearest)
        nearest[first] = -1.0  # also where points coincide, none comes twice
        first = int(nearest.argmax())
    return chosen
