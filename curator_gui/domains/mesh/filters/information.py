"""A table of what each mesh is."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.components import StatefulFilter
from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.plain_text import spreadsheet_text
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import array_names
from curator_gui.domains.mesh.filters.base import kind
from curator_gui.domains.mesh.origin import Origin, current_origin, item_time

COLUMNS = (
    "index",
    "item",
    "name",
    "type",
    "points",
    "cells",
    "cell_types",
    "x_min",
    "x_max",
    "y_min",
    "y_max",
    "z_min",
    "z_max",
    "time",
    "cell_fields",
    "point_fields",
    "memory",
)
"""Columns of the table; coordinates in the mesh's unit, `memory` in bytes."""


def describe(mesh: Any, item: int) -> dict[str, Any]:
    """Return one row of the table for the item at hand."""
    origin = current_origin() or Origin(-1, "", "")
    bounds = dict(zip(COLUMNS[7:13], mesh.GetBounds(), strict=True))
    return {
        "index": origin.index if origin.index >= 0 else None,
        "item": item,
        "name": spreadsheet_text(origin.relpath),
        "type": kind(mesh),
        "points": mesh.GetNumberOfPoints(),
        "cells": mesh.GetNumberOfCells(),
        "cell_types": " ".join(_cell_types(mesh)),
        **bounds,
        "time": item_time(mesh, origin),
        "cell_fields": spreadsheet_text(" ".join(array_names(mesh.GetCellData()))),
        "point_fields": spreadsheet_text(" ".join(array_names(mesh.GetPointData()))),
        "memory": mesh.GetActualMemorySize() * 1024,  # VTK counts in KiB
    }


def _cell_types(mesh: Any) -> list[str]:
    types = sorted(mesh.distinct_cell_types)
    return [cell_type.name.lower() for cell_type in types]


class MeshInformation(StatefulFilter[Any]):
    """Write a CSV table with one row per mesh: type, sizes, bounds, fields, time.

    Rows are in the order of the indices. Meshes pass unchanged, so it can stand anywhere.
    """

    name = "Mesh information"
    description = "Writes a table (CSV) of what each mesh is: sizes, bounds, cell types, fields."
    version = "1"

    def __init__(
        self,
        output: Annotated[
            Path, Param("CSV file for the table.", suffixes=(".csv",), widget="output_file")
        ],
    ) -> None:
        self.output_path = Path(output)
        self._rows: list[dict[str, Any]] = []

    def artifacts(self) -> list[str]:
        return [str(self.output_path)]

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item, mesh in enumerate(items):
            self._rows.append(describe(mesh, item))
            yield mesh

    def flush(self) -> None:
        """Write the rows since the last flush and forget them."""
        _write(self._rows, self.output_path)
        self.reset()

    def reset(self) -> None:
        """Forget the rows since the last flush."""
        self._rows = []

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        """Put the rows of the parts one after another."""
        _write([row for part in parts for row in _read(part)], output)


def _write(rows: Sequence[dict[str, Any]], path: Path) -> None:
    with atomic_path(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames is None or tuple(reader.fieldnames) != COLUMNS:
            raise MeshError("{path} is no table of mesh information", path=path)
        return list(reader)
