"""What the person has agreed to for good: a table in the settings that nobody else may write."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.storage.folders import config_folder
from curator_gui.core.storage.locks import FileLock
from curator_gui.core.trust.ownership import why_untrusted
from curator_gui.core.trust.strangers import parse_json, read_stranger

MAX_BYTES = 1 << 22
LOCK_SECONDS = 5.0
"""Whoever changes the file holds its lock for milliseconds."""
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)

Entries = dict[str, Any]


@dataclass(frozen=True)
class AgreedFile:
    """One such table: by what was agreed to, what else is known of it.

    Parameters
    ----------
    name
        That of the file, in the folder of the settings.
    key
        The name of the table in it.
    error
        What is raised if the file cannot be used.
    """

    name: str
    key: str
    error: type[CuratorError]

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return config_folder() / self.name

    def entries(self, *, strict: bool = False) -> Entries:
        """Read what was agreed to; nothing if the file is missing, damaged or may be another's.

        Raises
        ------
        CuratorError
            If it is `strict`, and the file is there but cannot be used: `error`.
        """
        file = self.path
        try:
            data = parse_json(read_stranger(file, MAX_BYTES))[self.key]
            why = why_untrusted(file)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, LookupError, TypeError) as error:
            why = Message("it is damaged ({error}): delete it and agree again", error=error)
        if why is None and isinstance(data, dict):
            return data
        if strict:
            words = why or "no table"
            raise self.error(Message("{file} cannot be used: {why}", file=file, why=words))
        return {}

    def change(self, change: Callable[[Entries], Entries]) -> None:
        """Change what was agreed to: nobody else does it between the reading and the writing.

        Raises
        ------
        CuratorError
            If the file cannot be written, is damaged or may be another's: `error`.
        """
        file = self.path
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked(file):
                self._write(file, change(self.entries(strict=True)))
        except OSError as error:
            words = Message(
                "{file}: cannot be written: {error}", file=file, error=error.strerror or error
            )
            raise self.error(words) from error

    @contextmanager
    def _locked(self, file: Path) -> Iterator[None]:
        lock = FileLock(file.with_name(f"{file.name}.lock"))
        try:
            free = lock.acquire(LOCK_SECONDS)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            free = True  # a home without locks: two that agree within the same moment are rare
        if not free:
            words = Message("{file}: another Curator is changing it: try again", file=file)
            raise self.error(words)
        try:
            yield
        finally:
            lock.release(remove=True)

    def _write(self, file: Path, entries: Entries) -> None:
        atomic_write_text(file, json.dumps({"version": 1, self.key: entries}, indent=1) + "\n")
        with suppress(OSError):  # a file system without such rights
            file.chmod(0o600)
