"""Write meshes with VTK's writers, made to fail where they would only print."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.core.text.listing import listed_names
from curator_gui.core.text.stored_names import say_changed
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.messages import vtk_messages
from curator_gui.domains.mesh.formats.vtk.xml_names import with_xml_names

COMPRESSORS = {"none": 0, "zlib": 1, "lz4": 2, "lzma": 3}
"""Names of `vtkXMLWriterBase::CompressorType`."""

# vtkErrorCode.h: codes below the first are the system's errno.
_FIRST_VTK_CODE = 20000
_OUT_OF_DISK_SPACE = 20006


Compression = Annotated[
    str,
    Param(
        "none is by far the fastest to write and read; lz4 is nearly as fast and smaller; "
        "zlib is smaller still and read by every program; lzma is smallest and slow.",
        choices=tuple(COMPRESSORS),
    ),
]
Level = Annotated[
    int, Param("Effort of the compression: 1 is fastest, 9 smallest.", minimum=1, maximum=9)
]


def write_xml(writer: Any, mesh: Any, path: Path, compression: str, level: int) -> None:
    """Write a data set with a `vtkXMLWriter`: binary, appended, 64-bit headers (over 4 GB).

    Raises
    ------
    MeshError
        If a field has a name with control characters, which XML cannot have.
    OSError
        With VTK's reason, if the file cannot be written completely.
    """
    writer.SetInputData(with_xml_names(mesh))
    writer.SetDataModeToAppended()
    writer.EncodeAppendedDataOff()
    writer.SetHeaderTypeToUInt64()
    writer.SetCompressorType(COMPRESSORS[compression])
    if compression != "none":
        writer.SetCompressionLevel(level)
    run_writer(writer, path)


def run_writer(writer: Any, path: Path) -> None:
    """Let a VTK writer write to a temporary name and rename the result.

    Raises
    ------
    OSError
        With VTK's reason, if the file cannot be written completely.
    """
    with atomic_path(path) as part:
        writer.SetFileName(str(part))
        with vtk_messages() as messages:
            done = writer.Write()
        if not done or writer.GetErrorCode() or messages.errors:
            raise _write_error(writer.GetErrorCode(), path, messages.errors)


def _write_error(code: int, path: Path, errors: list[str]) -> OSError:
    if code == _OUT_OF_DISK_SPACE:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    if 0 < code < _FIRST_VTK_CODE:
        return OSError(code, os.strerror(code), str(path))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    words = str(listed_names(errors or [f"VTK could not write it (error code {code})"], 3, "; "))
    return OSError(errno.EIO, words, str(path))


def bits_as_bytes(mesh: Any) -> Any:
    """Return the mesh with its fields of bits, which HDF5 has no type for, as bytes of 0 and 1."""
    from vtkmodules.vtkCommonCore import vtkUnsignedCharArray

    result = type(mesh)()
    result.ShallowCopy(mesh)
    for part in ("PointData", "CellData", "FieldData"):
        attributes = getattr(result, f"Get{part}")()
        for number in range(attributes.GetNumberOfArrays()):
            bits = attributes.GetArray(number)
            if bits is not None and bits.IsA("vtkBitArray"):
                array = vtkUnsignedCharArray()
                array.DeepCopy(bits)
                attributes.AddArray(array)
    return result


def refuse_texts(names: list[str]) -> None:
    """Refuse point and cell fields of texts, which VTKHDF has no place for.

    Raises
    ------
    MeshError
        Naming the first.
    """
    if names:
        raise MeshError(
            "has the text field {name}, but VTKHDF files hold texts in global data only; drop it "
            "with Select fields first",
            name=repr(names[0]),
        )


def hdf_name(name: str) -> str:
    """Return what VTKHDF calls a field: dots and slashes, which part paths there, are `_`."""
    return re.sub("[./]", "_", name)


def say_hdf_names(*groups: list[str]) -> None:
    """Say which fields of points, cells and global data have another name in VTKHDF.

    Raises
    ------
    MeshError
        If two fields of a group would have the same, naming both.
    """
    for names in groups:
        _refuse_merged_names(names)
    say_changed("VTKHDF", {name: hdf_name(name) for names in groups for name in names}, kept=False)


def _refuse_merged_names(names: list[str]) -> None:
    """Refuse fields that VTK would write one after another under one name.

    Raises
    ------
    MeshError
        Naming both.
    """
    written: dict[str, str] = {}
    for name in names:
        other = written.setdefault(hdf_name(name), name)
        if other != name:
            raise MeshError(
                "has fields {other} and {name}, which have the same name in VTKHDF; rename one",
                other=repr(other),
                name=repr(name),
            )
