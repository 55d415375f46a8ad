"""Where the data set of a document lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from curator_gui.core.document import PipelineDocument
from curator_gui.dataset.items.file import has_items


def dataset_folder(document: PipelineDocument, base: Path | None) -> Path | None:
    """Return the folder that a document's sinks write to, best one with a data set in it.

    Of several sinks the first that has one counts. None where no sink has a folder yet.
    """
    folders = list(_folders(document, base))
    return next((folder for folder in folders if has_items(folder)), None) or next(
        iter(folders), None
    )


def _folders(document: PipelineDocument, base: Path | None) -> Iterator[Path]:
    """List what the sinks' parameters may name: a folder, or a store beside which the table is."""
    values = [value for step in document.enabled_sinks for value in step.values.values()]
    for value in values:
        if isinstance(value, str | Path) and str(value):
            folder = (base or Path()) / value
            yield folder
            yield folder.parent
