"""Take the document of an earlier run up again, as it was when the run started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curator_gui.app.document.session import Session
from curator_gui.app.runs.recorded_code import recorded_code
from curator_gui.app.runs.recorded_run import recorded_document
from curator_gui.core.document import PipelineDocument
from curator_gui.core.documents.document_io import read_document
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.run.record.reader import RunRecord


@dataclass(frozen=True)
class RecordedDocument:
    """A run's document; `path` is its file, and `same` whether the file still says the same.

    `other_code` tells of code beside the document that is not what ran.
    """

    record: Path
    document: PipelineDocument
    path: Path | None
    same: bool
    other_code: tuple[Message, ...] = ()


def read_recorded_document(record: Path) -> RecordedDocument:
    """Read the document of a run from its record, and compare it with its file.

    Raises
    ------
    CuratorError
        If the record cannot be read, or if the run was started by a script and has no document.
    """
    with RunRecord.open(record) as opened:
        meta = opened.meta
    document = recorded_document(record, meta)
    if document is None:
        raise CuratorError(
            "{record}: this run was started by a script and has no pipeline "
            "document to open; its results and its report can be shown",
            record=record,
        )
    path = Path(meta.document_path) if meta.document_path else None
    other = tuple(each.now for each in recorded_code(meta) if not each.same)
    return RecordedDocument(record, document, path, _says(path, document), other)


def reopen(session: Session, recorded: RecordedDocument) -> None:
    """Show a run's document; as an edited one if its file has changed since, or is gone.

    Raises
    ------
    DocumentError
        If the file cannot be read any more.
    """
    if recorded.same and recorded.path is not None:
        session.open(recorded.path)
    else:
        session.adopt(recorded.document, recorded.path)
    for words in recorded.other_code:
        session.remarked.emit(words)


def _says(path: Path | None, document: PipelineDocument) -> bool:
    if path is None:
        return False
    try:
        return read_document(path) == document
    except CuratorError:
        return False  # the document is shown from the record, as unsaved
