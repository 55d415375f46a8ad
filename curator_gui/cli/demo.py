"""`curator-gui demo`: a sample project to try things on."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

import platformdirs

from curator_gui.cli.problems import EXIT_DONE, ProblemsError
from curator_gui.cli.window import open_window
from curator_gui.core.document_io import SUFFIX
from curator_gui.core.files import PART_SUFFIX
from curator_gui.core.resources import resource_path

SAMPLES_VARIABLE = "CURATOR_SAMPLES"


def open_demo(name: str, *, only_copy: bool = False) -> int:
    """Copy a sample project unless that was done before, and open its document.

    Raises
    ------
    ProblemsError
        If there is no such sample or it cannot be copied.
    """
    document = copy_sample(name)
    if only_copy:
        print(document)
        return EXIT_DONE
    return open_window(document)


def samples_folder() -> Path:
    """Return where copies go: `Curator` in the documents folder, or $CURATOR_SAMPLES."""
    chosen = os.environ.get(SAMPLES_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_documents_path() / "Curator"


def sample_names() -> list[str]:
    """List the sample projects: the folders that hold a document."""
    return sorted(path.parent.name for path in resource_path("samples").glob(f"*/*{SUFFIX}"))


def copy_sample(name: str) -> Path:
    """Return the document of the user's copy of a sample project; an existing copy is kept.

    Raises
    ------
    ProblemsError
        If there is no such sample or it cannot be copied.
    """
    if name not in sample_names():
        raise ProblemsError([f"there is no sample {name!r}; there are {', '.join(sample_names())}"])
    target = samples_folder() / name
    if not target.exists():
        try:
            _copy_whole(resource_path("samples", name), target)
        except OSError as error:
            raise ProblemsError([f"{target}: the sample cannot be copied: {error}"]) from error
    documents = sorted(target.glob(f"*{SUFFIX}"))
    if not documents:
        raise ProblemsError([f"{target}: holds no {SUFFIX} document; remove it to get a new copy"])
    return documents[0]


def _copy_whole(source: Path, target: Path) -> None:
    """Copy beside the target and rename: an interrupted copy never looks complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{uuid.uuid4().hex[:16]}{PART_SUFFIX}")
    try:
        shutil.copytree(source, part)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
