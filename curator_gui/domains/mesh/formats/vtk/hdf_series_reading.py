"""Read the steps of a VTKHDF series that was written here (see `hdf_series`), to write it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.hdf_series import (
    FORMAT,
    GROUPS,
    OWN,
    TOPOLOGIES,
    Files,
    Frame,
    Name,
    Rows,
    Series,
    row_count,
)

if TYPE_CHECKING:
    import h5py


def read_series(path: Path, files: Files) -> Series:
    """Return the steps of a series that was written here; their arrays are read later.

    Raises
    ------
    MeshError
        If it is another file, or damaged.
    """
    check_links(path)
    try:
        file = files.opened(path)
        if OWN in file and file[OWN].attrs.get("format") == FORMAT:
            empty = frozenset(int(index) for index in file[OWN]["empty"][()])
            return Series(_Reader(file, path, files).frames(), empty)
    except (OSError, KeyError, ValueError, IndexError) as error:
        raise MeshError("{path} cannot be read: {error}", path=path, error=error) from error
    raise MeshError("{path} was not written by this step: choose another name or folder", path=path)


class _Reader:
    """The tables of a file, and the steps that they tell of."""

    def __init__(self, file: h5py.File, path: Path, files: Files) -> None:
        self._files, self._path = files, path
        self._own = {name: file[OWN][name][()] for name in file[OWN]}
        self._root = file["VTKHDF"]
        self._steps = {n: d[()] for n, d in self._root["Steps"].items() if hasattr(d, "shape")}
        self._surface = "Types" not in self._root
        self._blocks = [f"{name}/" for name in TOPOLOGIES] if self._surface else [""]
        counts = ["NumberOfPoints"]
        counts += [b + n for b in self._blocks for n in ("NumberOfCells", _ENTRIES)]
        self._counts = {name: self._root[name][()] for name in counts}
        self._fields = [(g, str(name)) for g in GROUPS for name in self._root.get(g, ())]
        starts = [self._root[f"Steps/{group}Offsets"][name][()] for group, name in self._fields]
        self._starts = dict(zip(self._fields, starts, strict=True))

    def frames(self) -> list[Frame]:
        return [self._frame(number) for number in range(len(self._steps["Values"]))]

    def _frame(self, number: int) -> Frame:
        part, point = (int(self._steps[n][number]) for n in ("PartOffsets", "PointOffsets"))
        frame = Frame(
            int(self._own["index"][number]),
            int(self._own["item"][number]),
            float(self._steps["Values"][number]),
            self._own["points_key"][number].decode(),
            self._own["cells_key"][number].decode(),
            self._rows("Points", point, int(self._counts["NumberOfPoints"][part])),
            self._cells(number, part),
            {},
        )
        frame.fields = dict(self._fields_of(frame, number))
        return frame

    def _rows(self, name: str, start: int, count: int) -> Rows:
        return Rows.of(self._files, self._path, f"VTKHDF/{name}", (start, start + count))

    def _cells(self, number: int, part: int) -> dict[str, Rows]:
        found = {}
        places = [self._steps[n][number] for n in ("CellOffsets", "ConnectivityIdOffsets")]
        for column, block in enumerate(self._blocks):
            first, entry = (int(p[column] if self._surface else p) for p in places)
            cells, entries = (
                int(self._counts[block + n][part]) for n in ("NumberOfCells", _ENTRIES)
            )
            # Each part has one offset more than cells, so those of all parts before count as well.
            found[f"{block}Offsets"] = self._rows(f"{block}Offsets", first + part, cells + 1)
            found[f"{block}Connectivity"] = self._rows(f"{block}Connectivity", entry, entries)
            if not self._surface:
                found["Types"] = self._rows("Types", first, cells)
        return found

    def _fields_of(self, frame: Frame, number: int) -> Iterator[tuple[Name, Rows]]:
        for group, name in self._fields:
            start = int(self._starts[group, name][number])
            if group == "FieldData":
                count = int(self._root["Steps/FieldDataSizes"][name][number, 1])
            else:
                count = row_count(frame, group, None)
            if count:
                yield (group, name), self._rows(f"{group}/{name}", start, count)


_ENTRIES = "NumberOfConnectivityIds"
