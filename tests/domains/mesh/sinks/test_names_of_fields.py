"""Names of fields that a format has no room for: changed and said, or refused by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import zarr

from curator_gui.core.notes import noting
from curator_gui.domains.mesh import (
    HDF5Sink,
    MeshZarrSink,
    PMSHSink,
    VTISink,
    VTKHDFSeriesSink,
    VTKHDFSink,
    VTPSink,
    VTSSink,
    VTUSink,
    WebDatasetSink,
)
from curator_gui.domains.mesh.errors import MeshError


def ball(*names: str) -> pv.PolyData:
    mesh = pv.Sphere(theta_resolution=5, phi_resolution=5)
    mesh.clear_data()
    for number, name in enumerate(names):
        mesh.point_data[name] = np.arange(mesh.n_points) + 10.0 * number
    return mesh


def image(*names: str) -> pv.ImageData:
    mesh = pv.ImageData(dimensions=(3, 3, 2))
    for number, name in enumerate(names):
        mesh.point_data[name] = np.arange(mesh.n_points) + 10.0 * number
    return mesh


def write(sink: Any, mesh: Any, index: int = 0) -> tuple[list[str], list[str]]:
    said: list[str] = []
    with noting(lambda _, words: said.append(words)):
        return sink(iter([mesh]), index), said


NASTY = ['p "static"', "T<300", "k&epsilon", "a\nb", "a\tb", "&amp;", "ä", "it's"]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize(
    ("sink", "make"), [(VTUSink, ball), (VTPSink, ball), (VTISink, image), (VTSSink, image)]
)
def test_xml_files_have_the_names_of_fields_as_they_were(tmp_path: Path, sink, make, name) -> None:
    """VTK writes markup as it is: the file was whole for a run, and no program could read it."""
    mesh = make(name, "p")
    mesh.cell_data[name] = np.arange(mesh.n_cells)
    mesh.field_data[name] = ["x<y"]
    mesh.set_active_scalars(name, preference="point")
    before = mesh.copy()
    (path,), said = write(sink(tmp_path, "{index}" + sink.suffix), mesh)
    found = pv.read(path)
    assert said == []
    assert set(found.point_data.keys()) == {name, "p"}
    assert found.point_data[name].tolist() == mesh.point_data[name].tolist()
    assert found.cell_data[name].tolist() == mesh.cell_data[name].tolist()
    assert list(found.field_data[name]) == ["x<y"]
    assert found.point_data.active_scalars_name == name
    assert mesh == before


def test_xml_files_cannot_have_control_characters_in_names(tmp_path: Path) -> None:
    with pytest.raises(MeshError, match=r"a field named '\\x01p', which no XML file can have"):
        write(VTUSink(tmp_path), ball("\x01p"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sink", [VTKHDFSink, VTKHDFSeriesSink])
def test_vtkhdf_says_both_names(tmp_path: Path, sink: Any) -> None:
    mesh = ball("a.b", "c/d", "p")
    mesh.field_data["TimeValue"] = [1.0]
    _, said = write(sink(tmp_path), mesh)
    assert said == [
        "VTKHDF cannot have all names; written, and read back under the new name: a.b as a_b, "
        "c/d as c_d"
    ]


@pytest.mark.parametrize("sink", [VTKHDFSink, VTKHDFSeriesSink])
def test_vtkhdf_refuses_fields_that_would_become_one(tmp_path: Path, sink: Any) -> None:
    mesh = ball("a.b", "a_b")
    mesh.field_data["TimeValue"] = [1.0]
    with pytest.raises(MeshError, match=r"'a\.b' and 'a_b', which have the same name in VTKHDF"):
        write(sink(tmp_path), mesh)


def test_zarr_and_hdf5_say_what_names_are_in_the_file_and_keep_the_original(tmp_path: Path) -> None:
    (path,), said = write(MeshZarrSink(tmp_path, "{index}.zarr"), ball("a/b", "ä", "p"))
    words = "cannot have all names; written, and read back by Curator as they were:"
    assert said == [f"Zarr {words} a/b as a%2Fb, ä as %C3%A4"]
    group = zarr.open_group(path, mode="r")
    assert group["point_data/a%2Fb"].attrs["name"] == "a/b"
    assert write(HDF5Sink(tmp_path), ball("a/b", "ä"))[1] == [f"HDF5 {words} a/b as a%2Fb"]


def test_flat_stores_say_which_fields_are_not_under_their_own_name(tmp_path: Path) -> None:
    mesh = ball("p", "points", "a/b")
    mesh.cell_data["p"] = np.arange(mesh.n_cells)
    _, said = write(MeshZarrSink(tmp_path, layout="flat"), mesh)
    assert said == [
        "Zarr cannot have all names; written, and read back by Curator as they were: "
        "point_data/points as point_data_points, point_data/a/b as a_b, cell_data/p as cell_data_p"
    ]
    assert write(MeshZarrSink(tmp_path, layout="flat"), ball("p"), 1)[1] == []


def test_entries_of_tar_files_say_changed_names(tmp_path: Path) -> None:
    sink = WebDatasetSink(tmp_path, entries="npy")
    _, said = write(sink, ball("a/b", "U"))
    assert [words for words in said if "WebDataset" in words] == [
        "WebDataset cannot have all names; written, and read back by Curator as they were: "
        "point_data/a/b as point_data_a_b"
    ]


@pytest.mark.parametrize("sink", [MeshZarrSink, PMSHSink])
def test_names_longer_than_those_of_files_are_refused(tmp_path: Path, sink: Any) -> None:
    """Bytes count: 90 letters of Chinese take 270, in a Zarr store 810."""
    with pytest.raises(MeshError, match=r"the name '压.* takes \d+ bytes there, and .* for 255"):
        write(sink(tmp_path), ball("压" * 90))
    assert list(tmp_path.iterdir()) == []


def test_names_of_250_bytes_of_outputs_are_written(tmp_path: Path) -> None:
    for sink in (VTUSink, HDF5Sink, MeshZarrSink):
        (path,), _ = write(sink(tmp_path, "x." + "é" * 120 + "_{index}" + sink.suffix), ball("p"))
        assert Path(path).exists()
