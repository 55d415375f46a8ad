"""The sample projects that come with the application."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from curator_gui.core.document_io import SUFFIX, read_document
from curator_gui.core.errors import DocumentError
from curator_gui.core.resources import resource_path


@dataclass(frozen=True)
class Sample:
    """One sample project: its document, and the name and description in it."""

    path: Path
    name: str
    description: str


def list_samples(folder: Path | None = None) -> list[Sample]:
    """List the sample projects; a document that cannot be read is left out."""
    root = folder or resource_path("samples")
    found = []
    for path in sorted(root.glob(f"*/*{SUFFIX}")):
        try:
            document = read_document(path)
        except DocumentError:
            continue
        found.append(Sample(path, document.name or path.parent.name, document.description))
    return found


def copy_sample(sample: Sample, target: Path) -> Path:
    """Copy a project into a new folder below `target`, where its outputs may be written.

    Returns the path of the copied document. A copy made earlier is kept and returned.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    folder = target / sample.path.parent.name
    document = folder / sample.path.name
    if not document.is_file():
        shutil.copytree(sample.path.parent, folder, dirs_exist_ok=True)
    return document
