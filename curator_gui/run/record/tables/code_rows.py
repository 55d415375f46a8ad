"""Keep the code beside a document in the record of its run, and read it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from curator_gui.core.document_code.kept import MAX_KEPT, KeptCode, checked
from curator_gui.core.document_code.reading import MAX_FILES
from curator_gui.run.record.tables.schema import has_table

MAX_CODES = 100
CODE = """
CREATE TABLE IF NOT EXISTS code (
    digest TEXT NOT NULL, position INTEGER NOT NULL, file TEXT NOT NULL, name TEXT NOT NULL,
    text TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (digest, position)
) WITHOUT ROWID
"""
"""The texts of steps whose code stands beside the document, see `core.document_code.kept`; the
first one makes the table. One row with an empty name where the text was left out."""

_ALL = f"""
SELECT digest, file, name, text, why FROM code WHERE typeof(digest) = 'text' AND
    typeof(file) = 'text' AND typeof(name) = 'text' AND typeof(text) = 'text' AND
    typeof(why) = 'text' AND length(text) <= {MAX_KEPT}
ORDER BY digest, position LIMIT {MAX_CODES * MAX_FILES}
"""


def store_code(connection: sqlite3.Connection, codes: Iterable[KeptCode]) -> None:
    """Keep code, each once."""
    for code in codes:
        connection.execute(CODE)
        rows = [
            (code.digest, position, code.file, name, text, code.why)
            for position, (name, text) in enumerate(code.texts or (("", ""),))
        ]
        connection.executemany("INSERT OR IGNORE INTO code VALUES (?, ?, ?, ?, ?, ?)", rows)


def read_code_rows(connection: sqlite3.Connection) -> tuple[KeptCode, ...]:
    """Read the code that was kept; without the texts that are not those of their digest."""
    if not has_table(connection, "code"):
        return ()
    rows = connection.execute(_ALL).fetchall()
    return tuple(_codes(rows))


def _codes(rows: Iterable[tuple[str, str, str, str, str]]) -> Iterator[KeptCode]:
    for digest, group in groupby(rows, key=lambda row: row[0]):
        parts = list(group)
        texts = [(name, text) for _, _, name, text, _ in parts if name]
        yield checked(digest, parts[0][1], texts, parts[0][4])
