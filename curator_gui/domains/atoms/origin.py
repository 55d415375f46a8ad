"""Where an index comes from, for the names of its output files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from curator_gui.core.components import Source


def naming_values(source: Source[Any] | None, index: int) -> dict[str, str]:
    """Return `stem` and `relpath` of the file an index is read from.

    `relpath` is its path without suffix below the source's `path`, with forward slashes. A source
    without files (synthetic structures) gives `structure` for both.
    """
    inputs = source.inputs(index) if source is not None else ()
    if not inputs:
        return {"stem": "structure", "relpath": "structure"}
    path = Path(inputs[0])
    return {"stem": path.stem, "relpath": _below(path, getattr(source, "path", None))}


def _below(path: Path, root: Path | None) -> str:
    if root is None or path == root or not path.is_relative_to(root):
        return path.stem
    return str(PurePosixPath(path.relative_to(root).with_suffix("")))
