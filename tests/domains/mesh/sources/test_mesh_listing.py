"""Listing: natural order, patterns, what is said when nothing fits, speed."""

from __future__ import annotations

import pickle
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.domains.atoms.sources.base import list_files as atoms_files
from curator_gui.domains.common.listing import natural_key
from curator_gui.domains.grid.listing import list_files as grid_files
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.listing import FileQuery
from curator_gui.domains.mesh.sources.vtk import VTKSource


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_numbers_are_sorted_by_value(tmp_path: Path) -> None:
    touch(tmp_path, "s10.vtu", "s9.vtu", "s100.vtu", "a.vtu", "s9b.vtu")
    assert FileQuery(tmp_path, "*", (".vtu",)).names() == [
        "a.vtu",
        "s9.vtu",
        "s9b.vtu",
        "s10.vtu",
        "s100.vtu",
    ]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_names_have_one_order(names: list[str]) -> None:
    once = sorted(set(names), key=natural_key)
    backwards = once[::-1]
    assert sorted(backwards, key=natural_key) == once
    assert len({tuple(natural_key(name)) for name in once}) == len(once)


def test_suffix_pattern_and_hidden_files(tmp_path: Path) -> None:
    touch(tmp_path, "a.vtu", "b.VTU", "c.txt", ".d.vtu", "sub/e.vtu", ".git/f.vtu")
    assert FileQuery(tmp_path, "*", (".vtu",)).names() == ["a.vtu", "b.VTU"]
    assert FileQuery(tmp_path, "a*", (".vtu",)).names() == ["a.vtu"]
    deep = FileQuery(tmp_path, "*", (".vtu",), recursive=True)
    assert deep.names() == ["a.vtu", "b.VTU", "sub/e.vtu"]
    assert FileQuery(tmp_path, "sub/*", (".vtu",), recursive=True).names() == ["sub/e.vtu"]


def test_fits_tells_what_would_be_listed(tmp_path: Path) -> None:
    flat = FileQuery(tmp_path, "*.vtu", (".vtu",))
    deep = FileQuery(tmp_path, "*.vtu", (".vtu",), recursive=True)
    assert flat.fits(tmp_path / "x.vtu")
    assert not flat.fits(tmp_path / "x.vtp")
    assert not flat.fits(tmp_path / "sub" / "x.vtu")
    assert deep.fits(tmp_path / "sub" / "x.vtu")
    assert not deep.fits(tmp_path / ".sub" / "x.vtu")
    assert not deep.fits(tmp_path.parent / "x.vtu")


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    touch(tmp_path, "sub/a.vtu")
    (tmp_path / "sub" / "round").symlink_to(tmp_path, target_is_directory=True)
    assert FileQuery(tmp_path, "*", (".vtu",), recursive=True).names() == ["sub/a.vtu"]


def test_linked_folders_are_looked_into_and_listed_once(tmp_path: Path) -> None:
    touch(tmp_path, "in/run_1/a.vtu", "elsewhere/run_2/b.vtu")
    links = {"run_2": "../elsewhere/run_2", "latest": "run_1", "run_3": "run_2"}
    for name, target in links.items():
        (tmp_path / "in" / name).symlink_to(target, target_is_directory=True)
    query = FileQuery(tmp_path / "in", "*", (".vtu",), recursive=True)
    names = query.names()
    assert names[0] == "run_1/a.vtu"
    assert [name.partition("/")[2] for name in names] == ["a.vtu", "b.vtu"]


def test_all_domains_list_in_the_same_order_through_links(tmp_path: Path) -> None:
    touch(tmp_path, "in/s10.nc", "in/s9.nc", "away/s11.nc")
    (tmp_path / "in" / "more").symlink_to("../away", target_is_directory=True)
    folder = tmp_path / "in"
    expected = ["more/s11.nc", "s9.nc", "s10.nc"]
    assert FileQuery(folder, "*", (".nc",), recursive=True).names() == expected
    paths = [str(folder / name) for name in expected]
    assert grid_files(str(folder), "*.nc", recursive=True) == paths
    assert list(atoms_files(folder, "*.nc", recursive=True)) == paths


def test_the_list_is_kept_and_travels(tmp_path: Path) -> None:
    touch(tmp_path, "a.vtu")
    source = VTKSource(tmp_path)
    assert len(source) == 1
    touch(tmp_path, "b.vtu")
    assert len(source) == 1
    assert len(pickle.loads(pickle.dumps(source))) == 1
    assert len(VTKSource(tmp_path)) == 2


def test_missing_folder_is_a_problem_of_the_folder(tmp_path: Path) -> None:
    source = VTKSource(tmp_path / "none")
    [(param, message)] = source.problems()
    assert param == "folder"
    assert str(tmp_path / "none") in message
    with pytest.raises(MeshError, match="cannot be listed: No such file"):
        len(source)


def test_empty_folder_and_pattern_are_problems_of_the_pattern(tmp_path: Path) -> None:
    assert list(VTKSource(tmp_path).problems()) == [
        ("pattern", f"the folder {tmp_path} holds no files")
    ]
    touch(tmp_path, "a.txt")
    source = VTKSource(tmp_path, pattern="b*")
    [(param, message)] = source.problems()
    assert param == "pattern"
    assert "'b*'" in message
    assert "for example, a.txt" in message
    with pytest.raises(MeshError, match=r"for example, a\.txt"):
        len(source)
    touch(tmp_path, "b.vtu")
    assert list(source.problems()) == []


def test_labels_inputs_and_range(tmp_path: Path) -> None:
    touch(tmp_path, "run.1/mesh.v2.vtu")
    source = VTKSource(tmp_path, recursive=True)
    assert source.label(0) == "run.1/mesh.v2.vtu"
    assert [Path(p) for p in source.inputs(0)] == [tmp_path / "run.1" / "mesh.v2.vtu"]
    assert source.origin(0).stem == "mesh.v2"
    assert source.origin(0).relpath == "run.1/mesh.v2"
    with pytest.raises(IndexError, match="VTK files has 1 items"):
        source[1]


def test_100_000_files_list_in_about_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"case_{n}/step_{n % 7}.vtu" for n in range(100_000)]
    query = FileQuery(Path("/nowhere"), "*", (".vtu",), recursive=True)
    monkeypatch.setattr(FileQuery, "_all_names", lambda _: iter(names))
    start = thread_time()
    listed = query.names()
    assert thread_time() - start < 5  # 0.5 s on an idle machine
    assert listed[9] == "case_9/step_2.vtu"
    assert len(listed) == 100_000
