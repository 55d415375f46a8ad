"""What ends VTK's process in files of other programs is that file's error, before VTK reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from curator_gui.domains.mesh import MeshioSource, VTKSource
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.programs import fluent_numbers
from tests.domains.mesh.sources.test_mesh_other_programs import (
    PRESSURE,
    name_node,
    node,
    save_cgns,
    save_ensight,
    save_fluent,
    text,
)

ENSIGHT = {
    "no such kind": ("m.case", "per node", "per nofe", "line 6 is no part of a case"),
    "no kind": ("m.case", "scalar per node:", "scalar :", "line 6 is no part of a case"),
    "no file": ("m.case", "Pressure m.p", "Pressure", "line 6 is no part of a case"),
    "a cut name": ("m.case", "Pressure", "Pr\0ure", "line 6 is no part of a case"),
    "no such type": ("m.case", "ensight gold", "ensight old", "line 2 is no part of a case"),
    "no blank": ("m.case", "type: ", "type:", "line 2 is no part of a case"),
    "no blank behind a kind": ("m.case", "node: Press", "node:", "line 6 is no part of a case"),
    "a name behind a colon": ("m.case", "node: ", "node:: ", "line 6 is no part of a case"),
    "a line twice": ("m.geo", "element id assign\n", "element id assign\n" * 2, "no beginning"),
    "node ids twice": ("m.geo", "node id assign\n", "node id assign\n" * 2, "no beginning"),
    "a zero for a description": ("m.geo", "a\nb\n", "\0a\nb\n", "no beginning"),
    "a number beside its word": ("m.p", f"part\n{1:10d}\n", "part  1\n", "has values of part 0"),
    "a zero beside its word": ("m.p", f"part\n{1:10d}\n", "part\0  1\n", "values of part 0"),
    "another part": ("m.p", f"{1:10d}", f"{7:10d}", "m.p has values of part 7"),
    "no number of the part": ("m.p", f"{1:10d}", "  -inf", "m.p has values of part 0"),
    "no part in the geometry": ("m.geo", "part", "xart", "are no beginning"),
    "no points in the geometry": ("m.geo", "coordinates", "coords", "m.p has values of part 1"),
    "no line of node ids": ("m.geo", "node id assign\n", "", "are no beginning"),
    "no line of element ids": ("m.geo", "element id assign", "", "are no beginning"),
    "one line of description": ("m.geo", "a\nb\n", "ab\n", "are no beginning"),
    "blank lines for a description": ("m.geo", "a\nb\n", "\n\n", "are no beginning"),
    "a comment for a description": ("m.geo", "a\nb\n", "#a\nb\n", "are no beginning"),
}


@pytest.mark.parametrize("case", ENSIGHT)
def test_damage_of_ensight_is_told(tmp_path: Path, case: str) -> None:
    name, old, new, words = ENSIGHT[case]
    save_ensight(tmp_path / "m.case")
    content = (tmp_path / name).read_text()
    assert old in content
    (tmp_path / name).write_text(content.replace(old, new, 1))
    with pytest.raises(MeshError, match=words):
        list(VTKSource(tmp_path)[0])


def test_a_name_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    save_ensight(tmp_path / "m.case")
    content = (tmp_path / "m.case").read_bytes()
    (tmp_path / "m.case").write_bytes(content.replace(b"Pressure", b"Dr\xfcck"))
    with pytest.raises(MeshError, match="line 6 is no part of a case"):
        list(VTKSource(tmp_path)[0])


def _words(*values: str) -> bytes:
    return b"".join(value.encode().ljust(80) for value in values)


def save_binary(folder: Path, fortran: bool, part: int, order: str = "<") -> None:
    """Write a triangle in the binary forms; its values speak of a part."""

    def record(data: bytes) -> bytes:
        size = len(data).to_bytes(4, "little" if order == "<" else "big")
        return size + data + size if fortran else data

    def number(value: int) -> bytes:
        return record(np.array([value], f"{order}i4").tobytes())

    def values(*given: float) -> bytes:
        return record(np.array(given, f"{order}f4").tobytes())

    head = ("Fortran Binary" if fortran else "C Binary", "a", "b", "node id off", "element id off")
    shape = b"".join(record(_words(word)) for word in (*head, "part")) + number(3)
    shape += b"".join(record(_words(word)) for word in ("part", "coordinates")) + number(3)
    shape += values(0, 1, 0) + values(0, 0, 1) + values(0, 0, 0)
    shape += record(_words("tria3")) + number(1)
    (folder / "m.geo").write_bytes(shape + record(np.array([1, 2, 3], f"{order}i4").tobytes()))
    told = record(_words("p")) + record(_words("part")) + number(part)
    (folder / "m.p").write_bytes(told + record(_words("coordinates")) + values(1.5, 2.5, 3.5))
    (folder / "m.case").write_text(
        "FORMAT\ntype:  ensight gold\nGEOMETRY\nmodel: m.geo\nVARIABLE\n"
        "scalar per node:      Pressure        m.p\n"
    )


@pytest.mark.parametrize("fortran", [False, True])
def test_parts_of_binary_files_are_known(tmp_path: Path, fortran: bool) -> None:
    save_binary(tmp_path, fortran, 3)
    [mesh] = VTKSource(tmp_path)[0]
    np.testing.assert_array_equal(mesh.point_data["Pressure"], [1.5, 2.5, 3.5])
    save_binary(tmp_path, fortran, 4)
    with pytest.raises(MeshError, match=r"m\.p has values of part 4"):
        list(VTKSource(tmp_path)[0])


def change(name: str, values: Any) -> Callable[[h5py.File], None]:
    def make(file: h5py.File) -> None:
        del file[name]
        file[name] = np.asarray(values)

    return make


def without(name: str) -> Callable[[h5py.File], None]:
    return lambda file: file.__delitem__(name)


CGNS: dict[str, tuple[Callable[[h5py.File], None], str]] = {
    "no data": (without("Base/Zone/GridCoordinates/CoordinateX/ data"), "has no data of its type"),
    "other data": (
        change("Base/Zone/GridCoordinates/CoordinateX/ data", np.zeros(4, "f4")),
        "not of its type R8",
    ),
    "fewer points": (
        change("Base/Zone/GridCoordinates/CoordinateX/ data", np.zeros(3)),
        "CoordinateX: it has 3 of 4 values",
    ),
    "more points than there are": (
        change("Base/Zone/ data", np.array([[2**31 - 1], [1], [0]], "i4")),
        "it has 4 of 2,147,483,647 values",
    ),
    "sizes below nothing": (
        change("Base/Zone/ data", np.array([[-4], [1], [0]], "i4")), "its sizes are -4, 1, 0",
    ),
    "sizes of another shape": (
        change("Base/Zone/ data", np.array([4, 1, 0], "i4")), "its sizes have the shape",
    ),
    "no such point": (
        change("Base/Zone/Tets/ElementConnectivity/ data", np.array([1, 2, 3, 99], "i4")),
        "names point 99",
    ),
    "fewer points of cells": (
        change("Base/Zone/Tets/ElementConnectivity/ data", np.array([1, 2, 3], "i4")),
        "its cells have 3 of 4 points",
    ),
    "a range of many": (
        change("Base/Zone/Tets/ElementRange/ data", np.array([1, 2**30], "i4")),
        "its cells have 4 of",
    ),
    "no such element type": (
        change("Base/Zone/Tets/ data", np.array([77, 0], "i4")), "no element type 77",
    ),
    "polygons without their offsets": (
        change("Base/Zone/Tets/ElementRange/ data", np.array([3, 1], "i4")), "range is 3 to 1",
    ),
    "no label": (lambda file: file["Base/Zone"].attrs.pop("label") and None, "has no label"),
    "an array in the place of a node": (
        change("Base/Zone/Solution/GridLocation", 1.0), "GridLocation is no node",
    ),
    "dimensions": (change("Base/ data", np.array([9, 9], "i4")), "its dimensions are 9, 9"),
}  # fmt: skip


@pytest.mark.parametrize("case", CGNS)
def test_damage_of_cgns_is_told(tmp_path: Path, case: str) -> None:
    change_it, words = CGNS[case]
    save_cgns(tmp_path / "m.cgns")
    with h5py.File(tmp_path / "m.cgns", "a", track_order=True) as file:
        change_it(file)
    with pytest.raises(MeshError, match=words):
        list(VTKSource(tmp_path)[0])


@pytest.mark.parametrize("source", [VTKSource, MeshioSource])
def test_numbers_without_an_end_are_not_gone_through(tmp_path: Path, source: Any) -> None:
    save_cgns(tmp_path / "m.cgns")
    with h5py.File(tmp_path / "m.cgns", "a", track_order=True) as file:
        cells = file["Base/Zone/Tets/ElementConnectivity"]
        del cells[" data"]
        cells.create_dataset(" data", (10**12,), "i4", chunks=(1000,), fillvalue=1)
    with pytest.raises(MeshError, match="most of its 1,000,000,000,000 values are not there"):
        list(source(tmp_path)[0])


def test_a_geometry_of_blank_lines_is_looked_at_once(tmp_path: Path) -> None:
    """A pattern that tries all ways to part them would never end."""
    save_ensight(tmp_path / "m.case")
    (tmp_path / "m.geo").write_text("a\nb\n" + "\n" * 10_000)
    with pytest.raises(MeshError, match="are no beginning"):
        list(VTKSource(tmp_path)[0])


def test_values_beyond_the_zone_are_read(tmp_path: Path) -> None:
    """Planes of rind have more values than the zone; units and other nodes are no matter."""

    save_cgns(tmp_path / "m.cgns")
    with h5py.File(tmp_path / "m.cgns", "a", track_order=True) as file:
        node(file["Base"], "Info", "Descriptor_t", text("any words"), "C1")
        node(file["Base/Zone"], "Own", "UserDefinedData_t")
    with pytest.warns(UserWarning, match="user data"):
        [mesh] = VTKSource(tmp_path)[0]
    assert mesh.n_points == 4


FLUENT = {
    "no name of the cells": ("(39 (2 fluid fluid-1)())\n", "", "zones without a name: 2"),
    "cells not announced": ("(12 (0 1 1 0))\n", "", "1 to 1, and 0 are announced"),
    "faces not announced": ("(13 (0 1 4 0))\n", "", "1 to 4, and 0 are announced"),
    "fewer cells announced": ("(12 (0 1 1 0))", "(12 (0 1 0 0))", "and 0 are announced"),
    "no numbers": ("(12 (0 1 1 0))", "(12 (0 1 ! 0))", "does not begin with numbers"),
    "not from one on": ("(13 (3 1 4", "(13 (3 0 4", "0 to 4, and 4 are announced"),
    "backwards": ("(13 (3 1 4", "(13 (3 4 1", "1 of 4 faces are there"),
    "another type of face": ("4 3 3)(", "4 3 2)(", "20 numbers are not those of 4 faces"),
    "mixed faces": ("4 3 3)(", "4 3 0)(", "20 numbers are not those of 4 faces"),
    "a short face": ("1 4 3 1 0", "1 4 3 1", "19 numbers are not those of 4 faces"),
    "no such node": ("1 4 3 1 0", "1 4 f 1 0", "nodes that there are not"),
    "node 0": ("1 4 3 1 0", "1 4 0 1 0", "nodes that there are not"),
    "no such cell": ("1 4 3 1 0", "1 4 3 2 0", "cells that there are not"),
    "too long": ("1 4 3 1 0", "1 4 3 111111111111111111 0", "its faces are no numbers"),
    "cells behind others": ("(12 (0 1 1 0))\n", "(12 (0 1 1 0))", "does not begin a line"),
    "faces behind cells": ("1 1 2))\n", "1 1 2)) ", "does not begin a line"),
    "nodes behind their number": ("(10 (0 1 4 0 3))\n", "(10 (0 1 4 0 3))", "not begin a line"),
    "a name behind faces": ("))\n(39 (2", "))(39 (2", "section '.39 .2 fluid fluid-1' of Fluent"),
    "a section behind a blank": ("(12 (0 1 1 0))", " (12 (0 1 1 0))", "does not begin a line"),
    "nodes without an end": ("0 0 1\n))\n(12", "0 0 1-1)\n(12", "another section stands in it"),
    "cells without an end": ("1 1 2))\n", "1 1 2)\n", "another section stands in it"),
    "parentheses that were not opened": ("(2 3)", "))\n(2 3)\n((", "line 2 closes a parenth"),
    "fewer numbers of all faces": ("(13 (0 1 4 0))", "(13 (0 1 4 ))", "has only 3 numbers"),
    "fewer numbers of faces": ("(13 (3 1 4 3 3)", "(13 (3 1 4 3)", "has only 4 numbers"),
    "no zone": ("(39 (3 wall", "(39 ())\n(39 (3 wall", "it names no zone"),
    "another section within": ("1 4 3 1 0", "(12 (2 1 1 1 2))", "another section stands in it"),
}


@pytest.mark.parametrize("case", FLUENT)
def test_damage_of_fluent_is_told(tmp_path: Path, case: str) -> None:
    old, new, words = FLUENT[case]
    path = tmp_path / "m.msh"
    save_fluent(path)
    content = path.read_text()
    assert old in content
    changed = content.replace(old, new, 1)
    path.write_text(changed + ")" * (changed.count("(") - changed.count(")")))
    with pytest.raises(MeshError, match=words):
        list(MeshioSource(tmp_path)[0])


@pytest.mark.parametrize(("kind", "counted"), [("0", "3 "), ("5", "3 "), ("3", "")])
def test_faces_with_and_without_their_number_of_nodes(
    tmp_path: Path, kind: str, counted: str
) -> None:
    path = tmp_path / "m.msh"
    save_fluent(path)
    head, body, tail = path.read_text().partition("(13 (3 1 4 3 3)(\n")
    rows, end, rest = tail.partition("))")
    rows = "".join(f"{counted}{row}\n" for row in rows.splitlines())
    path.write_text(f"{head}{body.replace('3)(', f'{kind})(')}{rows}{end}{rest}")
    with pytest.warns(UserWarning, match="boundaries"):
        [mesh] = MeshioSource(tmp_path)[0]
    assert (mesh.n_cells, mesh.n_points) == (1, 4)


def test_numbers_are_those_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fluent_numbers, "_BLOCK", 7)
    words = "0 f 1A fFfF 12345678 \r\n\t 9 abcdef01\n"
    found = fluent_numbers.hexadecimal(words.encode())
    assert found.tolist() == [int(word, 16) for word in words.split()]
    assert fluent_numbers.hexadecimal(b"").size == 0
    for odd in (b"1 g", b"-1", b"123456789", b"1.5"):
        assert fluent_numbers.hexadecimal(odd) is None


def _link(file: h5py.File, node_name: str) -> None:
    """Move a node aside and put a link in its place, as the library of CGNS writes it."""
    above, name = node_name.rsplit("/", 1)
    node(file["Base"], "Shared", "UserDefinedData_t")
    file.move(node_name, "Base/Shared/Other")
    link = file[above].create_group(name, track_order=True)
    name_node(link, name, "", "LK")
    link.create_dataset(" path", data=text("/Base/Shared/Other"))
    link[" link"] = h5py.SoftLink("/Base/Shared/Other")


def _call(file: h5py.File, name: bytes) -> None:
    file["Base"].move("Zone", name)
    file["Base"][name].attrs["name"] = np.bytes_(name.ljust(33, b"\0"))


def _without_signs(file: h5py.File) -> None:
    for name in ("Base/Zone/ZoneType/ data", "Base/Zone/Solution/GridLocation/ data"):
        change(name, file[name][()].view("u1"))(file)


SOUND_CGNS: dict[str, Callable[[h5py.File], None]] = {
    "linked points": lambda file: _link(file, "Base/Zone/GridCoordinates"),
    "linked cells": lambda file: _link(file, "Base/Zone/Tets"),
    "linked points of cells": lambda file: _link(file, "Base/Zone/Tets/ElementConnectivity"),
    "a name in UTF-8": lambda file: _call(file, "Düse".encode()),
    "a name in Latin-1": lambda file: _call(file, b"D\xfcse"),
    "letters without a sign": _without_signs,
}


@pytest.mark.filterwarnings("ignore:.*left out of CGNS")
@pytest.mark.filterwarnings("ignore:names or texts that are no UTF-8")
@pytest.mark.parametrize("case", SOUND_CGNS)
def test_sound_cgns_is_read(tmp_path: Path, case: str) -> None:
    save_cgns(tmp_path / "m.cgns")
    with h5py.File(tmp_path / "m.cgns", "a", track_order=True) as file:
        SOUND_CGNS[case](file)
    [mesh] = VTKSource(tmp_path)[0]
    assert (mesh.n_points, mesh.n_cells) == (4, 1)
    np.testing.assert_array_equal(mesh.point_data["Pressure"], PRESSURE)


@pytest.mark.filterwarnings("ignore:.*left out of CGNS")
def test_points_behind_a_link_are_counted(tmp_path: Path) -> None:
    save_cgns(tmp_path / "m.cgns")
    with h5py.File(tmp_path / "m.cgns", "a", track_order=True) as file:
        change("Base/Zone/Tets/ElementConnectivity/ data", np.array([1, 2, 3, 9], "i4"))(file)
        _link(file, "Base/Zone/Tets/ElementConnectivity")
    with pytest.raises(MeshError, match="names point 9"):
        list(VTKSource(tmp_path)[0])


SOUND_ENSIGHT = {
    "blank lines first": ("m.geo", "a\nb\n", "\n\na\nb\n"),
    "no second description": ("m.geo", "a\nb\n", "a\n\n"),
    "a part for a description": ("m.p", "p\n", "part\n"),
    "capital letters": ("m.geo", "node id", "Node id"),
}


@pytest.mark.parametrize("case", SOUND_ENSIGHT)
def test_sound_ensight_is_read(tmp_path: Path, case: str) -> None:
    name, old, new = SOUND_ENSIGHT[case]
    save_ensight(tmp_path / "m.case")
    content = (tmp_path / name).read_text()
    assert old in content
    (tmp_path / name).write_text(content.replace(old, new, 1))
    [mesh] = VTKSource(tmp_path)[0]
    np.testing.assert_array_equal(mesh.point_data["Pressure"], PRESSURE)


@pytest.mark.parametrize("fortran", [False, True])
def test_anything_stands_behind_words_of_binary_files(tmp_path: Path, fortran: bool) -> None:
    save_binary(tmp_path, fortran, 3)
    shape = (tmp_path / "m.geo").read_bytes()
    for word in (b"part", b"coordinates"):
        shape = shape.replace(word.ljust(80), (word + b"\0" + b"\x07\xffab" * 20)[:80])
    (tmp_path / "m.geo").write_bytes(shape)
    told = (tmp_path / "m.p").read_bytes()
    (tmp_path / "m.p").write_bytes(told.replace(b"p".ljust(80), b"part".ljust(80), 1))
    [mesh] = VTKSource(tmp_path)[0]
    np.testing.assert_array_equal(mesh.point_data["Pressure"], [1.5, 2.5, 3.5])


@pytest.mark.filterwarnings("ignore:.*boundaries")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(2 3)", '(0 "(10 (id start end type) (x y ...))")\n(0 "(12 (2 1 9 1 2))")\n(2 3)'),
        ("fluid-1)()", "fluid-1)(\n(10 (a . 1))\n)"),
        ("fluid-1)()", "fluid-1)(\n(12 (2 1 9))\n)"),
        ("fluid-1)()", "fluid-1)(\n(13 . #f)\n)"),
    ],
)
def test_sections_within_others_are_none(tmp_path: Path, old: str, new: str) -> None:
    save_fluent(tmp_path / "m.msh")
    content = (tmp_path / "m.msh").read_text()
    assert old in content
    (tmp_path / "m.msh").write_text(content.replace(old, new))
    [mesh] = MeshioSource(tmp_path)[0]
    assert (mesh.n_cells, mesh.n_points) == (1, 4)


@pytest.mark.parametrize("target", ["/Base/Zone/Tets", "/nowhere"])
def test_a_link_in_the_place_of_a_node_is_told(tmp_path: Path, target: str) -> None:
    """VTK would take memory that was never set for the number of a node."""
    save_cgns(tmp_path / "m.cgns")
    with h5py.File(tmp_path / "m.cgns", "a", track_order=True) as file:
        file["Base/Zone/link"] = h5py.SoftLink(target)
    with pytest.raises(MeshError, match="node /Base/Zone: link is no node"):
        list(VTKSource(tmp_path)[0])
