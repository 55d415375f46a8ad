"""Structures as named arrays, and those as bytes without pickle.

Every property becomes an array named by its level: `structure/energy`, `atom/forces`. What is
neither a number nor a text becomes JSON text, marked as such. Constraints stand as a text under
`structure/constraints`: the JSON of a list of ASE's dictionaries. The arrays of a neighbor graph
are a level of their own: `edge/index`, `edge/shifts` (see `atoms.graph`).

Bytes: length of the header (uint32), header (JSON: name, dtype, shape, is JSON), arrays in C order.
"""

from __future__ import annotations

import json
import math
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.values import json_text, plain
from curator_gui.domains.atoms.graph import (
    CUTOFF,
    EDGE_ARRAYS,
    GRAPH,
    INDEX,
    SHIFTS,
    graph_of,
    has_graph,
    set_graph,
)
from curator_gui.domains.atoms.properties import (
    is_result,
    results_of,
    set_results,
    warn_of_origin,
)

if TYPE_CHECKING:
    from ase import Atoms

_LENGTH = struct.Struct("<I")
ATOM, STRUCTURE, EDGE = "atom/", "structure/", "edge/"
CONSTRAINTS = "structure/constraints"
EDGES = EDGE + INDEX
"""The array that tells how many edges there are."""
GRAPH_CUTOFF = f"structure/{GRAPH}_cutoff"
GEOMETRY = ("numbers", "positions", "cell", "pbc")


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
    warn_of_origin(atoms)
    for name, value in _properties(atoms):
        if name in table:
            _refuse_twice(name)
        table[name] = packed(name, value)
    return table


@lru_cache(maxsize=4096)
def check_name(name: str, kind: str) -> None:
    """Refuse a name of a property that files of this kind cannot have.

    Raises
    ------
    StructureError
        If it has a character 0 or half of a surrogate pair.
    """
    if "\0" in name or any("\ud800" <= char <= "\udfff" for char in name):
        raise StructureError(
            "{name} cannot be the name of a property in an {kind} file: rename it",
            name=repr(name.partition("/")[2]),
            kind=kind,
        )


def _refuse_twice(name: str) -> NoReturn:
    raise StructureError(
        "{partition} is both a result and another property, and the store has "
        "only one place for it: rename or drop one",
        partition=repr(name.partition("/")[2]),
    )


def _properties(atoms: Atoms) -> list[tuple[str, Any]]:
    own = GRAPH if has_graph(atoms) else None
    found = [(STRUCTURE + str(name), value) for name, value in atoms.info.items() if name != own]
    arrays = {n: a for n, a in atoms.arrays.items() if n not in ("numbers", "positions")}
    found += [(ATOM + name, array) for name, array in arrays.items()]
    if atoms.constraints:
        found.append((CONSTRAINTS, _json(CONSTRAINTS, [c.todict() for c in atoms.constraints])))
    found += [(_level(name) + name, v) for name, v in results_of(atoms).items()]
    return found if own is None else found + _graph_properties(atoms)


def _graph_properties(atoms: Atoms) -> list[tuple[str, Any]]:
    graph = graph_of(atoms) or {}
    found = [(EDGE + name, graph[name]) for name in EDGE_ARRAYS if name in graph]
    return [*found, (GRAPH_CUTOFF, graph[CUTOFF])] if CUTOFF in graph else found


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
    array = _as_array(name, value)
    if array is not None and array.dtype.kind in "biufU":
        return Packed(array.astype(array.dtype.newbyteorder("="), copy=False), False)
    if name.startswith(ATOM):
        kind = "no array" if array is None else f"of type {array.dtype}"
        raise StructureError(
            "the per-atom property {name} is {kind}", name=repr(name.removeprefix(ATOM)), kind=kind
        )
    return Packed(np.array(_json(name, value)), True)


def _as_array(name: str, value: Any) -> np.ndarray | None:
    """Return a value as an array of a type that every store has, None if it has none."""
    if not isinstance(value, (np.ndarray, np.generic)):
        return _scalar(value)
    array = np.asarray(value)
    if array.dtype.kind == "f" and array.itemsize > 8:
        raise StructureError(
            "property {partition} has type {dtype}, which not every store and machine has: "
            "convert it",
            partition=repr(name.partition("/")[2]),
            dtype=array.dtype,
        )
    if array.dtype.kind == "O" and name.startswith(ATOM):
        return array.astype(str) if all(isinstance(v, str) for v in array.flat) else array
    return None if array.dtype.kind == "U" and not _is_storable(array) else array


def _is_storable(texts: np.ndarray) -> bool:
    try:
        "".join(texts.ravel().tolist()).encode()
    except UnicodeEncodeError:  # half of a pair
        return False
    return True


def _scalar(value: Any) -> np.ndarray | None:
    if isinstance(value, (bool, float)) or (isinstance(value, int) and abs(value) < 2**63):
        return np.array(value)
    if isinstance(value, str) and not value.endswith("\0"):  # which NumPy would cut off
        return text if _is_storable(text := np.array(value)) else None
    return None


def _json(name: str, value: Any) -> str:
    own = name.partition("/")[2]
    try:
        value = plain(value)
        return json_text(own, value)
    except (TypeError, ValueError, RecursionError) as error:
        raise StructureError(
            "property {partition} is no data: {error}", partition=repr(own), error=error
        ) from error


def structure_of(table: dict[str, Packed]) -> Atoms:
    """Return the structure that `named_arrays` gave as a table, with results and constraints."""
    from ase import Atoms

    atoms = Atoms(**{name: table[name].array for name in GEOMETRY})
    results = {}
    graph = _graph_names(table)
    for name, packed_value in table.items():
        level, _, own = name.partition("/")
        value = _unpacked(packed_value)
        if name in GEOMETRY or name in graph:
            continue
        if name == CONSTRAINTS and isinstance(value, str) and _restore_constraints(atoms, value):
            continue
        if is_result(own) and level == _level(own).rstrip("/") and _is_numeric(value):
            results[own] = value
        elif level == "atom":
            atoms.set_array(own, value)
        else:
            atoms.info[own] = value
    set_results(atoms, results)
    if graph:
        set_graph(atoms, **{key: _unpacked(table[name]) for name, key in graph.items()})
    return atoms


def _graph_names(table: dict[str, Packed]) -> dict[str, str]:
    """Return which arrays of a table make a neighbor graph, and their names in it."""
    if not {EDGES, EDGE + SHIFTS} <= table.keys():
        return {}
    wanted = {EDGE + name: name for name in EDGE_ARRAYS} | {GRAPH_CUTOFF: CUTOFF}
    return {name: key for name, key in wanted.items() if name in table}


def _unpacked(value: Packed) -> Any:
    if value.is_json:
        return json.loads(str(value.array))
    return value.array[()] if value.array.ndim == 0 else value.array


def _is_numeric(value: Any) -> bool:
    return np.asarray(value).dtype.kind in "iuf"


def _restore_constraints(atoms: Atoms, text: str) -> bool:
    """Set the constraints that a text stands for; False if it is another text."""
    from ase.constraints import dict2constraint

    try:
        atoms.set_constraint([dict2constraint(entry) for entry in json.loads(text)])
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True
