from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import Param, PipelineDocument, Registry, make_step
from curator_gui.core.documents.moving import rebase
from curator_gui.core.documents.paths import (
    is_path_param,
    portable_path,
    resolve_path,
    resolve_value,
)
from curator_gui.core.frozen import FrozenMap, freeze, thaw
from curator_gui.core.storage.files import (
    atomic_path,
    atomic_write_text,
    part_path,
    remove_dead_parts,
)
from curator_gui.core.storage.resources import resource_path, resource_root

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(PLAIN)
def test_freezing_and_thawing_gives_the_same_data(value: Any) -> None:
    frozen = freeze(value)
    assert thaw(frozen) == value
    assert freeze(frozen) == frozen
    hash(frozen)
    assert pickle.loads(pickle.dumps(frozen)) == frozen


def test_a_frozen_map_keeps_order_and_compares_by_content() -> None:
    one = FrozenMap({"a": 1, "b": 2})
    assert list(one.with_item("a", 3).with_item("c", 4)) == ["a", "b", "c"]
    assert one.without("a") == {"b": 2}
    assert one.without("nothing") == one == FrozenMap({"b": 2, "a": 1})
    assert hash(one) == hash(FrozenMap({"b": 2, "a": 1}))
    assert one != 5
    assert "'a': 1" in repr(one)


def test_a_finished_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.vtu.gz"
    with atomic_path(target) as part:
        assert part.name.endswith(".part.vtu.gz")
        assert part.parent == target.parent
        part.write_text("half")
        assert not target.exists()
    assert target.read_text() == "half"
    assert [p.name for p in target.parent.iterdir()] == ["a.vtu.gz"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    atomic_write_text(target, "old")
    with pytest.raises(UnicodeEncodeError):
        atomic_write_text(target, "half \ud800")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_the_longest_possible_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 251 + ".txt")
    atomic_write_text(target, "é\n")
    assert target.read_bytes() == "é\n".encode()


KILLED_WRITER = """
import os, sys
from pathlib import Path
from curator_gui.core.storage.files import atomic_path, part_path

folder = Path(sys.argv[1])
part_path(folder / "store.zarr").mkdir()
with atomic_path(folder / "a.vtu") as part:
    part.write_text("half")
    os._exit(9)
"""


@pytest.mark.workers
def test_what_a_killed_writer_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_WRITER, str(tmp_path)], check=False)
    assert killed.returncode == 9
    left = set(tmp_path.iterdir())
    assert len(left) == 2
    mine = part_path(tmp_path / "b.vtu", ".vtu")
    elsewhere = tmp_path / ".01234567-1-0123456789ab.part.vtu"
    others = {tmp_path / "a.part.vtu", tmp_path / ".hidden.part", elsewhere, mine}
    for path in others:
        path.touch()
    assert set(remove_dead_parts([tmp_path, tmp_path / "missing"])) == left
    assert set(tmp_path.iterdir()) == others
    assert remove_dead_parts([tmp_path]) == []


def test_two_writers_never_share_a_temporary_name(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic_path(target) as one, atomic_path(target) as two:
        assert one != two
        one.write_text("1")
        two.write_text("2")
    assert target.read_text() == "1"  # the outer block ends last


def test_paths_start_from_the_document(tmp_path: Path) -> None:
    assert resolve_path("data", tmp_path) == tmp_path / "data"
    assert resolve_path("data", None) == Path.cwd() / "data"
    assert resolve_path("/data", tmp_path) == Path("/data")
    assert resolve_path("~/data", tmp_path) == Path.home() / "data"


@given(st.lists(st.text("ab. ", min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_portable_path_leads_back(parts: list[str]) -> None:
    base = Path("/home/someone/project")
    path = Path(os.path.normpath(base.joinpath(*parts)))
    text = portable_path(path, base)
    assert Path(os.path.normpath(resolve_path(text, base))) == path
    assert text.startswith("/") != path.is_relative_to(base)


def test_only_local_paths_are_made_absolute(tmp_path: Path) -> None:
    folder = Param("f", "", str, widget="folder")
    assert resolve_value(folder, "a/../b", tmp_path) == str(tmp_path / "b")
    assert resolve_value(folder, "s3://bucket/a", tmp_path) == "s3://bucket/a"
    assert resolve_value(Param("f", "", Path | None), "a", tmp_path) == tmp_path / "a"
    assert resolve_value(Param("f", "", Path | None), None, tmp_path) is None
    assert resolve_value(Param("pattern", "", str), "a/../b", tmp_path) == "a/../b"
    assert not is_path_param(Param("pattern", "", str, widget="pattern"))
    several = Param("f", "", list[str], widget="file")
    assert resolve_value(several, ["a"], tmp_path) == ["a"]


def test_saving_elsewhere_keeps_what_paths_mean(registry: Registry, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "old" / "inner"
    document = PipelineDocument(
        source=make_step("source", "numbers.Folder", {"path": "inner/data"}),
        filters=(make_step("filter", "nobody.Knows", {"path": "data"}),),
        sinks=(make_step("sink", "numbers.TextFiles", {"folder": "out", "template": "{index}"}),),
    )
    moved = rebase(document, registry, old, new)
    assert moved.source is not None
    assert moved.source.values["path"] == "data"
    assert moved.filters[0].values["path"] == "data"
    assert moved.sinks[0].values == {"folder": (old / "out").as_posix(), "template": "{index}"}
    assert rebase(document, registry, old, old) is document
    assert resolve_path(moved.source.values["path"], new) == old / "inner" / "data"


def test_resources_are_found_in_the_checkout() -> None:
    assert (resource_root() / "samples").is_dir()
    assert resource_path("samples", "README.md").is_file()
