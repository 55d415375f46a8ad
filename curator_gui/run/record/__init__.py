"""The run record: one SQLite file per run, with the journals of its workers while it runs."""

from __future__ import annotations

from curator_gui.run.record.journal import (
    JournalWriter,
    encode_frame,
    event_from_frame,
    journal_folder,
    new_journal_path,
    read_frames,
)
from curator_gui.run.record.meta import RunMeta, RunSummary, environment_versions
from curator_gui.run.record.reader import RunRecord
from curator_gui.run.record.schema import CODES, RecordError, check_record, is_record
from curator_gui.run.record.writer import RecordWriter

__all__ = [
    "CODES",
    "JournalWriter",
    "RecordError",
    "RecordWriter",
    "RunMeta",
    "RunRecord",
    "RunSummary",
    "check_record",
    "encode_frame",
    "environment_versions",
    "event_from_frame",
    "is_record",
    "journal_folder",
    "new_journal_path",
    "read_frames",
]
