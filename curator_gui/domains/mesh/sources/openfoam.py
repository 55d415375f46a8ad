"""The source for OpenFOAM cases."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.common.listing import natural_key
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, field_param, fits
from curator_gui.domains.mesh.formats.blocks import Leaf, combine, leaves
from curator_gui.domains.mesh.formats.foam import restore_digits
from curator_gui.domains.mesh.formats.includes import check_foam
from curator_gui.domains.mesh.formats.mesh_checks import check_mesh
from curator_gui.domains.mesh.formats.vtk.messages import vtk_messages
from curator_gui.domains.mesh.formats.vtk.reading import report
from curator_gui.domains.mesh.origin import MeshSource, Origin, from_block, naming_block
from curator_gui.domains.mesh.texts import as_text


class OpenFOAMSource(MeshSource):
    """Time steps of an OpenFOAM case, one index each, in ascending time.

    Items are the internal mesh (`pyvista.UnstructuredGrid`) and, if asked for, boundary patches
    (`pyvista.PolyData`), with the fields as cell data and the time in seconds as the global array
    `TimeValue`. Read with VTK's own reader, with the digits of the files (float64, unless the case
    was computed in single precision); polyhedra stay polyhedra. In a decomposed case the
    points on the borders between processors occur once per processor.

    Raises
    ------
    MeshError
        If a mesh or field file is missing or damaged, or nothing was read.
    MissingFieldError
        If a chosen field is not stored at a time step.
    """

    name = "OpenFOAM case"
    description = "Reads the time steps of an OpenFOAM case: internal mesh and boundary patches."
    version = "2"

    def __init__(
        self,
        case: Annotated[
            Path,
            Param(
                "Folder of the case, with `constant` and the time steps in it.",
                suffixes=(".foam", "/controlDict"),
                widget="folder",
            ),
        ],
        region: Annotated[
            str, Param("Region of a case with several; empty for the only one.")
        ] = "",
        internal: Annotated[bool, Param("Read the internal mesh.")] = True,
        patches: Annotated[
            list[str] | None,
            Param(
                "Boundary patches to read, by name or glob (`*` for all); none if unset.",
                role="patch",
            ),
        ] = None,
        blocks: Annotated[
            str,
            Param(
                "What to make of several parts: `combine` gives one mesh of all, keeping the "
                "fields that every part has; `each` gives every part as an item of its own.",
                choices=("combine", "each"),
            ),
        ] = "combine",
        cell_fields: Annotated[list[str] | None, field_param("Cell", "read")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "read")] = None,
        missing: MissingField = "error",
        decomposed: Annotated[bool, Param("Read the `processor*` folders instead.")] = False,
        skip_zero: Annotated[bool, Param("Leave out time 0, the initial conditions.")] = False,
    ) -> None:
        self.case = Path(case)
        self.region = region
        self.internal = internal
        self.patches = patches
        self.blocks = blocks
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)
        self.decomposed = decomposed
        self.skip_zero = skip_zero
        self._times: list[str] = []

    def __len__(self) -> int:
        """Count the time steps.

        Raises
        ------
        MeshError
            If the case has none.
        """
        if not self.times:
            raise MeshError(
                "{time_folder} holds no time steps (folders named by a number)",
                time_folder=self._time_folder,
            )
        return len(self.times)

    @property
    def times(self) -> list[str]:
        """Names of the time folders in ascending time."""
        if not self._times:
            self._times = _time_names(self._time_folder, self.skip_zero)
        return self._times

    @property
    def _time_folder(self) -> Path:
        return self.case / "processor0" if self.decomposed else self.case

    @property
    def _mesh_folder(self) -> Path:
        return self._time_folder.joinpath("constant", self.region, "polyMesh")

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a folder that is no case, an unknown region and a choice of nothing."""
        if not self.internal and not self.patches:
            yield "internal", Message("neither the internal mesh nor any patch is to be read")
        try:
            yield from self._case_problems()
        except MeshError as error:
            yield "case", str(error)

    def _case_problems(self) -> Iterator[tuple[str, str]]:
        folder = self._time_folder
        if not self.times:
            yield (
                "case",
                Message("{folder} holds no time steps (folders named by a number)", folder=folder),
            )
        elif not self._mesh_folder.is_dir():
            regions = sorted(path.parent.name for path in folder.glob("constant/*/polyMesh"))
            known = f"; its regions: {', '.join(regions)}" if regions else ""
            yield (
                "region" if regions else "case",
                Message(
                    "there is no mesh in {mesh_folder}{known}",
                    mesh_folder=self._mesh_folder,
                    known=known,
                ),
            )

    def label(self, index: int) -> str:
        return f"{self.case.name} at {self.times[index]}"

    def origin(self, index: int) -> Origin:
        time = self.times[index]
        stem = f"{self.case.name}_{time}"
        return Origin(index, stem, stem, float(time), series=self.case.name)

    def inputs(self, index: int) -> Sequence[str]:
        """Name the files of the mesh and of the time step."""
        folders = [self._mesh_folder, self._time_folder / self.times[index] / self.region]
        folders.append(folders[1] / "polyMesh")
        return tuple(
            str(path)
            for folder in folders
            if folder.is_dir()
            for path in sorted(folder.iterdir())
            if path.is_file()
        )

    def read(self, index: int) -> Iterator[Any]:
        """Yield the mesh of a time step, or its parts."""
        place = self._time_folder / self.times[index]
        failure: Exception | None = None
        found: list[Leaf] = []
        check_foam(self.case, self._read_files(index))
        with vtk_messages() as messages:
            try:
                found = self._read_parts(index)
            except (RuntimeError, MissingFieldError) as error:
                failure = error  # what VTK said before may be the cause
        report(place, messages, failure)
        for name, mesh in found:
            with naming_block(name):
                check_mesh(place, mesh)
            mesh.field_data["TimeValue"] = [float(self.times[index])]
        self._check_parts(place, [name for name, _ in found])
        self._restore_digits(index, found)
        meshes = [("", combine(found))] if self.blocks == "combine" else found
        del found, mesh  # so that only the steps behind keep a mesh in memory
        while meshes:
            yield from_block(*reversed(meshes.pop(0)))

    def _read_files(self, index: int) -> list[Path]:
        """List the files that VTK opens for a time step: its fields, and the meshes until then."""
        roots = sorted(self.case.glob("processor[0-9]*")) if self.decomposed else [self.case]
        found = list((self.case / "system").glob("controlDict*"))
        for root in roots:
            found += (root / self.times[index] / self.region).glob("*")
            for name in ("constant", *self.times[: index + 1]):
                found += root.joinpath(name, self.region, "polyMesh").glob("*")
        return found

    def _restore_digits(self, index: int, found: list[Leaf]) -> None:
        roots = [self.case]
        if self.decomposed:
            roots = sorted(self.case.glob("processor[0-9]*"), key=lambda p: natural_key(p.name))
        times = self.times[index::-1]  # a mesh that moves has its points beside the fields
        meshes = [
            [root.joinpath(name, self.region, "polyMesh") for name in (*times, "constant")]
            for root in roots
        ]
        folders = [root / self.times[index] / self.region for root in roots]
        parts = [(name.rpartition("/")[2], mesh) for name, mesh in found]
        restore_digits(parts, folders, meshes)

    def _read_parts(self, index: int) -> list[Leaf]:
        reader = _make_reader(self.case, self.decomposed)
        reader.UpdateInformation()
        self._choose_parts(reader)
        self._choose_fields(reader, self.times[index])
        reader.UpdateTimeStep(float(self.times[index]))
        return leaves(reader.GetOutput())

    def _choose_parts(self, reader: Any) -> None:
        region = f"/{self.region}/" if self.region else ""
        reader.DisableAllPatchArrays()
        for number in range(reader.GetNumberOfPatchArrays()):
            raw = reader.GetPatchArrayName(number)
            path = as_text(raw)
            part = path.removeprefix(region)
            patch = part.removeprefix("patch/")
            wanted = (
                self.internal
                if part == "internalMesh"
                else patch != part and any(fits(patch, p) for p in self.patches or ())
            )
            reader.SetPatchArrayStatus(raw, wanted and path.startswith(region))

    def _choose_fields(self, reader: Any, time: str) -> None:
        files = list((self._time_folder / time / self.region).iterdir())
        _refuse_cut_headers(files)
        stored = {os.fsencode(path.name.removesuffix(".gz")) for path in files}
        for association, selection in (
            ("cell", reader.GetCellDataArraySelection()),
            ("point", reader.GetPointDataArraySelection()),
        ):
            names = [selection.GetArrayName(n) for n in range(selection.GetNumberOfArrays())]
            available = {as_text(raw): raw for raw in names if os.fsencode(raw) in stored}
            kept = self.choice.kept(association, list(available))  # type: ignore[arg-type]
            selection.DisableAllArrays()
            for name in kept:
                selection.EnableArray(available[name])

    def _check_parts(self, place: Path, names: list[str]) -> None:
        if not names:
            raise MeshError(
                "{place}: no mesh was read; is {mesh_folder} complete?",
                place=place,
                mesh_folder=self._mesh_folder,
            )
        patches = [name.rpartition("/")[2] for name in names if not name.endswith("internalMesh")]
        if self.internal and len(patches) == len(names):
            raise MeshError("{place}: the internal mesh could not be read", place=place)
        for pattern in self.patches or ():
            if not any(fits(patch, pattern) for patch in patches):
                raise MeshError(
                    "{place}: there is no patch {pattern} with faces",
                    place=place,
                    pattern=repr(pattern),
                )


def _refuse_cut_headers(files: Iterable[Path]) -> None:
    """Refuse field files that end within their header: VTK passes over them in silence."""
    for path in files:
        if not path.is_file() or path.suffix == ".gz" or path.name.startswith("."):
            continue
        with path.open("rb") as file:
            head = file.read(4096)
        foam = not head or b"FoamFile" in head or head.startswith(b"/*--")
        if foam and not re.search(rb"class\s+\w+;", head):
            raise MeshError("{path} cannot be read: it ends within its header", path=path)


def _make_reader(case: Path, decomposed: bool) -> Any:
    from vtkmodules.vtkIOGeometry import vtkOpenFOAMReader
    from vtkmodules.vtkIOParallel import vtkPOpenFOAMReader

    reader: Any = vtkPOpenFOAMReader() if decomposed else vtkOpenFOAMReader()
    if decomposed:
        reader.SetCaseType(0)  # vtkPOpenFOAMReader::DECOMPOSED_CASE
    reader.SetFileName(str(case / "case.foam"))  # need not exist: only its folder counts
    reader.SetSkipZeroTime(False)
    reader.CreateCellToPointOff()
    return reader


def _time_names(folder: Path, skip_zero: bool) -> list[str]:
    try:
        names = [path.name for path in folder.iterdir() if _is_time(path.name) and path.is_dir()]
    except OSError as error:
        raise MeshError(
            "the folder {folder} cannot be listed: {error}",
            folder=folder,
            error=error.strerror or error,
        ) from error
    return sorted((n for n in names if float(n) != 0 or not skip_zero), key=float)


def _is_time(name: str) -> bool:
    try:
        return name[:1].isdigit() and float(name) >= 0
    except ValueError:
        return False
