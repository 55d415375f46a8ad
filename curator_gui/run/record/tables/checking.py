"""Check that a record holds what its columns are for, before anything believes it.

SQLite keeps a text in a column of numbers if somebody puts it there. One look at the tables when a
record is opened spares every reader its own doubts. Of a large table only the beginning is looked
at (all of a million rows takes 4 s); what is wrong behind it is found where it is read: `believed`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, quoted
from curator_gui.run.events import STATUSES
from curator_gui.run.record.tables.schema import RecordError

LOOKED_AT = 10_000
_LAST_SECOND = 2.5e11
"""No calendar of Python goes beyond the year 9999."""

NUMBER = "typeof({0}) = 'integer' AND {0} >= 0"
SIGNED = "typeof({0}) = 'integer'"
SMALL = "typeof({0}) = 'integer' AND {0} BETWEEN 0 AND 65535"
STATUS = f"typeof({{0}}) = 'integer' AND {{0}} BETWEEN 0 AND {len(STATUSES) - 1}"
TIME = f"typeof({{0}}) IN ('real', 'integer') AND {{0}} BETWEEN -1e11 AND {_LAST_SECOND}"
SECONDS = "typeof({0}) IN ('real', 'integer') AND abs({0}) < 1e15"
TEXT = "typeof({0}) = 'text'"
PATH = "typeof({0}) IN ('text', 'blob')"
BYTES = "typeof({0}) = 'blob'"
STAGES = "typeof({0}) = 'blob' AND length({0}) % 4 = 0"
CAUSE = "{0} IN ('error', 'crash', 'timeout', 'memory', 'result', 'pipeline')"
LEVEL = "{0} IN ('debug', 'info', 'warning', 'error')"
STATE = (
    "{0} IN ('starting', 'running', 'pausing', 'paused', 'stopping', 'stopping now', 'finished',"
    " 'stopped', 'interrupted')"
)

TABLES: dict[str, dict[str, str]] = {
    "run": {
        **dict.fromkeys(("id", "name", "document", "document_path", "fingerprint"), TEXT),
        **dict.fromkeys(("options", "versions", "steps"), TEXT),
        **{"state": STATE, "created": TIME, "finished?": TIME, "elapsed": SECONDS},
        **{"total": NUMBER, "chosen": NUMBER, "indices": BYTES},
    },
    "texts": {"text": PATH},
    "indices": {
        **{"idx": NUMBER, "status": STATUS, "attempts": NUMBER, "time": TIME},
        **{"duration?": SECONDS, "bytes?": SIGNED, "rss?": SIGNED, "worker?": SMALL},
        **{"stages?": STAGES, "input?": BYTES, "reason?": NUMBER},
    },
    "counters": {"status": STATUS, "n": SIGNED},
    "outputs": {
        **{"idx": NUMBER, "folder": NUMBER, "name": PATH, "size?": NUMBER, "position": NUMBER},
    },
    "failure_groups": {
        **{"cause": CAUSE, "error_type": TEXT, "stage": TEXT, "message": NUMBER, "n": SIGNED},
    },
    "failures": dict.fromkeys(("idx", "failure_group", "message", "traceback"), NUMBER),
    "attempts": {
        **{"idx": NUMBER, "attempt": SMALL, "time": TIME, "worker": SMALL, "cause": CAUSE},
        "message": NUMBER,
    },
    "workers": {"worker": SMALL, "pid": NUMBER, "started": TIME, "ended?": TIME, "reason": TEXT},
    "log": {"time": TIME, "worker": SMALL, "level": LEVEL, "text": TEXT},
    "artifacts": {"path": PATH},
    "snapshot": {"name": TEXT, "dtype": TEXT, "data": BYTES},
}
"""What each column may hold; those with a question mark may be empty."""

_WORDS = (
    "SELECT message FROM failures UNION SELECT traceback FROM failures UNION"
    " SELECT message FROM failure_groups UNION SELECT message FROM attempts UNION"
    " SELECT reason FROM indices WHERE reason IS NOT NULL"
)
_NO_WORDS = f"SELECT id FROM texts WHERE typeof(text) = 'blob' AND id IN ({_WORDS}) LIMIT 1"


def check_types(connection: sqlite3.Connection) -> None:
    """Look for values that no column of a record may hold.

    Raises
    ------
    ValueError
        Naming the first one that is found.
    sqlite3.Error
        If the file cannot be read, or lacks a table.
    """
    for table in TABLES:
        check_table(connection, table)
    for table in ("failure_groups", "failures", "attempts"):
        if connection.execute(f"PRAGMA foreign_key_check({table})").fetchone() is not None:
            raise ValueError(Message("a row of {table} refers to nothing", table=table))
    found = connection.execute(_NO_WORDS).fetchone()
    if found is not None:
        raise ValueError(Message("text {number} is no text", number=found[0]))


def check_table(connection: sqlite3.Connection, table: str) -> None:
    """Look for values that no column of one table may hold; see `check_types`."""
    rules = [
        (column.rstrip("?"), rule, column[-1] == "?") for column, rule in TABLES[table].items()
    ]
    names = ", ".join(name for name, _, _ in rules)
    wrong = " OR ".join(_wrong(name, rule, optional=optional) for name, rule, optional in rules)
    first = f"(SELECT * FROM {table} LIMIT {LOOKED_AT})"
    row = connection.execute(f"SELECT {names} FROM {first} WHERE {wrong} LIMIT 1").fetchone()
    if row is None:
        return
    for (name, rule, optional), value in zip(rules, row, strict=True):
        query = f"SELECT {_wrong(':value', rule, optional=optional)}"
        if connection.execute(query, {"value": value}).fetchone()[0]:
            words = {"table": table, "column": name, "value": quoted(value)}
            raise ValueError(Message("{table}.{column} holds {value}", **words))
    raise ValueError(Message("a row of {table} holds what cannot be", table=table))


def _wrong(value: str, rule: str, *, optional: bool) -> str:
    """Write the condition that a value, a name or `:value`, does not keep to a rule."""
    test = f"NOT coalesce({rule.format(value)}, 0)"
    return f"({value} IS NOT NULL AND {test})" if optional else test


@contextmanager
def believed(path: Path) -> Iterator[None]:
    """Take what a record says together; what contradicts itself in it is one error in words.

    A failure may be told of an index that the run does not have, or a line of a worker.

    Raises
    ------
    RecordError
        Naming the record at `path`.
    """
    try:
        yield
    except CuratorError:
        raise
    except (LookupError, ValueError, OverflowError, TypeError, AttributeError) as error:
        raise RecordError(
            "{path}: the run record contradicts itself: {error}", path=path, error=error
        ) from error
