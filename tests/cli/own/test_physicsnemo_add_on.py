"""`curator-gui components add physicsnemo-curator`, and what the commands say of its pipelines."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from curator_gui.domains import physicsnemo
from tests.cli.conftest import ROOT
from tests.reference_package import saved, write_package

pytestmark = pytest.mark.workers

Program = Callable[..., "subprocess.CompletedProcess[str]"]


def test_its_pipelines_run_with_its_own_classes_or_with_ours(
    program: Program, tmp_path: Path
) -> None:
    site = write_package(tmp_path / "site")
    installed = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(site)])}
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    (numbers / "a.txt").write_text("1.6")
    theirs = tmp_path / "theirs.json"
    theirs.write_text(json.dumps(saved(numbers)))

    before = program("plan", theirs, **installed)
    assert before.returncode == 2
    assert "with components of Curator." in before.stderr
    assert "components add physicsnemo-curator" in before.stderr

    added = program("components", "add", "physicsnemo-curator", **installed)
    assert (added.returncode, "3 classes" in added.stdout) == (0, True)
    assert "a_library_that_is_not_there" in added.stderr
    done = program("run", theirs, "-j", 2, **installed)
    assert done.returncode == 0, done.stderr
    assert "with its own classes." in done.stderr
    assert "components remove physicsnemo-curator" in done.stderr
    assert (tmp_path / "out" / "0.txt").read_text() == "2"

    removed = program("components", "remove", "physicsnemo-curator", **installed)
    assert "removed" in removed.stdout
    assert "not there" in program("components", "remove", "physicsnemo-curator").stdout
    if not physicsnemo.is_installed():
        refused = program("components", "add", "physicsnemo-curator")
        assert (refused.returncode, "is not installed" in refused.stderr) == (2, True)
