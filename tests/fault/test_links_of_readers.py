"""Files that name others: beside them they are read, elsewhere they are that index's error."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import pyvista as pv

from curator_gui.core.errors import CuratorError
from curator_gui.core.notes import noting
from curator_gui.core.storage.containers.hdf5_links import check_links, open_member
from curator_gui.core.storage.containers.stray_links import StrayLinkError
from curator_gui.domains.atoms import ASESource
from curator_gui.domains.mesh import ExodusSource, MeshioSource, OpenFOAMSource, VTKSource
from curator_gui.domains.mesh.formats.includes import check_included
from curator_gui.domains.mesh.formats.programs.adf import check_adf
from tests.domains.mesh.sources.test_mesh_exodus import CORNERS, save
from tests.domains.mesh.sources.test_mesh_other_programs import save_ensight

meshio = pytest.importorskip("meshio")
CASE = Path(__file__).parents[1] / "domains/mesh/data/cavity"
Make = Callable[[Path, str], None]
"""Writes a file that reads from another one, a name that is given."""


def tetrahedron() -> Any:
    return meshio.Mesh(np.eye(4, 3), [("tetra", [[0, 2, 1, 3]])])


def xdmf(path: Path, name: str) -> None:
    meshio.write(path, tetrahedron())
    other = path.parent / name
    shutil.move(path.with_suffix(".h5"), other)
    path.write_text(path.read_text().replace(f"{path.stem}.h5:", f"{name}:"))


def xdmf_of_raw_numbers(path: Path, name: str) -> None:
    meshio.write(path, tetrahedron(), data_format="Binary")
    for number, raw in enumerate(sorted(path.parent.glob(f"{path.stem}*.bin"))):
        other = (path.parent / name).with_suffix(f".{number}")
        shutil.move(raw, other)
        path.write_text(path.read_text().replace(str(raw), str(other)))


def med(path: Path, name: str) -> None:
    import h5py

    meshio.write(path, tetrahedron())
    shutil.copy(path, path.parent / name)
    with h5py.File(path, "r+") as file:
        del file["ENS_MAA"]
        file["ENS_MAA"] = h5py.ExternalLink(name, "/ENS_MAA")


def abaqus(path: Path, name: str) -> None:
    meshio.write(path.parent / name, tetrahedron(), file_format="abaqus")
    shutil.move(path.parent / name, (path.parent / name).with_suffix(".inp"))
    path.write_text(f"*HEADING\n*INCLUDE, INPUT={Path(name).with_suffix('.inp')}\n")


def exodus(path: Path, name: str) -> None:
    import h5py

    save(path, [("TETRA", [[1, 2, 4, 5]])], CORNERS, form="NETCDF4")
    with h5py.File(path.parent / name, "w") as file:
        file["x"] = CORNERS[:, 0]
    with h5py.File(path, "r+") as file:
        values = h5py.VirtualLayout((len(CORNERS),), "f8")
        values[:] = h5py.VirtualSource(name, "x", (len(CORNERS),))
        scale = dict(file["coordx"].attrs)
        del file["coordx"]
        made = file.create_virtual_dataset("coordx", values)
        made.dims[0].attach_scale(file["num_nodes"])
        assert scale


def ensight(path: Path, name: str) -> None:
    save_ensight(path)
    shutil.move(path.parent / "m.geo", path.parent / name)
    path.write_text(path.read_text().replace("model: m.geo", f" Model:  {name}"))


SOURCES: dict[str, tuple[Make, str, Callable[[Path], Any]]] = {
    "xdmf": (xdmf, "a.xdmf", MeshioSource),
    "xdmf of raw numbers": (xdmf_of_raw_numbers, "a.xdmf", MeshioSource),
    "med": (med, "a.med", MeshioSource),
    "abaqus": (abaqus, "a.inp", lambda folder: MeshioSource(folder, "a.inp")),
    "exodus": (exodus, "a.e", ExodusSource),
    "ensight": (ensight, "a.case", VTKSource),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_others_elsewhere_are_refused(tmp_path: Path, kind: str) -> None:
    make, name, source = SOURCES[kind]
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / name, "../secret.dat")
    with pytest.raises(CuratorError, match=r"secret\.\w+, which lies outside of its folder"):
        list(source(tmp_path / "in")[0])


def linked(folder: Path, name: str) -> Path:
    """Put a link in the place of a file, which goes elsewhere."""
    secret = folder.parent / "secret"
    shutil.move(folder / name, secret)
    (folder / name).symlink_to(secret)
    return secret


def test_raw_numbers_behind_a_link_that_leads_out_are_refused(tmp_path: Path) -> None:
    """Any file's bytes would be taken for numbers."""
    (tmp_path / "in").mkdir()
    xdmf_of_raw_numbers(tmp_path / "in" / "a.xdmf", "other.dat")
    assert len(list(MeshioSource(tmp_path / "in")[0])) == 1
    linked(tmp_path / "in", "other.0")
    with pytest.raises(CuratorError, match=r"other\.0, which is a link that leads out"):
        list(MeshioSource(tmp_path / "in")[0])


@pytest.mark.parametrize("way", ["whole", "member"])
def test_storage_of_hdf5_elsewhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """HDF5 looks for it in the working folder; a name alone may bring any file of that along."""
    path = tmp_path / "in" / "a.h5"
    path.parent.mkdir()
    monkeypatch.chdir(path.parent)
    with h5py.File(path, "w") as file:
        file.create_dataset("x", data=np.zeros(2), external=[("x.raw", 0, 16)])

    def look() -> None:
        if way == "whole":
            check_links(path)
        else:
            with h5py.File(path) as file:
                open_member(file, "x")

    look()
    monkeypatch.chdir(tmp_path)
    look()  # where it is looked for it is not
    secret = linked(path.parent, "x.raw")
    monkeypatch.chdir(path.parent)
    with pytest.raises(CuratorError, match=r"x\.raw, which is a link that leads out"):
        look()
    (path.parent / "x.raw").unlink()
    secret.rename(tmp_path / "x.raw")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CuratorError, match=r"x\.raw, which .*out"):
        look()


@pytest.mark.parametrize("word", ["*include", "*Include", "*\u0131NCLUDE", "*\u0131nclude"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_whatever_meshio_takes_for_an_include_is_looked_at(
    tmp_path: Path, word: str, end: str
) -> None:
    lines = ["*HEADING", f"{word}, INPUT=../secret.inp", ""]
    (tmp_path / "a.inp").write_bytes(end.join(lines).encode())
    with pytest.raises(CuratorError, match=r"secret\.inp, which lies outside of its folder"):
        check_included(tmp_path / "a.inp")


@pytest.mark.parametrize("kind", sorted(SOURCES.keys() - {"exodus", "ensight"}))
def test_others_beside_are_read(tmp_path: Path, kind: str) -> None:
    make, name, source = SOURCES[kind]
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / name, "other.dat")
    with noting(lambda kind, words: None):
        [mesh] = source(tmp_path / "in")[0]
    assert (mesh.n_points, mesh.n_cells) == (4, 1)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "cavity"))


VALUES = "dimensions [0 2 -2 0 0 0 0];\n"


@pytest.mark.parametrize(
    "name", ["../../secret", "/etc/hostname", "$HOME/secret", "~/secret", "$FOAM_CASE/../secret"]
)
@pytest.mark.parametrize("packed", [False, True])
def test_includes_of_openfoam(case: Path, name: str, packed: bool) -> None:
    field = case / "0.02" / "p"
    text = field.read_text().replace("dimensions", f'#include "{name}"\ndimensions')
    if packed:
        field.unlink()
        field.with_name("p.gz").write_bytes(gzip.compress(text.encode()))
    else:
        field.write_text(text)
    source = OpenFOAMSource(case)
    with pytest.raises(StrayLinkError, match=r"p(\.gz)? reads from .*outside"):
        list(source[len(source) - 1])
    assert len(list(source[0])) == 1


@pytest.mark.parametrize("name", ["../constant/numbers", "$FOAM_CASE/constant/numbers"])
def test_includes_of_openfoam_within_the_case(case: Path, name: str) -> None:
    field = case / "0.02" / "p"
    field.write_text(field.read_text().replace("dimensions", f'#include "{name}"\ndimensions'))
    (case / "constant" / "numbers").write_text("pRef 0;\n")
    source = OpenFOAMSource(case)
    [mesh] = source[len(source) - 1]
    assert mesh.n_cells
    (case / "constant" / "numbers").write_text('#include "/etc/hostname"\n')
    with pytest.raises(StrayLinkError, match="numbers reads from /etc/hostname"):
        list(OpenFOAMSource(case)[len(source) - 1])


def test_inputs_of_programs(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.dat"
    path.write_text("include_file : ../secret.dat\n")
    with pytest.raises(StrayLinkError, match="secret"):
        list(ASESource(path, format="onetep-in")[0])
    path.write_text('XYZCoordinates = "/etc/hostname"\n')
    with pytest.raises(StrayLinkError, match="/etc/hostname"):
        list(ASESource(path, format="octopus-in")[0])


def test_pieces_with_many_components(tmp_path: Path) -> None:
    """VTK would go through thousands of millions of them for minutes."""
    pv.MultiBlock({"a": pv.Sphere()}).save(tmp_path / "a.vtm")
    (piece,) = (tmp_path / "a").iterdir()
    data = piece.read_bytes()
    assert b'NumberOfComponents="3"' in data
    piece.write_bytes(data.replace(b'NumberOfComponents="3"', b'NumberOfComponents="4294967295"'))
    with pytest.raises(CuratorError, match=rf"{piece.name} is damaged: .*4294967295 components"):
        list(VTKSource(tmp_path)[0])


def adf(path: Path, value: bytes, pointer: bytes = b"00000001" + b"0010") -> None:
    """Write a file of ADF with a single node, a link."""
    node = b"NoDe" + b"Zone1".ljust(32) + b"Zone_t".ljust(32) + b"0" * 16 + b"0" * 12
    node += b"LK".ljust(32) + b"01" + b"%08x" % len(value) + b"0" * 88 + b"0001" + pointer + b"TaiL"
    assert len(node) == 246
    head = b"@(#)ADF Database Version B02012>".ljust(266) + node
    path.write_bytes(head.ljust(4096 + 16) + b"DaTa" + b"0" * 12 + value + b"dEnD")


@pytest.mark.parametrize("value", [b"../secret.cgns>/Base/Zone1", b"beside.cgns>/Base", b"x"])
def test_links_of_cgns_in_the_form_of_adf_are_refused(tmp_path: Path, value: bytes) -> None:
    adf(tmp_path / "a.cgns", value)
    name = value.partition(b">")[0].decode()
    with pytest.raises(CuratorError, match=rf"a\.cgns reads from '{name}' by a link of ADF"):
        list(VTKSource(tmp_path)[0])


def test_links_of_adf_within_the_file_are_left_to_its_reader(tmp_path: Path) -> None:
    adf(tmp_path / "a.cgns", b">/Base/Zone1")
    check_adf(tmp_path / "a.cgns")
    adf(tmp_path / "a.cgns", b">/Base/Zone1", b"0000000100ZZ")
    with pytest.raises(CuratorError, match="by a link of ADF"):
        check_adf(tmp_path / "a.cgns")
