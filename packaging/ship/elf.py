"""Ask and change programs and libraries of Linux."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r"\((NEEDED|SONAME|RUNPATH|RPATH)\).*\[(.*)\]")


@dataclass
class Elf:
    """What one file says of itself: which libraries it loads, and where it looks for them."""

    path: Path
    needed: list[str] = field(default_factory=list)
    soname: str = ""
    rpath: str = ""
    runpath: str = ""


def elf_files(folder: Path) -> list[Path]:
    """Return the programs and libraries below a folder, links left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if is_elf(path)]


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def read(paths: Iterable[Path]) -> list[Elf]:
    """Ask readelf about files."""
    paths = list(paths)
    found = {str(path): Elf(path) for path in paths}
    for start in range(0, len(paths), 200):
        some = [str(path) for path in paths[start : start + 200]]
        said = subprocess.run(["readelf", "-dW", *some], stdout=subprocess.PIPE, text=True)
        _understand(said.stdout, found, some)
    return list(found.values())


def _understand(said: str, found: dict[str, Elf], asked: list[str]) -> None:
    elf = found[asked[0]]
    for line in said.splitlines():
        if line.startswith("File: "):
            elf = found[line[6:]]
        elif match := _LINE.search(line):
            kind, value = match.groups()
            if kind == "NEEDED":
                elf.needed.append(value)
            else:
                setattr(elf, kind.lower(), value)


@functools.cache
def patchelf() -> str:
    """Return the program that changes search paths: that of this environment or the system's.

    Raises
    ------
    SystemExit
        If there is none.
    """
    beside = Path(sys.executable).with_name("patchelf")
    found = str(beside) if beside.exists() else shutil.which("patchelf")
    if not found:
        raise SystemExit("patchelf is missing: `python3 packaging/run.py setup dev` brings it")
    return found


def set_rpath(path: Path, rpath: str) -> None:
    """Let a file look in these places first.

    As RPATH, not RUNPATH: a cluster's LD_LIBRARY_PATH does not get in between.
    """
    subprocess.run([patchelf(), "--force-rpath", "--set-rpath", rpath, str(path)], check=True)


def strip_if_sound(path: Path) -> None:
    """Remove the symbol table of a file, unless what comes out could not be loaded.

    patchelf moves tables that strip then mistakes: segments lose their alignment, versions their
    names ("undefined symbol: , version").
    """
    if ".symtab" not in _said(["readelf", "-SW", str(path)]):
        return
    smaller = path.with_name(path.name + ".stripped")
    shutil.copy(path, smaller)
    stripped = subprocess.run(
        ["strip", "--strip-unneeded", str(smaller)], stderr=subprocess.DEVNULL
    )
    if stripped.returncode == 0 and _is_sound(smaller) and _versions(smaller) == _versions(path):
        smaller.replace(path)
    else:
        smaller.unlink()


def _is_sound(path: Path) -> bool:
    """Whether each segment starts, in the file and in memory, at the same place of a page."""
    lines = re.findall(r"^\s*LOAD\s+0x(\w+) 0x(\w+)", _said(["readelf", "-lW", str(path)]), re.M)
    return all((int(offset, 16) - int(address, 16)) % 4096 == 0 for offset, address in lines)


def _versions(path: Path) -> list[str]:
    said = subprocess.run(["readelf", "-VW", str(path)], capture_output=True, text=True)
    return [said.stderr, *re.findall(r"Name: (\S+)", said.stdout)]


def _said(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def newest_version(paths: Iterable[Path], word: str) -> str:
    """Return the newest symbol version that files ask for, such as `2.34` of `GLIBC`."""
    versions: set[str] = set()
    files = [str(path) for path in paths]
    for start in range(0, len(files), 200):
        command = ["readelf", "-VW", *files[start : start + 200]]
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout
        versions.update(re.findall(rf"\b{word}_(\d+(?:\.\d+)+)\b", said))
    return max(versions, key=lambda text: [int(part) for part in text.split(".")], default="")
