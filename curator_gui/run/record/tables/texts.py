"""Texts of a record: stored once each, safe for SQLite, and folded for grouping."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3

_CACHE_SIZE = 20_000
MESSAGES = """
CREATE TABLE IF NOT EXISTS messages (
    text INTEGER PRIMARY KEY REFERENCES texts, parts TEXT NOT NULL
)
"""
"""Templates and values of the texts that are messages; the English texts are in `texts`."""

_PATH = re.compile(r"""(?:[A-Za-z]:)?(?:[\w.+@~-]*[/\\])+[^\s'":,;()<>\[\]]*""")
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|\d+(?:[.]\d+)?(?:[eE][+-]?\d+)?")
_FOLDED_LENGTH = 300


def fold_message(message: str) -> str:
    """Replace what differs between indices: paths by "…" and numbers by "#"; first line only.

    >>> fold_message("case_07/U: expected 300 values, found 12")
    '…: expected # values, found #'
    """
    first = message.strip().partition("\n")[0]
    return _NUMBER.sub("#", _PATH.sub("…", first))[:_FOLDED_LENGTH]


def safe_text(text: str) -> str:
    """Return text that can be stored: lone surrogates become escapes such as \\udc80."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def path_to_column(path: str) -> str | bytes:
    """Return a path as it is stored: text, or its bytes if it is no valid Unicode."""
    if path.isascii():
        return path
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
    return path


def path_from_column(value: str | bytes) -> str:
    """Undo `path_to_column`, exactly; other bytes are those of a file name."""
    if isinstance(value, str):
        return value
    try:
        return value.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return value.decode("utf-8", "surrogateescape")


def split_path(path: str) -> tuple[str, str]:
    """Split a path behind its last separator, so that joining the parts gives the same text."""
    end = path.rfind("/") + 1
    if os.sep == "\\":
        end = max(end, path.rfind("\\") + 1)
    return path[:end], path[end:]


class TextTable:
    """Gives each distinct text a number in the table `texts`.

    It remembers what it has stored; `forget` must be called when a transaction was rolled back.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str | bytes, int] = {}
        self._has_messages = False

    def forget(self) -> None:
        self._known.clear()
        self._has_messages = False

    def number(self, text: str | bytes, parts: str = "") -> int:
        """Return the number of a text, storing it first if it is new, with its parts if it has any.

        `parts` are the template and the values of a message (`curator_gui.core.message.recorded`).
        """
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _CACHE_SIZE:
                self._known.clear()
            found = self._known[text] = self._store(text)
            if parts:
                self._store_parts(found, parts)
        return found

    def _store_parts(self, number: int, parts: str) -> None:
        if not self._has_messages:  # records that were begun before have no such table
            self._connection.execute(MESSAGES)
            self._has_messages = True
        self._connection.execute("INSERT OR IGNORE INTO messages VALUES (?, ?)", (number, parts))

    def _store(self, text: str | bytes) -> int:
        data = text.encode() if isinstance(text, str) else b"\xff" + text
        digest = hashlib.blake2b(data, digest_size=16).digest()
        self._connection.execute(
            "INSERT OR IGNORE INTO texts (digest, text) VALUES (?, ?)", (digest, text)
        )
        query = "SELECT id FROM texts WHERE digest = ?"
        return int(self._connection.execute(query, (digest,)).fetchone()[0])
