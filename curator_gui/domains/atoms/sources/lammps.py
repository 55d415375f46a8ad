"""LAMMPS text dumps as a source."""

from __future__ import annotations

import math
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, NamedTuple

import numpy as np

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.filters.select_structures import element_numbers
from curator_gui.domains.atoms.formats.xyz.frames import XYZFrames
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
UNIT_STYLES = ("metal", "real", "si", "cgs", "electron", "micro", "nano", "lj")
_KNOWN = ("id", "type", "element", "vx", "vy", "vz", "fx", "fy", "fz", "q")
_POSITIONS = (("x", "y", "z"), ("xs", "ys", "zs"), ("xu", "yu", "zu"), ("xsu", "ysu", "zsu"))
"""Columns of which ASE makes the positions: the first of these that a dump has."""
_READ_BY_ASE = ("c_", "f_", "v_", "d_", "d2_", "i_", "i2_")


class LJUnits(NamedTuple):
    """What one unit of length (Å), energy (eV) and mass (u) is in `lj`; None keeps the numbers."""

    sigma: float | None = None
    epsilon: float | None = None
    mass: float | None = None

    def apply(self, atoms: Atoms) -> None:
        """Bring positions, cell, velocities, forces and charges into ASE's units, in place.

        As in the table of LAMMPS's `units` command: velocity times sqrt(epsilon /
        mass), force times epsilon / sigma, charge times sqrt(4 pi eps0 sigma epsilon).
        """
        from ase.units import Bohr, Hartree

        if None in self:
            remark(Message("numbers stay in reduced units: set sigma, epsilon and mass"))
        sigma, epsilon, mass = (1.0 if value is None else value for value in self)
        results = results_of(atoms)
        atoms.positions *= sigma
        atoms.set_cell(atoms.cell.array * sigma)
        if "momenta" in atoms.arrays:
            atoms.arrays["momenta"] *= math.sqrt(epsilon / mass)
        if "initial_charges" in atoms.arrays and None not in self:
            atoms.arrays["initial_charges"] *= math.sqrt(sigma * epsilon / (Hartree * Bohr))
        if "forces" in results:
            results["forces"] = results["forces"] * (epsilon / sigma)
        set_results(atoms, results)


def _unit(words: str, unit: str) -> Param:
    return Param(f"For lj only: {words}. Not set keeps the reduced numbers.", unit=unit, minimum=0)


class LAMMPSDumpSource(FramesSource):
    """Time steps of LAMMPS text dumps, one per index, read by seeking to their byte offset.

    Atoms are sorted by id. Positions (x, xs, xu or xsu), cell, velocities, forces and charges are
    converted to ASE's units by `ase.io.lammpsrun`; the origin of the box is moved to (0, 0, 0).
    The time step becomes `Atoms.info["timestep"]`, all other columns (computes, fixes, variables,
    mol, ix, mass, ...) become per-atom properties as they are; so do the ids unless they count from
    1 without gaps. Dumps have no energy, so there is none. The numbers of `lj` are multiplied with
    what one unit is, or stay reduced.

    Raises
    ------
    ParamError
        If a symbol is no element, or the units of `lj` are given for another style or not above 0.
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
        sigma: Annotated[float | None, _unit("the length that is 1 there", "Å")] = None,
        epsilon: Annotated[float | None, _unit("the energy that is 1 there", "eV")] = None,
        mass: Annotated[float | None, _unit("the mass that is 1 there", "u")] = None,
    ) -> None:
        super().__init__(path, pattern, recursive, frames)
        element_numbers("elements", elements)
        self.units = units
        self.elements = elements
        self.lj = LJUnits(sigma, epsilon, mass)
        for name, value in self.lj._asdict().items():
            if value is not None and (units != "lj" or not value > 0):
                raise ParamError(at(name, Message("is a number above 0, for units lj only")))

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
        return parse_step(read_text(path, start, end), self.units, self.elements, self.lj)


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


def parse_step(
    text: str,
    units: str,
    elements: list[str] | None,
    lj: LJUnits = LJUnits(),  # noqa: B008
) -> Atoms:
    """Parse the text of one time step with ASE.

    Raises
    ------
    StructureError
        If it is incomplete or ASE cannot read it.
    """
    from ase.io.lammpsrun import read_lammps_dump_text

    columns, rows = _check_step(text, elements, "mass" if units != "lj" else "")
    style = "ASE" if units == "lj" else units  # which changes no number
    try:
        atoms: Atoms = read_lammps_dump_text(StringIO(text), 0, units=style, specorder=elements)
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
    _add_columns(atoms, columns, rows)
    if units == "lj":
        lj.apply(atoms)
    return atoms


def _add_columns(atoms: Atoms, columns: list[str], rows: list[str]) -> None:
    """Add the columns that ASE passes over, sorted by id as ASE sorts the others."""
    ids = _column(columns, rows, "id") if "id" in columns else None
    known = {*_KNOWN, *next(names for names in _POSITIONS if names[0] in columns)}
    more = [n for n in columns if n not in known and not n.startswith(_READ_BY_ASE)]
    if ids is not None and not np.array_equal(np.sort(ids), np.arange(1, len(ids) + 1)):
        more.append("id")
    for name in more:
        values = _column(columns, rows, name)
        atoms.arrays[name] = values if ids is None else values[np.argsort(ids)]


def _column(columns: list[str], rows: list[str], name: str) -> np.ndarray:
    """Return a column as whole numbers if all are, else as real ones, else as text."""
    place = columns.index(name)
    cells = [row.split()[place] for row in rows]
    for kind in (int, float):
        try:
            return np.array([kind(cell) for cell in cells])
        except ValueError:
            continue
    return np.array(cells, dtype=str)


def _check_step(text: str, elements: list[str] | None, masses: str) -> tuple[list[str], list[str]]:
    """Insist that a step is complete and its elements are known; return its columns and rows.

    `masses` is the name of the column that tells elements, "" if none does.
    """
    lines = text.splitlines()
    items: dict[str, int] = {line: n for n, line in enumerate(lines) if line.startswith("ITEM:")}
    header = next((line for line in items if line.startswith("ITEM: ATOMS")), None)
    count = _number_after(lines, items.get("ITEM: NUMBER OF ATOMS"))
    if header is None or count is None:
        raise StructureError("is cut off: the atoms are missing")
    columns, rows = _complete_rows(lines, items[header], count)
    if "element" in columns:
        if elements:
            remark(Message("names its elements itself, so those that are given do not count"))
        return columns, rows
    if not elements and masses not in columns:
        raise StructureError("the dump has no column named element: give the elements of the types")
    _check_types(columns, rows, elements or [])
    return columns, rows


def _complete_rows(lines: list[str], header: int, count: int) -> tuple[list[str], list[str]]:
    rows = [line for line in lines[header + 1 :] if line.strip()]
    columns = lines[header].split()[2:]
    if len(rows) != count or (rows and len(rows[-1].split()) != len(columns)):
        raise StructureError(
            "is cut off: {n} of {count} atoms, the last one included", n=len(rows), count=count
        )
    return columns, rows


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
