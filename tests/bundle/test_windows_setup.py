"""The installer for Windows, with a small tree in place of the real one, under Wine.

Needs NSIS and 64-bit Wine (Debian: `apt install nsis wine64`), and is skipped without them.
What the application does on Windows they cannot show: see the workflow `installers.yml`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from ship.windows import build_setup  # noqa: E402

WINE = shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")
LONG = Path("lib", *(f"a_folder_name_of_a_package_{n:02d}" for n in range(8)), "größe.txt")
USER_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Curator"

pytestmark = [
    pytest.mark.workers,  # it starts programs of its own
    pytest.mark.skipif(
        WINE is None or shutil.which("makensis") is None, reason="needs NSIS and 64-bit Wine"
    ),
]


class Windows:
    """A new Windows of Wine's, whose drive C: is a folder."""

    def __init__(self, folder: Path) -> None:
        self.drive = folder / "drive_c"
        self._environment = {**os.environ, "WINEPREFIX": str(folder), "WINEDEBUG": "-all"}

    def run(self, *words: str | Path) -> int:
        """Run a program and wait for it and what it leaves behind; return its exit code."""
        command = [str(WINE), *map(str, words)]
        code = subprocess.run(command, env=self._environment, capture_output=True).returncode
        server = Path(str(WINE)).with_name("wineserver64")
        waiting = [str(server) if server.exists() else "wineserver", "-w"]
        subprocess.run(waiting, env=self._environment, timeout=60, check=False)
        return code

    def has_key(self, key: str, value: str = "DisplayName") -> bool:
        return self.run("reg", "query", key, "/v", value) == 0

    def find(self, name: str) -> list[Path]:
        return list(self.drive.rglob(name))


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("setup")
    tree = folder / "curator-full"
    (tree / LONG).parent.mkdir(parents=True)
    (tree / LONG).write_text("deep", encoding="utf-8")
    for name in ("curator-bundle.json", "pythonw.exe", "curator-gui.ico"):
        (tree / name).write_text("new")
    return build_setup(tree, folder)


@pytest.fixture(scope="module")
def booted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("booted") / "prefix"
    Windows(folder).run("wineboot", "-i")
    return folder


@pytest.fixture
def windows(booted: Path, tmp_path: Path) -> Windows:
    folder = tmp_path / "prefix"
    shutil.copytree(booted, folder, symlinks=True)
    return Windows(folder)


def installed(windows: Windows) -> Path:
    (bundle,) = windows.find("curator-bundle.json")
    return bundle.parent


def test_it_installs_for_the_user_and_goes_without_a_trace(setup: Path, windows: Windows) -> None:
    assert windows.run(setup, "/S") == 0
    folder = installed(windows)
    assert folder.parts[-4:] == ("AppData", "Local", "Programs", "Curator")
    assert (folder / LONG).read_text(encoding="utf-8") == "deep"
    assert windows.find("Curator.lnk")
    assert windows.has_key(USER_KEY)
    assert windows.has_key(r"HKCU\Software\Classes\.yaml\OpenWithProgids", "Curator.Pipeline")
    assert windows.run(folder / "uninstall.exe", "/S", f"_?=C:\\{as_dos(folder, windows)}") == 0
    assert windows.find("Curator.lnk") == []
    assert windows.find("curator-bundle.json") == []
    assert not windows.has_key(USER_KEY)
    assert not windows.has_key(r"HKCU\Software\Classes\.yaml\OpenWithProgids", "Curator.Pipeline")


def as_dos(folder: Path, windows: Windows) -> str:
    return str(folder.relative_to(windows.drive)).replace("/", "\\")


def test_a_newer_one_takes_the_place_of_all_of_the_older(setup: Path, windows: Windows) -> None:
    windows.run(setup, "/S")
    left = installed(windows) / "of_before.txt"
    left.write_text("old")
    assert windows.run(setup, "/S") == 0
    assert not left.exists()


def test_a_folder_with_something_else_is_left_alone(setup: Path, windows: Windows) -> None:
    thesis = windows.drive / "data" / "thesis.txt"
    thesis.parent.mkdir()
    thesis.write_text("years of work")
    assert windows.run(setup, "/S", "/D=C:\\data") != 0
    assert [path.name for path in thesis.parent.iterdir()] == ["thesis.txt"]
    assert not windows.has_key(USER_KEY)
