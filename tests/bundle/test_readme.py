"""What README.md says works as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from curator_gui.cli.parser import COMMANDS
from curator_gui.core import Registry
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import register_all
from curator_gui.run.planning.options import LOKY_OPTIONS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_two_commands_stand_at_the_top() -> None:
    head = README.splitlines()[:5]
    assert head[3].startswith("python3 packaging/run.py ")
    assert head[4].startswith("python3 packaging/run.py test")


@pytest.mark.workers
def test_the_python_example_runs_as_a_script(tmp_path: Path) -> None:
    sample = resource_path("samples", "qm9", "data", "qm9_reduced_100.xyz")
    shutil.copy(sample, tmp_path / "molecules.xyz")
    (tmp_path / "example.py").write_text(CODE[0] + CODE[1])
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    first, second, third = done.stdout.splitlines()
    assert first.startswith("100 ['out")
    assert second.count("out") == 3
    assert third == f"98 2 {tmp_path / 'out'}"
    assert "<html" in (tmp_path / "report.html").read_text()


def test_the_component_example_can_be_used(tmp_path: Path) -> None:
    pyvista = pytest.importorskip("pyvista")
    (tmp_path / "downsample.py").write_text(CODE[2])
    registry = register_all(Registry(), tmp_path)
    assert registry.failures == {}
    step = registry.get("mesh.Downsample").cls(step=4)
    mesh = pyvista.ImageData(dimensions=(5, 5, 1))
    (kept,) = step(iter([mesh]))
    assert (mesh.n_cells, kept.n_cells) == (16, 4)


def test_every_option_and_command_is_described() -> None:
    for option in LOKY_OPTIONS:
        assert f"| `{option.name}` |" in README
    for command in set(COMMANDS) - {"open"}:
        assert f"curator-gui {command} " in README


def test_every_sample_is_described() -> None:
    for folder in resource_path("samples").iterdir():
        if folder.is_dir():
            assert f"| {folder.name} |" in README
            assert (folder / "LICENSE.md").is_file()
