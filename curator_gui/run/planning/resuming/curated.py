"""Items that a person left out are not run: what `NAME.curation.csv` beside the document says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.message import Message
from curator_gui.core.sidecars.curation import (
    FILE_NAME,
    curation_path,
    file_to_read,
    left_out,
    read_curation,
    unknown_words,
    words_of_before,
)
from curator_gui.run.record.queries.bulk import skip_reasons
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.worker.index_runner import index_label

_REASON = "left out by "


def reason(path: Path) -> Message:
    """Say why an index that a file of decisions leaves out is not run."""
    return Message("left out by {file}", file=path.name)


def is_decision(why: str) -> bool:
    """Whether an index is skipped because a person left it out, and not because it is finished."""
    return why.startswith(_REASON) and why.endswith(FILE_NAME)


def kept_away(
    pipeline: Pipeline[Any], document: Path | None
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return the indices that a document's decisions leave out, and what is to be said of it.

    Raises
    ------
    CurationError
        If the file is there and cannot be read: to run what was left out would be worse than to
        run nothing.
    """
    if document is None:
        return {}, ()
    own = curation_path(document)
    path = file_to_read(own)
    curation = read_curation(path)
    if not curation.lines:
        return {}, ()
    names = [index_label(pipeline, index) for index in range(len(pipeline))]
    out, unknown = left_out(curation, names)
    said = [Message("{n} left out by {file}", n=len(out), file=path.name)] if out else []
    before = words_of_before(own)
    if before is not None:
        said.append(before)
    if unknown:
        said.append(unknown_words(unknown, path))
    return dict.fromkeys(out, reason(path)), tuple(said)


def left_out_before(record: RunRecord) -> Iterator[int]:
    """Give the indices that an earlier run did not run because of a decision."""
    return (index for index, why in skip_reasons(record) if is_decision(why))
