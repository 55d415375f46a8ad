"""Filters that make surfaces and lines: slice, decimate, edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import (
    MeshFilter,
    as_reals,
    kind,
    require_points,
    shallow,
)


class Slice(MeshFilter):
    """Cut a mesh with a plane: volumes give a surface, surfaces lines (PolyData, `vtkCutter`).

    Point fields are interpolated along the edges that are cut, cell fields are those of the cells.

    Raises
    ------
    MeshError
        If the plane misses the mesh.
    """

    name = "Slice"
    description = "Cuts each mesh with a plane and keeps the section, with its fields."
    version = "1"

    def __init__(
        self,
        origin: Annotated[
            list[float], Param("A point of the plane: x, y, z in the mesh's own unit.")
        ],
        normal: Annotated[list[float], Param("Direction perpendicular to the plane: x, y, z.")],
    ) -> None:
        self.origin = origin
        self.normal = normal

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report points and directions that are none."""
        return plane_problems(self.origin, self.normal)

    def apply(self, mesh: Any) -> Any:
        section = as_reals(mesh, "point").slice(normal=self.normal, origin=self.origin)
        return require_points(section, "after slicing: the plane misses it")


def plane_problems(origin: list[float], normal: list[float]) -> Iterator[tuple[str, str]]:
    """Report on `origin` and `normal` what makes no plane."""
    for name, values in (("origin", origin), ("normal", normal)):
        if len(values) != 3:
            yield name, Message("needs three numbers (x, y, z), not {n}", n=len(values))
    if not any(normal):
        yield "normal", Message("has no direction: all numbers are 0")


class Decimate(MeshFilter):
    """Remove triangles where a surface is flat, keeping its shape (`vtkQuadricDecimation`).

    Method: M. Garland and P. Heckbert, "Surface Simplification Using Quadric Error Metrics",
    SIGGRAPH 1997. Points are moved and removed, so no field keeps its meaning: all cell and point
    fields are dropped; global data stays.

    Raises
    ------
    MeshError
        If the mesh is no surface of triangles.
    """

    name = "Decimate"
    description = "Simplifies a triangle surface, keeping its shape; cell and point fields go."
    version = "1"

    def __init__(
        self,
        reduction: Annotated[
            float,
            Param(
                "Share of the triangles to remove: 0.9 leaves a tenth.", minimum=0.0, maximum=0.999
            ),
        ] = 0.5,
        keep_volume: Annotated[bool, Param("Keep the enclosed volume as well as possible.")] = True,
    ) -> None:
        self.reduction = reduction
        self.keep_volume = keep_volume

    def apply(self, mesh: Any) -> Any:
        if not mesh.IsA("vtkPolyData"):
            raise MeshError(
                "is a {kind}, but only surfaces are decimated; extract it first", kind=kind(mesh)
            )
        if not mesh.is_all_triangles:
            raise MeshError("has other cells than triangles; triangulate it first")
        bare = shallow(mesh)
        bare.GetPointData().Initialize()
        bare.GetCellData().Initialize()
        simpler = bare.decimate(self.reduction, volume_preservation=self.keep_volume)
        if simpler.n_cells == mesh.n_cells:
            unchanged(Message("no triangle could be removed"))
        return require_points(simpler, "after decimating")


class FeatureEdges(MeshFilter):
    """Keep the edges that show a shape, as lines (PolyData, `vtkFeatureEdges`).

    Volume meshes give those of their surface. The cell field `Edge Types` says what an edge is:
    0 boundary, 1 non-manifold (more than two faces), 2 feature.

    Raises
    ------
    MeshError
        If there is no such edge.
    """

    name = "Feature edges"
    description = "Keeps sharp edges, open borders and edges of more than two faces, as lines."
    version = "1"

    def __init__(
        self,
        angle: Annotated[
            float,
            Param(
                "Edges are sharp if their faces' normals differ by more than this.",
                unit="degrees",
                minimum=0.0,
                maximum=180.0,
            ),
        ] = 30.0,
        sharp: Annotated[bool, Param("Keep sharp edges.")] = True,
        boundary: Annotated[bool, Param("Keep the borders of open surfaces.")] = True,
        non_manifold: Annotated[bool, Param("Keep edges of more than two faces.")] = True,
    ) -> None:
        self.angle = angle
        self.sharp = sharp
        self.boundary = boundary
        self.non_manifold = non_manifold

    def problems(self) -> list[tuple[str, str]]:
        wanted = self.sharp or self.boundary or self.non_manifold
        return [] if wanted else [("sharp", Message("no kind of edge is to be kept"))]

    def apply(self, mesh: Any) -> Any:
        edges = shallow(mesh).extract_feature_edges(
            feature_angle=self.angle,
            feature_edges=self.sharp,
            boundary_edges=self.boundary,
            non_manifold_edges=self.non_manifold,
            manifold_edges=False,
        )
        return require_points(edges, "after extracting its edges: it has none of these kinds")
