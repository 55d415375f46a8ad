"""Read frames of extended XYZ as ASE does, in a third of its time.

ASE's reader goes through the comment line character by character and converts the atoms row by row.
Nearly all files are written plainly: those are read here, with equal results; the rest is ASE's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.xyz.key_values import parse_entries

if TYPE_CHECKING:
    from ase import Atoms

_GEOMETRY = "species:S:1:pos:R:3"
_BOOLEANS = {"T": True, "F": False, "True": True, "False": False}


class _Column(NamedTuple):
    """Name in ASE, type letter, first column and number of columns."""

    name: str
    kind: str
    start: int
    width: int


def parse_plain(text: str) -> Atoms | None:
    """Return the structure of one frame; None if it is not written plainly or damaged.

    Raises
    ------
    StructureError
        If a logical column has something else than T, F, True and False: ASE takes it for False.
    """
    lines = text.rstrip().split("\n")
    try:
        info = parse_entries(lines[1].strip())
        if info is None or len(lines) != int(lines[0]) + 2:
            return None
        columns = _columns(info.pop("Properties", _GEOMETRY))
        rows = [line.split() for line in lines[2:]]
        if any(len(row) != columns[-1].start + columns[-1].width for row in rows):
            return None
        return _structure(info, columns, list(chain.from_iterable(rows)))
    except StructureError:
        raise
    except (ValueError, LookupError, TypeError, ArithmeticError, AssertionError, RecursionError):
        return None  # ASE finds the words for it


@lru_cache(1024)
def _columns(text: str) -> tuple[_Column, ...]:
    from ase.io.extxyz import REV_PROPERTY_NAME_MAP

    fields = text.split(":")
    found: list[_Column] = []
    start = 0
    for name, kind, count in zip(fields[::3], fields[1::3], map(int, fields[2::3]), strict=True):
        found.append(_Column(REV_PROPERTY_NAME_MAP.get(name, name), kind, start, count))
        start += count
    names = {column.name: (column.kind, column.width) for column in found}
    if names.get("symbols") != ("S", 1) or names.get("positions") != ("R", 3):
        raise ValueError(text)
    if len(names) < len(found) or "numbers" in names or "move_mask" in names:
        raise ValueError(text)
    return tuple(found)


def _structure(info: dict[str, Any], columns: tuple[_Column, ...], cells: list[str]) -> Atoms:
    from ase import Atoms

    lattice = info.pop("Lattice", None)
    pbc = info.pop("pbc", None if lattice is None else [True, True, True])
    width = columns[-1].start + columns[-1].width
    arrays = {column.name: _array(column, cells, width) for column in columns}
    results = _results(info, arrays)
    atoms = Atoms(
        [_number(symbol) for symbol in arrays.pop("symbols").tolist()],
        positions=arrays.pop("positions"),
        charges=arrays.pop("initial_charges", None),
        cell=None if lattice is None else lattice.T,
        pbc=pbc,
        info=info,
    )
    for name, array in arrays.items():
        atoms.new_array(name, array)
    if results:
        from ase.calculators.singlepoint import SinglePointCalculator

        atoms.calc = SinglePointCalculator(atoms, **results)
    return atoms


@lru_cache(1024)
def _number(symbol: str) -> int:
    from ase.data import atomic_numbers

    return atomic_numbers[symbol.capitalize()]


def _array(column: _Column, cells: list[str], width: int) -> np.ndarray:
    convert = _CONVERTERS[column.kind]
    if column.width == 1:
        return convert(cells[column.start :: width], column.name)
    parts = [
        convert(cells[n::width], column.name)
        for n in range(column.start, column.start + column.width)
    ]
    return np.stack(parts, axis=1)


def _reals(cells: list[str], name: str) -> np.ndarray:
    return np.fromiter(map(float, cells), float, len(cells))


def _integers(cells: list[str], name: str) -> np.ndarray:
    found = np.fromiter(map(int, cells), np.int64, len(cells))
    narrow = found.astype(np.int32)  # ASE's type; more bits only for what it cannot read
    return narrow if np.array_equal(narrow, found) else found


def _logicals(cells: list[str], name: str) -> np.ndarray:
    other = next((cell for cell in cells if cell not in _BOOLEANS), None)
    if other is not None:
        raise StructureError(
            "the logical column {name} has {cell}; it needs T or F", name=name, cell=repr(other)
        )
    return np.fromiter(map(_BOOLEANS.__getitem__, cells), bool, len(cells))


def _texts(cells: list[str], name: str) -> np.ndarray:
    return np.array(cells, dtype=object)


_CONVERTERS: dict[str, Callable[[list[str], str], np.ndarray]] = {
    "R": _reals, "I": _integers, "L": _logicals, "S": _texts
}  # fmt: skip


def _results(info: dict[str, Any], arrays: dict[str, np.ndarray]) -> dict[str, Any]:
    """Take out what ASE keeps with the calculator."""
    results = dict(_taken(info, arrays))
    stress = results.get("stress")
    if stress is not None and np.shape(stress) == (3, 3):
        results["stress"] = stress[[0, 1, 2, 1, 0, 0], [0, 1, 2, 2, 2, 1]]
    return results


def _taken(info: dict[str, Any], arrays: dict[str, np.ndarray]) -> Iterator[tuple[str, Any]]:
    from ase.calculators.calculator import all_properties
    from ase.io.extxyz import per_config_properties

    for name in [name for name in arrays if name in all_properties]:
        yield name, arrays.pop(name)
    for key in [key for key in info if key in per_config_properties]:
        yield key, info.pop(key)
