"""Statistics of fields over all meshes, exact under any number of workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import StatefulFilter
from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import GHOSTS, without_ghosts
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, array_names, field_param
from curator_gui.domains.mesh.formats.statistics_file import (
    FieldMoments,
    Statistics,
    merge_into,
    read_statistics,
    write_statistics,
)

NOT_COUNTED = {"cell": 1 | 32, "point": 1 | 2}
"""Flags of `vtkGhostType`: duplicate or hidden (vtkDataSetAttributes.h)."""


class FieldStatistics(StatefulFilter[Any]):
    """Gather count, mean, standard deviation, minimum and maximum per field and component.

    Every point or cell counts once, whatever its size; ghosts (`vtkGhostType`), which another piece
    of the mesh holds, do not count. NaN and infinite values are counted apart
    and left out of the rest. Meshes pass unchanged. The result is a JSON file that
    `Standardize` and `Normalize` read; `m2`, the sum of squared distances to the mean, lets results
    be merged further.

    Raises
    ------
    MissingFieldError
        If a chosen field is not there.
    MeshError
        If a field has different numbers of components in different meshes.
    """

    name = "Field statistics"
    description = (
        "Gathers mean, standard deviation, minimum, maximum and histograms of the fields of all "
        "meshes into a JSON file."
    )
    version = "1"

    def __init__(
        self,
        output: Annotated[
            Path, Param("JSON file for the statistics.", suffixes=(".json",), widget="output_file")
        ],
        cell_fields: Annotated[list[str] | None, field_param("Cell", "gather")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "gather")] = None,
        missing: MissingField = "error",
        histogram_ranges: Annotated[
            dict[str, list[float]] | None,
            Param(
                "Lowest and highest value of the histogram of each field named here, of a vector "
                "for each of its components; values outside are counted as below or above. Other "
                "fields get none.",
                role="field",
            ),
        ] = None,
        bins: Annotated[int, Param("Bins of each histogram.", minimum=1, maximum=100_000)] = 64,
    ) -> None:
        self.output_path = Path(output)
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)
        self.ranges = dict(histogram_ranges or {})
        self.bins = bins
        self._gathered: Statistics = {}

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report ranges that are none."""
        for name, limits in self.ranges.items():
            if len(limits) != 2 or not limits[0] < limits[1]:
                yield (
                    "histogram_ranges",
                    Message(
                        "{name} needs a lowest and a highest value, not {limits}",
                        name=name,
                        limits=limits,
                    ),
                )

    def artifacts(self) -> list[str]:
        return [str(self.output_path)]

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Pass the meshes on, gathering from each."""
        for mesh in items:
            self.gather(mesh)
            yield mesh

    def gather(self, mesh: Any) -> None:
        """Add the fields of a mesh to what was gathered since the last flush."""
        found: Statistics = {}
        for association, attributes, arrays in (
            ("cell", mesh.GetCellData(), mesh.cell_data),
            ("point", mesh.GetPointData(), mesh.point_data),
        ):
            names = self.choice.kept(association, array_names(attributes))  # type: ignore[arg-type]
            numeric = [n for n in names if arrays[n].dtype.kind in "iufb" and n != GHOSTS]
            counted = without_ghosts(attributes, NOT_COUNTED[association])
            found[association] = {n: self._moments(n, arrays[n], counted) for n in numeric}
        if not any(found.values()):
            unchanged(Message("has no field of numbers"))
        merge_into(self._gathered, found)

    def _moments(self, name: str, array: Any, counted: Any) -> list[FieldMoments]:
        low_high = self.ranges.get(name)
        bins = (low_high[0], low_high[1], self.bins) if low_high else None
        rows = array if counted is None else array[counted]
        columns = rows.reshape(len(rows), -1).T
        return [FieldMoments.of(column, bins) for column in columns]

    def flush(self) -> None:
        """Write what was gathered since the last flush and forget it."""
        write_statistics(self._gathered, self.output_path)
        self.reset()

    def reset(self) -> None:
        """Forget what was gathered since the last flush."""
        self._gathered = {}

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        """Merge part files, in this order, into the result."""
        total: Statistics = {}
        for part in parts:
            merge_into(total, read_statistics(part))
        write_statistics(total, output)
