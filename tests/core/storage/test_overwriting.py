"""A wrong name on the command line costs nobody a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from curator_gui.core.storage.overwriting import why_kept


@pytest.mark.parametrize("text", ["", "# HE", "# HELP curator_", "# HELP curator_x 1\n"])
def test_files_of_the_same_kind_can_be_replaced(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert why_kept(path, b"# HELP curator_") is None
    path.write_text(text)
    assert why_kept(path, b"# HELP curator_") is None


def test_other_files_and_folders_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("format: curator-pipeline\n")
    assert "a file of another kind" in str(why_kept(path, b"# HELP curator_"))
    assert "Is a directory" in str(why_kept(tmp_path, b"# HELP curator_"))


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_pipes_and_devices_are_kept(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no ordinary file" in str(why_kept(tmp_path / "pipe", b"x"))
    assert "no ordinary file" in str(why_kept(Path(os.devnull), b"x"))
