"""What VTK would look for without an end in a case of EnSight, or in the files that it names.

Its reader takes the sections as they come: FORMAT with one line, then GEOMETRY, VARIABLE, TIME,
FILE and SCRIPTS. At a line that is in none of them it waits for the next section, and reads on
no more.
Where there are file sets it looks for the beginning of a time step, also behind a file's end.

It ends its process at a variable of a kind that there is not, or without a name and a file, and
at values of a part that its geometry does not have.
Source: vtkEnSightReader.cxx of VTK, and the user manual of EnSight, chapter 9.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError

_FIRST = "FORMAT"
_SECTIONS = ("GEOMETRY", "VARIABLE", "TIME", "FILE", "SCRIPTS")
_OF_GEOMETRY = ("m", "boundary:", "rigid_body:")
_SERVERS = "master_server"
_TYPE = re.compile(r"type:\s+(?:ensight(?:\s+gold)?|master_server\b.*)\s*$", re.IGNORECASE)
_VARIABLE = re.compile(
    r"(?:constant\s+per\s+case(?:\s+file)?"
    r"|(?:complex\s+)?(?:scalar|vector)\s+per\s+(?:measured\s+)?(?:node|element)"
    r"|tensor\s+(?:symm|asym)\s+per\s+(?:node|element))"
    r"\s*:\s+(?:\d+\s+){0,2}[^\s\0\ufffd]+\s+[^\s\0]+[^\0]*$",
    re.IGNORECASE,
)
"""A line that names a variable: its kind, its time and file sets, its name, and where it is.

A name that is not UTF-8 is no name to VTK.
"""

_KINDS = ("constant", "scalar", "vector", "tensor", "complex")
_STEPS = re.compile(r"number of steps:\s*(\d+)")
_BEGIN = b"BEGIN TIME STEP"


def check_case(path: Path, text: str) -> bool:
    """Refuse a case with a line that is in no section; tell whether it has file sets.

    Raises
    ------
    MeshError
        With the line.
    """
    lines = _lines(text)
    first, kind = next(lines, (0, "")), next(lines, (0, ""))
    if not first[1].startswith(_FIRST):  # as its reader says
        return False
    if not _TYPE.match(kind[1].strip()):
        _refuse(path, *kind)
    if _SERVERS in kind[1]:  # as its reader says
        return False
    section, has_sets = _FIRST, False
    for number, line in lines:
        if line.startswith(_SECTIONS):
            section = line
            has_sets = has_sets or line.startswith("FILE")
        elif line.startswith(_FIRST) or not _belongs(line, section):
            _refuse(path, number, line)
    return has_sets


def _refuse(path: Path, number: int, line: str) -> None:
    raise MeshError(
        "{path}: line {number} is no part of a case of EnSight: {line}",
        path=path,
        number=number,
        line=repr(line[:80]),
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _belongs(line: str, section: str) -> bool:
    """Whether a line is read where it stands; later sections end with an error of their own."""
    if section.startswith("GEOMETRY"):
        return line.startswith(_OF_GEOMETRY)
    if section.startswith("VARIABLE") and line.lower().startswith(_KINDS):
        return _VARIABLE.match(line) is not None
    return section != _FIRST


def check_file_sets(path: Path, text: str, files: Iterable[Path]) -> None:
    """Refuse a case with file sets whose files have fewer steps than it says.

    Raises
    ------
    MeshError
        Naming the file.
    """
    sets = text.partition("\nFILE")[2]
    steps = min((int(count[:20]) for count in _STEPS.findall(sets)), default=1)
    for file in files:
        found = _count(file, max(1, steps))
        if found < max(1, steps):
            raise MeshError(
                "{path} says that {name} has {steps} steps, and {found} begin there",
                path=path,
                name=file.name,
                steps=steps,
                found=found,
            )


def _count(path: Path, most: int) -> int:
    """Count the beginnings of steps in a file, up to as many as are needed."""
    if not path.stat().st_size:
        return 0
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        found, place = 0, data.find(_BEGIN)
        while place >= 0 and found < most:
            found, place = found + 1, data.find(_BEGIN, place + 1)
        return found
