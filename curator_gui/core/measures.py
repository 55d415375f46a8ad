"""Measures: numbers and short texts about one item, taken in a worker while the item is written.

A component adds its own with `measure`; a domain's measurer (`curator_gui.domains.*.measures`) adds
what can be said of any of its items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MeasureKind = Literal["count", "number", "share", "text", "hash", "time"]
"""Whole number; number with a unit; share from 0 to 1; words; hexadecimal checksum; ISO time."""

Value = int | float | str


@dataclass(frozen=True)
class MeasureInfo:
    """What a measure is, beside its values: key (`U.max`), title ("max U"), unit ("" if none)."""

    name: str
    title: str = ""
    unit: str = ""
    kind: MeasureKind = "number"

    def plain(self) -> dict[str, str]:
        """Return what stands in JSON; the name is the key there."""
        return {"title": self.title or self.name, "unit": self.unit, "kind": self.kind}
