"""A damaged file of VTK in a data set is an error, not a mesh without points."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import pyvista as pv
from vtkmodules.vtkCommonCore import vtkOutputWindow

from curator_gui.dataset.loading.reading import read_output
from curator_gui.dataset.own_files import DatasetError


@pytest.mark.parametrize("suffix", ["vtu", "vtp", "vti", "vtkhdf"])
def test_half_a_file_is_an_error(tmp_path: Path, suffix: str) -> None:
    image = pv.ImageData(dimensions=(6, 5, 4))
    image.point_data["p"] = range(image.n_points)
    mesh = {
        "vti": image,
        "vtp": image.extract_surface(algorithm="dataset_surface"),
    }.get(suffix, image.cast_to_unstructured_grid())
    path = tmp_path / f"a.{suffix}"
    mesh.save(path)
    assert len(read_output(path, 0)["point_data/p"]) == mesh.n_points
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatasetError, match=rf"a\.{suffix}.* (damaged|be read)"):
        read_output(path, 0)


def test_threads_leave_the_place_of_messages_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.vti"
    pv.ImageData(dimensions=(6, 5, 4)).save(path)
    before = vtkOutputWindow.GetInstance()
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda _: read_output(path, 0), range(40)))
    assert all(len(each["points"]) == 120 for each in read)
    assert vtkOutputWindow.GetInstance() is before
