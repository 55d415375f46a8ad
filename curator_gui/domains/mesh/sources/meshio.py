"""The source for everything that meshio reads: gmsh, Abaqus, Nastran, MED, ..."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, drop_fields, field_param
from curator_gui.domains.mesh.formats.blocks import combine, leaves
from curator_gui.domains.mesh.formats.includes import check_included
from curator_gui.domains.mesh.formats.mesh_checks import check_mesh
from curator_gui.domains.mesh.formats.meshio.mdpa import readable_mdpa
from curator_gui.domains.mesh.formats.meshio.nastran import read_nastran
from curator_gui.domains.mesh.formats.meshio.off import read_off
from curator_gui.domains.mesh.formats.meshio.repairs import add_sets, take_sets, turn_inside_out
from curator_gui.domains.mesh.formats.meshio.xdmf_series import heavy_files, read_step, series_steps
from curator_gui.domains.mesh.formats.vtk.checks import check_fluent, fluent_zones
from curator_gui.domains.mesh.formats.vtk.reading import check_readable, read_vtk
from curator_gui.domains.mesh.origin import Origin, naming_block
from curator_gui.domains.mesh.sources.vtk import FileSource, Pattern, Recursive, folder_param

FORMATS = {
    "by suffix": (),
    "gmsh": (".msh",),
    "abaqus": (".inp",),
    "nastran": (".bdf", ".fem", ".nas"),
    "med": (".med",),
    "medit": (".mesh", ".meshb"),
    "ansys": (".msh",),
    "cgns": (".cgns",),
    "xdmf": (".xdmf", ".xmf"),
    "su2": (".su2",),
    "avsucd": (".avs",),
    "netgen": (".vol",),
    "off": (".off",),
    "mdpa": (".mdpa",),
    "flac3d": (".f3grid",),
}
"""meshio's name of a format -> suffixes of its files.

VTK reads CGNS, of which meshio reads its own simple form alone (one zone of tetrahedra without
labels), and Fluent's own `.msh` files, of which meshio leaves the volume cells out. Left out:
Tecplot, whose reader never ends on a damaged file; UGRID and TetGen, whose readers fail on valid
files under numpy 2; Exodus, which has a source of its own; H5M, HMF and Permas, hardly used.
"""

_OWN: dict[str, Callable[[Path], Any]] = {"nastran": read_nastran, "off": read_off}
"""Formats of which meshio's reader fails on files of other programs."""

_GENERAL = re.compile(r"\s*(Error: )?Couldn't read file \S+ as .*$")
"""What meshio adds to the reason that it gave before."""

_SUFFIXES = tuple(dict.fromkeys(suffix for group in FORMATS.values() for suffix in group))


class MeshioSource(FileSource):
    """Meshes from the formats of meshio, one index per file, as `pyvista.UnstructuredGrid`.

    Cells of all blocks are kept in the order of the file. Point and cell data become fields;
    integer tags (gmsh's physical groups, MED's families) are cell data like any other, and what the
    tags are called is global data. Named sets of cells and points (Abaqus, gmsh) are fields of 0
    and 1, one per set. A format that several programs share a suffix for (`.msh`: gmsh, Ansys) is
    tried in meshio's order unless it is named. Time series (XDMF) give an index per step, named
    `FILE_0`, `FILE_1` ..., with its time as the global array `TimeValue`.

    Raises
    ------
    MeshError
        For a file that is empty, damaged or of another format.
    MissingFieldError
        For a chosen field that a file lacks.
    """

    name = "meshio files"
    description = (
        "Reads gmsh, Abaqus, Nastran, MED, Medit, CGNS, XDMF, SU2 and other meshes from a "
        "folder, one per index; a time series (XDMF) has one index per step."
    )
    version = "2"
    suffixes = _SUFFIXES

    def __init__(
        self,
        folder: Annotated[Path, folder_param(_SUFFIXES)],
        pattern: Pattern = "*",
        recursive: Recursive = False,
        file_format: Annotated[
            str,
            Param(
                "Format of the files; needed only where several formats share a suffix.",
                choices=tuple(FORMATS),
            ),
        ] = "by suffix",
        cell_fields: Annotated[list[str] | None, field_param("Cell", "read")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "read")] = None,
        missing: MissingField = "error",
    ) -> None:
        super().__init__(folder, pattern, recursive)
        self.file_format = file_format
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)
        self._steps: list[int | None] = []

    def arranged(self, names: list[str]) -> list[str]:
        """Name a series once per step."""
        steps = [(name, step) for name in names for step in series_steps(self.query.folder / name)]
        self._steps = [step for _, step in steps]
        return [name for name, _ in steps]

    def label(self, index: int) -> str:
        """Name an index by its file and, in a series, its step."""
        name, step = super().label(index), self._steps[index]
        return name if step is None else Message("{name}, step {step}", name=name, step=step)

    def input_part(self, index: int) -> str:
        """Tell the step of a series, where that is not the first file."""
        step = self._steps[index] if self.names else None  # the listing fills the steps
        return "" if step in (None, index) else f"step {step}"

    def origin(self, index: int) -> Origin:
        """Tell where an index comes from; the steps of a series are numbered from 0."""
        origin = super().origin(index)
        step = self._steps[index]
        if step is None:
            return origin
        stem, relpath = f"{origin.stem}_{step}", f"{origin.relpath}_{step}"
        return replace(origin, stem=stem, relpath=relpath)

    def inputs(self, index: int) -> Sequence[str]:
        """Name the file of an index and, for XDMF, the HDF5 files that it refers to."""
        path = self.path(index)
        return (str(path), *map(str, heavy_files(path)))

    def read(self, index: int) -> Iterator[Any]:
        """Yield the mesh of a file or of a step of a series."""
        path, step = self.path(index), self._steps[index]
        check_readable(path)
        check_included(path)
        if step is None:
            yield self._finished(path, _whole(path, self.file_format), None)
        else:
            time, mesh = _guarded(path, lambda: read_step(path, step))
            yield self._finished(path, _convert(path, mesh), time)

    def _finished(self, path: Path, mesh: Any, time: float | None) -> Any:
        check_mesh(path, mesh)
        drop_fields(mesh, self.choice)
        if time is not None:
            mesh.field_data["TimeValue"] = [time]
        return mesh


def _whole(path: Path, file_format: str) -> Any:
    """Read with VTK what it reads better, all else with meshio."""
    own = next((_OWN[name] for name in _OWN if _is(path, name, file_format)), None)
    if own is not None:
        return own(path)
    suffix = _better_by_vtk(path, file_format)
    if not suffix:
        return _by_meshio(path, file_format)
    return _by_vtk(path, suffix)


def _better_by_vtk(path: Path, file_format: str) -> str:
    """Return the suffix under which VTK reads a file; empty if meshio does."""
    from curator_gui.domains.mesh.formats.programs.cgns_nodes import check_arrays, is_unlabeled

    suffix = path.suffix.lower()
    if _is(path, "cgns", file_format):
        check_arrays(path)  # meshio would go through all of them
        return "" if is_unlabeled(path) else ".cgns"
    if suffix == ".msh" and file_format in ("by suffix", "ansys") and _is_fluent(path):
        return ".cas" if check_fluent(path) else ""
    return ""


def _is(path: Path, name: str, file_format: str) -> bool:
    """Whether a file is read as a format, by choice or by its suffix."""
    by_suffix = file_format == "by suffix" and path.suffix.lower() in FORMATS[name]
    return file_format == name or by_suffix


def _is_fluent(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(1) == b"("


def _by_meshio(path: Path, file_format: str) -> Any:
    if _is(path, "mdpa", file_format):
        return _convert(path, _read_mdpa(path))
    return _convert(path, _guarded(path, lambda: _read(path, file_format)))


def _read_mdpa(path: Path) -> Any:
    text = readable_mdpa(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_text(text, encoding="utf-8")
        return _guarded(path, lambda: _read(copy, "mdpa"))


def _by_vtk(path: Path, suffix: str) -> Any:
    """Read the first time step of a file with VTK, all blocks as one mesh."""
    _, data = next(read_vtk(path, FieldChoice(), suffix))
    of_faces = fluent_zones(path).faces if suffix == ".cas" else ()
    found = [leaf for leaf in leaves(data) if leaf[0] not in of_faces]
    if not found:
        raise MeshError(
            "{path} holds no points: it is empty, damaged or of another format", path=path
        )
    for name, mesh in found:
        with naming_block(name):
            check_mesh(path, mesh)
    if suffix == ".cas":
        _say_missing(sum(mesh.n_cells for _, mesh in found), fluent_zones(path).cells)
    return combine(found).cast_to_unstructured_grid()


def _say_missing(there: int, total: int) -> None:
    if there != total:
        remark(
            Message(
                "cells that were read: {there}, cells in the zones of the file: {total}",
                there=f"{there:,}",
                total=f"{total:,}",
            )
        )


def _read(path: Path, file_format: str) -> Any:
    import meshio

    return meshio.read(path, file_format=None if file_format == "by suffix" else file_format)


def _guarded(path: Path, step: Callable[[], Any]) -> Any:
    """Let meshio do something; it prints to stdout and raises whatever its parsers raise."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            return step()
    except SystemExit:  # its answer to a file that no format of the suffix fits
        words = " ".join(said.getvalue().split())
        reason = _GENERAL.sub("", words) or Message(
            "no format of this suffix fits, or it holds elements that the reader does not know"
        )
    except Exception as error:  # noqa: BLE001 - its parsers raise anything on a damaged file
        what = str(error) or "its content is not what the format asks for"
        reason = f"{what} ({type(error).__name__})"
    raise MeshError("{path} cannot be read: {reason}", path=path, reason=reason)


def _in_space(points: Any) -> Any:
    import numpy as np

    missing = 3 - points.shape[1]
    return np.pad(points, ((0, 0), (0, missing))) if missing > 0 else points


def _convert(path: Path, mesh: Any) -> Any:
    import pyvista as pv

    if len(mesh.points) == 0 or not any(len(block.data) for block in mesh.cells):
        raise MeshError(
            "{path} holds no cells: it is empty, damaged or of another format", path=path
        )
    sets = take_sets(path, mesh)
    mesh.points = _in_space(mesh.points)
    turn_inside_out(mesh)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Points is not a float type")  # they are converted
        grid = pv.from_meshio(mesh)
    for name, values in mesh.point_data.items():
        if values.dtype.kind in "iu":  # pyvista makes them real numbers
            grid.point_data[name] = values
    add_sets(grid, sets)
    return grid
