"""What is looked at before ASE reads a file: others that it names, and numbers that never end.

Files elsewhere are refused: a stranger's input could bring any file of this computer along.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from curator_gui.core.storage.containers.packed_text import is_packed, open_packed
from curator_gui.core.storage.containers.stray_links import refuse_outside
from curator_gui.domains.atoms.errors import StructureError

_LONGEST = 1 << 26
"""Bytes of a file that are looked at: inputs are shorter, and their heads stand before that."""

_BLOCK = 1 << 20

_BESIDE = {
    "onetep-in": re.compile(r"^\s*include_?file\s*[:=\s]\s*[\"']?([^\"'\s]+)", re.I | re.M),
}
"""ASE's name of a format -> what stands before the name of a file, from the input's folder on."""

_FROM_HERE = {
    "octopus-in": re.compile(
        r"^\s*(?:xyz|pdb|xsf)coordinates\s*=\s*[\"']?([^\"'\s]+)", re.I | re.M
    ),
}
"""The same for names that ASE opens from the working folder on."""

_COUNTS = {"vasp-xdatcar": re.compile(r"^[ \t]*(\d+(?:[ \t]+\d+)*)[ \t]*$", re.M)}
"""What stands for the numbers of atoms where ASE asks for as many lines without looking at any."""


def check_before(path: Path, format_name: str) -> None:
    """Refuse a file that takes its structure from outside of its folder, or promises too much.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    StructureError
        With the number of atoms that the file is too short for.
    """
    if all(format_name not in known for known in (_BESIDE, _FROM_HERE, _COUNTS)):
        return
    text = _text(path)
    others = [path.parent / name for name in _found(_BESIDE, format_name, text)]
    others += [Path(name) for name in _found(_FROM_HERE, format_name, text)]
    refuse_outside(path, path.parent, others)
    for line in _found(_COUNTS, format_name, text):
        count = sum(int(word[:20]) for word in line.split())
        if count > len(text):
            raise StructureError("{path} is too short for {n} atoms", path=path, n=f"{count:,}")


@contextmanager
def opened(path: str, format_name: str) -> Iterator[Any]:
    """Give what ASE reads a file from: a packed one unpacked as far as texts go, or its name.

    Raises
    ------
    PackedTextError
        While it is read; before, where the reader of the format opens files itself.
    """
    from ase.io.formats import ioformats

    form = ioformats[format_name]
    if not is_packed(Path(path)):
        yield path
    elif form.acceptsfd:
        with open_packed(Path(path), lines=not form.isbinary) as file:
            yield file if form.isbinary else io.TextIOWrapper(cast("io.BufferedReader", file))
    else:
        with open_packed(Path(path)) as file:
            while file.read(_BLOCK):
                pass
        yield path


def _found(known: dict[str, re.Pattern[str]], format_name: str, text: str) -> list[str]:
    pattern = known.get(format_name)
    return pattern.findall(text) if pattern is not None else []


def _text(path: Path) -> str:
    from ase.io.formats import open_with_compression

    with open_with_compression(str(path), "rb") as file:
        return bytes(file.read(_LONGEST)).decode(errors="replace")
