"""An add-on brings its own inspection; faults of its file are told with their line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.workers
Program = Callable[..., "subprocess.CompletedProcess[str]"]

INSPECTOR = """
from curator_gui.core.measuring.inspection import Inspector, ItemSummary

def describe(item):
    return ItemSummary("a number of our own", (("parity", "even" if item % 2 == 0 else "odd"),))

def draw(item, view):
    return None

register_components = register

def register(registry):
    register_components(registry)
    registry.add_inspector("toy", Inspector(describe, draw))
"""


def test_an_add_on_describes_its_own_items(
    document: Callable[..., Path], toys: Path, program: Program
) -> None:
    path = document()
    before = program("preview", path, "--index", 3, "--json")
    assert before.returncode == 0, before.stderr
    with (toys / "toys.py").open("a") as file:
        file.write(INSPECTOR)
    after = program("preview", path, "--index", 3, "--json")
    assert after.returncode == 0, after.stderr
    assert "a number of our own" not in before.stdout
    assert "a number of our own" in after.stdout
    assert json.loads(after.stdout)
    assert "odd" in after.stdout


def test_a_fault_in_a_file_is_told_with_its_line(toys: Path, program: Program) -> None:
    (toys / "broken.py").write_text("x = 1\n\ny = x.none\n")
    done = program("components")
    assert done.returncode == 0
    assert f"not loaded: {toys / 'broken.py'}: line 3: AttributeError: " in done.stderr


@pytest.mark.parametrize("suffix", [".py", ".yaml", ".json"])
def test_a_document_is_exported(
    document: Callable[..., Path], program: Program, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "mesh.curator.yaml"
    path.write_text(
        "format: curator-pipeline\nversion: 1\nsteps:\n"
        "  - source: mesh.SyntheticSource\n    params: {count: 2}\n"
        "  - filter: mesh.Clean\n  - sink: mesh.VTUSink\n    params: {folder: out}\n"
    )
    target = tmp_path / f"out{suffix}"
    done = program("export", path, target)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(target)
    if suffix == ".py":
        assert "SyntheticSource(count=2)" in target.read_text()
    else:
        assert "RandomMeshSource" in target.read_text()
        assert "warning: mesh.Clean has no counterpart and is left out" in done.stderr
    refused = program("export", path, tmp_path / "out.curator.yaml")
    assert refused.returncode == 2
    assert "a Python script is .py" in refused.stderr
