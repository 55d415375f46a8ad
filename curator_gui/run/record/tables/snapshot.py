"""The columns of all indices as arrays, stored at the end of a run.

Reading a million rows through SQLite takes two seconds, reading these arrays 20 ms. They are
dropped as soon as the run is continued, so they never disagree with the rows.
"""

from __future__ import annotations

import sqlite3

import numpy as np
import numpy.typing as npt

from curator_gui.run.record.tables.meta import index_array, read_run
from curator_gui.run.record.tables.schema import CODES

Columns = dict[str, npt.NDArray[np.generic]]
Rows = npt.NDArray[np.void]

_DTYPE = np.dtype(
    [
        ("index", "<i8"),
        ("status", "u1"),
        ("attempts", "<u2"),
        ("finished", "<f8"),
        ("duration", "<f4"),
        ("bytes", "<i8"),
        ("rss", "<i8"),
        ("worker", "<u2"),
    ]
)
_STORED = {name: _DTYPE[name].str for name in _DTYPE.names or ()}
_STORED |= {"finished": "<f8", "started": "<f8"}
_QUERY = """
SELECT idx, status, min(attempts, 65535), time, coalesce(duration, -1), coalesce(bytes, -1),
    coalesce(rss, -1), coalesce(worker, 0)
FROM indices ORDER BY idx
"""


def read_columns(connection: sqlite3.Connection) -> Columns:
    """Read the columns of all chosen indices, in ascending order of the index.

    See `RunRecord.columns` for their meaning.
    """
    stored = _read_snapshot(connection)
    return stored if stored else _columns(_complete(connection, read_rows(connection)))


def take_snapshot(connection: sqlite3.Connection, rows: Rows | None = None) -> None:
    """Store the columns; call it inside the transaction that ends the run.

    `rows` are what `read_rows` gives, if that is known.
    """
    drop_snapshot(connection)
    rows = read_rows(connection) if rows is None else rows
    for name, values in _columns(_complete(connection, rows)).items():
        row = (name, values.dtype.str, values.tobytes())
        connection.execute("INSERT INTO snapshot VALUES (?, ?, ?)", row)


def drop_snapshot(connection: sqlite3.Connection) -> None:
    """Remove the stored columns: the rows are about to change."""
    connection.execute("DELETE FROM snapshot")


def _read_snapshot(connection: sqlite3.Connection) -> Columns:
    """Read the stored columns; {} if there are none, or they do not fit: the rows are read then."""
    rows = connection.execute("SELECT name, dtype, data FROM snapshot").fetchall()
    if {name: dtype for name, dtype, _ in rows} != _STORED:
        return {}
    try:
        found = {name: np.frombuffer(data, dtype=dtype) for name, dtype, data in rows}
    except ValueError:  # cut off within a number
        return {}
    indices, status = found["index"], found["status"]
    fits = {len(values) for values in found.values()} == {len(indices)}
    fits = fits and bool((np.diff(indices, prepend=-1) > 0).all())
    return found if fits and bool((status < len(CODES)).all()) else {}


def read_rows(connection: sqlite3.Connection) -> Rows:
    """Read what the snapshot is made of, in ascending order of the index."""
    return np.fromiter(connection.execute(_QUERY), dtype=_DTYPE)


def _complete(connection: sqlite3.Connection, rows: Rows) -> Rows:
    """Add the chosen indices of which nothing is known yet."""
    chosen = index_array(read_run(connection).indices)
    if np.array_equal(chosen, rows["index"]):
        return rows
    missing = np.setdiff1d(chosen, rows["index"])
    if not missing.size:
        return rows
    waiting = np.zeros(missing.size, dtype=_DTYPE)
    waiting["index"] = missing
    waiting["duration"] = waiting["bytes"] = waiting["rss"] = -1
    joined = np.concatenate([rows, waiting])
    return joined[np.argsort(joined["index"], kind="stable")]


def _columns(rows: Rows) -> Columns:
    found = {name: np.ascontiguousarray(rows[name]) for name in _DTYPE.names or ()}
    duration = np.where(rows["duration"] < 0, np.float32(np.nan), rows["duration"])
    ended = np.where(rows["status"] >= CODES["done"], rows["finished"], np.nan)
    began = np.where(rows["status"] == CODES["running"], rows["finished"], ended - duration)
    found |= {"duration": duration, "finished": ended, "started": began}
    return found
