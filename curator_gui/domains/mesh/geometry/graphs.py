"""Graphs: points as nodes, edges as lines with what a network takes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter, finite_points

RELATIVE, LENGTH = "relative_position", "length"
_MOST_EDGES = 100_000_000

Direction = Annotated[
    str,
    Param(
        "`once` gives each pair of neighbors one edge, from the lower point number to the higher; "
        "`both` gives two, one for each direction.",
        choices=("once", "both"),
    ),
]


class GraphFilter(MeshFilter):
    """A filter that joins points by edges; subclasses write `pairs`."""

    direction = "once"

    def pairs(self, mesh: Any) -> Any:
        """Return neighbors, int64 (n, 2), in any order, pairs perhaps twice."""
        raise NotImplementedError

    def apply(self, mesh: Any) -> Any:
        """Return points and edges as PolyData, the features of edges as cell fields."""
        import numpy as np

        pairs = np.sort(np.asarray(self.pairs(mesh), np.int64).reshape(-1, 2), axis=1)
        pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
        if not len(pairs):
            raise MeshError("has no two points that are neighbors, so the graph has no edges")
        if self.direction == "both":
            pairs = np.concatenate([pairs, pairs[:, ::-1]])
        return graph(mesh, pairs)


def graph(mesh: Any, pairs: Any) -> Any:
    """Return PolyData with the mesh's points and one line per pair (n, 2) of point numbers.

    Cell fields: `relative_position` (n, 3), second point minus first, and `length` (n,), in the
    number format of the points. The mesh's point fields and global data stay.
    """
    import numpy as np
    import pyvista as pv

    result = pv.PolyData()
    result.points = np.array(mesh.points)
    result.SetLines(_line_cells(pairs))
    for name in mesh.point_data.keys():  # noqa: SIM118 - pyvista's own
        result.point_data[name] = mesh.point_data[name]
    for name in mesh.field_data.keys():  # noqa: SIM118
        result.field_data[name] = mesh.field_data[name]
    points = np.asarray(mesh.points)
    steps = points.astype(np.float64)[pairs[:, 1]] - points.astype(np.float64)[pairs[:, 0]]
    result.cell_data[RELATIVE] = steps.astype(points.dtype)
    result.cell_data[LENGTH] = np.linalg.norm(steps, axis=1).astype(points.dtype)
    lost = mesh.cell_data.keys()
    if lost:
        names = ", ".join(lost)
        remark(
            Message("cell fields have no place in a graph and are left out: {names}", names=names)
        )
    return result


def _line_cells(pairs: Any) -> Any:
    import numpy as np
    from vtkmodules.util.numpy_support import numpy_to_vtkIdTypeArray
    from vtkmodules.vtkCommonDataModel import vtkCellArray

    ends = np.arange(0, 2 * len(pairs) + 1, 2, dtype=np.int64)
    lines = vtkCellArray()
    lines.SetData(
        numpy_to_vtkIdTypeArray(ends, deep=True),
        numpy_to_vtkIdTypeArray(np.ascontiguousarray(pairs).ravel(), deep=True),
    )
    return lines


class MeshGraph(GraphFilter):
    """Make a graph of the edges of all cells (`vtkExtractEdges`).

    Raises
    ------
    MeshError
        If the mesh has no cells, or curved ones, whose edges have more than two points.
    """

    name = "Graph of mesh edges"
    description = (
        "Makes a graph of each mesh: points are nodes, cell edges are edges with relative position "
        "and length."
    )
    version = "1"

    def __init__(self, direction: Direction = "once") -> None:
        self.direction = direction

    def pairs(self, mesh: Any) -> Any:
        """Return the ends of the edges of all cells."""
        from vtkmodules.util.numpy_support import vtk_to_numpy
        from vtkmodules.vtkFiltersCore import vtkExtractEdges

        bare = type(mesh)()
        bare.CopyStructure(mesh)
        if _is_curved(bare):
            raise MeshError("has curved cells, whose edges have more than two points")
        edges = vtkExtractEdges()
        edges.SetInputData(bare)
        edges.UseAllPointsOn()  # keeps the numbers of the points
        edges.Update()
        lines = vtk_to_numpy(edges.GetOutput().GetLines().GetConnectivityArray())
        return lines.reshape(-1, 2)


def _is_curved(mesh: Any) -> bool:
    import numpy as np
    from vtkmodules.vtkCommonDataModel import vtkGenericCell

    cell = vtkGenericCell()
    for kind in np.unique(mesh.celltypes).tolist() if mesh.IsA("vtkUnstructuredGrid") else ():
        cell.SetCellType(int(kind))
        if not cell.IsLinear():
            return True
    return False


class NearestGraph(GraphFilter):
    """Join each point with its nearest ones; two are neighbors if either is among the other's.

    Raises
    ------
    MeshError
        If a mesh has no more points than `neighbors`.
    """

    name = "Graph of nearest neighbors"
    description = (
        "Makes a graph of each mesh or point cloud: every point is joined with its k nearest ones."
    )
    version = "1"

    def __init__(
        self,
        neighbors: Annotated[int, Param("How many nearest points each is joined with.", minimum=1)],
        direction: Direction = "once",
    ) -> None:
        self.neighbors = neighbors
        self.direction = direction

    def pairs(self, mesh: Any) -> Any:
        """Return each point with its nearest ones."""
        import numpy as np
        from scipy.spatial import cKDTree

        points = finite_points(mesh)
        if len(points) <= self.neighbors:
            raise MeshError(
                "has {n} points, so none has {neighbors} neighbors",
                n=len(points),
                neighbors=self.neighbors,
            )
        _, found = cKDTree(points).query(points, k=self.neighbors + 1)
        rows = np.arange(len(points))[:, None]
        other = found != rows
        # Of more coincident points than are asked for, a point need not find itself.
        other[other.all(axis=1), -1] = False
        starts = np.broadcast_to(rows, found.shape)
        return np.column_stack([starts[other], found[other]])


class RadiusGraph(GraphFilter):
    """Join all points that are at most `radius` apart.

    Raises
    ------
    MeshError
        If there are more than about 100 million such pairs.
    """

    name = "Graph of points within a radius"
    description = (
        "Makes a graph of each mesh or point cloud: points up to a radius apart are joined."
    )
    version = "1"

    def __init__(
        self,
        radius: Annotated[
            float,
            Param("Largest length of an edge, in the mesh's own unit.", minimum=0.0),
        ],
        direction: Direction = "once",
    ) -> None:
        self.radius = radius
        self.direction = direction

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a radius in which there is nothing."""
        if self.radius <= 0:
            yield "radius", Message("needs to be above 0")

    def pairs(self, mesh: Any) -> Any:
        """Return all pairs of points within the radius."""
        from scipy.spatial import cKDTree

        tree = cKDTree(finite_points(mesh))
        count = _pairs_within(tree, self.radius)
        if count > _MOST_EDGES:
            raise MeshError(
                "has about {count} pairs of points within {radius}: too many; choose a smaller "
                "radius",
                count=f"{count:,.0f}",
                radius=self.radius,
            )
        return tree.query_pairs(self.radius, output_type="ndarray")


def _pairs_within(tree: Any, radius: float) -> float:
    """Estimate how many pairs are within a radius, by those of a thousand points."""
    import numpy as np

    points = tree.data[:: max(1, tree.n // 1000)]
    if not len(points):
        return 0.0
    found = tree.query_ball_point(points, radius, return_length=True)
    return float((np.mean(found) - 1) * tree.n / 2)
