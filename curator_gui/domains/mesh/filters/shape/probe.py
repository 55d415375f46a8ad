"""The filter that takes the fields of a mesh at given points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.common.row_tables import TableError, read_rows
from curator_gui.domains.mesh.cells import point_cloud
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice
from curator_gui.domains.mesh.filters.base import MeshFilter
from curator_gui.domains.mesh.filters.shape.sampled import Mask, Outside, sampled
from curator_gui.domains.mesh.formats.vtk.reading import read_vtk

TABLES = (".csv", ".tsv", ".parquet")
MESHES = (".vtp", ".vtu", ".vtk", ".vti", ".vts", ".vtr", ".stl", ".ply", ".obj")


class SampleAtPoints(MeshFilter):
    """Sample each mesh at the same given points (`vtkResampleWithDataSet`): probes, sensors.

    The points are those of a table with columns of coordinates, or of a mesh, in the meshes' own
    unit. The result is a point cloud (PolyData with one vertex per point, in the file's order).
    Point fields are interpolated within the cell that a point lies in; cell fields have the value
    of that cell and become point fields. A surface has no inside: only points on it, within the
    tolerance of VTK, have values.

    Raises
    ------
    MeshError
        If the file is damaged or holds no points, a coordinate is missing, no point lies in the
        mesh, a field of texts cannot be sampled, or one name is that of a point and a cell field.
    """

    name = "Sample at points"
    description = "Samples the fields of each mesh at given points: those of a table or a mesh."
    version = "1"

    def __init__(
        self,
        points: Annotated[
            Path,
            Param(
                "Table (CSV, TSV, Parquet) or mesh file with the points.",
                suffixes=TABLES + MESHES,
                widget="file",
            ),
        ],
        columns: Annotated[
            list[str] | None,
            Param("Columns of a table with the coordinates along x, y and z. Not set: x, y, z."),
        ] = None,
        outside: Outside = "nan",
        mask: Mask = "inside",
    ) -> None:
        self.points = Path(points)
        self.columns = columns
        self.outside, self.mask = outside, mask
        self._places: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_places": None}  # a worker reads them itself

    def input_files(self) -> Sequence[str]:
        """Name the file of the points: other points give other results."""
        return (str(self.points),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a file of another format and another number of columns than three."""
        if self.points.suffix.lower() not in TABLES + MESHES:
            suffixes = ", ".join(TABLES + MESHES)
            yield "points", Message("is none of {suffixes}", suffixes=suffixes)
        if self.columns is not None and len(self.columns) != 3:
            n = len(self.columns)
            yield "columns", Message("needs three columns (x, y, z), not {n}", n=n)

    def apply(self, mesh: Any) -> Any:
        """Return a cloud of the points with the mesh's fields."""
        if self._places is None:
            self._places = read_points(self.points, self.columns or ("x", "y", "z"))
        return sampled(self._places, mesh, self.outside, self.mask)


def read_points(path: Path, columns: Sequence[str]) -> Any:
    """Read places from a table or a mesh file, as a point cloud without fields.

    Raises
    ------
    MeshError
        If there are none, or a coordinate is missing or no number.
    """
    import numpy as np
    import pyvista as pv

    if path.suffix.lower() in TABLES:
        return _cloud(path, np.array(_coordinates(path, columns)))
    found = [pv.wrap(data) for _, data in read_vtk(path, FieldChoice(cell=(), point=()))]
    points = [np.asarray(mesh.points, np.float64) for mesh in found if hasattr(mesh, "points")]
    return _cloud(path, np.concatenate(points) if points else np.zeros((0, 3)))


def _coordinates(path: Path, columns: Sequence[str]) -> list[list[float]]:
    try:
        rows = read_rows(path)
        return [[rows.number(n, column) for column in columns] for n in range(len(rows.rows))]
    except TableError as error:
        raise MeshError(str(error)) from error


def _cloud(path: Path, points: Any) -> Any:
    import numpy as np
    import pyvista as pv

    if not len(points):
        raise MeshError("{path} holds no points", path=path)
    wrong = ~np.isfinite(points).all(axis=1)
    if wrong.any():
        raise MeshError(
            "{path}: point {number} lacks a coordinate, or it is infinite",
            path=path,
            number=int(wrong.argmax()) + 1,
        )
    return point_cloud(pv.PolyData(points), np.arange(len(points)))
