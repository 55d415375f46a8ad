"""The files that filters wrote beside the items of an index, in a record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from curator_gui.run.record.tables.schema import has_table
from curator_gui.run.record.tables.texts import path_from_column, path_to_column

TABLE = """
CREATE TABLE IF NOT EXISTS filter_artifacts (
    idx INTEGER NOT NULL, path NOT NULL, PRIMARY KEY (idx, path)
) WITHOUT ROWID
"""
"""The first ones make the table. Another version passes it over."""

_HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'filter_artifacts'"
_ALL = """
SELECT idx, path FROM filter_artifacts
WHERE typeof(idx) = 'integer' AND typeof(path) IN ('text', 'blob') ORDER BY idx, path
"""


class ArtifactRows:
    """Makes the rows of a record that is written, and the table before the first one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_there = has_table(connection, "filter_artifacts")

    def of(self, index: int, paths: Sequence[str]) -> Sequence[tuple[Any, ...]]:
        """Return the rows of an index."""
        if paths and not self._is_there:
            self._connection.execute(TABLE)
            self._is_there = True
        return [(index, path_to_column(path)) for path in paths]


def read_artifacts(query: Callable[[str], Iterator[Any]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the indices of which filters wrote files, ascending, and which; asks by `query`."""
    if any(query(_HAS_TABLE)):
        for index, rows in groupby(query(_ALL), key=itemgetter(0)):
            yield index, tuple(path_from_column(path) for _, path in rows)
