"""Where things are in the project, and what a build is called."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIP = Path(__file__).resolve().parent
LINUX = ROOT / "packaging" / "linux"
FULL, SLIM = "full", "slim"
PARTS = {FULL: {"gui", "mesh", "grid", "atoms"}, SLIM: {"gui", "grid"}}
"""The extras that each kind of installer carries."""


def version() -> str:
    """Return the version, which stands in the package alone."""
    text = (ROOT / "curator_gui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found
    return found[1]


def source_date() -> int:
    """Return the time that everything built is said to have: that of the newest commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)


def set_times(folder: Path) -> None:
    """Give everything in a folder, itself included, the one time and plain permissions."""
    when = source_date()
    for path in [*folder.rglob("*"), folder]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.stat().st_mode & 0o100 and path.suffix != ".py")
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
