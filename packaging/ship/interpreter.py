"""The Python inside: copied into the tree so that it runs from wherever that lies."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ship import elf

C_LIBRARY = re.compile(
    r"(ld-linux.*|libc|libm|libdl|libpthread|librt|libresolv|libutil|libcrypt|libnsl)\.so(\.\d+)*"
)
LEFT_OUT = (
    "test", "idlelib", "tkinter", "turtledemo", "turtle.py", "ensurepip", "lib2to3", "pydoc_data",
    "config-*", "site-packages", "dist-packages", "sitecustomize.py", "usercustomize.py",
    "_sysconfigdata*config.json", "build-details.json",
)  # fmt: skip
"""Of the standard library: tests, teaching tools, and what only compiling against it needs."""
MODULES_LEFT_OUT = (
    "readline", "nis", "_curses*", "_dbm", "_gdbm", "_tkinter", "_test*", "_xxtest*", "_xxsub*",
    "xxlimited*", "ossaudiodev", "_crypt", "_ctypes_test", "xxsubtype",
)  # fmt: skip
"""Of the extension modules: readline and gdbm are under the GPL, the others serve nothing here."""


@dataclass(frozen=True)
class Python:
    """A Python to copy: its program, its standard library, and the libraries of its system.

    `shared` and `licences` are folders that python.sh filled in the old system; without them the
    libraries are looked up on this one.
    """

    program: Path
    library: Path
    shared: Path | None = None
    licences: Path | None = None

    @property
    def name(self) -> str:
        """The program's name, such as `python3.13`, which is the library's folder, too."""
        return self.library.name


def compiled(folder: Path) -> Python:
    """Return the Python that python.sh has made."""
    (library,) = (folder / "lib").glob("python3.*")
    shared, licences = folder / "shared", folder / "licences"
    return Python(folder / "bin" / library.name, library, shared, licences)


def at_hand() -> Python:
    """Return the Python that runs this, or the one below its virtual environment."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    base = Path(sys.base_prefix)
    return Python(base / "bin" / name, base / "lib" / name)


def copy(python: Python, tree: Path) -> Path:
    """Copy a Python into the tree and return the copied program.

    It stands in the tree's own folder, not in bin/: with a ._pth file beside it that is sys.prefix.
    """
    program, library = tree / python.name, tree / "lib" / python.name
    library.parent.mkdir(parents=True)
    shutil.copy(python.program.resolve(), program)
    shutil.copytree(
        python.library,
        library,
        symlinks=True,
        ignore=shutil.ignore_patterns("__pycache__", *LEFT_OUT),
    )
    dynamic = library / "lib-dynload"
    for pattern in MODULES_LEFT_OUT:
        for path in dynamic.glob(f"{pattern}.*so"):
            path.unlink()
    modules = [path for path in dynamic.glob("*.so") if path.is_file()]
    for path in (program, *modules):
        elf.strip_if_sound(path)
    _copy_shared(python, tree, program, modules)
    _write_path_file(program)
    return program


def _write_path_file(program: Path) -> None:
    name = program.name
    lines = [
        "# Where this Python finds modules, and nowhere else: PYTHONPATH, PYTHONHOME, the user's",
        "# own site-packages and the working folder are of no account, in workers neither.",
        f"lib/{name}",
        f"lib/{name}/lib-dynload",
        f"lib/{name}/site-packages",
        "import site",
    ]
    program.with_name(f"{name}._pth").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _copy_shared(python: Python, tree: Path, program: Path, modules: list[Path]) -> None:
    """Copy what program and modules load, but for the C library's own parts."""
    for library in _shared(python, [python.program, *modules]):
        shutil.copy(library, tree / "lib" / library.name)
        (tree / "lib" / library.name).chmod(0o755)
        elf.set_rpath(tree / "lib" / library.name, "$ORIGIN")
    elf.set_rpath(program, "$ORIGIN/lib")
    for module in modules:
        elf.set_rpath(module, "$ORIGIN/../..")


def _shared(python: Python, users: list[Path]) -> list[Path]:
    if python.shared is not None:
        return sorted(python.shared.glob("*.so*"))
    found: dict[str, Path] = {}
    for user in users:
        said = subprocess.run(["ldd", str(user)], stdout=subprocess.PIPE, text=True).stdout
        for name, path in re.findall(r"^\s*(\S+) => (/\S+) \(", said, re.MULTILINE):
            if not C_LIBRARY.fullmatch(name):
                found[name] = Path(path)
    return [found[name] for name in sorted(found)]
