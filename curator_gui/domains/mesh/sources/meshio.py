"""The source for everything that meshio reads: gmsh, Abaqus, Nastran, MED, ..."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, drop_fields, field_param
from curator_gui.domains.mesh.formats.vtk_reading import check_mesh, check_readable
from curator_gui.domains.mesh.sources.vtk import FileSource, Pattern, Recursive, folder_param

FORMATS = {
    "by suffix": (),
    "gmsh": (".msh",),
    "abaqus": (".inp",),
    "nastran": (".bdf", ".fem", ".nas"),
    "med": (".med",),
    "medit": (".mesh", ".meshb"),
    "ansys": (".msh",),
    "cgns": (".cgns",),
    "xdmf": (".xdmf", ".xmf"),
    "su2": (".su2",),
    "avsucd": (".avs",),
    "netgen": (".vol",),
    "off": (".off",),
    "mdpa": (".mdpa",),
    "flac3d": (".f3grid",),
}
"""meshio's name of a format -> suffixes of its files.

Left out: Tecplot, whose reader never ends on a damaged file; UGRID and TetGen, whose readers fail
on valid files under numpy 2; Exodus, which VTK reads better; H5M, HMF and Permas, hardly used.
"""

_SUFFIXES = tuple(dict.fromkeys(suffix for group in FORMATS.values() for suffix in group))


class MeshioSource(FileSource):
    """Meshes from the formats of meshio, one index per file, as `pyvista.UnstructuredGrid`.

    Cells of all blocks are kept in the order of the file. Point and cell data become fields;
    integer tags (gmsh's physical groups, MED's families) are cell data like any other. A format
    that several programs share a suffix for (`.msh`: gmsh, Ansys) is tried in meshio's order unless
    it is named. Time series (XDMF) give their only or first step.

    Raises
    ------
    MeshError
        For a file that is empty, damaged or of another format.
    MissingFieldError
        For a chosen field that a file lacks.
    """

    name = "meshio files"
    description = (
        "Reads gmsh, Abaqus, Nastran, MED, Medit, CGNS, XDMF, SU2 and other meshes from a "
        "folder, one per index."
    )
    version = "1"
    suffixes = _SUFFIXES

    def __init__(
        self,
        folder: Annotated[Path, folder_param(_SUFFIXES)],
        pattern: Pattern = "*",
        recursive: Recursive = False,
        file_format: Annotated[
            str,
            Param(
                "Format of the files; needed only where several formats share a suffix.",
                choices=tuple(FORMATS),
            ),
        ] = "by suffix",
        cell_fields: Annotated[list[str] | None, field_param("Cell", "read")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "read")] = None,
        missing: MissingField = "error",
    ) -> None:
        super().__init__(folder, pattern, recursive)
        self.file_format = file_format
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)

    def read(self, index: int) -> Iterator[Any]:
        yield self._mesh(self.path(index))

    def _mesh(self, path: Path) -> Any:
        check_readable(path)
        mesh = _convert(path, _read(path, self.file_format))
        check_mesh(path, mesh)
        drop_fields(mesh, self.choice)
        return mesh


def _read(path: Path, file_format: str) -> Any:
    """Read with meshio, which prints to stdout and raises whatever its parsers raise."""
    import meshio

    chosen = None if file_format == "by suffix" else file_format
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            return meshio.read(path, file_format=chosen)
    except SystemExit:  # its answer to a file that no format of the suffix fits
        reason = " ".join(said.getvalue().split()) or "no format of this suffix fits"
    except Exception as error:  # noqa: BLE001 - its parsers raise anything on a damaged file
        what = str(error) or "its content is not what the format asks for"
        reason = f"{what} ({type(error).__name__})"
    raise MeshError("{path} cannot be read: {reason}", path=path, reason=reason)


def _convert(path: Path, mesh: Any) -> Any:
    import pyvista as pv

    if len(mesh.points) == 0 or not any(len(block.data) for block in mesh.cells):
        raise MeshError(
            "{path} holds no cells: it is empty, damaged or of another format", path=path
        )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Points is not a float type")  # they are converted
        return pv.from_meshio(mesh)
