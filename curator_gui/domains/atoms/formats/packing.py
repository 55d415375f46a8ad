"""Structures as named arrays, and those as bytes without pickle.

Every property becomes an array named by its level: `structure/energy`, `atom/forces`. What is
neither a number nor a text becomes JSON text, marked as such.

Bytes: length of the header (uint32), header (JSON: name, dtype, shape, is JSON), arrays in C order.
"""

from __future__ import annotations

import json
import math
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import results_of

if TYPE_CHECKING:
    from ase import Atoms

_LENGTH = struct.Struct("<I")
ATOM, STRUCTURE = "atom/", "structure/"


class Packed(NamedTuple):
    """One property of one structure; `is_json` if the text stands for other data."""

    array: np.ndarray
    is_json: bool


class Field(NamedTuple):
    """Where one property lies in a packed structure: `length` values from byte `start` on."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    is_json: bool
    start: int
    length: int


def pack(atoms: Atoms) -> bytes:
    """Return a structure as bytes.

    Raises
    ------
    StructureError
        If a property is no data.
    """
    return pack_table(named_arrays(atoms))


def pack_table(table: dict[str, Packed]) -> bytes:
    """Return named arrays as bytes."""
    header = [[name, p.array.dtype.str, p.array.shape, int(p.is_json)] for name, p in table.items()]
    text = json.dumps(header).encode()
    data = [np.ascontiguousarray(p.array).tobytes() for p in table.values()]
    return b"".join([_LENGTH.pack(len(text)), text, *data])


def unpack(data: bytes) -> dict[str, Packed]:
    """Undo `pack`; the arrays are read-only views of `data`."""
    table = {}
    for f in parse_header(header_of(data)):
        width = f.dtype.itemsize
        flat = (
            np.frombuffer(data, f.dtype, f.length, f.start) if width else np.zeros(f.length, "U1")
        )
        table[f.name] = Packed(flat.reshape(f.shape), f.is_json)
    return table


def header_of(data: bytes) -> bytes:
    """Return the header of a packed structure: equal for structures of the same layout."""
    (length,) = _LENGTH.unpack_from(data)
    return data[_LENGTH.size : _LENGTH.size + length]


@lru_cache(maxsize=4096)  # structures of one data set have few different headers
def parse_header(header: bytes) -> tuple[Field, ...]:
    """Return what a packed structure holds and where."""
    found = []
    start = _LENGTH.size + len(header)
    for name, dtype, shape, is_json in json.loads(header):
        kind = np.dtype(dtype)
        count = math.prod(shape)
        found.append(Field(name, kind, tuple(shape), bool(is_json), start, count))
        start += count * kind.itemsize
    return tuple(found)


def named_arrays(atoms: Atoms) -> dict[str, Packed]:
    """Return the geometry and all properties of a structure.

    Raises
    ------
    StructureError
        If a property is no data, or is both a result and another property.
    """
    table = {
        "numbers": Packed(atoms.numbers.astype(np.int32), False),
        "positions": Packed(atoms.positions, False),
        "cell": Packed(atoms.cell.array, False),
        "pbc": Packed(atoms.pbc, False),
    }
    for name, value in _properties(atoms):
        if name in table:
            raise StructureError(
                "{partition} is both a result and another property, and the store has "
                "only one place for it: rename or drop one",
                partition=repr(name.partition("/")[2]),
            )
        table[name] = packed(name, value)
    return table


def _properties(atoms: Atoms) -> list[tuple[str, Any]]:
    found = [(STRUCTURE + str(name), value) for name, value in atoms.info.items()]
    arrays = {n: a for n, a in atoms.arrays.items() if n not in ("numbers", "positions")}
    found += [(ATOM + name, array) for name, array in arrays.items()]
    return found + [(_level(name) + name, v) for name, v in results_of(atoms).items()]


def _level(result: str) -> str:
    from ase.io.extxyz import per_atom_properties

    return ATOM if result in per_atom_properties else STRUCTURE


def packed(name: str, value: Any) -> Packed:
    """Return a property's value as an array of numbers, truth values or text.

    Raises
    ------
    StructureError
        If it is none of these and JSON cannot hold it.
    """
    array = np.asarray(value) if isinstance(value, (np.ndarray, np.generic)) else _scalar(value)
    if array is not None and array.dtype.kind == "O" and name.startswith(ATOM):
        array = array.astype(str)
    if array is not None and array.dtype.kind in "biufU":
        return Packed(array.astype(array.dtype.newbyteorder("=")), False)
    if name.startswith(ATOM):
        kind = "no array" if array is None else f"of type {array.dtype}"
        raise StructureError(
            "the per-atom property {name} is {kind}", name=repr(name.removeprefix(ATOM)), kind=kind
        )
    return Packed(np.array(_json(name, value)), True)


def _scalar(value: Any) -> np.ndarray | None:
    if isinstance(value, (bool, float, str)):
        return np.array(value)
    if isinstance(value, int) and abs(value) < 2**63:
        return np.array(value)
    return None


def _json(name: str, value: Any) -> str:
    try:
        return json.dumps(value, default=_listed)
    except (TypeError, ValueError) as error:
        raise StructureError(
            "property {partition} is no data: {error}",
            partition=repr(name.partition("/")[2]),
            error=error,
        ) from error


def _listed(value: Any) -> Any:
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if hasattr(value, "todict"):  # ASE's own objects, such as the space group of a CIF file
        return value.todict()
    raise TypeError(f"{type(value).__name__} is neither number, text nor list")
