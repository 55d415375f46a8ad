"""Check that a Fluent file has all that it announces: VTK reads what there is.

A file is a list of sections in parentheses. Those of nodes (10) and faces (13) begin with
`(zone first last ...)` in hexadecimal numbers; zone 0 announces the total.
"""

from __future__ import annotations

import re
from pathlib import Path

from curator_gui.domains.mesh.errors import MeshError

_KINDS = {b"10": "nodes", b"13": "faces"}
_SECTION = re.compile(
    rb"\(\s*(?:20|30)?(1[03])\s*\(\s*([0-9a-f]+)\s+([0-9a-f]+)\s+([0-9a-f]+)", re.I
)


def check_fluent(path: Path) -> None:
    """Refuse a file that ends before its last section.

    Raises
    ------
    MeshError
        With the numbers announced and there.
    """
    data = path.read_bytes()
    total, there = dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)
    for kind, zone, _, last in _SECTION.findall(data):
        found = total if int(zone, 16) == 0 else there
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
    if not total[b"10"]:
        raise MeshError("{path} is no Fluent file: it announces no nodes", path=path)
    # Sections of raw numbers (20.., 30..) hold any bytes, so only texts can be counted.
    raw = re.search(rb"\(\s*[23]0\d\d\s*\(", data) is not None
    closed = raw or data.count(b"(") == data.count(b")")
    if not closed or not data.rstrip().endswith((b")", b'"')):
        raise MeshError("{path} is cut off in its last section", path=path)
