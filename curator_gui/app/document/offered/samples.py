"""The sample projects that come with the application, and the user's copies of them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from curator_gui.core.documents.document_io import SUFFIX, read_known_document
from curator_gui.core.storage.files import part_path
from curator_gui.core.storage.resources import resource_path

SAMPLES_VARIABLE = "CURATOR_SAMPLES"


@dataclass(frozen=True)
class Sample:
    """One sample project: its document, and the name and description in it."""

    path: Path
    name: str
    description: str


def list_samples(folder: Path | None = None) -> list[Sample]:
    """List the sample projects.

    Raises
    ------
    DocumentError
        If one of them cannot be read: the installation is damaged.
    """
    root = folder or resource_path("samples")
    found = []
    for path in sorted(root.glob(f"*/*{SUFFIX}")):
        document = read_known_document(path)
        found.append(Sample(path, document.name or path.parent.name, document.description))
    return found


def samples_folder() -> Path:
    """Return where copies go: `Curator` in the documents folder, or $CURATOR_SAMPLES."""
    chosen = os.environ.get(SAMPLES_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_documents_path() / "Curator"


def copy_sample(sample: Sample, folder: Path | None = None) -> Path:
    """Return the document of the user's copy of a project, made now unless there is one.

    Installed samples may lie where nothing can be written, and their output belongs elsewhere:
    into `folder`, or `samples_folder()`.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    target = (folder or samples_folder()) / sample.path.parent.name
    if not target.exists():
        _copy_whole(sample.path.parent, target)
    return target / sample.path.name


def _copy_whole(source: Path, target: Path) -> None:
    """Copy beside the target and rename: an interrupted copy never looks complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_path(target)
    try:
        shutil.copytree(source, part)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
