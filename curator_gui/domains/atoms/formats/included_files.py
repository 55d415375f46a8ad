"""Files that inputs of simulation programs take structures from; those elsewhere are refused."""

from __future__ import annotations

import re
from pathlib import Path

from curator_gui.core.storage.hdf5_links import refuse_outside

_LONGEST = 1 << 26
"""Bytes of an input file that are looked at; outputs, which may be larger, include nothing."""

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


def check_included(path: Path, format_name: str) -> None:
    """Refuse an input that takes its structure from outside of its folder.

    Raises
    ------
    StrayLinkError
        Naming the first such file.
    """
    beside, here = _BESIDE.get(format_name), _FROM_HERE.get(format_name)
    if beside is None and here is None:
        return
    from ase.io.formats import open_with_compression

    with open_with_compression(str(path), "rb") as file:
        text = file.read(_LONGEST).decode(errors="replace")
    others = [path.parent / name for name in (beside.findall(text) if beside else ())]
    others += [Path(name) for name in (here.findall(text) if here else ())]
    refuse_outside(path, path.parent, others)
