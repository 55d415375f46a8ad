"""The source for CalculiX results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import unstructured_grid
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, drop_fields, field_param
from curator_gui.domains.mesh.formats.frd import FRDFile, FRDStep, positions, read_frd
from curator_gui.domains.mesh.sources.vtk import FileSource, Pattern, Recursive, folder_param


class FRDSource(FileSource):
    """Results of CalculiX (.frd, ASCII), one index per file, as `pyvista.UnstructuredGrid`.

    Quadratic elements stay quadratic. Results are point fields of shape (n_points,) or
    (n_points, k) under CalculiX's names: DISP has 3 components, STRESS 6 (xx, yy, zz, xy, yz, zx).
    Nodes without a result are NaN. The time of a step (for modes: the frequency) is the global
    array `TimeValue`. Units are those of the model.

    Raises
    ------
    MeshError
        For a file that is empty, cut off, binary or of another format, with the line.
    MissingFieldError
        For a chosen field that a step lacks.
    """

    name = "CalculiX results"
    description = "Reads CalculiX result files (.frd, ASCII) from a folder, one per index."
    version = "1"
    suffixes = (".frd",)

    def __init__(
        self,
        folder: Annotated[Path, folder_param((".frd",))],
        pattern: Pattern = "*",
        recursive: Recursive = False,
        steps: Annotated[
            str,
            Param(
                "Which steps of a file to give: the last or first one, or each as an item.",
                choices=("last", "first", "all"),
            ),
        ] = "last",
        point_fields: Annotated[list[str] | None, field_param("Point", "read")] = None,
        missing: MissingField = "error",
    ) -> None:
        super().__init__(folder, pattern, recursive)
        self.steps = steps
        self.choice = FieldChoice.make(None, point_fields, missing)

    def read(self, index: int) -> Iterator[Any]:
        """Yield the chosen steps of a file."""
        path = self.path(index)
        results = read_frd(path)
        try:
            cells = _connected(results)
        except ValueError as error:
            raise MeshError(
                "{path}: an element refers to a node wrongly: {error}", path=path, error=error
            ) from error
        steps: Sequence[FRDStep | None] = results.steps
        if self.steps != "all":
            steps = steps[-1:] if self.steps == "last" else steps[:1]
        for step in steps or [None]:
            yield self._mesh(results, cells, step)

    def _mesh(self, results: FRDFile, cells: tuple[Any, Any, Any], step: FRDStep | None) -> Any:
        mesh = unstructured_grid(results.points, *cells)
        if step is not None:
            for name, values in step.fields.items():
                mesh.point_data[name] = values
            mesh.field_data["TimeValue"] = [step.value]
        drop_fields(mesh, self.choice)
        return mesh


def _connected(results: FRDFile) -> tuple[Any, Any, Any]:
    """Return connectivity, offsets and types as VTK wants them."""
    import numpy as np

    types = np.array([kind for kind, _ in results.cells], dtype=np.uint8)
    sizes = [len(numbers) for _, numbers in results.cells]
    flat = np.array([n for _, numbers in results.cells for n in numbers], dtype=np.int64)
    return positions(results.nodes, flat), np.concatenate([[0], np.cumsum(sizes)]), types
