"""What must not be in a tree: anything under the GPL, or without the text of its license."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from ship import elf

_GPL_NAMES = re.compile(
    r"(lib)?_?(readline|gdbm|gdbm_compat|history|xxhash_cli|ffmpeg|x264|fftw3)\b"
)
_GPL = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
_FREE_TO_LINK = re.compile(
    r"with[- ]gcc[- ]exception|GCC-exception|runtime library exception", re.I
)


def problems(tree: Path) -> list[str]:
    """Say what is wrong with the content of a tree."""
    files = [path for path in sorted(tree.rglob("*")) if path.is_file()]
    found = [
        f"{path.relative_to(tree)} is under the GPL"
        for path in files
        if _GPL_NAMES.match(path.name) and re.search(r"\.so|\.dll|\.pyd|\.dylib", path.name)
    ]
    if sys.platform == "linux":
        found += _loads(tree)
    return found + _licenses(tree)


def _loads(tree: Path) -> list[str]:
    return [
        f"{one.path.relative_to(tree)} loads {name}, which is under the GPL"
        for one in elf.read(elf.elf_files(tree))
        for name in one.needed
        if _GPL_NAMES.match(name)
    ]


def _licenses(tree: Path) -> list[str]:
    bill = json.loads((tree / "curator.cdx.json").read_text(encoding="utf-8"))
    texts = (tree / "licences.txt").read_text(encoding="utf-8")
    found = []
    for component in bill["components"]:
        name, license = component["name"], component["licenses"][0]["license"]["name"]
        if _GPL.search(license) and not _FREE_TO_LINK.search(license):
            found.append(f"{name} is under {license}")
        _, _, behind = texts.partition(f"\n{name} {component['version']}: ")
        if not behind.partition("\n" + "=" * 78)[0].partition("\n")[2].strip():
            found.append(f"no text of the license of {name} ({license})")
    return found
