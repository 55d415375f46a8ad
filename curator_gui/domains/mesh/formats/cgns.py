"""Say what VTK's reader leaves out of a CGNS file, by the labels of its nodes (https://cgns.org)."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark

_LEFT_OUT = {
    "BC_t": "boundary conditions",
    "Family_t": "families",
    "UserDefinedData_t": "user data",
    "DiscreteData_t": "discrete data",
    "ConvergenceHistory_t": "convergence",
    "IntegralData_t": "integral data",
}
_FLAT = {3: "line", 4: "line", 5: "surface", 6: "surface", 7: "surface", 8: "surface", 9: "surface"}
"""CGNS's numbers of element types below three dimensions."""


def say_cgns(path: Path) -> None:
    """Remark on boundary conditions, families and boundary cells, which do not become data."""
    import h5py

    with path.open("rb") as data:
        adf = b"ADF" in data.read(32)
    if adf:
        remark(Message("what is left out of a CGNS file in the ADF format cannot be told"))
        return
    found: Counter[str] = Counter()
    with suppress(OSError, RuntimeError, KeyError), h5py.File(path) as file:  # VTK says why
        file.visititems(lambda _, node: _count(found, node))
    volumes = found.pop("volume", 0)
    if not volumes:  # the flat cells are the mesh
        found = Counter({k: n for k, n in found.items() if k not in _FLAT.values()})
    if found:
        words = ", ".join(f"{name} ({count})" for name, count in sorted(found.items()))
        remark(Message("left out of CGNS files: {words}", words=words))


def _count(found: Counter[str], node: Any) -> None:
    label = node.attrs.get("label", b"")
    label = label.decode() if isinstance(label, bytes) else str(label)
    label = label.rstrip("\0")
    if label in _LEFT_OUT:
        found[_LEFT_OUT[label]] += 1
    elif label == "Elements_t" and " data" in node:
        found[_FLAT.get(int(node[" data"][0]), "volume")] += 1
