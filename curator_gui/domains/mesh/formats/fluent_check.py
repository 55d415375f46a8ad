"""Check that a Fluent file has all that it announces: VTK reads what there is.

A file is a list of sections in parentheses. Those of nodes (10) and faces (13) begin with
`(zone first last ...)` in hexadecimal numbers; zone 0 announces the total.
"""

from __future__ import annotations

import re
from pathlib import Path

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.errors import MeshError

_KINDS = {b"10": "nodes", b"13": "faces"}
_SECTION = re.compile(
    rb"\(\s*(?:20|30)?(1[03])\s*\(\s*([0-9a-f]+)\s+([0-9a-f]+)\s+([0-9a-f]+)", re.I
)
_ZONE = re.compile(rb"\(\s*(?:39|45)\s*\(\s*\d+\s+([\w-]+)\s+([^\s()]+)")
_NAME = re.compile(rb"\(\s*(?:39|45)\s*\(\s*(\d+)")


def check_fluent(path: Path) -> bool:
    """Refuse a file that ends before its last section; tell whether its cells are made of faces.

    Raises
    ------
    MeshError
        With the numbers announced and there.
    """
    data = path.read_bytes()
    zones = set[int]()
    total, there = dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)
    for kind, zone, _, last in _SECTION.findall(data):
        found = total if int(zone, 16) == 0 else there
        zones |= {int(zone, 16)} if kind == b"13" and int(zone, 16) else set()
        found[kind] = max(found[kind], int(last, 16))
    for kind, words in _KINDS.items():
        if there[kind] < total[kind]:
            raise MeshError(
                "{path} is cut off: {there} of {total} {kind} are there",
                path=path,
                there=f"{there[kind]:,}",
                total=f"{total[kind]:,}",
                kind=words,
            )
    # Sections of raw numbers (20.., 30..) hold any bytes, so only texts can be counted.
    raw = re.search(rb"\(\s*[23]0\d\d\s*\(", data) is not None
    closed = raw or data.count(b"(") == data.count(b")")
    if not closed or not data.rstrip().endswith((b")", b'"')):
        raise MeshError("{path} is cut off in its last section", path=path)
    named = {int(zone) for zone in _NAME.findall(data)}
    if not zones:
        return False
    if not zones <= named:  # VTK's reader ends its process on these
        missing = ", ".join(map(str, sorted(zones - named)))
        raise MeshError(
            "{path} is cut off: zones without a name: {missing}", path=path, missing=missing
        )
    return True


def say_fluent(path: Path) -> None:
    """Check a file; say which zones are left out: only those of cells become cells.

    Raises
    ------
    MeshError
        As `check_fluent` does.
    """
    check_fluent(path)
    zones = [(kind.decode(), name.decode(errors="replace")) for kind, name in
             _ZONE.findall(path.read_bytes())]  # fmt: skip
    left = [f"{name} ({kind})" for kind, name in zones if kind not in ("fluid", "solid")]
    if left:
        remark(
            Message("zones of faces (boundaries) are left out: {names}", names=", ".join(left[:12]))
        )
