"""Which system libraries a window on X11 lacks: Qt brings only its own."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from pathlib import Path

PLUGIN = Path("platforms", "libqxcb.so")
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
_CANNOT_OPEN = re.compile(r"^(\S+\.so\S*): cannot open shared object file")
_NAME = re.compile(r"(.+)\.so\.(\d+)")


def missing_libraries(plugin: Path) -> list[str]:
    """List the libraries that a shared object needs and the system does not have.

    All of them where there is an `ldd`, else the first that the loader misses.
    """
    ldd = shutil.which("ldd")
    if ldd is not None:
        done = subprocess.run([ldd, str(plugin)], capture_output=True, text=True, errors="replace")
        return sorted(set(_NOT_FOUND.findall(done.stdout)))
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        found = _CANNOT_OPEN.match(str(error))
        return [found[1] if found else str(error)]
    return []


def debian_package(library: str) -> str:
    """Name the package of Debian and Ubuntu that has a library, by their policy (8.1)."""
    found = _NAME.fullmatch(library)
    if found is None:
        return library
    name = found[1].lower().replace("_", "-")
    return f"{name}-{found[2]}" if name[-1].isdigit() else f"{name}{found[2]}"


def words(missing: list[str]) -> str:
    """Say what is missing and, for Debian and Ubuntu, how it is got."""
    packages = " ".join(debian_package(library) for library in missing)
    return f"{', '.join(missing)} missing, so no window can be opened; apt install {packages}"
