"""Chunks that a list of references lacks, where nothing says what they are to be read as."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from curator_gui.core.message import Message, plural
from curator_gui.domains.grid.formats.missing_chunks import MissingChunks
from curator_gui.domains.grid.formats.references.zarr_references import References
from curator_gui.domains.grid.formats.zarr_files import ArrayMetadata


class ReferenceGaps:
    """What is missing in references for the item at a position along a dimension."""

    def __init__(
        self,
        found: References,
        dimension: str | None,
        group: str | None,
        variables: Collection[str],
    ) -> None:
        arrays = _arrays(found.places)
        has = found.places.__contains__
        self._missing = MissingChunks(arrays, dimension, group, variables, has)

    def words(self, position: int) -> Iterator[Message]:
        """Say which arrays lack chunks there."""
        for name, count in self._missing.found(position):
            yield plural(
                count,
                "{name} lacks one chunk in the references, and nothing says what stands for "
                "missing values: it was read as zeros",
                "{name} lacks {n} chunks in the references, and nothing says what stands for "
                "missing values: they were read as zeros",
                name=name,
            )


def _arrays(places: Mapping[str, Any]) -> Iterator[ArrayMetadata]:
    """Find the arrays of format 2."""
    for key, text in places.items():
        folder, _, kind = key.rpartition("/")
        about = _parsed(text) if kind == ".zarray" else {}
        if about:
            yield ArrayMetadata(folder, about, _parsed(places.get(f"{folder}/.zattrs", "{}")))


def _parsed(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return {}  # opening the store says why
    return found if isinstance(found, dict) else {}
