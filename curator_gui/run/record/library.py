"""The folder of run records: find, list and delete them."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs

from curator_gui.run.record.journals.journal import journal_folder, list_journals
from curator_gui.run.record.journals.recover import is_being_written, lock_path
from curator_gui.run.record.opened_databases import (
    forget_database,
    opened_databases,
    remember_database,
)
from curator_gui.run.record.reference_database import is_reference_database, summarize_database
from curator_gui.run.record.summary import read_summary
from curator_gui.run.record.tables.meta import RunSummary, read_steps
from curator_gui.run.record.tables.schema import (
    RecordError,
    check_record,
    connect_reading,
    explain,
    is_record,
)

RECORD_SUFFIX = ".curator-run"
FOLDER_VARIABLE = "CURATOR_RUNS"
_SIDE_FILES = ("-wal", "-shm", "-journal", ".control", ".log", ".curator.yaml")


def runs_folder() -> Path:
    """Return the folder of run records; the environment variable CURATOR_RUNS overrides it."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("curator", appauthor=False) / "runs"


def new_record_path(run_id: str, name: str = "") -> Path:
    """Name the record of a new run: date and time, the pipeline's name, the run's id."""
    now = time.strftime("%Y%m%d-%H%M%S")
    words = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.")[:40]
    parts = [now, words, run_id[:8]]
    return runs_folder() / ("-".join(part for part in parts if part) + RECORD_SUFFIX)


def list_runs(folder: Path | None = None) -> list[RunSummary]:
    """Return the summaries of all records of a folder, the newest first.

    Run databases of physicsnemo-curator that were opened here are among them. Files that are no run
    records, or that cannot be read, are left out. A killed run is shown as "interrupted" with what
    had reached its record; open it to count its journals too.
    """
    found = [summary for path in _records(folder) if (summary := _try_summary(path)) is not None]
    return sorted(found, key=lambda summary: summary.order, reverse=True)


def scan_runs(beside: Path) -> tuple[list[RunSummary], list[RecordError]]:
    """Return the summaries of the records in the folder of one, and why others have none.

    These are the files `*.curator-run`, and those records that end as this one does.
    """
    found: list[RunSummary] = []
    refused: list[RecordError] = []
    paths = set(beside.parent.glob(f"*{RECORD_SUFFIX}"))
    if beside.suffix not in ("", RECORD_SUFFIX):
        paths |= set(filter(is_record, beside.parent.glob(f"*{beside.suffix}")))
    for path in sorted(paths):
        try:
            found.append(summarize(path))
        except RecordError as error:
            refused.append(error)
    return found, refused


def unreadable_runs() -> list[RecordError]:
    """Say of the records of this user that cannot be read why."""
    return scan_runs(runs_folder() / RECORD_SUFFIX)[1]


def described_steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of the run of a record, without looking at the rest of it.

    Raises
    ------
    RecordError
        If it cannot be read.
    """
    check_record(path)
    try:
        connection = connect_reading(path)
        try:
            return read_steps(connection)
        finally:
            connection.close()
    except (sqlite3.Error, ValueError) as error:
        raise explain(path, "read", error) from error


def interrupted_runs(folder: Path | None = None) -> list[RunSummary]:
    """Return the runs that ended because the application was killed, the newest first."""
    return [summary for summary in list_runs(folder) if summary.state == "interrupted"]


def latest_run(
    *, document_path: str = "", fingerprint: str = "", folder: Path | None = None
) -> RunSummary | None:
    """Return the newest run of a document (by its path) or a pipeline (by its fingerprint).

    With both given, either is enough: the document may have been edited or moved since.
    """
    for summary in list_runs(folder):
        same_document = bool(document_path) and summary.document_path == document_path
        if same_document or (fingerprint and summary.fingerprint == fingerprint):
            return summary
    return None


def summarize(path: Path) -> RunSummary:
    """Read the summary of one record without touching it.

    Raises
    ------
    RecordError
        If it is missing, damaged or no run record.
    """
    if is_reference_database(path):
        return summarize_database(path)
    check_record(path)
    try:
        return _summary(path, immutable=False)
    except sqlite3.OperationalError:  # a read-only folder; see reading.connect
        try:
            return _summary(path, immutable=True)
        except (sqlite3.Error, ValueError) as error:
            raise explain(path, "read", error) from error
    except (sqlite3.Error, ValueError) as error:
        raise explain(path, "read", error) from error


def delete_run(path: Path) -> None:
    """Delete a record with its journals, but not the outputs of the run.

    A run database of physicsnemo-curator is not deleted: the history forgets where it is.

    Raises
    ------
    RecordError
        If the file is no run record, belongs to a run that still goes on, or cannot be removed.
    """
    if is_reference_database(path) and forget_database(path, runs_folder()):
        return
    check_record(path)
    if is_being_written(path):
        raise RecordError(
            "{path}: the run is still going on; stop it before deleting its record", path=path
        )
    try:
        _delete_journals(path)
        for suffix in ("", *_SIDE_FILES):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise explain(path, "deleted", error) from error


def _delete_journals(path: Path) -> None:
    for file in (*list_journals(path), lock_path(path)):
        file.unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        journal_folder(path).rmdir()


def remember_run(path: Path) -> None:
    """Keep a run database of physicsnemo-curator in the history; a record is there anyway.

    Raises
    ------
    RecordError
        If that cannot be written down.
    """
    if is_reference_database(path):
        remember_database(path, runs_folder())


def _records(folder: Path | None) -> Iterator[Path]:
    root = folder or runs_folder()
    if not root.is_dir():
        return
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name.endswith(RECORD_SUFFIX) and is_record(Path(entry.path)):
                yield Path(entry.path)
    yield from filter(is_reference_database, opened_databases(root))


def _try_summary(path: Path) -> RunSummary | None:
    try:
        return summarize(path)
    except RecordError:
        return None  # the history shows the others; opening this one says what is wrong with it


def _summary(path: Path, *, immutable: bool) -> RunSummary:
    connection = connect_reading(path, immutable=immutable)
    try:
        return read_summary(path, connection, writing=is_being_written(path))
    finally:
        connection.close()
