"""The installer for Windows: NSIS, for the user alone, without administrator's rights."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ship.paths import SHIP, version


def build_setup(tree: Path, output: Path) -> Path:
    """Make setup.exe of a tree that was assembled on Windows; return it.

    Raises
    ------
    SystemExit
        If NSIS is not installed.
    """
    program = shutil.which("makensis")
    if program is None:
        raise SystemExit("NSIS is missing: install it and put makensis on the PATH")
    kind = "" if tree.name.endswith("full") else "-slim"
    target = output / f"curator{kind}-{version()}-windows-x86_64-setup.exe"
    defines = {"VERSION": version(), "TREE": str(tree), "OUTPUT": str(target)}
    words = [f"-D{name}={value}" for name, value in defines.items()]
    script = SHIP / "windows" / "curator.nsi"
    subprocess.run([program, "-V2", *words, str(script)], check=True)
    return target
