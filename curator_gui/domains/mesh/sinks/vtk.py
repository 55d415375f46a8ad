"""Sinks for VTK files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import array_names, text_names
from curator_gui.domains.mesh.filters.base import kind
from curator_gui.domains.mesh.formats.vtk.writing import (
    Compression,
    Level,
    bits_as_bytes,
    refuse_texts,
    run_writer,
    say_hdf_names,
    write_xml,
)
from curator_gui.domains.mesh.sinks.base import MeshSink, OutputName, output_folder


class _XMLSink(MeshSink):
    """A sink of VTK's XML formats: one writer, one type of mesh."""

    writer = ""

    def __init__(self, folder: Path, name: str, compression: str, level: int) -> None:
        super().__init__(folder, name)
        self.compression = compression
        self.level = level

    def write(self, mesh: Any, path: Path) -> None:
        """Write one mesh, converted if the format holds its points and cells in another type."""
        from vtkmodules import vtkIOXML

        found = self.fitting(mesh)
        write_xml(getattr(vtkIOXML, self.writer)(), found, path, self.compression, self.level)

    def fitting(self, mesh: Any) -> Any:
        """Return the mesh in the type of the format, or raise `MeshError`."""
        raise NotImplementedError


class VTUSink(_XMLSink):
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
    writer = "vtkXMLUnstructuredGridWriter"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("VTU files")],
        name: OutputName = "{stem}.vtu",
        compression: Compression = "none",
        level: Level = 5,
    ) -> None:
        super().__init__(folder, name, compression, level)

    def fitting(self, mesh: Any) -> Any:
        return mesh if mesh.IsA("vtkUnstructuredGrid") else mesh.cast_to_unstructured_grid()


class VTPSink(_XMLSink):
    """Write each surface to a `.vtp` file (VTK XML, PolyData).

    Data are appended binary; raw unless compressed.

    Raises
    ------
    MeshError
        If a mesh is no surface (PolyData).
    OSError
        If the file cannot be written completely.
    """

    name = "VTP files"
    description = "Writes each surface to a VTK XML PolyData file, raw or compressed."
    version = "1"
    suffix = ".vtp"
    writer = "vtkXMLPolyDataWriter"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("VTP files")],
        name: OutputName = "{stem}.vtp",
        compression: Compression = "none",
        level: Level = 5,
    ) -> None:
        super().__init__(folder, name, compression, level)

    def fitting(self, mesh: Any) -> Any:
        if not mesh.IsA("vtkPolyData"):
            raise MeshError(
                "is a {kind}, but VTP files hold surfaces; add Extract surface before "
                "the sink, or write VTU files",
                kind=kind(mesh),
            )
        return mesh


class VTISink(_XMLSink):
    """Write each image to a `.vti` file (VTK XML, ImageData): no points or cells are stored.

    Data are appended binary; raw unless compressed.

    Raises
    ------
    MeshError
        If a mesh is no image.
    OSError
        If the file cannot be written completely.
    """

    name = "VTI files"
    description = "Writes each image (regular grid) to a VTK XML ImageData file."
    version = "1"
    suffix = ".vti"
    writer = "vtkXMLImageDataWriter"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("VTI files")],
        name: OutputName = "{stem}.vti",
        compression: Compression = "none",
        level: Level = 5,
    ) -> None:
        super().__init__(folder, name, compression, level)

    def fitting(self, mesh: Any) -> Any:
        if not mesh.IsA("vtkImageData"):
            raise MeshError(
                "is a {kind}, but VTI files hold images; write VTS or VTU files", kind=kind(mesh)
            )
        return mesh


class VTSSink(_XMLSink):
    """Write each structured mesh to a `.vts` file (VTK XML, StructuredGrid): no cells are stored.

    Images and rectilinear grids get explicit points. Data are appended binary; raw unless
    compressed.

    Raises
    ------
    MeshError
        If a mesh is not structured.
    OSError
        If the file cannot be written completely.
    """

    name = "VTS files"
    description = "Writes each structured grid to a VTK XML StructuredGrid file, without its cells."
    version = "1"
    suffix = ".vts"
    writer = "vtkXMLStructuredGridWriter"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("VTS files")],
        name: OutputName = "{stem}.vts",
        compression: Compression = "none",
        level: Level = 5,
    ) -> None:
        super().__init__(folder, name, compression, level)

    def fitting(self, mesh: Any) -> Any:
        """Return the mesh with explicit points."""
        if not hasattr(mesh, "dimensions"):
            raise MeshError(
                "is a {kind}, but VTS files hold structured grids; write VTU files", kind=kind(mesh)
            )
        if mesh.IsA("vtkStructuredGrid"):
            return mesh
        grid = mesh.cast_to_structured_grid()
        for part in ("PointData", "CellData"):  # pyvista leaves texts out
            getattr(grid, f"Get{part}")().ShallowCopy(getattr(mesh, f"Get{part}")())
        return grid


class VTKHDFSink(MeshSink):
    """Write each mesh to a `.vtkhdf` file: HDF5 that ParaView and h5py read.

    Images, rectilinear and structured grids and surfaces stay what they are, where this version of
    VTK writes them (9.7 does); other types are converted to unstructured grids with the same
    points, cells and fields. The format has no dots and slashes in field names: they become
    underscores, which a remark says.
    Format: https://docs.vtk.org/en/latest/vtk_file_formats/vtkhdf_file_format/

    Raises
    ------
    MeshError
        If two fields would get the same name, or a point or cell field holds texts.
    OSError
        If the file cannot be written completely.
    """

    name = "VTKHDF files"
    description = (
        "Writes each mesh to a VTKHDF file, which h5py and ParaView can read in parts. Dots and "
        "slashes in field names become underscores."
    )
    version = "2"
    suffix = ".vtkhdf"

    def __init__(
        self,
        folder: Annotated[Path, output_folder("VTKHDF files")],
        name: OutputName = "{stem}.vtkhdf",
        compression_level: Annotated[
            int,
            Param(
                "Effort of the deflate compression: 0 writes raw data, 9 the smallest file.",
                minimum=0,
                maximum=9,
            ),
        ] = 0,
        chunk_size: Annotated[
            int,
            Param("Values per chunk of the file: the least that a reader fetches.", minimum=100),
        ] = 25_000,
    ) -> None:
        super().__init__(folder, name)
        self.compression_level = compression_level
        self.chunk_size = chunk_size

    def write(self, mesh: Any, path: Path) -> None:
        """Write one mesh, converted if VTK does not write its type."""
        from vtkmodules.vtkIOHDF import vtkHDFWriter

        groups = (mesh.GetPointData(), mesh.GetCellData(), mesh.GetFieldData())
        say_hdf_names(*map(array_names, groups))
        refuse_texts([*text_names(mesh.GetPointData()), *text_names(mesh.GetCellData())])
        mesh = bits_as_bytes(mesh)
        writer = vtkHDFWriter()
        kept = mesh.GetClassName() in _written_types(writer)
        writer.SetInputData(mesh if kept else mesh.cast_to_unstructured_grid())
        writer.SetChunkSize(self.chunk_size)
        writer.SetCompressionLevel(self.compression_level)
        run_writer(writer, path)


def _written_types(writer: Any) -> list[str]:
    from vtkmodules.vtkCommonExecutionModel import vtkAlgorithm

    port, key = writer.GetInputPortInformation(0), vtkAlgorithm.INPUT_REQUIRED_DATA_TYPE()
    return [str(port.Get(key, number)) for number in range(port.Length(key))]
