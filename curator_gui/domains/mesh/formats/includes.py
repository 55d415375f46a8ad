"""Files that text formats read others from: XDMF, Abaqus, OpenFOAM. Those elsewhere are refused.

What is named here is what the readers open, from where they open it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.core.storage.containers.packed_text import open_packed
from curator_gui.core.storage.containers.stray_links import refuse_linked, refuse_outside

_ABAQUS = re.compile(r"^\*+\s*INCLUDE\b[^\n]*?=\s*([^\n]*?)\s*$", re.IGNORECASE | re.MULTILINE)
_FOAM = re.compile(rb'#\s*include\w*\s+"?([^"\s;]+)')
_BLOCK, _LONGEST = 1 << 24, 4096


def check_included(path: Path) -> None:
    """Refuse a file of meshio that reads from outside of its folder, itself or through others.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    """
    check_links(path)
    named = _NAMED.get(path.suffix.lower())
    if named is None:
        return
    seen, waiting = {path}, [path]
    while waiting:
        file = waiting.pop()
        others = list(named(file))
        refuse_outside(file, path.parent, others)
        if named is _named_in_xdmf:  # it takes any bytes for numbers
            refuse_linked(path, others)
        for other in others:
            check_links(other)
        waiting += [other for other in others if other not in seen]
        seen.update(others)


def _named_in_xdmf(path: Path) -> Iterator[Path]:
    """Yield the files with the numbers: HDF5 beside it, raw ones from the working folder on."""
    try:
        items = list(ElementTree.parse(path).iter("DataItem"))
    except (OSError, ElementTree.ParseError, ValueError, LookupError):  # as its reader will say
        return
    for item in items:
        form = item.get("Format", item.get("DataFormat", ""))
        text = (item.text or "").strip()
        if form == "HDF":
            yield path.parent / text.partition(":/")[0]
        elif form == "Binary":
            yield Path(text)


def _named_in_abaqus(path: Path) -> Iterator[Path]:
    """Yield included files: meshio looks in the working folder first, then beside the file."""
    with suppress(OSError, ValueError):
        for name in _ABAQUS.findall(text_with_includes(path)):
            yield Path(name) if Path(name).exists() else path.parent / name


def text_with_includes(path: Path) -> str:
    """Return the text of an Abaqus file; "" if it includes none, which a look at its bytes tells.

    To search a text of a hundred thousand lines for cards takes a tenth as long as to read them.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    # Without its first letter: meshio compares in capitals, and a dotless i has the same one.
    if b"nclude" not in path.read_bytes().lower():
        return ""
    return path.read_text(encoding="utf-8", errors="replace")


_NAMED: dict[str, Callable[[Path], Iterable[Path]]] = {
    ".xdmf": _named_in_xdmf,
    ".xmf": _named_in_xdmf,
    ".inp": _named_in_abaqus,
}


def check_foam(case: Path, files: Iterable[Path]) -> None:
    """Refuse files of an OpenFOAM case that include others from outside of the case.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    PackedTextError
        Of a packed file that would fill the memory.
    """
    seen: set[Path] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file in seen or not file.is_file():
            continue
        seen.add(file)
        state = file.stat()
        names = _included(file, (state.st_size, state.st_mtime_ns))
        others = [_of_case(case, file, name) for name in names]
        refuse_outside(file, case, others)
        waiting += others


def _of_case(case: Path, file: Path, name: str) -> Path:
    for start in ("$FOAM_CASE/", "${FOAM_CASE}/", "<case>/"):
        if name.startswith(start):
            return case / name.removeprefix(start)
    return Path("/", name) if name.startswith(("$", "~", "<")) else file.parent / name


@lru_cache(maxsize=4096)
def _included(path: Path, stamp: tuple[int, int]) -> tuple[str, ...]:
    """Return the names that a file includes; `stamp` is another one when it has changed."""
    found: list[str] = []
    before = b""
    with suppress(OSError, EOFError, zlib.error), _opened(path) as opened:  # its reader says
        while block := opened.read(_BLOCK):
            if b"#" in block:
                found += [name.decode(errors="replace") for name in _FOAM.findall(before + block)]
            before = block[-_LONGEST:]
    return tuple(found)


def _opened(path: Path) -> IO[bytes]:
    return open_packed(path, lines=False) if path.suffix == ".gz" else path.open("rb")
