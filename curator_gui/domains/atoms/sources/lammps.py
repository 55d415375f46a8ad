"""LAMMPS text dumps as a source."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import numpy as np

from curator_gui.core.param import Param
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.filters.select_structures import element_numbers
from curator_gui.domains.atoms.formats.xyz_frames import XYZFrames
from curator_gui.domains.atoms.properties import results_of, set_results
from curator_gui.domains.atoms.sources.base import (
    Frames,
    FramesSource,
    Pattern,
    Recursive,
    path_param,
)
from curator_gui.domains.atoms.sources.extxyz import read_text

if TYPE_CHECKING:
    from ase import Atoms

_MARK = b"ITEM: TIMESTEP"
_BLOCK_BYTES = 1 << 23
UNIT_STYLES = ("metal", "real", "si", "cgs", "electron", "micro", "nano")


class LAMMPSDumpSource(FramesSource):
    """Time steps of LAMMPS text dumps, one per index, read by seeking to their byte offset.

    Atoms are sorted by id. Positions (x, xs, xu or xsu), cell, velocities, forces and charges are
    converted to ASE's units by `ase.io.lammpsrun`; the origin of the box is moved to (0, 0, 0).
    The time step becomes `Atoms.info["timestep"]`, columns of computes, fixes and variables become
    per-atom properties. Dumps have no energy, so there is none.

    Raises
    ------
    ParamError
        If a symbol is no element.
    StructureError
        From an index whose step cannot be read: it is cut off, has no positions, or types without
        elements.
    """

    name = "LAMMPS dumps"
    description = (
        "Reads each time step of one or many LAMMPS text dumps as a structure, with forces, "
        "velocities and charges in ASE's units."
    )

    def __init__(
        self,
        path: Annotated[Path, path_param("dump of LAMMPS", (".dump", ".lammpstrj"))],
        units: Annotated[str, Param("The units command of the LAMMPS input.", choices=UNIT_STYLES)],
        pattern: Pattern = "*.dump, *.lammpstrj",
        recursive: Recursive = False,
        elements: Annotated[
            list[str] | None,
            Param("Elements of type 1, 2, ...; not needed if the dump has a column named element."),
        ] = None,
        frames: Frames = "all",
    ) -> None:
        super().__init__(path, pattern, recursive, frames)
        element_numbers("elements", elements)
        self.units = units
        self.elements = elements

    def _open_table(self, path: str) -> XYZFrames:
        try:
            with Path(path).open("rb") as file:
                return find_steps(file)
        except OSError as error:  # costs one index, which says so
            return XYZFrames(np.zeros(2, dtype=np.int64), f"cannot be read: {os_reason(error)}")

    def _read(self, path: str, table: XYZFrames, frame: int) -> Atoms:
        if table.damage:
            raise StructureError(table.damage)
        start, end = (int(offset) for offset in table.bounds[frame : frame + 2])
        return parse_step(read_text(path, start, end), self.units, self.elements)


def find_steps(file: BinaryIO) -> XYZFrames:
    """Return the byte ranges of all time steps of a file opened in binary mode."""
    starts: list[int] = []
    position, tail = 0, b"\n"  # as if a line had ended before the file
    while block := file.read(_BLOCK_BYTES):
        data = tail + block
        found = data.find(b"\n" + _MARK)
        while found >= 0:
            starts.append(position - len(tail) + found + 1)
            found = data.find(b"\n" + _MARK, found + 1)
        position += len(block)
        tail = data[-len(_MARK) :]  # one byte too short for a mark to be found twice
    if not starts:
        words = "is empty" if not position else f"is no dump: it has no line {_MARK.decode()!r}"
        return XYZFrames(np.array([0, position], dtype=np.int64), words)
    return XYZFrames(np.array([*starts, position], dtype=np.int64))


def parse_step(text: str, units: str, elements: list[str] | None) -> Atoms:
    """Parse the text of one time step with ASE.

    Raises
    ------
    StructureError
        If it is incomplete or ASE cannot read it.
    """
    from ase.io.lammpsrun import read_lammps_dump_text

    columns = _check_step(text, elements)
    try:
        atoms: Atoms = read_lammps_dump_text(StringIO(text), 0, units=units, specorder=elements)
    except Exception as error:
        raise StructureError(
            "cannot be read: {type}: {error}", type=type(error).__name__, error=error
        ) from error
    if elements and "element" not in columns and "type" in columns:
        atoms.symbols = [elements[kind - 1] for kind in atoms.arrays["type"]]  # not by mass
    if not atoms.numbers.all():
        raise StructureError("has a mass that is of no element: give the elements of the types")
    results = results_of(atoms)
    results.pop("energy", None)  # ASE's reader puts 0 there
    atoms.positions -= atoms.get_celldisp().reshape(3)
    atoms.set_celldisp(np.zeros(3))
    set_results(atoms, results)
    return atoms


def _check_step(text: str, elements: list[str] | None) -> list[str]:
    """Insist that a step is complete and its elements are known; return its columns."""
    lines = text.splitlines()
    items: dict[str, int] = {line: n for n, line in enumerate(lines) if line.startswith("ITEM:")}
    header = next((line for line in items if line.startswith("ITEM: ATOMS")), None)
    count = _number_after(lines, items.get("ITEM: NUMBER OF ATOMS"))
    if header is None or count is None:
        raise StructureError("is cut off: the atoms are missing")
    rows = [line for line in lines[items[header] + 1 :] if line.strip()]
    columns = header.split()[2:]
    if len(rows) != count or (rows and len(rows[-1].split()) != len(columns)):
        raise StructureError(
            "is cut off: {n} of {count} atoms, the last one included", n=len(rows), count=count
        )
    if "element" in columns:
        return columns
    if not elements and "mass" not in columns:
        raise StructureError("the dump has no column named element: give the elements of the types")
    _check_types(columns, rows, elements or [])
    return columns


def _check_types(columns: list[str], rows: list[str], elements: list[str]) -> None:
    if "type" not in columns or not elements:
        return
    place = columns.index("type")
    highest = max((int(row.split()[place]) for row in rows), default=0)
    if highest > len(elements):
        raise StructureError(
            "has atoms of type {highest}, but {n} elements are given",
            highest=highest,
            n=len(elements),
        )


def _number_after(lines: list[str], place: int | None) -> Any:
    if place is None or place + 1 >= len(lines) or not lines[place + 1].strip().isdigit():
        return None
    return int(lines[place + 1])
