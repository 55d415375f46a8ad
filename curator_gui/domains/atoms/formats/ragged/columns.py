"""Many packed structures as columns: what each has to hold, and back to single structures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.packing import (
    ATOM,
    EDGE,
    EDGES,
    STRUCTURE,
    Field,
    Packed,
    header_of,
    parse_header,
)

if TYPE_CHECKING:
    from curator_gui.domains.atoms.formats.staging import ProductRows


@dataclass(frozen=True)
class StoredColumn:
    """One property of a whole data set, as it was stored.

    `values` has a row per atom, edge or structure; `present` (bool per structure, or None for all)
    tells which structures have the property.
    """

    name: str
    values: np.ndarray
    is_json: bool = False
    present: np.ndarray | None = None

    def value(self, row: int, spans: Mapping[str, slice]) -> Packed:
        """Return the property of structure `row`, whose atoms and edges are `spans` by level."""
        found = np.asarray(self.values[spans.get(level_of(self.name), row)])
        if found.dtype.kind in "TOU":  # texts of any length: back to the width they need
            found = np.array(found.tolist(), dtype=str).reshape(found.shape)
        return Packed(found, self.is_json)


OFFSETS, EDGE_OFFSETS, INDEX, EMPTY_INDEX = "offsets", "edge_offsets", "index", "empty_index"
"""Arrays that say what belongs to which structure and index; the second only if there are edges."""

_LEVELS = {OFFSETS: ATOM, EDGE_OFFSETS: EDGE}


def rows_by_index(
    columns: Sequence[StoredColumn], places: Mapping[str, np.ndarray]
) -> dict[int, list[dict[str, Packed]]]:
    """Return all structures as named arrays, by the index that gave them.

    `places` are the arrays of `place_arrays`.
    """
    found: dict[int, list[dict[str, Packed]]] = {int(i): [] for i in places[EMPTY_INDEX]}
    ends = {level: places[name] for name, level in _LEVELS.items() if name in places}
    for row, number in enumerate(places[INDEX].tolist()):
        spans = {level: slice(int(o[row]), int(o[row + 1])) for level, o in ends.items()}
        chosen = [c for c in columns if c.present is None or c.present[row]]
        table = {c.name: c.value(row, spans) for c in chosen}
        found.setdefault(number, []).append(table)
    return found


SLAB_BYTES = 64 << 20
SLAB_STRUCTURES = 8192
_PER_ATOM = ("numbers", "positions")


@dataclass
class Column:
    """What is known about one property over all structures: type, shape of a row, how many have it.

    `shape` is that of one structure's value, or of one row's if there is one per atom or edge.
    """

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    is_json: bool = False
    count: int = 0
    mixed: bool = False
    """Whether whole and real numbers meet."""

    @classmethod
    def of(cls, value: Field) -> Column:
        """Return a column for the first value of a property."""
        shape = value.shape if level_of(value.name) == STRUCTURE else value.shape[1:]
        return cls(value.name, value.dtype, shape, value.is_json)

    @property
    def level(self) -> str:
        """What it has a row for, see `level_of`."""
        return level_of(self.name)

    @property
    def has_rows(self) -> bool:
        """Whether it has a row per atom or edge (else one per structure)."""
        return self.level != STRUCTURE

    def add(self, value: Field, count: int) -> None:
        """Widen the column so that it holds `count` more values like this one.

        Raises
        ------
        StructureError
            If per-atom values of different shape meet.
        """
        shape = value.shape[1:] if self.has_rows else value.shape
        self.count += count
        dtype = _common_type(self.dtype, value.dtype, bool_is_number=self.has_rows)
        if self.is_json or value.is_json or shape != self.shape or dtype is None:
            self.become_json()
        else:
            self.mixed |= dtype.kind == "f" and {self.dtype.kind, value.dtype.kind} != {"f"}
            self.dtype = dtype

    def become_json(self) -> None:
        if self.has_rows:
            raise StructureError(
                "the per-atom property {name} has different shapes or types in "
                "different structures: rename or drop it",
                name=repr(self.name.removeprefix(ATOM)),
            )
        self.is_json, self.shape, self.dtype = True, (), np.dtype(str)


def _common_type(
    one: np.dtype[Any], other: np.dtype[Any], bool_is_number: bool
) -> np.dtype[Any] | None:
    """Return a type that holds both without another meaning or fewer digits; None if none does."""
    kinds = {one.kind, other.kind}
    if "U" in kinds:
        return one if kinds == {"U"} else None
    if kinds == {"b"} or "b" not in kinds or bool_is_number:
        found = np.result_type(one, other)
        return None if found.kind == "f" and "f" not in kinds else found  # int64 and uint64
    return None


def level_of(name: str) -> str:
    """Return what a packed property has a row for: `ATOM`, `EDGE`, or `STRUCTURE` for one alone."""
    if name in _PER_ATOM or name.startswith(ATOM):
        return ATOM
    return EDGE if name.startswith(EDGE) else STRUCTURE


def geometry_columns() -> dict[str, Column]:
    """Return the columns that every data set has, also one without structures."""
    columns = [
        Column("numbers", np.dtype(np.int32), ()),
        Column("positions", np.dtype(float), (3,)),
        Column("cell", np.dtype(float), (3, 3)),
        Column("pbc", np.dtype(bool), (3,)),
    ]
    return {column.name: column for column in columns}


@dataclass
class Schema:
    """Columns of a whole data set; atoms and edges of each structure, int64 (n,)."""

    columns: dict[str, Column] = field(default_factory=geometry_columns)
    sizes: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    edges: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @classmethod
    def of(cls, rows: Iterable[bytes]) -> Schema:
        """Learn it from one pass over all packed structures.

        Raises
        ------
        StructureError
            If per-atom values of different shape meet.
        """
        schema, seen = cls(), Counter[bytes]()
        sizes, edges = [], []
        for data in rows:
            header = header_of(data)
            seen[header] += 1
            sizes.append(_rows(parse_header(header), "numbers"))
            edges.append(_rows(parse_header(header), EDGES))
        for header, count in seen.items():
            for value in parse_header(header):
                schema.columns.setdefault(value.name, Column.of(value)).add(value, count)
        mixed = {c.name for c in schema.columns.values() if c.mixed and not c.is_json}
        for name in _with_large_numbers(mixed, rows) if mixed else ():
            schema.columns[name].become_json()
        schema.sizes = np.array(sizes, dtype=np.int64)
        schema.edges = np.array(edges, dtype=np.int64)
        return schema

    @property
    def offsets(self) -> np.ndarray:
        """First atom of each structure, and the number of atoms at the end: int64, (n + 1,)."""
        return _ends(self.sizes)

    @property
    def edge_offsets(self) -> np.ndarray | None:
        """First edge of each structure, and their number, int64 (n + 1,); None without graphs."""
        return _ends(self.edges) if EDGES in self.columns else None

    def length(self, column: Column) -> int:
        """Return how many rows a column has."""
        whole = {ATOM: self.sizes, EDGE: self.edges}.get(column.level)
        return len(self.sizes) if whole is None else int(whole.sum())


def _ends(sizes: np.ndarray) -> np.ndarray:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])


def place_arrays(schema: Schema, rows: ProductRows) -> dict[str, np.ndarray]:
    """Return the arrays that say what belongs to which structure and index."""
    counts = np.asarray(rows.counts, dtype=np.int64)
    indices = np.asarray(rows.indices, dtype=np.int64)
    found = {OFFSETS: schema.offsets}
    if schema.edge_offsets is not None:
        found[EDGE_OFFSETS] = schema.edge_offsets
    return {**found, INDEX: np.repeat(indices, counts), EMPTY_INDEX: indices[counts == 0]}


def _with_large_numbers(names: set[str], rows: Iterable[bytes]) -> set[str]:
    """Return those columns with whole numbers that real ones could not tell apart."""
    found = set()
    for data in rows:
        for value in parse_header(header_of(data)):
            if value.name in names and value.dtype.kind in "iu" and value.length:
                numbers = np.frombuffer(data, value.dtype, value.length, value.start)
                if max(int(numbers.max()), -int(numbers.min())) > 1 << 53:
                    found.add(value.name)
    return found


def _rows(structure: Iterable[Field], name: str) -> int:
    return next((value.shape[0] for value in structure if value.name == name), 0)


class _Alike:
    """Structures with the same header: `places` are their numbers in the slab."""

    def __init__(self, header: bytes, rows: list[bytes], places: list[int]) -> None:
        self.fields = {value.name: value for value in parse_header(header)}
        fields = self.fields.values()
        self.sizes = {ATOM: _rows(fields, "numbers"), EDGE: _rows(fields, EDGES), STRUCTURE: 1}
        self.places = np.array(places, dtype=np.int64)
        self.bytes = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), -1)

    def values(self, value: Field) -> np.ndarray:
        """Return one property of all of them, in one array with a row per structure."""
        shape = (len(self.places), *value.shape)
        width = value.length * value.dtype.itemsize
        if not width:
            return np.zeros(shape, dtype=value.dtype if value.dtype.itemsize else "U1")
        part = np.ascontiguousarray(self.bytes[:, value.start : value.start + width])
        return part.view(value.dtype).reshape(shape)


class Slab:
    """Some consecutive packed structures."""

    def __init__(self, rows: list[bytes]) -> None:
        places: dict[bytes, list[int]] = {}
        for place, data in enumerate(rows):
            places.setdefault(header_of(data), []).append(place)
        self._groups = [_Alike(h, [rows[i] for i in found], found) for h, found in places.items()]
        self._sizes = {level: self._sizes_of(level, len(rows)) for level in (ATOM, EDGE, STRUCTURE)}
        self._starts = {level: np.cumsum(sizes) - sizes for level, sizes in self._sizes.items()}

    def _sizes_of(self, level: str, count: int) -> np.ndarray:
        sizes = np.zeros(count, dtype=np.int64)
        for group in self._groups:
            sizes[group.places] = group.sizes[level]
        return sizes

    def block(self, column: Column, dtype: Any) -> np.ndarray:
        """Return a property of all structures, in their order; what lacks it is `missing_value`."""
        length = int(self._sizes[column.level].sum())
        block = np.full((length, *column.shape), missing_value(dtype), dtype=dtype)
        for group in self._groups:
            value = group.fields.get(column.name)
            if value is None:
                continue
            found = group.values(value)
            if column.is_json and not value.is_json:
                found = np.array([json.dumps(entry.tolist()) for entry in found])
            rows = group.places
            if column.has_rows:
                level = column.level
                rows = self._starts[level][rows][:, None] + np.arange(group.sizes[level])
            block[rows] = found.astype(dtype, copy=False)
        return block

    def present(self, column: Column) -> np.ndarray:
        found = np.zeros(len(self._sizes[STRUCTURE]), dtype=bool)
        for group in self._groups:
            found[group.places] = column.name in group.fields
        return found


def stored_type(column: Column, float_type: str | None) -> Any:
    """Return the type in which a column is stored; `float_type` None keeps that of the values."""
    if column.dtype.kind == "U":
        return np.dtypes.StringDType()
    if column.dtype.kind == "f" and float_type is not None:
        return np.dtype(float_type)
    return column.dtype


def missing_value(dtype: Any) -> Any:
    """Return what stands for a missing value: NaN, 0, False or an empty text."""
    if dtype.kind == "T":
        return ""
    return np.nan if dtype.kind == "f" else dtype.type(0)


def slabs(rows: Iterable[bytes]) -> Iterator[Slab]:
    """Cut packed structures into slabs of limited size."""
    found: list[bytes] = []
    size = 0
    for data in rows:
        found.append(data)
        size += len(data)
        if size >= SLAB_BYTES or len(found) >= SLAB_STRUCTURES:
            yield Slab(found)
            found, size = [], 0
    if found:
        yield Slab(found)
