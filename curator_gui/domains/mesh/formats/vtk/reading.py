"""Read VTK-family files with VTK's own readers, made to fail where they would only print.

VTK's readers answer a damaged file with a message on stderr and an empty or half-filled mesh.
Here every message that tells of lost data, and every result without points, is an exception.
Formats: https://docs.vtk.org/en/latest/vtk_file_formats/
"""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.files import file_stamp
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.mesh.cells import GHOSTS
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import FieldChoice, drop_fields
from curator_gui.domains.mesh.formats.programs.adf import check_adf
from curator_gui.domains.mesh.formats.vtk.checks import check_stl, say_cgns, say_fluent
from curator_gui.domains.mesh.formats.vtk.collections import (
    ENSIGHT,
    SERIES,
    WITH_PIECES,
)
from curator_gui.domains.mesh.formats.vtk.hdf_checks import check_hdf
from curator_gui.domains.mesh.formats.vtk.messages import Messages, vtk_messages
from curator_gui.domains.mesh.formats.vtk.ply import add_properties, check_ply
from curator_gui.domains.mesh.formats.vtk.promises import (
    XML,
    check_components,
    check_composite,
    check_ensight,
)
from curator_gui.domains.mesh.texts import as_text, make_texts

READERS = {
    ".vtu": ("vtkIOXML", "vtkXMLUnstructuredGridReader"),
    ".vtp": ("vtkIOXML", "vtkXMLPolyDataReader"),
    ".vti": ("vtkIOXML", "vtkXMLImageDataReader"),
    ".vtr": ("vtkIOXML", "vtkXMLRectilinearGridReader"),
    ".vts": ("vtkIOXML", "vtkXMLStructuredGridReader"),
    ".vtm": ("vtkIOXML", "vtkXMLMultiBlockDataReader"),
    ".pvtu": ("vtkIOXML", "vtkXMLPUnstructuredGridReader"),
    ".pvtp": ("vtkIOXML", "vtkXMLPPolyDataReader"),
    ".pvti": ("vtkIOXML", "vtkXMLPImageDataReader"),
    ".pvtr": ("vtkIOXML", "vtkXMLPRectilinearGridReader"),
    ".pvts": ("vtkIOXML", "vtkXMLPStructuredGridReader"),
    ".vtk": ("vtkIOLegacy", "vtkDataSetReader"),
    ".stl": ("vtkIOGeometry", "vtkSTLReader"),
    ".obj": ("vtkIOGeometry", "vtkOBJReader"),
    ".ply": ("vtkIOPLY", "vtkPLYReader"),
    ".vtkhdf": ("vtkIOHDF", "vtkHDFReader"),
    ".cgns": ("vtkIOCGNSReader", "vtkCGNSReader"),
    ".case": ("vtkIOEnSight", "vtkGenericEnSightReader"),
    ".cas": ("vtkIOGeometry", "vtkFLUENTReader"),
}
"""File suffix -> VTK module and class that reads it."""

SUFFIXES = (*(suffix for suffix in READERS if suffix != ".cas"), SERIES)


def read_vtk(
    path: Path, choice: FieldChoice, suffix: str = ""
) -> Iterator[tuple[float | None, Any]]:
    """Yield (time, VTK data object) of a file: one, or one per stored time step (VTKHDF, CGNS).

    Fields that are not chosen are not read where the format allows it, and dropped otherwise.
    `suffix` tells the format of a file with another suffix.

    Raises
    ------
    OSError
        If the file cannot be opened.
    MeshError
        If VTK reports an error or the file holds nothing.
    MissingFieldError
        If a chosen field is not there.
    """
    check = _CHECKS.get(suffix or path.suffix.lower())
    if check is not None:
        check_readable(path)
        check(path)
    reader = make_reader(path, suffix)
    times: list[float] = []
    first = [_attempt(path, lambda: _first(reader, choice, times))]
    if len(times) < 2:
        del reader  # it holds on to what it read, and this generator waits until the index is done
        yield (times[0] if times else None), first.pop()
        return
    yield times[0], first.pop()
    for time in times[1:]:
        yield time, _attempt(path, partial(_step, reader, time, choice))


def _check_cgns(path: Path) -> None:
    from curator_gui.domains.mesh.formats.programs.cgns_nodes import check_nodes

    check_links(path)
    check_adf(path)
    say_cgns(path, check_nodes(path))


def _check_hdf(path: Path) -> None:
    check_links(path)
    check_hdf(path)


_CHECKS: dict[str, Callable[[Path], object]] = {
    ".ply": check_ply,
    ".stl": check_stl,
    ".cas": say_fluent,
    ".cgns": _check_cgns,
    ".vtkhdf": _check_hdf,
    **dict.fromkeys(XML, check_components),
    **dict.fromkeys(WITH_PIECES, check_composite),
    ENSIGHT: check_ensight,
}
"""What VTK does not notice, or does not say, by suffix."""


def check_readable(path: Path) -> None:
    """Open a file for reading, so that the system's own reason is reported if that fails.

    Raises
    ------
    OSError
        With the system's reason.
    MeshError
        If the file is empty.
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            raise MeshError("{path} is empty (0 bytes)", path=path)


def make_reader(path: Path, suffix: str = "") -> Any:
    """Construct the VTK reader of a file's suffix, or of the given one.

    Raises
    ------
    MeshError
        If there is none.
    """
    suffix = suffix or path.suffix.lower()
    _check_suffix(path, suffix)
    module, name = READERS[suffix]
    reader = getattr(importlib.import_module(f"vtkmodules.{module}"), name)()
    (reader.SetCaseFileName if suffix == ".case" else reader.SetFileName)(str(path))
    if name == "vtkDataSetReader":
        for kind in _LEGACY_KINDS:
            getattr(reader, f"ReadAll{kind}On")()
    return reader


def _check_suffix(path: Path, suffix: str) -> None:
    if suffix not in READERS:
        raise MeshError(
            "{path}: {value} is none of {suffixes}",
            path=path,
            value=path.suffix or "no suffix",
            suffixes=", ".join(SUFFIXES),
        )


_LEGACY_KINDS = ("Scalars", "ColorScalars", "Vectors", "Normals", "Tensors", "TCoords", "Fields")


def _first(reader: Any, choice: FieldChoice, times: list[float]) -> Any:
    """Read the only or first time step; fills `times` if the file has any."""
    if reader.GetClassName() in _OF_BLOCKS:
        reader.UpdateInformation()
        _enable_all(reader)
        times += _times(reader)
    selected = not choice.keeps_all and _choose_arrays(reader, choice)
    reader.Update()
    if reader.IsA("vtkHDFReader"):  # asked before, it would look through the file twice
        times += _times(reader)
    return _output(reader, choice, selected, keep=bool(times))


_OF_BLOCKS = (
    "vtkCGNSReader",
    "vtkFLUENTReader",
    "vtkGenericEnSightReader",
)
"""Readers of other programs' formats, which give blocks, with or without time steps."""


def _enable_all(reader: Any) -> None:
    """Ask the reader that reads only what is asked for to read all."""
    if reader.IsA("vtkCGNSReader"):
        reader.EnableAllBases()
        reader.EnableAllPointArrays()
        reader.EnableAllCellArrays()


def _step(reader: Any, time: float, choice: FieldChoice) -> Any:
    reader.UpdateTimeStep(time)
    return _output(reader, choice, selected=True, keep=True)


def _choose_arrays(reader: Any, choice: FieldChoice) -> bool:
    """Tell the reader which arrays to read; False if it cannot choose."""
    if not hasattr(reader, "GetCellDataArraySelection"):
        return False
    # Arrays are known only after reading the pieces, and each block has its own.
    if reader.IsA("vtkXMLCompositeDataReader") or reader.GetClassName() in _OF_BLOCKS:
        return False
    reader.UpdateInformation()
    _select(reader.GetCellDataArraySelection(), choice, "cell")
    _select(reader.GetPointDataArraySelection(), choice, "point")
    return True


def _select(selection: Any, choice: FieldChoice, association: Any) -> None:
    raw = [selection.GetArrayName(i) for i in range(selection.GetNumberOfArrays())]
    available = {as_text(name): name for name in raw}
    kept = choice.kept(association, list(available))
    # The flags of what is blanked out or another piece's are part of the mesh, not a field.
    kept += [GHOSTS] if GHOSTS in available and GHOSTS not in kept else []
    selection.DisableAllArrays()
    for name in kept:
        selection.EnableArray(available[name])


def _times(reader: Any) -> list[float]:
    """Return the times of the steps of a file; none if it has no times."""
    from vtkmodules.vtkCommonExecutionModel import vtkStreamingDemandDrivenPipeline

    key = vtkStreamingDemandDrivenPipeline.TIME_STEPS()
    information = reader.GetOutputInformation(0)
    if information is None or not information.Has(key):
        return list(_lone_time(reader.GetFileName())) if reader.IsA("vtkHDFReader") else []
    return [float(information.Get(key, n)) for n in range(information.Length(key))]


def _lone_time(name: str) -> tuple[float, ...]:
    """Return the time of a VTKHDF file with a single step, which VTK passes over; () for none."""
    return _only_time(name, file_stamp(os.stat(name)))  # noqa: PTH116 - for every file


@lru_cache(maxsize=4096)
def _only_time(name: str, stamp: tuple[int, ...]) -> tuple[float, ...]:
    """Look into the file; `stamp` is another one when it has changed.

    By the low level of h5py: its objects take twice as long.
    """
    import numpy as np
    from h5py import h5d, h5f, h5g, h5s

    file = h5f.open(os.fsencode(name), h5f.ACC_RDONLY)
    try:
        node = h5g.open(file, b"VTKHDF")
        for inner in (b"Steps", b"Values"):
            if not node.links.exists(inner):
                return ()
            node = h5g.open(node, inner) if inner == b"Steps" else h5d.open(node, inner)
        if not node.get_space().get_simple_extent_npoints():
            return ()
        place = node.get_space()  # the first alone: a file may promise more than the memory has
        if node.rank:
            place.select_hyperslab((0,) * node.rank, (1,) * node.rank)
        value = np.empty(1, np.float64)
        node.read(h5s.create_simple((1,)), place, value)
        return (float(value[0]),)
    finally:
        file.close()


def _output(reader: Any, choice: FieldChoice, selected: bool, keep: bool) -> Any:
    data = reader.GetOutputDataObject(0)
    if data is None:
        return None
    if reader.IsA("vtkPLYReader") and data.GetNumberOfPoints():
        add_properties(Path(reader.GetFileName()), data)
    if keep:  # the reader fills its output again with the next step
        copy = data.NewInstance()
        copy.ShallowCopy(data)
        data = copy
    if (
        not selected
        and not choice.keeps_all
        and data.IsA("vtkDataSet")
        and data.GetNumberOfPoints()
    ):
        make_texts(data)
        drop_fields(data, choice)  # of blocks, only those that are wanted have to have the fields
    return data


def _attempt(path: Path, step: Callable[[], Any]) -> Any:
    """Run a step of reading; whatever VTK says or raises becomes an error with the path."""
    failure: Exception | None = None
    result = None
    with vtk_messages() as messages:
        try:
            result = step()
        except (RuntimeError, OSError, MissingFieldError) as error:
            failure = error  # what VTK said before may be the cause
    if messages.text or failure or result is None:
        check_readable(path)  # the system's own reason says more than VTK's
        report(path, messages, failure)
    if result is None:
        raise MeshError("{path} cannot be read: VTK gave no mesh and no reason", path=path)
    return result


def report(path: Path, messages: Messages, failure: Exception | None = None) -> None:
    """Raise what VTK reported about a file as an error; pass its warnings on as warnings.

    Raises
    ------
    MeshError
        If there was an error.
    MissingFieldError
        If that is the failure and VTK reported nothing.
    """
    errors = _errors(messages, failure)
    if errors:
        raise MeshError(
            "{path} cannot be read: {errors}", path=path, errors=listed_names(errors, 3, "; ")
        ) from failure
    for words in messages.warnings:
        warnings.warn(f"{path}: {words}", stacklevel=3)


def _errors(messages: Messages, failure: Exception | None) -> list[str]:
    if failure is None or messages.errors:
        return messages.errors
    if isinstance(failure, MissingFieldError):
        raise failure
    return [str(failure)]
