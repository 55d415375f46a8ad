"""What kind of node a point is: inside, on the boundary, on a sharp edge."""

from __future__ import annotations

from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter, shallow

INSIDE, BOUNDARY, SHARP = 0, 1, 2
_IDS = "curatorPointIds"


class NodeTypes(MeshFilter):
    """Add a point field that says what a point is: 0 inside, 1 boundary, 2 sharp edge; int64.

    The boundary of a mesh with volume cells is its outer surface, that of a surface its open
    borders. Sharp edges are those of the surface (`vtkFeatureEdges`). A closed surface has no
    boundary: all is 0 there, but sharp edges. Points that no cell uses are 0.

    Raises
    ------
    MeshError
        If the mesh has neither volume cells nor faces, or a field of this name.
    """

    ignores_places = True
    name = "Node types"
    description = (
        "Adds a point field that tells boundary points and sharp edges from those inside, for "
        "graph networks."
    )
    version = "1"

    def __init__(
        self,
        angle: Annotated[
            float | None,
            Param(
                "Points on edges whose faces' normals differ by more than this are of type 2; "
                "unset marks none.",
                unit="degrees",
                minimum=0.0,
                maximum=180.0,
            ),
        ] = None,
        output: Annotated[str, Param("Name of the new point field.")] = "node_type",
    ) -> None:
        self.angle = angle
        self.output = output

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with the field of types."""
        import numpy as np

        if self.output in mesh.point_data:
            raise MeshError(
                "has a point field named {taken} already; rename it first", taken=repr(self.output)
            )
        types = np.full(mesh.GetNumberOfPoints(), INSIDE, np.int64)
        surface, volume = _surface(mesh)
        if volume:
            types[np.asarray(surface.point_data[_IDS])] = BOUNDARY
        else:
            types[_edge_points(surface, boundary_edges=True)] = BOUNDARY
        if self.angle is not None:
            sharp = _edge_points(surface, feature_edges=True, feature_angle=self.angle)
            types[sharp] = SHARP
        if not types.any():
            remark(Message("has no point on a boundary or sharp edge: all are of type 0"))
        result = shallow(mesh)
        result.point_data[self.output] = types
        return result


def _surface(mesh: Any) -> tuple[Any, bool]:
    """Return the outer surface with the numbers of its points, and whether it encloses cells."""
    import numpy as np

    bare = type(mesh)()
    bare.CopyStructure(mesh)
    bare.point_data[_IDS] = np.arange(mesh.GetNumberOfPoints())
    dimension = max((d for d in (3, 2) if _has_cells(bare, d)), default=0)
    if not dimension:
        raise MeshError("has neither volume cells nor faces, so it has no boundary")
    if mesh.IsA("vtkPolyData"):
        return bare, False
    return outer_surface(bare), dimension == 3


def outer_surface(mesh: Any) -> Any:
    """Return the outer surface of any mesh but a surface, with its point fields, as PolyData."""
    import pyvista as pv
    from vtkmodules.vtkFiltersGeometry import vtkDataSetSurfaceFilter

    surface = vtkDataSetSurfaceFilter()
    # Of a structured mesh each side would have points of its own.
    surface.SetInputData(mesh.cast_to_unstructured_grid())
    surface.Update()
    return pv.wrap(surface.GetOutput())


def _has_cells(mesh: Any, dimension: int) -> bool:
    import numpy as np
    from vtkmodules.vtkCommonDataModel import vtkGenericCell

    if mesh.IsA("vtkPolyData"):
        return dimension == 2 and bool(mesh.GetNumberOfPolys() + mesh.GetNumberOfStrips())
    grid = mesh if mesh.IsA("vtkUnstructuredGrid") else mesh.cast_to_unstructured_grid()
    cell = vtkGenericCell()
    for kind in np.unique(grid.celltypes).tolist():
        cell.SetCellType(int(kind))
        if cell.GetCellDimension() == dimension:
            return True
    return False


def _edge_points(surface: Any, **kinds: Any) -> Any:
    """Return the numbers of points on edges of these kinds, in the mesh."""
    import numpy as np

    none = dict.fromkeys(("boundary_edges", "feature_edges", "manifold_edges"), False)
    edges = surface.extract_feature_edges(**(none | {"non_manifold_edges": False} | kinds))
    if not edges.n_points:
        return np.zeros(0, np.int64)
    return np.asarray(edges.point_data[_IDS])
