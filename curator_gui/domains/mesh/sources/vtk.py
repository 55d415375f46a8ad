"""The source for VTK-family files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.core.storage.containers.stray_links import strays
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, drop_fields, field_param
from curator_gui.domains.mesh.formats.blocks import (
    Leaf,
    choose_blocks,
    combine,
    leaves,
    without_duplicates,
)
from curator_gui.domains.mesh.formats.mesh_checks import check_mesh
from curator_gui.domains.mesh.formats.vtk.collections import (
    PARALLEL,
    SERIES,
    Member,
    arrange,
    referenced_files,
    series_damage,
)
from curator_gui.domains.mesh.formats.vtk.reading import SUFFIXES, check_readable, read_vtk
from curator_gui.domains.mesh.listing import FileQuery
from curator_gui.domains.mesh.origin import MeshSource, Origin, from_block, naming_block


class FileSource(MeshSource):
    """A source with one index per file of a folder; the list is made once and then kept."""

    suffixes: tuple[str, ...] = ()

    def __init__(self, folder: Path, pattern: str, recursive: bool) -> None:
        self.query = FileQuery(Path(folder), pattern, self.suffixes, recursive)
        self._names: list[str] = []

    @property
    def names(self) -> list[str]:
        """Paths below the folder in natural order, with forward slashes."""
        if not self._names:  # an empty folder is looked at again when asked again
            self._names = self.arranged(self.query.names())
        return self._names

    def arranged(self, names: list[str]) -> list[str]:
        """Return what is read of the files that were listed; all of them, unless overridden."""
        return names

    def __len__(self) -> int:
        """Count the files.

        Raises
        ------
        MeshError
            If the folder cannot be listed or no file fits.
        """
        if not self.names:
            raise MeshError(self.query.empty_reason())
        return len(self.names)

    def path(self, index: int) -> Path:
        return self.query.folder / self.names[index]

    def inputs(self, index: int) -> Sequence[str]:
        return (f"{self.query.folder}/{self.names[index]}",)

    def label(self, index: int) -> str:
        """Name an index by its file, with the folders below the source's."""
        return self.names[index]

    def origin(self, index: int) -> Origin:
        """Tell the stem and relative path of an index's file."""
        relpath = self.names[index].rpartition(".")[0]
        return Origin(index, relpath.rpartition("/")[2], relpath)

    def would_list(self, path: Path) -> bool:
        """Whether a file at `path` would become an input when the folder is listed again."""
        return self.query.fits(path)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a folder that cannot be listed and a pattern that fits nothing."""
        try:
            if not self.names:
                yield "pattern", self.query.empty_reason()
        except MeshError as error:
            yield "folder", str(error)


def folder_param(suffixes: Sequence[str]) -> Param:
    """Describe the folder that files with these suffixes are in."""
    return Param(
        f"Folder with the files ({', '.join(suffixes)}); they are taken in natural order, "
        "step9 before step10.",
        suffixes=tuple(suffixes),
        widget="folder",
    )


Pattern = Annotated[
    str,
    Param(
        "Glob that a file's name has to fit, such as `run_*.vtu`; with a slash in it, the "
        "path below the folder has to.",
        widget="pattern",
    ),
]
Recursive = Annotated[bool, Param("Also look into the folders below; hidden ones excepted.")]
Blocks = Annotated[
    str,
    Param(
        "What to make of multi-block files: `combine` gives one mesh of all blocks, keeping "
        "the fields that every block has; `each` gives every block as an item of its own.",
        choices=("combine", "each"),
    ),
]
BlockNames = Annotated[
    list[str] | None,
    Param("Blocks to take, by name or glob, levels separated by `/`; all if unset.", role="block"),
]


class VTKSource(FileSource):
    """Meshes from VTK-family files, one index per file.

    Items are `pyvista.DataSet` of the file's own type. A file with several time steps (VTKHDF,
    EnSight, CGNS) gives one item per step. Multi-block files are combined or taken apart
    (`blocks`).
    Parallel files (.pvtu) are read whole, without ghost cells, and their pieces are no items of
    their own; a series (.pvd) stands for its files, in the order of their times, and the parts of
    one time are blocks of one item.

    Raises
    ------
    MeshError
        For a file that is empty, damaged or of another format than its suffix says.
    MissingFieldError
        For a chosen field that a file lacks.
    """

    name = "VTK files"
    description = (
        "Reads VTK XML (.vtu .vtp .vti .vtr .vts .vtm .pvtu .pvd), legacy VTK, VTKHDF, STL, PLY, "
        "OBJ, CGNS and EnSight files from a folder, one per index."
    )
    version = "1"
    suffixes = SUFFIXES

    def __init__(
        self,
        folder: Annotated[Path, folder_param(SUFFIXES)],
        pattern: Pattern = "*",
        recursive: Recursive = False,
        cell_fields: Annotated[list[str] | None, field_param("Cell", "read")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "read")] = None,
        missing: MissingField = "error",
        blocks: Blocks = "combine",
        block_names: BlockNames = None,
    ) -> None:
        super().__init__(folder, pattern, recursive)
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)
        self.blocks = blocks
        self.block_names = block_names
        self._members: list[Member] = []

    def inputs(self, index: int) -> Sequence[str]:
        """Name the files of an index and the piece files they refer to."""
        return tuple(str(f) for path in self._files(index) for f in referenced_files(path))

    def input_part(self, index: int) -> str:
        """Tell the time that a series gives to a file: it is not in the file itself."""
        time = self._member(index).time
        return "" if time is None else f"time {time!r}"

    def arranged(self, names: list[str]) -> list[str]:
        """Leave pieces of other files out, and put the files of a series in its place."""
        self._members = arrange(self.query.folder, names)
        return [member.files[0] for member in self._members]

    def _member(self, index: int) -> Member:
        assert self.names  # the listing fills the members
        return self._members[index]

    def _files(self, index: int) -> list[Path]:
        """Return the files that are parts of the mesh of an index; mostly one."""
        return [self.query.folder / file for file in self._member(index).files]

    def _refuse_strays(self, index: int) -> None:
        for name in self._member(index).files:
            if strays(name):
                raise MeshError(
                    "{path} is named by a series and lies outside of the folder; copy it there",
                    path=self.query.folder / name,
                )

    def origin(self, index: int) -> Origin:
        """Tell stem, relative path and, if there is a .pvd, time and series of an index's file."""
        member = self._member(index)
        return replace(super().origin(index), time=member.time, series=member.series)

    def read(self, index: int) -> Iterator[Any]:
        """Yield the mesh of a file, or its blocks or time steps."""
        self._refuse_strays(index)
        paths = self._files(index)
        if paths[0].suffix.lower() == SERIES:
            raise MeshError(
                "{path} {damage}", path=paths[0], damage=series_damage(paths[0]) or "was damaged"
            )
        steps = self._steps(paths[0]) if len(paths) == 1 else self._joined(paths)
        told = self._member(index).time
        for time, meshes in steps if told is None else _at_the_time(steps, told):
            if time is not None:
                for _, mesh in meshes:
                    mesh.field_data["TimeValue"] = [time]
            while meshes:
                yield from_block(*reversed(meshes.pop(0)))

    def _steps(self, path: Path) -> Iterator[Step]:
        """Yield the chosen blocks of each time step of a file."""
        for time, data in read_vtk(path, self.choice):
            meshes = self._meshes(path, data)
            del data  # so that only the steps behind keep a mesh in memory
            yield time, meshes

    def _joined(self, paths: Sequence[Path]) -> Iterator[Step]:
        """Yield the one mesh whose parts these files are, or each part as a block."""
        found: list[Leaf] = []
        times = set()
        for path in paths:
            for time, data in read_vtk(path, self.choice):
                times.add(time)
                blocks = checked_blocks(path, data)
                found += [(f"{path.stem}/{n}" if n else path.stem, mesh) for n, mesh in blocks]
        if len(times) > 1:
            raise MeshError("{path} and its other parts have several times", path=paths[0])
        chosen = choose_blocks(found, self.block_names)
        for name, mesh in chosen:
            with naming_block(name):
                drop_fields(mesh, self.choice)
        yield times.pop(), self._arranged(chosen)

    def _meshes(self, path: Path, data: Any) -> list[Leaf]:
        found = checked_blocks(path, data)
        composite = not data.IsA("vtkDataSet")
        chosen = choose_blocks(found, self.block_names) if composite else found
        # The reader of VTKHDF has chosen already, and has not to find each field in each block.
        for name, mesh in chosen if composite and path.suffix.lower() != ".vtkhdf" else ():
            with naming_block(name):
                drop_fields(mesh, self.choice)
        return self._arranged(chosen)

    def _arranged(self, chosen: list[Leaf]) -> list[Leaf]:
        return [("", combine(chosen))] if self.blocks == "combine" else chosen


Step = tuple[float | None, list[Leaf]]
"""The time that a file tells, if it does, and the blocks of that time."""


def checked_blocks(path: Path, data: Any) -> list[Leaf]:
    """Return the blocks that a reader gave, having looked at each.

    Raises
    ------
    MeshError
        If there is none, or one whose parts do not fit together.
    """
    found = leaves(data)
    if not found:
        check_readable(path)
        raise MeshError(
            "{path} holds no points: it is empty, damaged or of another format", path=path
        )
    for name, mesh in found:
        with naming_block(name):
            check_mesh(path, mesh)
    if path.suffix.lower() in PARALLEL:
        return [(name, without_duplicates(mesh)) for name, mesh in found]
    return found


def _at_the_time(steps: Iterator[Step], told: float) -> Iterator[Step]:
    """Yield the only step of a file at the time that a series tells; several keep their own."""
    first, *others = islice(steps, 2)
    if others:
        remark(Message("files of a series hold several time steps: they keep their own times"))
        yield from chain((first, *others), steps)
        return
    time, meshes = first
    own = [time, *(float(m.field_data["TimeValue"][0]) for _, m in meshes if _has_time(m))]
    if any(each is not None and each != told for each in own):
        remark(Message("files of a series tell other times than the series, which are taken"))
    yield told, meshes


def _has_time(mesh: Any) -> bool:
    array = mesh.GetFieldData().GetArray("TimeValue")
    return array is not None and bool(array.GetNumberOfTuples() == 1)
