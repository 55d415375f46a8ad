"""Hashes of outputs that are what they were when they were hashed, so that none is read twice.

A hidden file of the data set's folder notes of each output its hash, and of each of its files size,
time of change and inode. `verify` never looks there: it always reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core.storage.files import atomic_write_text
from curator_gui.dataset.hashing import Hashed, hash_outputs

NAME = ".curator-hashes.json"
_FORMAT = "curator-hashes-1"
_SETTLED = 2_000_000_000
"""Nanoseconds: a file that changed later than this before it was hashed may change once more
without its time telling, because file systems count time in steps of up to two seconds."""


class KnownHashes:
    """The hashes that are noted in a folder; `kept` counts those that were used."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._folder = folder
        self._before = _read(self._path)
        self.kept = 0

    def hash(self, paths: Sequence[str]) -> list[Hashed]:
        """Return the hashes of outputs in their order, reading those that changed, and note all.

        Raises
        ------
        OSError
            If the notes cannot be written.
        """
        started = time.time_ns()
        looked_at = [_identity(Path(path)) for path in paths]
        known = [self._known(path, one) for path, one in zip(paths, looked_at, strict=True)]
        fresh = hash_outputs(Path(p) for p, one in zip(paths, known, strict=True) if one is None)
        found = [next(fresh) if one is None else one for one in known]
        self.kept = sum(one is not None for one in known)
        self._write(
            {
                self._name(path): [identity, hashed.size, hashed.sha256]
                for path, (identity, changed), hashed in zip(paths, looked_at, found, strict=True)
                if identity and not hashed.problem and changed < started - _SETTLED
            }
        )
        return found

    def _known(self, path: str, looked_at: tuple[str, int]) -> Hashed | None:
        noted = self._before.get(self._name(path))
        if noted is None or not looked_at[0] or noted[0] != looked_at[0]:
            return None
        return Hashed(int(noted[1]), str(noted[2]))

    def _name(self, path: str) -> str:
        """Return a path relative to the folder, so that it can be moved; one elsewhere as it is."""
        inside = Path(path).is_relative_to(self._folder)
        return Path(path).relative_to(self._folder).as_posix() if inside else path

    def _write(self, notes: dict[str, list[Any]]) -> None:
        if notes != self._before:
            text = json.dumps({"format": _FORMAT, "outputs": notes}, separators=(",", ":"))
            atomic_write_text(self._path, text)


def _read(path: Path) -> dict[str, list[Any]]:
    """Return the notes; none if there are none or they are damaged: then all is read again."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != _FORMAT:
            return {}
        outputs = found["outputs"].items()
        return {str(n): [str(i), int(size), str(sha)] for n, (i, size, sha) in outputs}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _identity(path: Path) -> tuple[str, int]:
    """Return what changes with an output, and when it changed last; "" if it cannot be told."""
    try:
        if not path.is_dir():
            return _of_status(path.stat()), path.stat().st_mtime_ns
        total, last = hashlib.blake2b(digest_size=16), 0
        for name, status in sorted(_statuses(path, ""), key=lambda pair: pair[0]):
            total.update(f"{name}\0{_of_status(status)}\n".encode("utf-8", "surrogatepass"))
            last = max(last, status.st_mtime_ns)
        return total.hexdigest(), last
    except OSError:
        return "", 0


def _of_status(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ino}"


def _statuses(folder: Path, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _statuses(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", os.stat(entry.path)  # noqa: PTH116 - with its inode
