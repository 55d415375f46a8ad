"""Names of output files from a naming template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core import Source
from curator_gui.core.text.naming import output_path, template_fields
from curator_gui.domains.grid.coordinates import time_text
from curator_gui.domains.grid.listing import base_name, relative_name

if TYPE_CHECKING:
    import xarray as xr


class OutputNames:
    """Fills `{index} {item} {stem} {relpath} {time}` in for one sink.

    A source without files gives `item` for the stem, and an item without a time `notime`.
    """

    def __init__(self, folder: Path, template: str) -> None:
        self._folder = folder
        self._template = template
        self._fields = template_fields(template)
        self.source: Source[Any] | None = None

    @property
    def fields(self) -> frozenset[str]:
        return self._fields

    def path(self, index: int, position: int, item: xr.Dataset | None) -> Path:
        """Return the path of one item, the `position`-th of its index."""
        stem, relpath = self._input_names(index) if self._fields & {"stem", "relpath"} else ("", "")
        time = time_text(item) if item is not None and "time" in self._fields else ""
        return output_path(
            self._folder,
            self._template,
            index=index,
            item=position,
            stem=stem,
            relpath=relpath,
            time=time or "notime",
        )

    def _input_names(self, index: int) -> tuple[str, str]:
        inputs = self.source.inputs(index) if self.source is not None else ()
        if not inputs:
            return "item", "item"
        folder = str(getattr(self.source, "arguments", {}).get("folder") or "")
        relative = relative_name(inputs[0], folder) if folder else base_name(inputs[0])
        if relative.startswith(".."):
            relative = base_name(inputs[0])
        parent, _, name = relative.rpartition("/")
        stem = name.partition(".")[0] or name
        return stem, f"{parent}/{stem}" if parent else stem
