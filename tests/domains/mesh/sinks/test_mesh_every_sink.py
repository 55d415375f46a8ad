"""Every sink with every kind of mesh: what it writes is read back value by value, or refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv

from curator_gui.core import Sink
from curator_gui.domains.common.outputs import read_output
from curator_gui.domains.mesh import (
    HDF5Sink,
    MeshZarrSink,
    NPZSink,
    VTISink,
    VTKHDFSink,
    VTPSink,
    VTSSink,
    VTUSink,
)
from curator_gui.domains.mesh.errors import MeshError
from tests.domains.mesh.odd_meshes import MESHES

SINKS: dict[str, type[Sink[Any]]] = {
    "npz": NPZSink,
    "hdf5": HDF5Sink,
    "zarr": MeshZarrSink,
    "vtu": VTUSink,
    "vtp": VTPSink,
    "vti": VTISink,
    "vts": VTSSink,
    "vtkhdf": VTKHDFSink,
}
KEEPS_TYPE = ("vtp", "vti", "vtkhdf")
ARRAYS = ("npz", "hdf5", "zarr")
TURNED = {8: 9, 11: 12}
"""Cell types that images have, and the same with their points in another order."""
EMPTY = ("nothing", "empty_grid")


def refusal(sink: str, name: str) -> str:
    """The words with which a sink refuses a mesh; none if it has to hold it."""
    mesh = MESHES[name]()
    if name in EMPTY:
        return "has no points"
    if sink == "vtp" and not isinstance(mesh, pv.PolyData):
        return "VTP files hold surfaces"
    if sink == "vti" and not isinstance(mesh, pv.ImageData):
        return "VTI files hold images"
    if sink == "vts" and not hasattr(mesh, "dimensions"):
        return "VTS files hold structured grids"
    if sink == "vtkhdf" and name in ("texts", "image_with_texts"):
        return "has the text field '(names|kind)'"
    return ""


@pytest.mark.filterwarnings("ignore:.* cannot have all names:UserWarning")
@pytest.mark.parametrize("name", MESHES)
@pytest.mark.parametrize("sink", SINKS)
def test_what_is_written_is_read_back_or_refused(tmp_path: Path, sink: str, name: str) -> None:
    step: Any = SINKS[sink](tmp_path, "{index}")  # type: ignore[call-arg]
    words = refusal(sink, name)
    if words:
        with pytest.raises(MeshError, match=words):
            step(iter([MESHES[name]()]), 0)
        assert list(tmp_path.iterdir()) == []
        return
    [path] = step(iter([MESHES[name]()]), 0)
    [read] = read_output(Path(path), "mesh").items
    mesh = MESHES[name]()
    if sink in KEEPS_TYPE or (sink in ARRAYS and hasattr(mesh, "dimensions")):
        assert type(read) is type(mesh)
    np.testing.assert_array_equal(read.points, mesh.points)
    same_cells(mesh, read, by_type=name != "blanked")
    for group in ("point_data", "cell_data", "field_data"):
        same_arrays(getattr(mesh, group), getattr(read, group), sink)


def same_cells(mesh: pv.DataSet, read: pv.DataSet, by_type: bool) -> None:
    assert read.n_cells == mesh.n_cells
    for number in range(mesh.n_cells if by_type else 0):
        before, after = mesh.get_cell(number), read.get_cell(number)
        if before.type == after.type:
            assert after.point_ids == before.point_ids
            assert [f.point_ids for f in after.faces] == [f.point_ids for f in before.faces]
        else:
            assert TURNED[before.type] == after.type
            assert sorted(after.point_ids) == sorted(before.point_ids)


def same_arrays(before: Any, after: Any, sink: str) -> None:
    names = {n: re.sub("[./]", "_", n) if sink == "vtkhdf" else n for n in before.keys()}  # noqa: SIM118
    assert sorted(after.keys()) == sorted(names.values())
    for name, written in names.items():
        one, other = np.asarray(before[name]), np.asarray(after[written])
        assert other.dtype.newbyteorder("=") == one.dtype or one.dtype.kind == "U"
        np.testing.assert_array_equal(other, one)
