"""What ends VTK's process, or holds it up, in VTKHDF files is that file's error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from curator_gui.domains.mesh import VTKSource
from curator_gui.domains.mesh.errors import MeshError
from tests.fault.readers.targets import TARGETS


def _huge(name: str, shape: tuple[int, ...], kind: str) -> Callable[[h5py.File], None]:
    def change(file: h5py.File) -> None:
        del file[name]
        file.create_dataset(name, shape, kind, chunks=tuple(min(n, 1000) for n in shape))

    return change


def _text(file: h5py.File) -> None:
    file["VTKHDF/FieldData/program"] = np.array(["a"], h5py.string_dtype())


DAMAGE = {
    "pieces": (_huge("VTKHDF/NumberOfPoints", (10**9,), "i8"), "announces 1,000,000,000 points"),
    "components": (_huge("VTKHDF/PointData/U", (18, 10**7), "f4"), "field of 10000000 components"),
    "text": (_text, "'FieldData/program' is text in UTF-8"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    TARGETS["vtk: vtkhdf"].make(tmp_path)
    change, words = DAMAGE[name]
    with h5py.File(tmp_path / "a_sound.vtkhdf", "r+") as file:
        change(file)
    source: Any = VTKSource(tmp_path)
    with pytest.raises(MeshError, match=words):
        list(source[0])
    assert list(source[1])


def test_texts_in_ascii_are_read(tmp_path: Path) -> None:
    TARGETS["vtk: vtkhdf"].make(tmp_path)
    with h5py.File(tmp_path / "a_sound.vtkhdf", "r+") as file:
        file["VTKHDF/FieldData/program"] = np.array(["a"], h5py.string_dtype("ascii"))
    [mesh] = VTKSource(tmp_path)[0]
    assert list(mesh.field_data["program"]) == ["a"]
