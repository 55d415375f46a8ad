"""Find the functions that describe and draw the items of a domain."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from curator_gui.core.errors import CuratorError
from curator_gui.core.inspection import Inspector, ItemSummary, Picture, View

_HOMES = {
    "mesh": "curator_gui.domains.mesh.inspection",
    "grid": "curator_gui.domains.grid.inspection",
    "atoms": "curator_gui.domains.atoms.inspection",
}


def inspector(domain: str) -> Inspector:
    """Return the inspector of a domain; items of unknown domains are described by their `repr`."""
    if domain not in _HOMES:
        return Inspector(describe_unknown, draw_unknown)
    found: Inspector = import_module(_HOMES[domain]).INSPECTOR
    return found


def describe_unknown(item: Any) -> ItemSummary:
    """Describe an item of a domain that has no inspector."""
    facts = [("value", repr(item)[:500])]
    if isinstance(item, np.ndarray):
        facts = [("shape", str(item.shape)), ("dtype", str(item.dtype))]
    return ItemSummary(type(item).__name__, tuple(facts))


def draw_unknown(item: Any, view: View) -> Picture:
    """Refuse to draw an item of a domain that has no inspector.

    Raises
    ------
    CuratorError
        Always.
    """
    raise CuratorError(f"items of type {type(item).__name__} have no picture")
