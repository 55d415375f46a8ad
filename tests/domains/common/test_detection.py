"""Which sources read what a person gives, and as which step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from curator_gui.core import Registry
from curator_gui.core.documents.build import build_step
from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.domains.common import looking
from curator_gui.domains.common.detection import detect
from curator_gui.domains.common.looking import look, paths_of

REGISTRY = register_all(Registry())
DAM = resource_path("samples", "dam-break", "data")
ERA5 = resource_path("samples", "era5", "data", "era5-levels-members.nc")
QM9 = resource_path("samples", "qm9", "data", "qm9_reduced_100.xyz")


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def first(*paths: Path):
    return detect(paths, REGISTRY).candidates[0]


def made(candidate):
    """Return (component, values, how many items the step really reads)."""
    source = build_step(candidate.step, REGISTRY, None)
    return candidate.step.component, dict(candidate.step.values), len(source)


def test_a_folder_of_meshes():
    assert made(first(DAM)) == ("mesh.VTKSource", {"folder": str(DAM), "pattern": "*.vtu"}, 21)


def test_a_folder_of_folders_is_read_recursively(tmp_path):
    for tank in ("tank_1", "tank_10", "tank_2"):
        shutil.copytree(DAM, tmp_path / tank)
    touch(tmp_path, "README.md", "times.csv")
    found = detect([tmp_path], REGISTRY)
    best = found.candidates[0]
    assert made(best)[1:] == (
        {"folder": str(tmp_path), "pattern": "*.vtu", "recursive": True},
        63,
    )
    assert best.left == ("README.md", "times.csv")
    assert found.given.words == "65 files in 4 folders"
    assert [count.name for count in found.given.folders] == ["", "tank_1", "tank_2", "tank_10"]
    assert [count.files for count in found.given.folders] == [2, 21, 21, 21]


def test_one_file_gives_folder_and_pattern():
    component, values, count = made(first(ERA5))
    assert component == "grid.NetCDFSource"
    assert values == {"folder": str(ERA5.parent), "pattern": ERA5.name}
    assert count == 1


def test_one_file_for_a_source_that_takes_files():
    assert made(first(QM9)) == ("atoms.ExtXYZSource", {"path": str(QM9)}, 100)


def test_some_files_of_a_folder_are_just_those():
    best = first(DAM / "dambreak_001.vtu", DAM / "dambreak_003.vtu")
    assert made(best)[1:] == ({"folder": str(DAM), "pattern": "dambreak_00[13].vtu"}, 2)
    assert best.extra == ()


def test_what_a_pattern_takes_beyond_the_given_files_is_said():
    best = first(DAM / "dambreak_001.vtu", DAM / "dambreak_013.vtu")
    assert best.extra == ("dambreak_003.vtu", "dambreak_011.vtu")
    assert best.count == made(best)[2] == 4


def test_names_of_different_lengths(tmp_path):
    for name in ("a.vtu", "aa.vtu", "b.vtu"):
        shutil.copy(DAM / "dambreak_001.vtu", tmp_path / name)
    best = first(tmp_path / "a.vtu", tmp_path / "aa.vtu")
    assert (best.step.values["pattern"], made(best)[2]) == ("a*.vtu", 2)


@pytest.mark.parametrize("name", ["we[i]rd*.vtu", "[!x].vtu", "a b.vtu"])
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_odd_names_are_not_globs(tmp_path, name):
    shutil.copy(DAM / "dambreak_001.vtu", tmp_path / name)
    shutil.copy(DAM / "dambreak_001.vtu", tmp_path / "x.vtu")
    assert made(first(tmp_path / name))[2] == 1


def test_a_suffix_that_lies_is_found_out(tmp_path):
    touch(tmp_path, "not.nc", "neither.db", "neither.traj")
    assert detect([tmp_path], REGISTRY).candidates == ()


def test_an_empty_file_is_left_to_its_reader(tmp_path):
    (tmp_path / "empty.nc").touch()
    assert first(tmp_path).step.component == "grid.NetCDFSource"


def test_a_zarr_store_is_one_thing(tmp_path):
    touch(tmp_path, "a.zarr/zarr.json", "a.zarr/t/c/0")
    for place in (tmp_path, tmp_path / "a.zarr"):
        best = first(place)
        assert best.step.component == "grid.GridZarrSource"
        assert (best.step.values["folder"], best.count) == (str(tmp_path), 1)


def test_a_case_of_openfoam_is_found_at_its_folder_and_above(tmp_path):
    touch(tmp_path, "case/system/controlDict", "case/constant/polyMesh/points", "case/0/U")
    for place in (tmp_path, tmp_path / "case"):
        best = first(place)
        assert best.step.component == "mesh.OpenFOAMSource"
        assert dict(best.step.values) == {"case": str(tmp_path / "case")}


def test_what_only_the_person_knows_is_asked_for(tmp_path):
    touch(tmp_path, "a.lammpstrj")
    best = first(tmp_path)
    assert (best.step.component, best.missing) == ("atoms.LAMMPSDumpSource", ("units",))


def test_the_best_reader_is_first_and_others_follow(tmp_path):
    touch(tmp_path, "a.cgns", "b.cgns", "c.xyz")
    found = detect([tmp_path], REGISTRY).candidates
    assert [c.count for c in found] == sorted((c.count for c in found), reverse=True)
    assert {"mesh.VTKSource", "mesh.MeshioSource"} <= {c.step.component for c in found}


def test_several_suffixes_that_a_source_does_not_list_by_itself(tmp_path):
    for name in ("a.nc", "b.nc", "c.nc4"):
        shutil.copy(ERA5, tmp_path / name)
    touch(tmp_path, "README.md")
    best = first(tmp_path)
    assert (best.step.component, best.count, made(best)[2]) == ("grid.NetCDFSource", 2, 2)
    assert best.left == ("README.md", "c.nc4")


def test_pipelines_are_told_from_data(tmp_path):
    touch(tmp_path, "a.curator.yaml")
    found = detect([tmp_path], REGISTRY)
    assert found.documents == (tmp_path / "a.curator.yaml",)
    assert found.candidates == ()


def test_hidden_files_are_left_out(tmp_path):
    touch(tmp_path, ".git/a.vtu", ".b.vtu")
    assert look([tmp_path]).files == ()


def test_folders_that_lead_in_circles_end(tmp_path):
    touch(tmp_path, "a/x.vtu")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    assert look([tmp_path]).files == ("a/x.vtu",)


def test_several_folders_at_once(tmp_path):
    touch(tmp_path, "a/1.vtu", "b/2.vtu", "c/3.vtu")
    given = look([tmp_path / "a", tmp_path / "b"])
    assert (given.folder, given.files, given.single) == (tmp_path, ("a/1.vtu", "b/2.vtu"), False)


def test_a_listing_that_takes_too_long_is_said_to_be_incomplete(tmp_path, monkeypatch):
    touch(tmp_path, "a/1.vtu", "2.vtu")
    monkeypatch.setattr(looking, "LOOK_SECONDS", -1.0)
    given = look([tmp_path])
    assert not given.complete
    assert [str(words) for words in given.remarks()] == [
        "Listing took too long and stopped; the source itself reads all."
    ]


def test_hidden_files_are_said_but_not_those_of_the_system(tmp_path):
    touch(tmp_path, "1.vtu", "a/2.vtu", ".DS_Store", ".git/config.txt")
    assert look([tmp_path]).remarks() == []
    touch(tmp_path, "a/._2.vtu")
    assert [str(words) for words in look([tmp_path]).remarks()] == [
        "One hidden file is left out, because its name begins with a dot: a/._2.vtu."
    ]
    touch(tmp_path, "._1.vtu")
    given = look([tmp_path / "a", tmp_path])
    assert {Path(name).name for name in given.hidden} == {"._1.vtu", "._2.vtu"}
    assert len(given.hidden) == 2
    assert "2 hidden files are left out" in given.remarks()[0]


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(CuratorError, match=r"none\.vtu: there is no such file or folder"):
        detect([tmp_path / "none.vtu"], REGISTRY)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_that_cannot_be_listed_is_named(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    given = look([tmp_path])
    assert given.closed == ("closed",)
    assert [str(words) for words in given.remarks()] == ["One folder could not be listed: closed."]


@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/data/a b", ["/data/a b"]),
        ("  '/data/a b'\n", ["/data/a b"]),
        ('"/data/a"', ["/data/a"]),
        ("/data/a\\ b", ["/data/a b"]),
        ("file:///data/a%20b", ["/data/a b"]),
        ("file:///data/a\nfile:///data/b\n", ["/data/a", "/data/b"]),
        ("file://host/data/a", ["/data/a"]),
        ("some words", []),
        ("/data/a\nsome words", []),
        ("relative/path", []),
        ("~no-such-person/x", []),
        ("", []),
        ("file:", []),
        ("https://host/data", []),
    ],
)
def test_pasted_paths(text, paths):
    assert paths_of(text) == [Path(path) for path in paths]


def test_a_home_folder_is_meant():
    assert paths_of("~/x") == [Path.home() / "x"]
