"""Find the functions that describe and draw the items of a domain."""

from __future__ import annotations

from importlib import import_module

from curator_gui.core.measuring.inspection import Inspector
from curator_gui.core.registration.registry import REGISTRY, Registry

_HOMES = {
    "mesh": "curator_gui.domains.mesh.inspection.describe",
    "grid": "curator_gui.domains.grid.inspection.describe",
    "atoms": "curator_gui.domains.atoms.inspection.describe",
}


def inspector(domain: str, registry: Registry = REGISTRY) -> Inspector:
    """Return the inspector of a domain: that of an add-on, else ours, else one for plain values."""
    if (own := registry.inspectors.get(domain)) is not None:
        return own
    home = _HOMES.get(domain, "curator_gui.domains.common.generic")
    found: Inspector = import_module(home).INSPECTOR
    return found
