"""The wheel is complete: installed elsewhere, it finds its resources and starts."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.workers

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_wheel_has_code_types_samples_icons_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = [
        name.replace("resources/", "curator_gui/_resources/", 1)
        for name in _project_files("curator_gui", "resources")
        if not name.startswith("resources/screenshots/") and not name.endswith(".ts")
    ]
    assert "curator_gui/_resources/samples/README.md" in expected
    assert set(expected) <= names
    assert "curator_gui/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]
    assert not [name for name in names if name.endswith(".ts") or "screenshots" in name]


def _project_files(*folders: str) -> list[str]:
    """List the files that belong to the project; without git, all but caches."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", *folders], capture_output=True, text=True
    )
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]
    files = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return [p.relative_to(ROOT).as_posix() for p in files if "__pycache__" not in p.parts]


@pytest.fixture(scope="module")
def installed(fresh_environment: Callable[[Path], Path], libraries: Path) -> Path:
    return fresh_environment(libraries)


@pytest.mark.skipif(os.name == "nt", reason="the folders are named differently")
def test_an_installed_wheel_finds_its_resources(installed: Path, run_installed: Run) -> None:
    code = (
        "import curator_gui, sys\n"
        "from curator_gui.core.storage.resources import resource_root\n"
        "print(resource_root())"
    )
    done = run_installed(installed, "-c", code)
    assert done.returncode == 0, done.stderr
    root = Path(done.stdout.strip())
    assert root.is_relative_to(installed.parents[1])
    assert root.parts[-2:] == ("curator_gui", "_resources")


@pytest.mark.skipif(os.name == "nt", reason="the folders are named differently")
def test_an_installed_wheel_runs_its_sample(
    installed: Path, tmp_path: Path, run_installed: Run
) -> None:
    words = ["-m", "curator_gui", "demo", "qm9", "--only-copy"]
    done = run_installed(installed, *words, CURATOR_SAMPLES=str(tmp_path))
    assert done.returncode == 0, done.stderr
    words = ["-m", "curator_gui", "run", done.stdout.strip(), "--json", "-q", "--indices", "0-4"]
    done = run_installed(installed, *words)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["completed"] == 5
