"""Filters that change cells: triangles, surfaces, normals."""

from __future__ import annotations

from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import as_surface, is_mixed_surface
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import MeshFilter, kind, require_points, shallow
from curator_gui.domains.mesh.formats.vtk.messages import vtk_messages


class Triangulate(MeshFilter):
    """Split cells into simplices: polygons into triangles, volume cells into tetrahedra.

    Surfaces (PolyData) stay surfaces (`vtkTriangleFilter`); other meshes become unstructured grids
    (`vtkDataSetTriangleFilter`). Lines become segments. Points stay; each new cell has the fields
    of the one it is from.
    """

    name = "Triangulate"
    description = "Splits polygons into triangles and volume cells into tetrahedra."
    version = "1"

    def apply(self, mesh: Any) -> Any:
        if not mesh.GetNumberOfCells():
            unchanged(Message("has no cells"))
            return mesh
        if is_mixed_surface(mesh) or (mesh.IsA("vtkPolyData") and mesh.GetNumberOfLines()):
            result = as_surface(mesh.cast_to_unstructured_grid().triangulate())
        else:
            result = mesh.triangulate()
        if result.GetNumberOfCells() == mesh.GetNumberOfCells() and type(result) is type(mesh):
            unchanged(Message("its cells are simplices already"))
        return require_points(result, "after splitting its cells")


class ExtractSurface(MeshFilter):
    """Keep the outer surface: the faces that belong to one cell only (`vtkDataSetSurfaceFilter`).

    The result is a `pyvista.PolyData`; point fields are those of the points, cell fields those of
    the cell behind each face. Faces of curved cells are approximated by their linear ones.
    """

    ignores_places = True
    name = "Extract surface"
    description = "Keeps the outer surface of a volume mesh, with its fields."
    version = "1"

    def __init__(
        self,
        original_ids: Annotated[
            bool,
            Param(
                "Add the fields `vtkOriginalPointIds` and `vtkOriginalCellIds`: where each "
                "point and face was in the volume mesh, counted from 0."
            ),
        ] = False,
    ) -> None:
        self.original_ids = original_ids

    def apply(self, mesh: Any) -> Any:
        import pyvista as pv
        from vtkmodules.vtkFiltersGeometry import vtkDataSetSurfaceFilter

        if not mesh.GetNumberOfCells():
            raise MeshError("has points but no cells, so it has no surface")
        if mesh.IsA("vtkPolyData"):
            unchanged(Message("is a surface already"))
        surface = vtkDataSetSurfaceFilter()
        surface.SetInputData(mesh)
        surface.SetPassThroughPointIds(self.original_ids)
        surface.SetPassThroughCellIds(self.original_ids)
        with vtk_messages() as messages:
            surface.Update()
        if messages.errors:
            raise MeshError("its surface cannot be extracted: {errors}", errors=messages.errors[0])
        return require_points(pv.wrap(surface.GetOutput()), "after extracting its surface")


class Normals(MeshFilter):
    """Add the field `Normals`, unit vectors perpendicular to a surface (`vtkPolyDataNormals`).

    Shapes (n_points, 3) and (n_cells, 3), float32. A point's normal is the mean of those of the
    cells around it.

    Raises
    ------
    MeshError
        If the mesh is no surface (PolyData) or has no polygons.
    """

    name = "Normals"
    description = "Adds unit normals to the points and cells of a surface."
    version = "1"

    def __init__(
        self,
        point_normals: Annotated[bool, Param("Add normals to the points.")] = True,
        cell_normals: Annotated[bool, Param("Add normals to the cells.")] = True,
        orient: Annotated[
            str,
            Param(
                "Which way they point: `keep` follows the order of each cell's points, "
                "`consistent` turns cells so that neighbors agree, `outward` also turns "
                "closed surfaces so that all point outwards.",
                choices=("keep", "consistent", "outward"),
            ),
        ] = "consistent",
        split_angle: Annotated[
            float | None,
            Param(
                "Split points along edges sharper than this angle, so that each side has its "
                "own normal; unset splits none.",
                unit="degrees",
                minimum=0.0,
                maximum=180.0,
            ),
        ] = None,
    ) -> None:
        self.point_normals = point_normals
        self.cell_normals = cell_normals
        self.orient = orient
        self.split_angle = split_angle

    def problems(self) -> list[tuple[str, str]]:
        wanted = self.point_normals or self.cell_normals
        return (
            []
            if wanted
            else [("point_normals", Message("neither point nor cell normals are wanted"))]
        )

    def apply(self, mesh: Any) -> Any:
        if not mesh.IsA("vtkPolyData"):
            raise MeshError(
                "is a {kind}, but only a surface has normals; extract its surface first",
                kind=kind(mesh),
            )
        if mesh.GetNumberOfPolys() + mesh.GetNumberOfStrips() == 0:
            raise MeshError("has no polygons, so it has no normals")
        # pyvista notes the old point numbers of split points on the input as well.
        result = shallow(mesh).compute_normals(
            point_normals=self.point_normals,
            cell_normals=self.cell_normals,
            consistent_normals=self.orient != "keep",
            auto_orient_normals=self.orient == "outward",
            split_vertices=self.split_angle is not None,
            feature_angle=180.0 if self.split_angle is None else self.split_angle,
        )
        result.GetPointData().RemoveArray("pyvistaOriginalPointIds")
        return result
