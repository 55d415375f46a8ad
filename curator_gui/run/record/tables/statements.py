"""The text of every statement by which events become rows: fixed, so SQLite compiles each once."""

from __future__ import annotations

from curator_gui.run.record.tables.schema import CODES

_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ON_CONFLICT = """
ON CONFLICT (idx) DO UPDATE SET
    status = excluded.status, attempts = max(attempts, excluded.attempts), time = excluded.time,
    duration = excluded.duration, bytes = excluded.bytes, rss = excluded.rss,
    worker = excluded.worker, stages = excluded.stages, input = excluded.input,
    reason = excluded.reason
"""
UPSERT = f"INSERT INTO indices VALUES {_ROW} {_ON_CONFLICT}"
TOGETHER = 32
UPSERT_MANY = f"INSERT INTO indices VALUES {', '.join([_ROW] * TOGETHER)} {_ON_CONFLICT}"
# An index that this run, or the one it resumes, has finished stays "done" with all its numbers.
UPSERT_SKIPPED = f"{UPSERT} WHERE status <> {CODES['done']}"

STATE = "UPDATE run SET state = ?"
FINISHED = "UPDATE run SET state = ?, finished = ?, elapsed = elapsed + ?"
WORKER_STARTED = "INSERT OR IGNORE INTO workers (worker, pid, started) VALUES (?, ?, ?)"
WORKER_ENDED = (
    "UPDATE workers SET ended = ?, reason = ? WHERE worker = ? AND pid = ? AND ended IS NULL"
)
LOG = "INSERT INTO log (time, worker, level, text) VALUES (?, ?, ?, ?)"
ATTEMPT = "INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?, ?, ?)"
OUTPUT = "INSERT OR IGNORE INTO outputs VALUES (?, ?, ?, ?, ?)"
OUTPUT_MANY = f"INSERT OR IGNORE INTO outputs VALUES {', '.join(['(?, ?, ?, ?, ?)'] * TOGETHER)}"
FAILURE = "INSERT INTO failures VALUES (?, ?, ?, ?)"
NOTE = "INSERT OR IGNORE INTO notes VALUES (?, ?, ?, ?, ?)"
MEASURES = "INSERT OR REPLACE INTO measures VALUES (?, ?, ?, ?)"
WRITTEN = "INSERT OR REPLACE INTO written VALUES (?, ?, ?)"
ARTIFACT = "INSERT OR IGNORE INTO filter_artifacts VALUES (?, ?)"
DELETE = {
    table: f"DELETE FROM {table} WHERE idx = ?"
    for table in ("failures", "outputs", "notes", "measures", "written", "filter_artifacts")
}
DELETE_MANY = {
    table: f"DELETE FROM {table} WHERE idx IN ({', '.join('?' * TOGETHER)})" for table in DELETE
}
GROUP = "INSERT OR IGNORE INTO failure_groups (cause, error_type, stage, message) VALUES (?,?,?,?)"
FIND_GROUP = (
    "SELECT id FROM failure_groups WHERE cause = ? AND error_type = ? AND stage = ? AND message = ?"
)
