"""Compile CPython on an old system, in a chroot: it then runs on every newer one.

Debian 11 has glibc 2.31; the sources are Debian 13's, whose hashes apt checks. Needs root,
debootstrap and Debian's archive keys; what it made is kept and used again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ship import interpreter
from ship.interpreter import Python
from ship.paths import SHIP, source_date

SYSTEM, SOURCES, SOURCE = "bullseye", "trixie", "python3.13"
TOOLS = (
    "gcc", "make", "pkg-config", "xz-utils", "binutils", "libssl-dev", "libffi-dev",
    "libsqlite3-dev", "libbz2-dev", "liblzma-dev", "zlib1g-dev", "uuid-dev",
)  # fmt: skip


def compiled_python(work: Path) -> Python:
    """Return the compiled Python below a folder, after making it if it is not there."""
    made = work / "python"
    if not (made / "licences").is_dir():
        root = work / SYSTEM
        if not (root / "etc" / "debian_version").exists():
            bootstrap(SYSTEM, root)
        install(root, TOOLS)
        _compile(root, fetch_source(work / "source"), made)
    return interpreter.compiled(made)


def bootstrap(system: str, root: Path) -> None:
    """Make a minimal Debian, from the archive that this machine's own apt uses."""
    root.parent.mkdir(parents=True, exist_ok=True)
    command = ["debootstrap", "--variant=minbase", system, str(root)]
    subprocess.run([*command, _archive()], check=True, stdout=subprocess.DEVNULL)


def install(root: Path, packages: tuple[str, ...]) -> None:
    """Install packages in a chroot."""
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        command = ["chroot", str(root), "apt-get", *words]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def _archive() -> str:
    """Ask apt for the address that Debian's packages come from here."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return next(address for address in said if "security" not in address)


def fetch_source(folder: Path) -> Path:
    """Fetch the sources of Python with apt, which checks signature and hashes."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "sources.list").write_text(f"deb-src {_archive()} {SOURCES} main\n")
    options = {
        "Dir::Etc::sourcelist": "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": "lists",
        "Dir::Cache": "cache",
    }
    words = [
        word
        for name, value in options.items()
        for word in ("-o", f"{name}={value if value == '-' else folder / value}")
    ]
    for command in (["update"], ["source", "--download-only", SOURCE]):
        subprocess.run(["apt-get", "-q", *words, *command], cwd=folder, check=True)
    (archive,) = folder.glob(f"{SOURCE}_*.orig.tar.xz")
    return archive


def _compile(root: Path, archive: Path, made: Path) -> None:
    inside = root / "build"
    inside.mkdir(exist_ok=True)
    shutil.copy(archive, inside / "python.tar.xz")
    shutil.copy(SHIP / "system" / "python.sh", inside)
    command = [
        "chroot",
        str(root),
        "sh",
        "/build/python.sh",
        "/build/python.tar.xz",
        "/build/python",
    ]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SOURCE_DATE_EPOCH": str(source_date())}
    subprocess.run(command, check=True, env=environment)
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(inside / "python", made, symlinks=True)
