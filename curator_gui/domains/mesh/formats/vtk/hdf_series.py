"""VTKHDF files of a whole series: one mesh at many times, what stays the same stored once.

Format: https://docs.vtk.org/en/latest/vtk_file_formats/vtkhdf_file_format/ (temporal data). VTK's
own writer keeps the times in float32 and the second of writing in the file; this one keeps float64,
and the same steps give the same bytes. The group `Curator` beside VTK's says which index and item
each step is, so that a series can grow.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import h5py
    import numpy as np

OWN = "Curator"
FORMAT = "curator-series-1"
VERSION = (2, 3)
"""Of VTKHDF: the first with all names that are used here."""

GROUPS = ("PointData", "CellData", "FieldData")
TOPOLOGIES = ("Vertices", "Lines", "Polygons", "Strips")
"""The four kinds of cells of a surface, each with arrays of its own."""

Name = tuple[str, str]
"""One of `GROUPS`, and a field."""


class Files:
    """HDF5 files that are read from, of which only some are open at a time."""

    def __init__(self) -> None:
        self._open: OrderedDict[Path, h5py.File] = OrderedDict()

    def opened(self, path: Path) -> h5py.File:
        """Return a file, open until others are wanted."""
        import h5py

        if path not in self._open:
            self._open[path] = h5py.File(path, "r")
        self._open.move_to_end(path)
        if len(self._open) > _MAX_OPEN:
            self._open.popitem(last=False)[1].close()
        return self._open[path]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close them all."""
        while self._open:
            self._open.popitem()[1].close()


_MAX_OPEN = 64


@dataclass(frozen=True)
class Rows:
    """Rows of an array in a file, which are read when they are asked for.

    `columns` is the shape of one row.
    """

    files: Files
    path: Path
    name: str
    start: int
    stop: int
    columns: tuple[int, ...]
    dtype: np.dtype[Any]

    @classmethod
    def of(cls, files: Files, path: Path, name: str, rows: tuple[int, int] | None = None) -> Rows:
        """Return rows from the first number to before the second; all if they are not given."""
        data = files.opened(path)[name]
        start, stop = rows or (0, len(data))
        return cls(files, path, name, start, stop, tuple(data.shape[1:]), data.dtype)

    def __len__(self) -> int:
        return self.stop - self.start

    def load(self) -> np.ndarray:
        """Read them."""
        rows: np.ndarray = self.files.opened(self.path)[self.name][self.start : self.stop]
        return rows


@dataclass
class Frame:
    """One step of a series.

    Attributes
    ----------
    index, item
        Which item of the source it is.
    points_key, cells_key
        What tells its points and its cells from other ones.
    cells
        `Connectivity`, `Offsets` (one more than cells) and `Types` of an unstructured grid; the
        first two of each of `TOPOLOGIES` of a surface, such as `Lines/Offsets`.
    fields
        Point fields, cell fields and global data.
    """

    index: int
    item: int
    time: float
    points_key: str
    cells_key: str
    points: Rows
    cells: Mapping[str, Rows]
    fields: Mapping[Name, Rows]

    @property
    def is_surface(self) -> bool:
        """Whether it is a surface (PolyData)."""
        return "Types" not in self.cells

    @property
    def blocks(self) -> tuple[str, ...]:
        """What the names of its arrays of cells begin with."""
        return tuple(f"{name}/" for name in TOPOLOGIES) if self.is_surface else ("",)

    @property
    def part_key(self) -> tuple[str, int]:
        """What tells its part of the file: its cells, and how many points there are."""
        return self.cells_key, len(self.points)

    def cell_counts(self) -> list[int]:
        """Count the cells of each block."""
        return [len(self.cells[f"{block}Offsets"]) - 1 for block in self.blocks]


@dataclass
class Told:
    """What a reader of a series has to know about its fields."""

    filled: list[str] = field(default_factory=list)
    """Those that some steps lack: they are NaN there."""

    made_real: list[str] = field(default_factory=list)
    """Those that are whole numbers in some steps, which real ones may round."""

    left_out: list[str] = field(default_factory=list)
    """Whole numbers that some steps lack, and fields with other components in some."""


@dataclass(frozen=True)
class Series:
    """The steps of a file, and the indices that have none."""

    frames: Sequence[Frame]
    empty: frozenset[int] = frozenset()


def write_series(series: Series, path: Path, level: int) -> Told:
    """Write steps in this order, each with a later time than the one before, to a new file.

    `level` is the effort of the deflate compression; 0 writes raw data.
    """
    import h5py

    frames = series.frames
    with h5py.File(path, "w") as file:
        root = file.create_group("VTKHDF")
        root.attrs["Version"] = VERSION
        kind = b"PolyData" if frames[0].is_surface else b"UnstructuredGrid"
        root.attrs.create("Type", kind, dtype=f"S{len(kind)}")
        steps = root.create_group("Steps")
        steps.attrs["NSteps"] = len(frames)
        steps["Values"] = _whole([frame.time for frame in frames], "f8")
        writer = _Writer(root, steps, frames, level)
        writer.write_points()
        writer.write_cells()
        writer.write_fields()
        _write_own(file, series)
    return writer.told


def _whole(values: Any, kind: str = "i8") -> np.ndarray:
    import numpy as np

    return np.asarray(values, kind)


def _write_own(file: h5py.File, series: Series) -> None:
    own, frames = file.create_group(OWN), series.frames
    own.attrs["format"] = FORMAT
    own["index"] = _whole([frame.index for frame in frames])
    own["item"] = _whole([frame.item for frame in frames])
    own["empty"] = _whole(sorted(series.empty))
    for name in ("points_key", "cells_key"):
        own[name] = _whole([getattr(frame, name).encode() for frame in frames], "S32")


@dataclass
class _Writer:
    root: h5py.Group
    steps: h5py.Group
    frames: Sequence[Frame]
    level: int
    told: Told = field(default_factory=Told)

    def write_points(self) -> None:
        """Write each distinct set of points once."""
        distinct = {frame.points_key: frame.points for frame in self.frames}
        starts = _starts(distinct)
        self._fill(self.root, "Points", list(distinct.values()))
        self.steps["PointOffsets"] = _whole([starts[frame.points_key] for frame in self.frames])

    def write_cells(self) -> None:
        """Write each distinct set of cells once: VTK calls it a part.

        It has a number of points as well: the same cells may be on some of more points.
        """
        distinct = {frame.part_key: frame for frame in self.frames}
        meshes = list(distinct.values())
        numbers = {key: number for number, key in enumerate(distinct)}
        places = [numbers[frame.part_key] for frame in self.frames]
        self.root["NumberOfPoints"] = _whole([len(mesh.points) for mesh in meshes])
        self.steps["NumberOfParts"] = _whole([1] * len(places))
        self.steps["PartOffsets"] = _whole(places)
        blocks = meshes[0].blocks
        for block in blocks:
            self._write_block(block, meshes)
        cells = [_starts_of(f"{block}Offsets", meshes, 1) for block in blocks]
        entries = [_starts_of(f"{block}Connectivity", meshes, 0) for block in blocks]
        for name, starts in (("CellOffsets", cells), ("ConnectivityIdOffsets", entries)):
            table = _whole(starts).T[places]
            self.steps[name] = table if meshes[0].is_surface else table[:, 0]

    def _write_block(self, block: str, meshes: Sequence[Frame]) -> None:
        group = self.root.require_group(block.rstrip("/")) if block else self.root
        for name in ("Connectivity", "Offsets", *(() if block else ("Types",))):
            self._fill(group, name, [mesh.cells[block + name] for mesh in meshes])
        entries = [len(mesh.cells[f"{block}Connectivity"]) for mesh in meshes]
        group["NumberOfConnectivityIds"] = _whole(entries)
        group["NumberOfCells"] = _whole([len(m.cells[f"{block}Offsets"]) - 1 for m in meshes])

    def write_fields(self) -> None:
        """Make room for all fields, then go through the steps once: each is in a file of its own.

        A field that a step lacks is NaN there.
        """
        import numpy as np

        rooms = self._rooms()
        for number, frame in enumerate(self.frames):
            for name, (data, starts) in rooms.items():
                rows = frame.fields.get(name)
                if starts[number + 1] > starts[number]:
                    values = np.nan if rows is None else rows.load()
                    data[starts[number] : starts[number + 1]] = values

    def _rooms(self) -> dict[Name, tuple[h5py.Dataset, Sequence[int]]]:
        """Return where each field is written, and at which row each step begins."""
        names = dict.fromkeys(name for frame in self.frames for name in frame.fields)
        rooms = {}
        for name in sorted(names):
            found = [frame.fields.get(name) for frame in self.frames]
            if not _fits(found, name[0]):
                self.told.left_out.append(name[1])
                continue
            if name[0] != "FieldData" and None in found:
                self.told.filled.append(name[1])
            if _rounds([rows for rows in found if rows is not None]):
                self.told.made_real.append(name[1])
            rooms[name] = self._room(name, found)
        return rooms

    def _room(self, name: Name, found: Sequence[Rows | None]) -> tuple[h5py.Dataset, Sequence[int]]:
        import numpy as np

        group, own = name
        there = [rows for rows in found if rows is not None]
        counts = [row_count(f, group, rows) for f, rows in zip(self.frames, found, strict=True)]
        starts = [0, *(int(end) for end in np.cumsum(counts))]
        self.steps.require_group(f"{group}Offsets")[own] = _whole(starts[:-1])
        if group == "FieldData":
            columns = there[0].columns[0] if there[0].columns else 1
            sizes = _whole([[columns, count] for count in counts])
            self.steps.require_group("FieldDataSizes")[own] = sizes
        return self._create(self.root.require_group(group), own, there, starts[-1]), starts

    def _create(self, group: Any, name: str, pieces: Sequence[Rows], length: int) -> h5py.Dataset:
        import numpy as np

        kind = np.result_type(*(rows.dtype for rows in pieces))
        columns, storage = pieces[0].columns, {}
        if self.level and length:
            storage = {
                "chunks": (min(length, _CHUNK), *columns),
                "compression": "gzip",
                "compression_opts": self.level,
                "shuffle": True,
            }
        return group.create_dataset(name, (length, *columns), kind, **storage)

    def _fill(self, group: Any, name: str, pieces: Sequence[Rows]) -> None:
        """Write pieces one after another."""
        data = self._create(group, name, pieces, sum(map(len, pieces)))
        start = 0
        for rows in pieces:
            if len(rows):
                data[start : start + len(rows)] = rows.load()
            start += len(rows)


_CHUNK = 25_000
"""Rows of a compressed chunk, as many as VTK's writer has values."""


def row_count(frame: Frame, group: str, rows: Rows | None) -> int:
    """Return how many rows a step has in a field: global data may have any number, or none."""
    if group == "FieldData":
        return 0 if rows is None else len(rows)
    return len(frame.points) if group == "PointData" else sum(frame.cell_counts())


def _starts_of(name: str, meshes: Sequence[Frame], more: int) -> list[int]:
    """Return where the cells or entries of each part begin; `Offsets` has one more a part."""
    starts, start = [], 0
    for mesh in meshes:
        starts.append(start)
        start += len(mesh.cells[name]) - more
    return starts


def _starts(pieces: Mapping[str, Rows]) -> dict[str, int]:
    starts, start = {}, 0
    for key, rows in pieces.items():
        starts[key] = start
        start += len(rows)
    return starts


def _rounds(there: Sequence[Rows]) -> bool:
    """Whether whole numbers become real ones, as the type that holds all has to be."""
    import numpy as np

    kinds = {rows.dtype for rows in there}
    whole = any(kind.kind in "iu" for kind in kinds)
    return len(kinds) > 1 and whole and np.result_type(*kinds).kind == "f"


def _fits(found: Sequence[Rows | None], group: str) -> bool:
    """Whether a field has the same components everywhere, and NaN for where it is missing."""
    there = [rows for rows in found if rows is not None]
    if len({rows.columns for rows in there}) > 1:
        return False
    complete = len(there) == len(found) or group == "FieldData"
    return complete or all(rows.dtype.kind == "f" for rows in there)
