#!/usr/bin/env python3
"""Write `requirements.txt` anew from pyproject.toml:  renew.py [--upgrade [NAME ...]] [--check]

Needs uv (`pip install uv`): it alone resolves for all Pythons and systems at once, so that one file
holds for all; pip, which everybody has, installs from it. What is locked stays as it is where it
still fits; --upgrade takes the newest of everything, or of the projects named. `--check` asks the
package index whether there are wheels for each Python and system that Curator supports.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from ship.locked import LOCK, Locked, normalized, read_lock  # noqa: E402

OLDEST = "3.11"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# The oldest of each: glibc 2.34 is that of Qt's wheels. For --check.
PLATFORMS = {
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in range(34, 16, -1)]
    + ["manylinux2014_x86_64"],
    "win32": ["win_amd64"],
    "darwin": [f"macosx_{major}_0_arm64" for major in range(15, 10, -1)]
    + [f"macosx_{major}_0_universal2" for major in range(15, 10, -1)],
}
HEAD = """\
# What Curator is run, tested and shipped with; made by packaging/lock/renew.py, not by hand.
# For Python 3.11 to 3.14 on Linux, Windows and macOS.
"""
_START = re.compile(r"^[A-Za-z0-9]")


def parts_of_project() -> dict[str, list[str]]:
    """Return what uv is asked for each part: an extra or a dependency group of pyproject.toml."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = data["project"]["optional-dependencies"]
    asked = {"base": ["pyproject.toml"]}
    asked |= {name: ["pyproject.toml", "--extra", name] for name in extras}
    return asked | {name: ["--group", name] for name in data["dependency-groups"]}


def compile_with_uv(asked: list[str], constraints: list[str]) -> list[str]:
    """Return uv's requirements with hashes, one text each."""
    words = ["uv", "pip", "compile", "-q", "--universal", "--python-version", OLDEST]
    words += ["--no-header", "--no-annotate", "--no-emit-index-url", "--only-binary", ":all:"]
    words += ["--generate-hashes", *asked]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "constraints.txt")
        path.write_text("".join(f"{line}\n" for line in constraints), encoding="utf-8")
        words += ["--constraint", str(path)]
        done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return blocks(done.stdout)


def blocks(text: str) -> list[str]:
    """Part the text of a requirements file: a requirement and the hashes below it."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if _START.match(line):
            found.append([line])
        elif line.startswith("    --hash"):
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def resolve(kept: list[Locked]) -> list[Locked]:
    """Resolve everything together, then say which part needs what of it."""
    parts = parts_of_project()
    groups = [word for asked in parts.values() if asked[0] == "--group" for word in asked]
    before = [entry.requirement for entry in kept]
    together = compile_with_uv(["pyproject.toml", "--all-extras", *groups], before)
    whole = [Locked(text, frozenset()) for text in together]
    now = [entry.requirement for entry in whole]
    names = {
        part: {Locked(text, frozenset()).name for text in compile_with_uv(asked, now)}
        for part, asked in parts.items()
    }
    return [
        Locked(entry.text, frozenset(part for part in names if entry.name in names[part]))
        for entry in whole
    ]


def written(locked: list[Locked]) -> str:
    """Return the lock file's text."""
    texts = [f"{entry.text}\n    # for: {' '.join(sorted(entry.parts))}\n" for entry in locked]
    return "\n".join([HEAD, *texts])


def check_wheels(python: str, system: str) -> bool:
    """Ask pip whether each locked project has a wheel for a Python and a system."""
    from packaging.markers import default_environment
    from packaging.requirements import Requirement

    here = {**default_environment(), "python_version": python, "sys_platform": system}
    here |= {"python_full_version": f"{python}.0", "implementation_name": "cpython"}
    here["platform_python_implementation"] = "CPython"
    wanted = [entry for entry in read_lock() if entry.parts - {"dev", "test"}]
    marked = [(entry, Requirement(entry.requirement).marker) for entry in wanted]
    fitting = [entry for entry, marker in marked if marker is None or marker.evaluate(here)]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "wanted.txt")
        # Without their markers, which pip would evaluate for the Python that runs it.
        lines = [entry.requirement.partition(";")[0] + "\n" for entry in fitting]
        path.write_text("".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--no-deps"]
        command += ["--ignore-requires-python", "--ignore-installed", "--only-binary", ":all:"]
        command += ["--target", name]
        command += ["--python-version", python, "--implementation", "cp", "-r", str(path)]
        for platform in PLATFORMS[system]:
            command += ["--platform", platform]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    missing = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    print(f"Python {python}, {system}: {len(fitting)} wheels", *missing, sep="\n  ", flush=True)
    return done.returncode == 0


def main() -> int:
    """Renew the lock, or check it; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", nargs="*", metavar="NAME", help="take newer versions")
    parser.add_argument("--check", action="store_true", help="look for wheels instead")
    arguments = parser.parse_args()
    if arguments.check:
        found = [check_wheels(python, system) for python in PYTHONS for system in PLATFORMS]
        return 0 if all(found) else 1
    kept = read_lock() if LOCK.exists() and arguments.upgrade != [] else []
    newer = {normalized(name) for name in arguments.upgrade or ()}
    LOCK.write_text(written(resolve([entry for entry in kept if entry.name not in newer])))
    print(f"{LOCK}: {len(read_lock())} requirements")
    return 0


if __name__ == "__main__":
    sys.exit(main())
