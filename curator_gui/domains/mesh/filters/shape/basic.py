"""Filters that repair a mesh or move its fields between cells and points."""

from __future__ import annotations

from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import (
    GHOSTS,
    point_cloud,
    unused_points,
    without_ghosts,
)
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import array_names
from curator_gui.domains.mesh.filters.base import (
    MeshFilter,
    as_reals,
    refuse_texts,
    require_points,
    shallow,
)


class Clean(MeshFilter):
    """Merge coincident points and drop those that no cell uses.

    Surfaces (PolyData) also lose degenerate cells (`vtkCleanPolyData`); other meshes keep all
    cells (`vtkStaticCleanUnstructuredGrid`). Images and rectilinear grids have no such points and
    pass unchanged; a structured grid becomes an unstructured one. Fields of merged points are
    those of one of them. Of a mesh without cells all points stay that are not merged.
    """

    name = "Clean"
    description = "Merges points that lie within a tolerance and removes unused ones."
    version = "1"

    def __init__(
        self,
        tolerance: Annotated[
            float,
            Param(
                "Distance up to which points are merged, in the mesh's own unit; 0 merges only "
                "identical points.",
                minimum=0.0,
            ),
        ] = 0.0,
    ) -> None:
        self.tolerance = tolerance

    def apply(self, mesh: Any) -> Any:
        if mesh.IsA("vtkImageData") or mesh.IsA("vtkRectilinearGrid"):
            unchanged(Message("is a regular grid, which has no points to merge"))
            return mesh
        if mesh.GetNumberOfCells() == 0:
            cleaned = self._clean_cloud(mesh)
        elif mesh.IsA("vtkPolyData"):
            cleaned = mesh.clean(tolerance=self.tolerance, absolute=True)
        else:
            cleaned = mesh.cast_to_unstructured_grid().clean(
                tolerance=self.tolerance, produce_merge_map=False, average_point_data=False
            )
        if cleaned.n_points == mesh.n_points and cleaned.n_cells == mesh.n_cells:
            unchanged(Message("has no points to merge or to remove"))
        return require_points(cleaned, "after cleaning")

    def _clean_cloud(self, mesh: Any) -> Any:
        """Merge points that no cell uses, because there are none: each gets a cell meanwhile."""
        import numpy as np

        cloud = point_cloud(mesh, np.arange(mesh.n_points))
        cleaned = cloud.clean(tolerance=self.tolerance, absolute=True)
        cleaned.SetVerts(None)
        cleaned.GetCellData().Initialize()
        return cleaned


class CellToPoint(MeshFilter):
    """Turn cell fields into point fields: each point gets the mean of the cells around it.

    Shapes (n_cells, k) become (n_points, k); `vtkCellDataToPointData`. Point fields that are there
    already are kept. Points that no cell uses, or only cells that are blanked out, get NaN; a mesh
    without cells passes unchanged.

    Raises
    ------
    MeshError
        If a cell field has the name of a point field: one of them would be lost; or holds texts.
    """

    ignores_places = True
    name = "Cell data to point data"
    description = "Averages cell fields onto the points."
    version = "1"

    def __init__(
        self,
        keep_cell_data: Annotated[
            bool, Param("Keep the cell fields beside the point fields.")
        ] = False,
    ) -> None:
        self.keep_cell_data = keep_cell_data

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with its cell fields on the points."""
        _refuse_shared_names(mesh)
        fields = _averaged(array_names(mesh.GetCellData()))
        if not mesh.GetNumberOfCells() or not fields:
            unchanged(
                Message("has no cell fields")
                if mesh.GetNumberOfCells()
                else Message("has no cells")
            )
            return mesh
        refuse_texts(mesh, mesh.GetCellData(), "averaged")
        result = self._on_points(as_reals(mesh, "cell"), fields)
        if self.keep_cell_data:
            keep_fields(mesh, result, "cell")
        blank_unused_points(result, fields)
        return result

    def _on_points(self, mesh: Any, fields: list[str]) -> Any:
        if (
            mesh.IsA("vtkStructuredGrid")
            and without_ghosts(mesh.GetCellData(), _HIDDEN) is not None
        ):
            return _averaged_visible(mesh, fields, self.keep_cell_data)
        return mesh.cell_data_to_point_data(pass_cell_data=self.keep_cell_data)


_HIDDEN = 32
"""vtkDataSetAttributes::HIDDENCELL: a cell that is blanked out."""

_SHARE = " share"


def _averaged(names: list[str]) -> list[str]:
    return [name for name in names if name != GHOSTS]


def _averaged_visible(mesh: Any, fields: list[str], keep_cell_data: bool) -> Any:
    """Average the cells that are not blanked out; points with such cells only get NaN.

    VTK does the first, but sets all fields of these points to 0, also in the mesh it was given.
    """
    import numpy as np

    visible = without_ghosts(mesh.GetCellData(), _HIDDEN).astype(np.float64)
    shares = mesh.copy(deep=False)
    shares.clear_data()
    for name in fields:
        values = np.asarray(mesh.cell_data[name], dtype=np.float64).reshape(len(visible), -1)
        shares.cell_data[name] = np.where(visible[:, None] > 0, values, 0.0)
    shares.cell_data[_SHARE] = visible
    sums = shares.cell_data_to_point_data()
    result = shallow(mesh)
    share = np.where(sums.point_data[_SHARE] > 0, sums.point_data[_SHARE], np.nan)
    for name in fields:
        old, mean = mesh.cell_data[name], sums.point_data[name]
        mean = mean.reshape(len(share), -1) / share[:, None]
        kept = old.dtype if old.dtype.kind == "f" else np.float64
        result.point_data[name] = mean.reshape(len(share), *old.shape[1:]).astype(kept)
    for name in () if keep_cell_data else fields:
        result.GetCellData().RemoveArray(name)
    if np.isnan(share).any():
        remark(Message("points that no cell uses have no value: they are NaN"))
    return result


def blank_unused_points(mesh: Any, fields: list[str]) -> None:
    """Set the fields of points that no cell uses to NaN, in place: VTK would leave 0 there."""
    import numpy as np

    unused = unused_points(mesh)
    if not unused.any():
        return
    for name in fields:
        values = np.asarray(mesh.point_data[name])
        if values.dtype.kind != "f":
            values = values.astype(np.float64)
        mesh.point_data[name] = np.where(
            unused.reshape(-1, *[1] * (values.ndim - 1)), np.asarray(np.nan, values.dtype), values
        )
    remark(Message("points that no cell uses have no value: they are NaN"))


class PointToCell(MeshFilter):
    """Turn point fields into cell fields: each cell gets the mean of its points.

    Shapes (n_points, k) become (n_cells, k); `vtkPointDataToCellData`. Cell fields that are there
    already are kept. A mesh without cells passes unchanged.

    Raises
    ------
    MeshError
        If a point field has the name of a cell field: one of them would be lost; or holds texts.
    """

    ignores_places = True
    name = "Point data to cell data"
    description = "Averages point fields onto the cells."
    version = "1"

    def __init__(
        self,
        keep_point_data: Annotated[
            bool, Param("Keep the point fields beside the cell fields.")
        ] = False,
        categorical: Annotated[
            bool,
            Param(
                "Take the value that most points of a cell have instead of the mean: for labels."
            ),
        ] = False,
    ) -> None:
        self.keep_point_data = keep_point_data
        self.categorical = categorical

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with its point fields on the cells."""
        _refuse_shared_names(mesh)
        fields = _averaged(array_names(mesh.GetPointData()))
        if not mesh.GetNumberOfCells() or not fields:
            unchanged(
                Message("has no point fields")
                if mesh.GetNumberOfCells()
                else Message("has no cells")
            )
            return mesh
        refuse_texts(mesh, mesh.GetPointData(), "averaged")
        plain = mesh if self.categorical else as_reals(mesh, "point")
        result = plain.point_data_to_cell_data(
            pass_point_data=self.keep_point_data, categorical=self.categorical
        )
        if self.keep_point_data:
            keep_fields(mesh, result, "point")
        return result


def keep_fields(mesh: Any, result: Any, association: str) -> None:
    """Set the fields of a mesh in a result whose own are real numbers made of them, in place."""
    ours, theirs = (getattr(m, f"Get{association.title()}Data")() for m in (mesh, result))
    for number in range(ours.GetNumberOfArrays()):
        theirs.AddArray(ours.GetAbstractArray(number))


def _refuse_shared_names(mesh: Any) -> None:
    if not mesh.GetCellData().GetNumberOfArrays() or not mesh.GetPointData().GetNumberOfArrays():
        return
    cells, points = array_names(mesh.GetCellData()), array_names(mesh.GetPointData())
    shared = [name for name in cells if name in points]
    if shared:
        raise MeshError(
            "has both a cell field and a point field named {map}, and one would "
            "overwrite the other; drop one with Select fields first",
            map=", ".join(map(repr, shared)),
        )
