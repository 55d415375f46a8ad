"""What VTK's reader of VTKHDF files dies of, or computes for ever at, before it says a word.

It makes room for a piece for each number of `NumberOfPoints`, goes through the components of a
field one by one, and has no memory for texts in UTF-8, which h5py writes.
Source: https://docs.vtk.org/en/latest/vtk_file_formats/vtkhdf_file_format and vtkHDFUtilities.cxx.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.checks import check_count
from curator_gui.domains.mesh.formats.vtk.promises import MOST_COMPONENTS, MOST_NUMBERED

_COUNTS = (b"NumberOfPoints", b"NumberOfCells", b"NumberOfConnectivityIds")
_FIELDS = (b"PointData", b"CellData", b"FieldData")


def check_hdf(path: Path) -> None:
    """Refuse a file with more pieces or components than can be there, or texts in UTF-8.

    What cannot be opened is left to its reader.

    Raises
    ------
    MeshError
        With the number, or the array.
    """
    from h5py import h5f, h5g, h5o

    try:
        file = h5f.open(os.fsencode(path), h5f.ACC_RDONLY)
        group = h5g.open(file, b"VTKHDF")
        names: list[bytes] = []
        h5o.visit(group, names.append)
    except (OSError, KeyError, RuntimeError, ValueError):
        return
    for name in names:
        _check_array(path, group, name)


def _check_array(path: Path, group: Any, name: bytes) -> None:
    from h5py import h5d

    above, _, own = name.rpartition(b"/")
    is_count, is_field = own in _COUNTS, above.rpartition(b"/")[2] in _FIELDS
    if not is_count and not is_field:
        return
    try:
        array = h5d.open(group, name)
    except (KeyError, RuntimeError, ValueError, TypeError):  # a group, or as the reader says
        return
    if is_count and array.rank == 1:
        check_count(path, array.shape[0], max(path.stat().st_size, MOST_NUMBERED))
    elif is_field:
        _check_field(path, name, array)


def _check_field(path: Path, name: bytes, array: Any) -> None:
    from h5py import h5t

    kind = array.get_type()
    if kind.get_class() == h5t.STRING and kind.get_cset() == h5t.CSET_UTF8:
        raise MeshError(
            "{path}: its array {name} is text in UTF-8, which VTK cannot read: write it as ASCII, "
            "or leave it out",
            path=path,
            name=repr(name.decode("utf-8", "replace")),
        )
    if array.rank > 1 and array.shape[1] > MOST_COMPONENTS:
        raise MeshError(
            "{path} is damaged: it has a field of {count} components",
            path=path,
            count=str(array.shape[1]),
        )
