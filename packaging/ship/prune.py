"""Leave out of the installed packages what nothing here uses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from ship import elf
from ship.paths import SHIP

_BRACES = re.compile(r"\{([^}]*)\}")


def prune(packages: Path) -> None:
    """Remove what prune.txt lists, and folders that are empty then."""
    for pattern in _patterns():
        for path in _matches(packages, pattern):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    for folder in sorted((p for p in packages.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _patterns() -> list[str]:
    lines = (SHIP / "prune.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _matches(folder: Path, pattern: str) -> list[Path]:
    found: list[Path] = []
    for one in _without_braces(pattern):
        found += folder.glob(one)
    return found


def _without_braces(pattern: str) -> list[str]:
    """Write out `{a,b}`, which glob does not know."""
    match = _BRACES.search(pattern)
    if match is None:
        return [pattern]
    return [
        spelled
        for word in match[1].split(",")
        for spelled in _without_braces(pattern[: match.start()] + word + pattern[match.end() :])
    ]


def share_same(packages: Path) -> None:
    """Let libraries that several packages bring with the same name and content be there once."""
    known: dict[tuple[str, bytes], Path] = {}
    for path in elf.elf_files(packages):
        if not path.parent.name.endswith(".libs"):
            continue
        first = known.setdefault((path.name, path.read_bytes()), path)
        if first is not path:
            path.unlink()
            path.symlink_to(Path("..", first.relative_to(packages)))


def strip_packages(packages: Path) -> None:
    """Remove symbol tables, 220 MB of them.

    Some files that patchelf has changed do not survive it: they stay as they are.
    """
    for path in elf.elf_files(packages):
        elf.strip_if_sound(path)


def keep_out_other_libraries(packages: Path) -> None:
    """Turn each RUNPATH into an RPATH: LD_LIBRARY_PATH must not bring another Qt."""
    for found in elf.read(elf.elf_files(packages)):
        if found.runpath:
            elf.set_rpath(found.path, found.runpath)
