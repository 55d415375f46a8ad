"""Where the data sets of a document lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from curator_gui.core.document import PipelineDocument, Step
from curator_gui.core.trust.servers import share_problem
from curator_gui.dataset.items.file import has_items


def dataset_folder(document: PipelineDocument, base: Path | None) -> Path | None:
    """Return the folder that a document's sinks write to, best one with a data set in it.

    Of several sinks the first that has one counts. None where no sink has a folder yet.
    """
    return _best(dataset_folders(document, base))


def dataset_folders(document: PipelineDocument, base: Path | None) -> list[Path]:
    """Return the folder of each sink that has one, best one with a data set in it."""
    found = [_best(list(_folders(step, base))) for step in document.enabled_sinks]
    return list(dict.fromkeys(folder for folder in found if folder is not None))


def is_of_document(folder: Path, document: PipelineDocument, base: Path | None) -> bool:
    """Whether one of the document's sinks has its data set in a folder."""
    wanted = folder.resolve()
    return any(each.resolve() == wanted for each in dataset_folders(document, base))


def source_file(document: PipelineDocument, base: Path | None, name: str) -> Path | None:
    """Return the file that an item of a document's source comes from; None if that is not known.

    `name` is that of the item: a path below the folder of the source, perhaps with words behind it
    ("all.xyz frame 4"), or something within the one file that the source reads.
    """
    values = document.source.values.values() if document.source is not None else ()
    places = [(base or Path()) / v for v in values if isinstance(v, str | Path) and str(v)]
    words = name.split(" ")
    names = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    found = (place / each for place in places for each in names if each)
    alone = (place for place in places if _is_file(place))
    return next((path for path in found if _is_file(path)), None) or next(alone, None)


def _is_file(path: Path) -> bool:
    try:
        return not share_problem(str(path)) and path.is_file()
    except (OSError, ValueError):  # too long, or with a NUL: no path at all
        return False


def _best(folders: list[Path]) -> Path | None:
    return next((folder for folder in folders if has_items(folder)), None) or next(
        iter(folders), None
    )


def _folders(step: Step, base: Path | None) -> Iterator[Path]:
    """List what a sink's parameters may name: a folder, or a store beside which the table is."""
    for value in step.values.values():
        if isinstance(value, str | Path) and str(value):
            folder = (base or Path()) / value
            yield folder
            yield folder.parent
