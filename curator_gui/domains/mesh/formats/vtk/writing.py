"""Write meshes with VTK's writers, made to fail where they would only print."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.mesh.formats.vtk.messages import vtk_messages

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
    OSError
        With VTK's reason, if the file cannot be written completely.
    """
    writer.SetInputData(mesh)
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
    words = "; ".join(errors[:3]) or f"VTK could not write it (error code {code})"
    return OSError(errno.EIO, words, str(path))
