"""What makes VTK's readers compute for ever before they find that a file is damaged."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.formats.vtk.collections import check_named_files, referenced_files

XML = (".vtu", ".vtp", ".vti", ".vtr", ".vts")
MOST_COMPONENTS = 1_000_000
"""Components that a field may have: VTK goes through them one by one before it reads a value."""

_WORD, _NUMBER = b"NumberOfComponents", re.compile(rb"NumberOfComponents\s*=\s*[\"']\s*(-?\d+)")
_SECTIONS = ("format", "geometry", "variable", "time", "file", "material", "scripts", "block")


def check_components(path: Path) -> None:
    """Refuse an XML file with a field of more components than any field has.

    Raises
    ------
    MeshError
        With the number.
    """
    if path.stat().st_size == 0:  # as its reader says
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        end = text.find(b"<AppendedData")
        place = text.find(_WORD)
        while place >= 0 and (end < 0 or place < end):
            found = _NUMBER.match(text, place)
            if found is not None and abs(int(found[1][:20])) > MOST_COMPONENTS:
                raise MeshError(
                    "{path} is damaged: it has a field of {count} components",
                    path=path,
                    count=found[1][:20].decode(),
                )
            place = text.find(_WORD, place + len(_WORD))


def check_composite(path: Path) -> None:
    """Refuse a file whose pieces lie elsewhere, or are such as `check_components` refuses.

    Raises
    ------
    MeshError
        Naming the piece.
    """
    check_named_files(path)
    for file in referenced_files(path):
        if file.is_file():
            check_components(file)


def check_ensight(path: Path) -> None:
    """Refuse a case whose pieces lie elsewhere, or with a line that belongs to no section.

    VTK looks for the next section for ever where there is none.

    Raises
    ------
    MeshError
        With the line.
    """
    check_named_files(path)
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
        words = line.strip().lower()
        if words and not words.startswith(("#", *_SECTIONS)) and not _continues(words):
            raise MeshError(
                "{path}: line {number} is no part of a case of EnSight: {line}",
                path=path,
                number=number,
                line=repr(line[:80]),
            )


def _continues(words: str) -> bool:
    """Whether a line gives a value, or goes on with the numbers of the line above."""
    return ":" in words or all(re.fullmatch(r"[-+.\de]+", word) for word in words.split())
