"""Sinks for surfaces without fields: STL and PLY."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.filters.base import kind
from curator_gui.domains.mesh.formats.vtk.writing import run_writer
from curator_gui.domains.mesh.sinks.base import MeshSink, OutputName, output_folder

Binary = Annotated[bool, Param("Binary files are smaller and faster; otherwise text.")]


class _SurfaceSink(MeshSink):
    """Writes points and polygons; what has no place in the format is left out and said."""

    def __init__(self, folder: Path, name: str, binary: bool) -> None:
        super().__init__(folder, name)
        self.binary = binary

    def make_writer(self) -> Any:
        """Construct VTK's writer."""
        raise NotImplementedError

    def write(self, mesh: Any, path: Path) -> None:
        """Write one surface."""
        writer = self.make_writer()
        writer.SetInputData(self.fitting(_surface(mesh)))
        (writer.SetFileTypeToBinary if self.binary else writer.SetFileTypeToASCII)()
        run_writer(writer, path)

    def fitting(self, surface: Any) -> Any:
        return surface


def _surface(mesh: Any) -> Any:
    """Return points and polygons of a surface; a remark names what is left out.

    Raises
    ------
    MeshError
        If it is none.
    """
    import numpy as np
    import pyvista as pv

    if not mesh.IsA("vtkPolyData"):
        raise MeshError(
            "is a {kind}, but STL and PLY files hold surfaces; add Extract surface before the sink",
            kind=kind(mesh),
        )
    if not mesh.GetNumberOfPolys() + mesh.GetNumberOfStrips():
        raise MeshError("has no faces to write")
    lost = [*mesh.point_data.keys(), *mesh.cell_data.keys(), *mesh.field_data.keys()]
    if lost:
        names = ", ".join(dict.fromkeys(lost))
        remark(Message("STL and PLY files hold no fields; left out: {names}", names=names))
    points = np.asarray(mesh.points)
    if points.dtype == np.float64 and not np.array_equal(points.astype(np.float32), points):
        remark(Message("coordinates were rounded to float32, the format's own"))
    bare = pv.PolyData()
    bare.CopyStructure(mesh)
    bare.SetVerts(None)
    bare.SetLines(None)
    return bare


class STLSink(_SurfaceSink):
    """Write each surface to an `.stl` file: triangles with float32 coordinates.

    Polygons are cut into triangles. Points that triangles share are written once for each.

    Raises
    ------
    MeshError
        If a mesh is no surface or has no faces.
    OSError
        If the file cannot be written completely.
    """

    name = "STL files"
    description = "Writes the triangles of each surface to an STL file; fields have no place there."
    version = "1"
    suffix = ".stl"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("STL files")],
        name: OutputName = "{stem}.stl",
        binary: Binary = True,
    ) -> None:
        super().__init__(folder, name, binary)

    def make_writer(self) -> Any:
        from vtkmodules.vtkIOGeometry import vtkSTLWriter

        return vtkSTLWriter()

    def fitting(self, surface: Any) -> Any:
        """Return the surface in triangles."""
        if surface.is_all_triangles:
            return surface
        remark(Message("polygons were cut into triangles"))
        return surface.triangulate()


class PLYSink(_SurfaceSink):
    """Write each surface to a `.ply` file: polygons on shared points with float32 coordinates.

    Raises
    ------
    MeshError
        If a mesh is no surface or has no faces.
    OSError
        If the file cannot be written completely.
    """

    name = "PLY files"
    description = "Writes points and polygons of each surface to a PLY file; fields have no place."
    version = "1"
    suffix = ".ply"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("PLY files")],
        name: OutputName = "{stem}.ply",
        binary: Binary = True,
    ) -> None:
        super().__init__(folder, name, binary)

    def make_writer(self) -> Any:
        from vtkmodules.vtkIOPLY import vtkPLYWriter

        return vtkPLYWriter()

    def fitting(self, surface: Any) -> Any:
        """Return the surface without strips, which the format does not know."""
        return surface.triangulate() if surface.GetNumberOfStrips() else surface
