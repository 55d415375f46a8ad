"""Find the functions that describe and draw the items of a domain."""

from __future__ import annotations

from importlib import import_module

from curator_gui.core.measuring.inspection import Inspector

_HOMES = {
    "mesh": "curator_gui.domains.mesh.inspection.describe",
    "grid": "curator_gui.domains.grid.inspection.describe",
    "atoms": "curator_gui.domains.atoms.inspection.describe",
}


def inspector(domain: str) -> Inspector:
    """Return the inspector of a domain; other domains' items are arrays and plain values."""
    home = _HOMES.get(domain, "curator_gui.domains.common.generic")
    found: Inspector = import_module(home).INSPECTOR
    return found
