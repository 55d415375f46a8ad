"""Open the database of a record for its readers, and complete it or a copy of it first."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import tempfile
from pathlib import Path

from curator_gui.run.record.journals.journal import journal_folder
from curator_gui.run.record.journals.recover import recover
from curator_gui.run.record.tables.schema import RecordError, connect_reading, explain

logger = logging.getLogger(__name__)


def connect(path: Path) -> sqlite3.Connection:
    """Open a record that is only read, even where nothing can be written beside it."""
    try:
        return _checked(connect_reading(path))
    except sqlite3.OperationalError:
        if Path(f"{path}-wal").exists():  # an immutable connection would not see what is in it
            raise
        return _checked(connect_reading(path, immutable=True))


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a connection that can be read from; close it if it cannot."""
    try:
        connection.execute("SELECT 1 FROM run").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def try_recover(path: Path) -> bool:
    """Complete a record in its place; False if it cannot be written."""
    try:
        recover(path)
    except RecordError as error:
        logger.info("%s; a temporary copy is read instead", error)
        return False
    return True


def private_copy(path: Path) -> Path:
    """Copy a record with its journals to a temporary folder and complete it there."""
    folder = Path(tempfile.mkdtemp(prefix="curator-record-"))
    try:
        for source in (path, Path(f"{path}-wal")):
            if source.exists():
                shutil.copyfile(source, folder / source.name)
        journals = journal_folder(folder / path.name)
        journals.mkdir()
        for journal in journal_folder(path).glob("*.journal"):
            shutil.copyfile(journal, journals / journal.name)
        recover(folder / path.name)
    except OSError as error:
        shutil.rmtree(folder)
        raise explain(path, "read", error) from error
    except RecordError:
        shutil.rmtree(folder)
        raise
    return folder


def remove_copy(folder: Path | None) -> None:
    """Remove what `private_copy` has made, if anything."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
