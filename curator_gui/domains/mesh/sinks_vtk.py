"""Sinks for VTK files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curator_gui.core.param import Param
from curator_gui.domains.mesh.sink_base import MeshSink, output_params
from curator_gui.domains.mesh.vtk_writing import compression_params, write_xml


class VTUSink(MeshSink):
    """Write each mesh to a `.vtu` file (VTK XML, unstructured grid).

    Other types (images, structured grids, surfaces) are converted to unstructured grids with the
    same points, cells and fields. Data are appended binary; raw unless compressed.

    Raises
    ------
    OSError
        If the file cannot be written completely.
    """

    name = "VTU files"
    description = "Writes each mesh to a VTK XML unstructured grid, raw or compressed."
    version = "1"
    suffix = ".vtu"

    def __init__(
        self, folder: Path, name: str = "{stem}.vtu", compression: str = "none", level: int = 5
    ) -> None:
        super().__init__(folder, name)
        self.compression = compression
        self.level = level

    @classmethod
    def params(cls) -> list[Param]:
        """Describe names and compression."""
        return [*output_params("{stem}.vtu", "VTU files"), *compression_params()]

    def write(self, mesh: Any, path: Path) -> None:
        """Write one mesh, converted if it is no unstructured grid."""
        from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

        grid = mesh if mesh.IsA("vtkUnstructuredGrid") else mesh.cast_to_unstructured_grid()
        write_xml(vtkXMLUnstructuredGridWriter(), grid, path, self.compression, self.level)
