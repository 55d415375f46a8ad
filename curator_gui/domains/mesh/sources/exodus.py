"""The source for Exodus II files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, drop_fields, field_param
from curator_gui.domains.mesh.formats.exodus import read_exodus
from curator_gui.domains.mesh.formats.mesh_checks import check_mesh
from curator_gui.domains.mesh.formats.vtk.reading import check_readable
from curator_gui.domains.mesh.sources.vtk import FileSource, Pattern, Recursive, folder_param

_SUFFIXES = (".e", ".exo", ".ex2", ".exii", ".g", ".gen")


class ExodusSource(FileSource):
    """Meshes from Exodus II files (MOOSE, Sierra, Cubit), one index per file, one item per step.

    Items are `pyvista.UnstructuredGrid` with the cells of all blocks, float64 points, and the time
    as the global array `TimeValue`. Point and cell fields keep their names and types; `block` is
    the number of a cell's block, sets of points are fields of 0 and 1, global variables are global
    data.

    Raises
    ------
    MeshError
        For a file that is empty, damaged or of another format, and for unknown types of cells.
    MissingFieldError
        For a chosen field that a file lacks.
    """

    name = "Exodus files"
    description = (
        "Reads Exodus II files of MOOSE, Sierra or Cubit from a folder, one per index; each time "
        "step is an item."
    )
    version = "1"
    suffixes = _SUFFIXES

    def __init__(
        self,
        folder: Annotated[Path, folder_param(_SUFFIXES)],
        pattern: Pattern = "*",
        recursive: Recursive = False,
        cell_fields: Annotated[list[str] | None, field_param("Cell", "read")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "read")] = None,
        missing: MissingField = "error",
    ) -> None:
        super().__init__(folder, pattern, recursive)
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)

    def read(self, index: int) -> Iterator[Any]:
        """Yield the mesh of each time step."""
        path = self.path(index)
        check_readable(path)
        check_links(path)
        for time, mesh in read_exodus(path):
            check_mesh(path, mesh)
            drop_fields(mesh, self.choice)
            if time is not None:
                mesh.field_data["TimeValue"] = [time]
            yield mesh
