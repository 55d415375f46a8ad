"""The wheel, as a user's pip builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "-q"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "-w", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("curator_gui-*.whl")
    return built


@pytest.fixture(scope="session")
def fresh_environment(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], Path]:
    """Return a function that installs the wheel in a new environment and gives its Python.

    It borrows the libraries of the folder that it is given.
    """

    def install(libraries: Path) -> Path:
        folder = tmp_path_factory.mktemp("installed") / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        packages = next((folder / "lib").glob("python*/site-packages"))
        target = ["--no-deps", "--no-index", "-q", "--target", str(packages), str(wheel)]
        subprocess.run([sys.executable, "-m", "pip", "install", *target], check=True, timeout=300)
        # A plain folder on the path: the .pth files in it, such as an editable install's, stay
        # unread.
        (packages / "libraries.pth").write_text(f"{libraries}\n")
        return folder / "bin" / "python"

    return install


@pytest.fixture(scope="session")
def libraries() -> Path:
    """Return the folder with the libraries of the environment that runs the tests."""
    return next(path for path in map(Path, sys.path) if path.name == "site-packages")


@pytest.fixture(scope="session")
def run_installed() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs a Python with words, outside of any checkout."""

    def run(python: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(python), *words],
            cwd=python.parent,
            env={**os.environ, "PYTHONPATH": "", **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
