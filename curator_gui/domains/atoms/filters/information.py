"""A table with one row per structure."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.plain_text import spreadsheet_row, spreadsheet_text
from curator_gui.domains.atoms.filters.gathering import Record, RecordFilter, read_records
from curator_gui.domains.atoms.properties import (
    as_array,
    find_property,
    get_forces,
    match_names,
    property_names,
)

if TYPE_CHECKING:
    from ase import Atoms

COLUMNS = (
    "index", "formula", "atoms", "elements", "periodic", "volume", "density", "energy",
    "energy_per_atom", "max_force", "pressure",
)  # fmt: skip
_AMU_PER_A3 = 1.66053906892
"""Grams per cubic centimeter in one atomic mass unit per cubic ångström (CODATA 2022)."""


class StructureInfo(RecordFilter):
    """Write what is worth knowing about each structure to a table (CSV, UTF-8, comma-separated).

    Columns: index, formula (Hill order), atoms, elements, periodic (directions as TTF), volume
    (Å³), density (g/cm³), energy (eV), energy_per_atom (eV), max_force (norm, eV/Å), pressure
    (eV/Å³, minus a third of the stress's trace), then the chosen properties that are one number or
    text. A field is empty where a structure has no such value.

    Raises
    ------
    StructureError
        If forces do not have shape (n, 3).
    """

    name = "Information"
    description = (
        "Writes a table with one row per structure: formula, size, volume, density, energy, "
        "largest force, pressure and chosen properties. The structures pass unchanged."
    )

    def __init__(
        self,
        output: Annotated[
            Path,
            Param("The CSV file that gets the table.", suffixes=(".csv",), widget="output_file"),
        ],
        properties: Annotated[
            list[str] | None,
            Param("More columns: names or globs of properties with one value.", role="property"),
        ] = None,
    ) -> None:
        super().__init__(output)
        self.properties = properties or []

    def record(self, atoms: Atoms) -> Record:
        """Return the row of a structure, without its index."""
        names = property_names(atoms)
        more = match_names(names, self.properties)
        if self.properties and not more:
            wanted = ", ".join(self.properties)
            unchanged(Message("has no property {wanted} for the table", wanted=wanted))
        row = {**_geometry(atoms), **_energetics(atoms)}
        values = {name: _single(find_property(atoms, name)) for name in more if name not in row}
        longer = [n for n in values if n in self.properties and _is_long(find_property(atoms, n))]
        if longer:
            remark(
                Message(
                    "{longer} is not one number or text and leaves its field of the table empty",
                    longer=", ".join(longer),
                )
            )
        return {name: v for name, v in {**row, **values}.items() if v is not None}

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        """Write the rows of all parts in their order; parts are read twice, columns first."""
        extra = dict.fromkeys(
            name for _, record in read_records(parts) for name in record if name not in COLUMNS
        )
        with atomic_path(output) as path, path.open("w", encoding="utf-8", newline="") as file:
            names = [spreadsheet_text(name) for name in (*COLUMNS, *extra)]
            table = csv.DictWriter(file, names, restval="")
            table.writeheader()
            for part, record in read_records(parts):
                table.writerow(spreadsheet_row({"index": _index_of(part), **record}))


def _index_of(part: Path) -> int | str:
    """Return the index that a part is named by (see run/parts.py); "" for any other file."""
    return int(part.stem) if part.stem.isdecimal() else ""


def _is_long(value: Any) -> bool:
    array = as_array(value)
    return array.size > 1 or array.dtype.kind == "O"


def _geometry(atoms: Atoms) -> Record:
    known = bool(np.isfinite(atoms.cell.array).all())
    if not known:
        remark(Message("the cell is NaN or infinite, so there is no volume"))
    solid = known and atoms.cell.rank == 3
    volume = float(atoms.cell.volume) if solid else None
    mass = float(atoms.get_masses().sum())
    return {
        "formula": atoms.get_chemical_formula(),
        "atoms": len(atoms),
        "elements": len(set(atoms.numbers.tolist())),
        "periodic": "".join("T" if flag else "F" for flag in atoms.pbc),
        "volume": volume,
        "density": mass / volume * _AMU_PER_A3 if volume else None,
    }


def _energetics(atoms: Atoms) -> Record:
    energy = _single(find_property(atoms, "energy"))
    number = float(energy) if isinstance(energy, (int, float)) else None
    return {
        "energy": number,
        "energy_per_atom": number / len(atoms) if number is not None and len(atoms) else None,
        "max_force": _max_force(atoms),
        "pressure": _pressure(atoms),
    }


def _max_force(atoms: Atoms) -> float | None:
    if find_property(atoms, "forces") is None or len(atoms) == 0:
        return None
    largest: float | None = _single(np.linalg.norm(get_forces(atoms), axis=1).max())
    return largest


def _pressure(atoms: Atoms) -> float | None:
    stress = as_array(find_property(atoms, "stress"))
    if stress.dtype.kind != "f" or stress.shape not in ((6,), (3, 3)):
        return None
    pressure: float | None = _single(
        -(stress[:3].sum() if stress.ndim == 1 else np.trace(stress)) / 3
    )
    return pressure


def _single(value: Any) -> Any:
    """Return a number or text as plain data; None for anything longer, NaN and infinity."""
    if isinstance(value, (str, bool, int)):
        return value
    array = as_array(value)
    if array.size != 1 or array.dtype.kind not in "biufU":
        return None
    plain = array.reshape(()).item()
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain
