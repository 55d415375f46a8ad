"""The run record: one SQLite file per run, with the journals of its workers while it runs.

The names are loaded when they are first used: a worker needs the journal only, and reading the rest
would delay its first index by 40 ms.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curator_gui.run.record.journals.journal import (
        JournalWriter,
        journal_folder,
        new_journal_path,
        read_journal,
    )
    from curator_gui.run.record.library import (
        RECORD_SUFFIX,
        delete_run,
        interrupted_runs,
        latest_run,
        list_runs,
        new_record_path,
        runs_folder,
        summarize,
    )
    from curator_gui.run.record.reader import RunRecord
    from curator_gui.run.record.tables.meta import RunMeta, RunSummary, environment_versions
    from curator_gui.run.record.tables.schema import CODES, RecordError, check_record, is_record
    from curator_gui.run.record.writer import RecordWriter

_NAMES = {
    "journals.journal": (
        "JournalWriter",
        "journal_folder",
        "new_journal_path",
        "read_journal",
    ),
    "library": (
        "RECORD_SUFFIX",
        "delete_run",
        "interrupted_runs",
        "latest_run",
        "list_runs",
        "new_record_path",
        "runs_folder",
        "summarize",
    ),
    "tables.meta": (
        "RunMeta",
        "RunSummary",
        "environment_versions",
    ),
    "reader": ("RunRecord",),
    "tables.schema": (
        "CODES",
        "RecordError",
        "check_record",
        "is_record",
    ),
    "writer": ("RecordWriter",),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "CODES",
    "RECORD_SUFFIX",
    "JournalWriter",
    "RecordError",
    "RecordWriter",
    "RunMeta",
    "RunRecord",
    "RunSummary",
    "check_record",
    "delete_run",
    "environment_versions",
    "interrupted_runs",
    "is_record",
    "journal_folder",
    "latest_run",
    "list_runs",
    "new_journal_path",
    "new_record_path",
    "read_journal",
    "runs_folder",
    "summarize",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
