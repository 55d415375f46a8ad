"""`curator-gui demo`: a sample project to try things on."""

from __future__ import annotations

from pathlib import Path

from curator_gui.app.document.offered.samples import (
    Sample,
    copy_sample,
    list_samples,
    samples_folder,
)
from curator_gui.cli.printing import say
from curator_gui.cli.problems import EXIT_DONE, ProblemsError
from curator_gui.cli.window import open_window


def open_demo(name: str, folder: Path | None = None, *, only_copy: bool = False) -> int:
    """Copy a sample project unless that was done before, and open its document.

    Raises
    ------
    ProblemsError
        If there is no such sample or it cannot be copied.
    """
    document = copy_demo(name, folder)
    if only_copy:
        say(str(document))
        return EXIT_DONE
    return open_window(document)


def copy_demo(name: str, folder: Path | None = None) -> Path:
    """Return the document of the user's copy of the sample project in the folder `name`.

    Copies lie in `folder`, or in the user's documents.

    Raises
    ------
    ProblemsError
        If there is no such sample, it cannot be copied, or the copy has lost its document.
    """
    sample = _find_sample(name)
    try:
        document = copy_sample(sample, folder)
    except OSError as error:
        target = (folder or samples_folder()) / name
        raise ProblemsError([f"{target}: the sample cannot be copied: {error}"]) from error
    if not document.is_file():
        raise ProblemsError([f"{document} is missing; remove its folder to get a new copy"])
    return document


def _find_sample(name: str) -> Sample:
    samples = {sample.path.parent.name: sample for sample in list_samples()}
    if name not in samples:
        raise ProblemsError(
            [f"there is no sample {name!r}; there are {', '.join(sorted(samples))}"]
        )
    return samples[name]
