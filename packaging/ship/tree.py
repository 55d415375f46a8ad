"""Assemble the relocatable tree: a Python, the locked wheels, Curator, a launcher."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ship import audit, icu, interpreter, materials, prune
from ship.interpreter import Python
from ship.locked import Locked, as_text, chosen, read_lock
from ship.paths import LINUX, PARTS, ROOT, SHIP, set_times, source_date, version
from ship.vtk_prune import prune_vtk

ENTRIES = ("curator-gui.desktop", "curator-gui.xml", "curator-gui.svg")
"""What makes a desktop know Curator; the .run file's installer takes it from the tree."""
GLIBC = 34
"""The newest minor version of glibc 2 that a wheel may ask for: that of Qt's wheels."""
OF_THIS_MACHINE = ("direct_url.json", "REQUESTED")
"""What pip notes of an installation in a package's dist-info."""


@dataclass(frozen=True)
class Tree:
    """A tree that is being assembled."""

    folder: Path
    python: Path

    @property
    def packages(self) -> Path:
        """Where the installed packages are."""
        return self.folder / "lib" / self.python.name / "site-packages"


def assemble(python: Python, kind: str, folder: Path) -> Tree:
    """Assemble the tree of a kind, `full` or `slim`, in a folder that does not exist."""
    folder.mkdir(parents=True)
    tree = Tree(folder, interpreter.copy(python, folder))
    wanted = chosen(read_lock(), {*PARTS[kind], "bundle"})
    install(tree, wanted)
    reduce(tree)
    shutil.copy(SHIP / "sitecustomize.py", tree.packages)
    add_programs(tree, kind, wanted)
    materials.collect(tree.folder, tree.packages, python)
    compile_all(tree)
    if found := audit.problems(folder):
        raise SystemExit("this must not be given away:\n  " + "\n  ".join(found))
    set_times(folder)
    return tree


def install(tree: Tree, wanted: list[Locked]) -> None:
    """Install the locked wheels, then Curator's own."""
    tree.packages.mkdir()
    with tempfile.TemporaryDirectory() as name:
        pip = fetch_pip(Path(name))
        requirements = Path(name, "requirements.txt")
        requirements.write_text(as_text(wanted), encoding="utf-8")
        _pip(tree, pip, "--require-hashes", *_platforms(), "-r", str(requirements))
        _pip(tree, pip, "--no-index", str(build_wheel(Path(name))))
    shutil.rmtree(tree.packages / "bin", ignore_errors=True)
    for info in tree.packages.glob("*.dist-info"):
        for file in OF_THIS_MACHINE:
            (info / file).unlink(missing_ok=True)
        _forget(info / "RECORD")


def fetch_pip(folder: Path) -> Path:
    """Fetch the locked pip, which the tree's Python has not got yet."""
    requirements = folder / "pip.txt"
    (entry,) = [entry for entry in read_lock() if entry.name == "pip"]
    requirements.write_text(as_text([entry]), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-d", str(folder)]
    subprocess.run([*command, "-r", str(requirements)], check=True, stdin=subprocess.DEVNULL)
    (wheel,) = folder.glob("pip-*.whl")
    return wheel


def _pip(tree: Tree, pip: Path, *arguments: str) -> None:
    """Install into the tree as its own Python: that decides about markers."""
    command = [str(tree.python), str(pip / "pip"), "install", "-q", "--disable-pip-version-check"]
    command += [
        "--root-user-action",
        "ignore",
        "--no-compile",
        "--only-binary",
        ":all:",
        "--no-deps",
        "--upgrade",
    ]
    command += ["--no-warn-script-location", "--target", str(tree.packages), *arguments]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _platforms() -> list[str]:
    """Choose wheels for the oldest system that Curator supports, not for this one."""
    if sys.platform != "linux":
        return []
    machine = platform.machine()
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 4, -1)]
    tags += [f"manylinux{year}_{machine}" for year in ("2014", "2010", "1")]
    return [word for tag in [*tags, f"linux_{machine}"] for word in ("--platform", tag)]


def _forget(record: Path) -> None:
    """Drop the lines of files that name this machine, and so have other hashes on each.

    These are scripts, by their first lines, and what pip notes about where a package came from.
    """
    named = tuple(f"{record.parent.name}/{name}," for name in OF_THIS_MACHINE)
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("../../bin/", "bin/", *named))]
    record.write_text("".join(kept), encoding="utf-8")


def build_wheel(folder: Path) -> Path:
    """Build Curator's wheel, the same for the same commit."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    command += ["--disable-pip-version-check", "-w", str(folder), str(ROOT)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(source_date())}
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL)
    (wheel,) = folder.glob("curator_gui-*.whl")
    return wheel


def reduce(tree: Tree) -> None:
    """Leave out what nothing here uses."""
    prune.prune(tree.packages)
    if sys.platform != "linux":
        return
    if (tree.packages / "vtkmodules").is_dir():
        kept, found = prune_vtk(tree.packages)
        print(f"VTK: {kept} of {found} libraries are kept")
    prune.strip_packages(tree.packages)
    for library in tree.packages.glob("PySide6/Qt/lib/libicudata.so.*"):
        icu.make_small(library)
    prune.share_same(tree.packages)
    prune.keep_out_other_libraries(tree.packages)


def add_programs(tree: Tree, kind: str, wanted: list[Locked]) -> None:
    """Add the launcher, the program that adds packages, and what the tree knows of itself."""
    for name, program in (("launcher.sh", "curator-gui"), ("add.sh", "curator-add")):
        text = (SHIP / "linux" / name).read_text(encoding="utf-8")
        path = tree.folder / program
        path.write_text(text.replace("PYTHON", tree.python.name), encoding="utf-8")
        path.chmod(0o755)
    lines = sorted(entry.requirement for entry in wanted)
    (tree.folder / "lib" / "constraints.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    about = {"kind": kind, "version": version(), "parts": sorted(PARTS[kind])}
    path = tree.folder / "curator-bundle.json"
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    if sys.platform == "linux":
        (tree.folder / "linux").mkdir()
        for name in ENTRIES:
            shutil.copy(LINUX / name, tree.folder / "linux")


def compile_all(tree: Tree) -> None:
    """Compile every module, without time stamps or this machine's paths.

    But for pip, which is seldom started. Never checked against the source, which does not change.
    -f, since pip and the compiler have left files with both for the modules that they import.
    """
    command = [
        str(tree.python),
        "-s",
        "-m",
        "compileall",
        "-q",
        "-f",
        "-j0",
        "-s",
        str(tree.folder),
    ]
    command += ["--invalidation-mode", "unchecked-hash", "-x", r"\.tmpl\.py$|/site-packages/pip/"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run(
        [*command, str(tree.folder / "lib" / tree.python.name)], env=environment, check=True
    )
