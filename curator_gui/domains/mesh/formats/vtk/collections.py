"""XML files of VTK that name other files: parallel pieces, multi-block files, series (.pvd).

Format: https://docs.vtk.org/en/latest/vtk_file_formats/vtkxml_file_format.html
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from curator_gui.core.message import Message, plural
from curator_gui.core.storage.containers.stray_links import strays
from curator_gui.domains.mesh.errors import MeshError

_DATA_SET = re.compile(r"<(?:DataSet|Piece)\b([^<>]*)>")
_ASIDE = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_FILE = re.compile(r"""\b(?:file|Source)\s*=\s*(?:"([^"]+)"|'([^']+)')""")
_TIME = re.compile(r"""\btimestep\s*=\s*["']([^"']+)["']""")
_PART = re.compile(r"""\bpart\s*=\s*["']([^"']+)["']""")

_ENSIGHT_FILE = re.compile(
    r"^\s*(?:model|measured|match|boundary|rigid_body|[a-z ]+ per [a-z ]+):.*?(\S+)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)

ENSIGHT = ".case"
SERIES = ".pvd"
PARALLEL = (".pvtu", ".pvtp", ".pvti", ".pvtr", ".pvts")
WITH_PIECES = (*PARALLEL, ".vtm")


@dataclass(frozen=True)
class Named:
    """A file as another one names it, with the time and the number of the part that stand there."""

    file: str
    time: float | None = None
    part: str = ""


@dataclass(frozen=True)
class Member:
    """What one index reads: the files that are parts of one mesh, and what a series says of it.

    Paths are below the source's folder; the first one names the index. A series is named by its
    own path without suffix.
    """

    files: tuple[str, ...]
    time: float | None = None
    series: str = ""


def pieces(path: Path) -> list[Named]:
    """List the files that a file names, as they stand there."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # the reader reports it
        return []
    found = []
    for match in _DATA_SET.finditer(_markup(text)):
        name = _FILE.search(match[1])
        if name is not None:
            part = _PART.search(match[1])
            time = _number(_TIME.search(match[1]))
            # Not as XML: what is cut off at its end is still read up to there.
            found.append(Named(html.unescape(name[1] or name[2]), time, part[1] if part else ""))
    return found


def _markup(text: str) -> str:
    """Leave out comments and the like; what is never closed stays.

    No pattern does: for each that is not closed it would go through all of the text.
    """
    kept, end, place = [], 0, 0
    closing = dict(_ASIDE)
    while closing and (found := _opening(*closing).search(text, place)):
        place = text.find(closing[found[0]], found.end())
        if place < 0:
            del closing[found[0]]
            place = found.end()
            continue
        kept.append(text[end : found.start()])
        end = place = place + len(closing[found[0]])
    return "".join([*kept, text[end:]])


@lru_cache
def _opening(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def series_damage(path: Path) -> str:
    """Say why a series may name more files than can be found in it; "" if it is whole."""
    try:
        entries = [e for e in ElementTree.parse(path).iter() if e.tag in ("DataSet", "Piece")]
    except OSError as error:
        return Message("cannot be read: {reason}", reason=error.strerror or error)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return Message("is cut off or damaged, files may be missing: {error}", error=error)
    if not entries:
        return Message("names no files")
    lacking = sum(not entry.get("file", entry.get("Source")) for entry in entries)
    if not lacking:
        return ""
    return plural(lacking, "has one entry without a file", "has {n} entries without a file")


def _number(match: re.Match[str] | None) -> float | None:
    try:
        return float(match[1]) if match else None
    except ValueError:
        return None


def referenced_files(path: Path) -> list[Path]:
    """List a file and all files that it names, and those that these name, each once.

    Those outside of its folder are left out: see `check_named_files`.
    """
    found = {path: None}
    waiting = [path]
    while waiting:
        new = [file for file in _named_beside(waiting.pop()) if file not in found]
        found.update(dict.fromkeys(new))
        waiting.extend(new)
    return list(found)


def _named_beside(path: Path) -> list[Path]:
    names = [name for name in named_files(path) if not strays(name)]
    if path.suffix.lower() != ENSIGHT:
        return [_beside(path, name) for name in names]
    return [file for n in names for file in sorted(path.parent.glob(n.replace("*", "[0-9]")))]


def _beside(path: Path, name: str) -> Path:
    return Path(os.path.normpath(path.parent / name))


def named_files(path: Path) -> list[str]:
    """List the files that a file names, as they stand there; in EnSight's, `*` is a digit."""
    suffix = path.suffix.lower()
    if suffix in WITH_PIECES:
        return [named.file for named in pieces(path)]
    if suffix != ENSIGHT:
        return []
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # the reader reports it
        return []
    return list(dict.fromkeys(match[1].strip('"') for match in _ENSIGHT_FILE.finditer(text)))


def check_named_files(path: Path) -> None:
    """Refuse a file that names others elsewhere: what it is made of lies beside it.

    A file of a stranger could bring any file of this computer into the data set.

    Raises
    ------
    MeshError
        Naming the first such file, or one that is part of itself.
    """
    for file in referenced_files(path):
        for name in named_files(file):
            if strays(name):
                raise MeshError(
                    "{path} is made of {name}, which lies outside of its folder; copy it there",
                    path=file,
                    name=name,
                )
            if file in referenced_files(_beside(file, name)):
                raise MeshError("{path} is made of itself", path=file)


def arrange(folder: Path, names: Sequence[str]) -> list[Member]:
    """Return what is to be read of listed files, in order.

    A series (.pvd) stands for the files it names, in the order of their times; those of one time
    that are numbered as different parts belong together, and a file that it names at two times is
    two items. A file that another listed one is put together from is no item of its own.
    """
    inner: set[str] = set()
    for name in names:
        if name.lower().endswith(WITH_PIECES):
            below = (_below(name, piece.file) for piece in pieces(folder / name))
            inner.update(file for file in below if file != name)  # its reader refuses that
    series = {n: _series(folder, n) for n in names if n.lower().endswith(SERIES)}
    elsewhere = {file for members in series.values() for one in members for file in one.files}
    found: dict[tuple[str, float | None], Member] = {}
    for name in names:
        for member in series.get(name, ()):
            found.setdefault((member.files[0], member.time), member)
        if name not in series and name not in inner and name not in elsewhere:
            found.setdefault((name, None), Member((name,)))
    return list(found.values())


def _series(folder: Path, name: str) -> list[Member]:
    """Return what a series names, in the order of its times."""
    entries, own = sorted(pieces(folder / name), key=_moment), name[: -len(SERIES)]
    found: list[Member] = []
    for _, group in groupby(entries, _moment):
        of_time = list(group)
        files = [_below(name, entry.file) for entry in of_time]
        if len({entry.part for entry in of_time}) == len(of_time):
            found.append(Member(tuple(files), of_time[0].time, own))
        else:  # written twice, as by a run that was started again: none is a part of another
            found += [Member((file,), of_time[0].time, own) for file in dict.fromkeys(files)]
    if series_damage(folder / name):  # an index that says so
        found.append(Member((name,), None, own))
    return found


def _moment(named: Named) -> tuple[bool, float]:
    return named.time is None, named.time or 0.0


def _below(name: str, file: str) -> str:
    """Return the path of a named file below the folder that `name` is below."""
    inner = PurePosixPath(name).parent / file.replace("\\", "/")
    return os.path.normpath(inner).replace(os.sep, "/")
