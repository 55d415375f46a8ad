"""Code that somebody else could have written is not run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from curator_gui.core.registration.registry import Registry
from curator_gui.core.trust.ownership import why_untrusted

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")

NOBODY = 65534
TEXT = "ran = []\ndef register(registry):\n    raise RuntimeError('it was run')\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "components"
    folder.mkdir(mode=0o755)
    path = folder / "mine.py"
    path.write_text(TEXT)
    path.chmod(0o644)
    return path


def failure(path: Path) -> str:
    registry = Registry()
    registry.load_folder(path.parent)
    return str(registry.failures[str(path)])


def test_ones_own_file_is_run(file: Path) -> None:
    assert why_untrusted(file) is None
    assert "it was run" in failure(file)


@pytest.mark.parametrize("mode", [0o666, 0o646, 0o602])
def test_a_file_that_others_may_write_is_not(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert f"is not run: others may write to {file}" in failure(file)


def test_nor_one_in_a_folder_of_all(file: Path) -> None:
    file.parent.chmod(0o777)
    assert f"others may write to {file.parent}:" in failure(file)


def test_a_folder_where_only_owners_may_replace_files_is_fine(file: Path) -> None:
    file.parent.chmod(0o1777)
    assert why_untrusted(file) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_nor_one_of_somebody_else(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(file, NOBODY, NOBODY)
    assert "belongs to nobody, not to you" in failure(file)
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    assert why_untrusted(file) is None


def test_a_link_is_as_good_as_what_it_leads_to(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "shared.py"
    target.parent.mkdir(mode=0o755)
    target.write_text(TEXT)
    target.chmod(0o666)
    file.unlink()
    file.symlink_to(target)
    assert f"others may write to {target.resolve()}" in failure(file)


@pytest.fixture
def link(file: Path, tmp_path: Path) -> Path:
    """A link among the components to a file of one's own that lies elsewhere."""
    elsewhere = tmp_path / "downloads"
    elsewhere.mkdir(mode=0o755)
    file.rename(elsewhere / "other.py")
    file.symlink_to(elsewhere / "other.py")
    return file


def test_ones_own_link_is_followed(link: Path) -> None:
    assert why_untrusted(link) is None


def test_a_link_that_others_may_have_set_is_not(link: Path) -> None:
    link.parent.chmod(0o777)
    assert f"others may write to {link.parent}:" in failure(link)


def test_nor_one_behind_another_link(link: Path, tmp_path: Path) -> None:
    link.parent.chmod(0o777)
    outer = tmp_path / "outer.py"
    outer.symlink_to(link)
    assert f"others may write to {link.parent}:" in str(why_untrusted(outer))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_nor_a_link_of_somebody_else(link: Path) -> None:
    link.parent.chmod(0o1777)
    os.chown(link, NOBODY, NOBODY, follow_symlinks=False)
    assert f"{link} belongs to nobody, not to you" in failure(link)


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    first, second = tmp_path / "first.py", tmp_path / "second.py"
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises((OSError, RuntimeError)):
        why_untrusted(first)
