"""Outputs of the real sinks, read back for a preview."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import AtomsPicture, Image, Raster, Text, View
from curator_gui.domains.common import outputs, plain_files
from curator_gui.domains.common.outputs import UnreadableOutputError, read_output
from curator_gui.run.helper.preview import NoPicture, draw, preview_output

VIEW = View(width=120, height=100)


def summaries(path: Path, domain: str = ""):
    found = preview_output(read_output, path, domain)
    assert found.error is None, found.error
    return found


def fields(item):
    return {(field.place, field.name): field for field in item.fields}


# Meshes -------------------------------------------------------------------------------------


@pytest.fixture
def mesh():
    pv = pytest.importorskip("pyvista")
    grid = pv.ImageData(dimensions=(4, 3, 3)).cast_to_unstructured_grid()
    grid.point_data["T"] = np.arange(grid.n_points, dtype=np.float32)
    grid.cell_data["U m/s"] = np.ones((grid.n_cells, 3))
    grid.field_data["time"] = [1.5]
    return grid


@pytest.mark.workers
@pytest.mark.parametrize(
    "sink", ["VTUSink", "VTPSink", "VTKHDFSink", "NPZSink", "HDF5Sink", "MeshZarrSink"]
)
def test_mesh_sinks_come_back_as_meshes(mesh, tmp_path, sink):
    from curator_gui.core.registration.registry import Registry
    from curator_gui.domains import register_all

    component = register_all(Registry()).get(f"mesh.{sink}").cls(tmp_path, "out[1]")
    if sink in ("HDF5Sink", "MeshZarrSink", "VTKHDFSink"):  # which say names that they change
        mesh.rename_array("U m/s", "U_ms")
    if sink == "VTPSink":
        mesh = mesh.extract_surface(algorithm="dataset_surface")
    (path,) = component(iter([mesh]), 0)
    found = summaries(Path(path), "mesh")
    (item,) = found.items
    if sink != "VTPSink":
        assert ("points", "36") in item.facts
        assert ("cells", "12") in item.facts
    assert fields(item)["point", "T"].maximum == 35.0
    (picture,) = draw("output", [(0, 0)], VIEW)
    assert isinstance(picture, Raster)
    assert picture.pixels.shape == (100, 120, 3)


def test_damaged_mesh_says_why(tmp_path):
    pytest.importorskip("pyvista")
    path = tmp_path / "cut.vtu"
    path.write_text("<VTKFile type='UnstructuredGrid'><Unstr")
    found = preview_output(read_output, path, "mesh")
    assert "cut.vtu" in found.error.message
    assert found.items == ()


# Gridded fields ------------------------------------------------------------------------------


@pytest.fixture
def dataset():
    xr = pytest.importorskip("xarray")
    rng = np.random.default_rng(1)
    return xr.Dataset(
        {"t": (("time", "lat", "lon"), rng.random((4, 5, 6)), {"units": "K"})},
        {"lat": np.linspace(90, -90, 5), "lon": np.arange(6.0), "time": np.arange(4)},
    )


def test_netcdf_and_zarr_come_back_as_data_sets(dataset, tmp_path):
    dataset.to_netcdf(tmp_path / "a.nc")
    dataset.to_zarr(tmp_path / "b.zarr", consolidated=False)
    for name in ("a.nc", "b.zarr"):
        found = summaries(tmp_path / name, "grid")
        assert found.note == ""
        assert fields(found.items[0])["variable", "t"].shape == (4, 5, 6)
        (picture,) = draw("output", [(0, 0)], VIEW)
        assert isinstance(picture, Image)
        assert picture.unit == "K"


def test_large_data_set_is_read_at_one_place(dataset, tmp_path, monkeypatch):
    from curator_gui.domains.grid.inspection import outputs as grid_outputs

    dataset["written"] = ("time", [False, False, True, True])
    dataset.to_zarr(tmp_path / "b.zarr", consolidated=False)
    monkeypatch.setattr(grid_outputs, "MAX_BYTES", 400)
    found = summaries(tmp_path / "b.zarr", "grid")
    assert found.note == "It is large; only one part is shown: time 2 of 4."
    assert fields(found.items[0])["variable", "t"].shape == (5, 6)


def test_damaged_data_set_says_why(tmp_path):
    pytest.importorskip("xarray")
    (tmp_path / "a.nc").write_bytes(b"CDF\x01 but no more")
    assert "a.nc" in preview_output(read_output, tmp_path / "a.nc", "grid").error.message


# Structures ----------------------------------------------------------------------------------


@pytest.fixture
def structures():
    pytest.importorskip("ase")
    from ase.build import bulk, molecule
    from ase.calculators.singlepoint import SinglePointCalculator

    found = [molecule("H2O"), bulk("NaCl", "rocksalt", a=5.6)]
    for number, atoms in enumerate(found):
        atoms.info["name"] = f"s{number}"
        atoms.calc = SinglePointCalculator(atoms, energy=-1.0 - number, forces=atoms.positions)
    return found


@pytest.mark.parametrize(
    "sink, name",
    [
        ("ExtXYZSink", ""),
        ("ASELMDBSink", "all.aselmdb"),
        ("AtomsNPZSink", "all.npz"),
        ("AtomsZarrSink", "all.zarr"),
        ("AtomsHDF5Sink", "all.h5"),
        ("ASEDatabaseSink", "all.db"),
    ],
)
def test_atoms_sinks_come_back_as_structures(structures, tmp_path, sink, name):
    from curator_gui.core.registration.registry import Registry
    from curator_gui.domains import register_all

    cls = register_all(Registry()).get(f"atoms.{sink}").cls
    component = cls(tmp_path / name)
    (path,) = component(iter(structures), 0)
    if hasattr(component, "gather"):
        component.gather([0])
    elif hasattr(component, "finish"):
        component.finish([0])
    found = summaries(Path(path), "atoms")
    assert [dict(item.facts)["formula"] for item in found.items] == ["H2O", "ClNa"]
    energies = [
        field.minimum for item in found.items for field in item.fields if field.name == "energy"
    ]
    assert energies == [-1.0, -2.0]
    assert isinstance(draw("output", [(0, 1)], VIEW)[0], AtomsPicture)


# Any files -----------------------------------------------------------------------------------


def test_arrays_of_no_domain(tmp_path):
    np.savez(tmp_path / "a.npz", x=np.arange(6.0).reshape(2, 3), n=np.int64(4))
    (item,) = summaries(tmp_path / "a.npz", "mesh").items
    assert fields(item)["array", "x"].maximum == 5.0
    assert isinstance(draw("output", [(0, 0)], View(field="x"))[0], Image)
    np.save(tmp_path / "b.npy", np.arange(3))
    summaries(tmp_path / "b.npy")
    assert "no picture" in draw("output", [(0, 0)], VIEW)[0].reason


def test_large_hdf5_and_zarr_arrays_are_read_in_part(tmp_path, monkeypatch):
    h5py, zarr = pytest.importorskip("h5py"), pytest.importorskip("zarr")
    monkeypatch.setattr(plain_files, "MAX_ENTRIES", 10)
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["group/x"] = np.ones((100, 2))
        file["y"] = 3.0
    group = zarr.open_group(str(tmp_path / "a.zarr"), mode="w")
    group.create_array("group/x", data=np.ones((100, 2)))
    for name in ("a.h5", "a.zarr"):
        found = summaries(tmp_path / name, "mesh")
        assert fields(found.items[0])["array", "group/x"].shape == (5, 2)
        assert "group/x (5 of 100 rows)" in found.note


def test_texts_and_tables(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text(json.dumps({"mean": 3}))
    assert dict(summaries(tmp_path / "a.json").items[0].facts)["lines"] == "1"
    assert draw("output", [(0, 0)], VIEW) == [Text('{"mean": 3}')]
    (tmp_path / "t.csv").write_text("index,name,value\n0,a,1.5\n1,b,\n")
    (item,) = summaries(tmp_path / "t.csv").items
    assert fields(item)["array", "value"].mean == 1.5
    assert fields(item)["array", "value"].undefined == 1
    assert fields(item)["array", "name"].dtype == "text"
    monkeypatch.setattr(plain_files, "MAX_CHARACTERS", 4)
    assert "first 4 characters" in summaries(tmp_path / "a.json").note


@given(st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=4), max_size=5))
def test_any_table_is_read(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = preview_output(read_output, path, "")
    assert found.error is None or found.error.kind == "Error"  # csv: what is no table


@given(st.binary(max_size=200), st.sampled_from([".npz", ".npy", ".h5", ".csv", ".json", ".txt"]))
def test_damaged_files_say_why_and_never_raise(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("damaged") / f"x{suffix}"
    path.write_bytes(data)
    found = preview_output(read_output, path, "")
    assert (found.error is None) == bool(found.items)
    if found.error is not None:
        assert found.error.message


def test_unknown_and_missing_files_say_so(tmp_path):
    (tmp_path / "a.blob").write_bytes(b"x")
    with pytest.raises(UnreadableOutputError, match=r"no preview for files with \.blob"):
        read_output(tmp_path / "a.blob", "mesh")
    with pytest.raises(UnreadableOutputError, match="no longer there"):
        read_output(tmp_path / "gone.vtu", "mesh")
    assert isinstance(draw("output", [(9, 9)], VIEW)[0], NoPicture)


def test_missing_library_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.blob").write_bytes(b"x")

    def needs_more(path):
        raise ImportError("No module named 'rare'")

    monkeypatch.setitem(outputs.PLAIN_READERS, ".blob", needs_more)
    with pytest.raises(CuratorError, match="rare"):
        read_output(tmp_path / "a.blob", "")


def test_field_without_two_dimensions_is_not_taken_for_another(tmp_path):
    np.savez(tmp_path / "a.npz", x=np.ones((2, 3)), n=np.arange(4))
    summaries(tmp_path / "a.npz", "mesh")
    assert "n has less than two dimensions" in draw("output", [(0, 0)], View(field="n"))[0].reason
    assert isinstance(draw("output", [(0, 0)], View())[0], Image)
