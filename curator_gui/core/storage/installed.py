"""How this Curator was installed, and so how something is added to it."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path

BUNDLE = "curator-bundle.json"
STAMP = ".curator-setup.json"
CARRIED = ("PySide6-Essentials", "shiboken6", "pyqtgraph", "joblib", "numpy", "psutil")
"""What every installation needs."""


class Installed(StrEnum):
    """The ways: an installer with a Python of its own, `packaging/run.py` in a clone, or pip."""

    BUNDLE = "installer"
    CLONE = "packaging/run.py"
    PIP = "pip"


@cache
def how_installed() -> Installed:
    """Say how, by what the installer or the script left beside this Python."""
    prefix = Path(sys.prefix)
    if (prefix / BUNDLE).is_file():
        return Installed.BUNDLE
    return Installed.CLONE if _clone() is not None else Installed.PIP


def to_add(extra: str) -> str:
    """Return the command that adds an extra, such as `mesh`, to this very installation."""
    how = how_installed()
    if how is Installed.BUNDLE:
        program = "curator-add.cmd" if os.name == "nt" else "curator-add"
        return f"{_quoted(Path(sys.prefix) / program)} 'curator-gui[{extra}]'"
    if how is Installed.CLONE:
        script = (_clone() or Path()) / "packaging" / "run.py"
        return f"python3 {_quoted(script)} setup {extra}"
    return f"pip install 'curator-gui[{extra}]'"


def bundle_folder() -> Path | None:
    """Return the folder of the installer's tree, with its licenses and bill of materials."""
    return Path(sys.prefix) if how_installed() is Installed.BUNDLE else None


def license_texts() -> str:
    """Return the licenses of Curator and of everything that this installation carries with it.

    An installer's are complete. Elsewhere each library came with its own, from its own authors.
    """
    folder = bundle_folder()
    if folder is not None:
        try:
            return (folder / "licences.txt").read_text(encoding="utf-8")
        except OSError as error:
            return f"{folder / 'licences.txt'}: cannot be read: {error.strerror or error}"
    return "\n\n".join(_texts_of(name) for name in ("curator-gui", *CARRIED))


def _texts_of(name: str) -> str:
    """Return what an installed distribution says of its license, with the texts that it brought."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution(name)
    except PackageNotFoundError:
        return f"{name}: is not installed"
    data = found.metadata
    said = [data[name] for name in ("License-Expression", "License") if name in data]
    license = next(filter(None, said), "see its texts")
    files = [path for path in found.files or () if "licen" in path.name.lower()]
    there = [place for path in files if (place := Path(str(path.locate()))).exists()]
    texts = [place.read_text("utf-8", "replace") for place in there]
    return "\n\n".join([f"{name} {found.version}: {license}", *texts])


def _clone() -> Path | None:
    """Return the clone that `packaging/run.py` has set this environment up from."""
    try:
        data = json.loads((Path(sys.prefix) / STAMP).read_text(encoding="utf-8"))
        root = Path(data["root"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return root if (root / "packaging" / "run.py").is_file() else None


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
