"""Find the files of a source: one file, or those of a folder whose names match a pattern."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from curator_gui.domains.atoms.errors import StructureError, os_reason

_DIGITS = re.compile(r"(\d+)")


def natural_key(text: str) -> list[tuple[int, str]]:
    """Sort key that puts `run_9` before `run_10`."""
    parts = _DIGITS.split(text.lower())
    return [(int(part), "") if n % 2 else (-1, part) for n, part in enumerate(parts)]


def list_files(path: Path, pattern: str, recursive: bool) -> tuple[str, ...]:
    """Return the files in natural order of their names below `path`; `path` itself if it is one.

    `pattern` is one or more globs for file names, separated by commas. Hidden files are left out:
    a file that is still being written has such a name.

    Raises
    ------
    StructureError
        If `path` does not exist or a folder may not be read.
    """
    if path.is_file():
        return (str(path),)
    if not path.exists():
        raise StructureError(f"{path} does not exist")
    globs = [glob.strip() for glob in pattern.split(",") if glob.strip()]
    try:
        found = list(_matches(os.fspath(path), globs, recursive))
    except OSError as error:
        raise StructureError(f"{error.filename} cannot be listed: {os_reason(error)}") from error
    skip = len(os.fspath(path))
    return tuple(sorted(found, key=lambda name: natural_key(name[skip:])))


def _matches(folder: str, globs: list[str], recursive: bool) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if recursive:
                    yield from _matches(entry.path, globs, recursive)
            elif any(fnmatch(entry.name, glob) for glob in globs):
                yield entry.path


def listing_problems(path: Path, pattern: str, recursive: bool) -> Iterator[tuple[str, str]]:
    """Yield (parameter, message) for a path or a pattern that leads to no file."""
    try:
        files = list_files(path, pattern, recursive)
    except StructureError as error:
        yield "path", str(error)
        return
    if not files:
        below = " or the folders below it" if recursive else ""
        yield "pattern", f"no file in {path}{below} matches {pattern!r}"
