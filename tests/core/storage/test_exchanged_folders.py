"""A folder takes the place of another one: in one step where the system can, else in two."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from curator_gui.core.storage import atomic_folders
from curator_gui.core.storage.atomic_folders import atomic_folder, swapped


def folder_of(path: Path, name: str) -> Path:
    path.mkdir()
    (path / name).touch()
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has renameat2")
def test_two_folders_change_their_names(tmp_path: Path) -> None:
    one, other = folder_of(tmp_path / "a", "1"), folder_of(tmp_path / "ä", "2")
    assert swapped(one, other)
    assert [[each.name for each in path.iterdir()] for path in (one, other)] == [["2"], ["1"]]
    assert not swapped(one, tmp_path / "none")
    assert [each.name for each in one.iterdir()] == ["2"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has renameat2")
def test_there_is_a_folder_all_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder_of(tmp_path / "out", "old")
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("was away for a moment"))
    with atomic_folder(path) as part:
        (part / "new").touch()
    assert [each.name for each in path.iterdir()] == ["new"]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_where_the_system_cannot_it_takes_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder_of(tmp_path / "out", "old")
    monkeypatch.setattr(atomic_folders, "swapped", lambda one, other: False)
    with atomic_folder(path) as part:
        (part / "new").touch()
    assert [each.name for each in path.iterdir()] == ["new"]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
