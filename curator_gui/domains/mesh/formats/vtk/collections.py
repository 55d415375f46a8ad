"""XML files of VTK that name other files: parallel pieces, multi-block files, series (.pvd).

Format: https://docs.vtk.org/en/latest/vtk_file_formats/vtkxml_file_format.html
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

_DATA_SET = re.compile(r"<(?:DataSet|Piece)\b([^>]*)>")
_FILE = re.compile(r"""\b(?:file|Source)\s*=\s*["']([^"']+)["']""")
_TIME = re.compile(r"""\btimestep\s*=\s*["']([^"']+)["']""")

_ENSIGHT_FILE = re.compile(r"^(?:model|[a-z ]+ per [a-z ]+):.*?(\S+)[ \t]*$", re.MULTILINE)

ENSIGHT = ".case"
SERIES = ".pvd"
PARALLEL = (".pvtu", ".pvtp", ".pvti", ".pvtr", ".pvts")
WITH_PIECES = (*PARALLEL, ".vtm")


def pieces(path: Path) -> list[tuple[float | None, str]]:
    """List (time, name) of the files that a file names, as they stand there."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # the reader reports it
        return []
    found = []
    for match in _DATA_SET.finditer(text):
        name = _FILE.search(match[1])
        if name is not None:
            found.append((_number(_TIME.search(match[1])), name[1]))
    return found


def _number(match: re.Match[str] | None) -> float | None:
    try:
        return float(match[1]) if match else None
    except ValueError:
        return None


def referenced_files(path: Path) -> list[Path]:
    """List a file and all files that it names, and those that these name."""
    if path.suffix.lower() == ENSIGHT:
        return [path, *_ensight_files(path)]
    if path.suffix.lower() not in WITH_PIECES:
        return [path]
    inner = [path.parent / name for _, name in pieces(path)]
    return [path, *(file for name in inner for file in referenced_files(name))]


def _ensight_files(path: Path) -> list[Path]:
    """List the files of geometry and variables that a case file names; `*` stands for a digit."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # the reader reports it
        return []
    names = dict.fromkeys(match[1].strip('"') for match in _ENSIGHT_FILE.finditer(text))
    return [file for n in names for file in sorted(path.parent.glob(n.replace("*", "[0-9]")))]


def arrange(folder: Path, names: Sequence[str]) -> dict[str, float | None]:
    """Return what is to be read of listed files, in order, and the times that are known.

    A series (.pvd) stands for the files it names, in the order of their times. A file that another
    listed one is put together from is no item of its own.
    """
    inner: set[str] = set()
    for name in names:
        if name.lower().endswith(WITH_PIECES):
            inner.update(_below(name, piece) for _, piece in pieces(folder / name))
    series = _series(folder, names)
    elsewhere = {file for files in series.values() for file in files}
    found: dict[str, float | None] = {}
    for name in names:
        if name in series:
            found.update({k: t for k, t in series[name].items() if k not in found})
        elif name not in inner and name not in elsewhere:
            found.setdefault(name, None)
    return found


def _series(folder: Path, names: Sequence[str]) -> dict[str, dict[str, float | None]]:
    """Return the files that each series names, with their times."""
    series: dict[str, dict[str, float | None]] = {}
    for name in names:
        if name.lower().endswith(SERIES):
            entries = [(time, _below(name, file)) for time, file in pieces(folder / name)]
            entries.sort(key=lambda entry: (entry[0] is None, entry[0] or 0.0))
            series[name] = {file: time for time, file in entries}
    return series


def _below(name: str, file: str) -> str:
    """Return the path of a named file below the folder that `name` is below."""
    inner = PurePosixPath(name).parent / file.replace("\\", "/")
    return os.path.normpath(inner).replace(os.sep, "/")
