"""Verify a data set: read every output again and compare sizes, hashes and counts.

What was found to be right is noted in a hidden file while this goes on, so that a verification that
was interrupted goes on where it was, as long as a file's size and time are the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.dataset.hashing import Hashed, hash_outputs
from curator_gui.dataset.loading.item_rows import Item, read_table
from curator_gui.dataset.own_files import OwnFiles, read_statistics
from curator_gui.dataset.unlisted import unlisted_outputs

NOTES = ".curator-verified"
PORTION = 256
"""Outputs between two notes of how far it is."""


@dataclass(frozen=True)
class Verified:
    """What came of it: how many outputs and bytes were read, and what is wrong."""

    items: int
    outputs: int
    bytes: int
    problems: tuple[Message, ...]
    continued: int = 0
    """How many of the outputs an interrupted verification had read already."""
    unlisted: tuple[str, ...] = ()
    """Files of the outputs' kinds beside them that are of no item."""


@dataclass(frozen=True)
class _Expected:
    path: str
    sha256: str
    size: int | None


def verify(folder: Path, progress: Callable[[int, int], None] | None = None) -> Verified:
    """Verify a data set; `progress` is told how many of how many outputs are done.

    Raises
    ------
    DatasetError
        If the folder holds no data set, or its table is damaged.
    """
    folder = folder.absolute()
    statistics = read_statistics(folder)
    items = read_table(folder)
    files = OwnFiles(folder)
    problems = [p for p in map(files.problem_of, files.known) if p is not None]
    problems += _counts(items, statistics)
    expected = list({one.path: one for one in _expected(items, statistics)}.values())
    notes = _Notes(folder)
    found, read = _compare(folder, expected, notes, progress)
    notes.remove()
    outputs = (path for item in items for path in item.outputs)
    unlisted = unlisted_outputs(folder, outputs, statistics.get("artifacts", ()))
    problems += found
    return Verified(len(items), len(expected), read, tuple(problems), notes.known, tuple(unlisted))


def _counts(items: tuple[Item, ...], statistics: dict[str, Any]) -> Iterator[Message]:
    if len(items) != statistics.get("items"):
        yield Message(
            "items.csv has {found} items, but {expected} were written",
            found=len(items),
            expected=statistics.get("items"),
        )
    counted = Counter(item.index for item in items)
    for index in sorted(index for index, count in counted.items() if count > 1):
        yield Message("index {index} stands in items.csv more than once", index=index)


def _expected(items: tuple[Item, ...], statistics: dict[str, Any]) -> Iterator[_Expected]:
    stores = statistics.get("stores", {})
    for path, store in stores.items():
        yield _Expected(path, store["sha256"], store["bytes"])
    for item in items:
        hashes = item.sha256 or ("",) * len(item.outputs)
        alone = len(item.outputs) == 1 and bool(item.sha256)
        for path, sha256 in zip(item.outputs, hashes, strict=False):
            if path not in stores:
                yield _Expected(path, sha256, item.bytes if alone else None)


def _compare(
    folder: Path,
    expected: list[_Expected],
    notes: _Notes,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Message], int]:
    problems: list[Message] = []
    done = read = 0
    todo = iter(expected)
    while portion := list(islice(todo, PORTION)):
        fresh = [one for one in portion if not notes.has(one)]
        for one, hashed in zip(
            fresh, hash_outputs(folder / one.path for one in fresh), strict=True
        ):
            read += hashed.size
            problem = _problem(one, hashed)
            if problem is None:
                notes.add(one)
            else:
                problems.append(problem)
        done += len(portion)
        notes.write()
        if progress is not None:
            progress(done, len(expected))
    return problems, read


def _problem(one: _Expected, hashed: Hashed) -> Message | None:
    if hashed.problem:
        return Message("{path} cannot be read: {why}", path=one.path, why=hashed.problem)
    if one.size is not None and hashed.size != one.size:
        return Message(
            "{path} has {found} bytes, but {expected} were written",
            path=one.path,
            found=hashed.size,
            expected=one.size,
        )
    if one.sha256 and hashed.sha256 != one.sha256:
        return Message("{path} was changed: its SHA-256 is another one", path=one.path)
    if not one.sha256:
        return Message("{path} has no hash in items.csv: it was gone then", path=one.path)
    return None


class _Notes:
    """What an interrupted verification had found right: path, hash, size and time of each file."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / NOTES
        self._before = self._read()
        self._now: dict[str, list[Any]] = {}
        self.known = 0

    def _read(self) -> dict[str, list[Any]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _identity(self, one: _Expected) -> list[Any] | None:
        """Tell whether a file is the same; None for a folder, which is read again."""
        try:
            status = (self._folder / one.path).stat()
        except OSError:
            return None
        is_file = (self._folder / one.path).is_file()
        return [one.sha256, status.st_size, status.st_mtime_ns] if is_file else None

    def has(self, one: _Expected) -> bool:
        before = self._before.get(one.path)
        if before is None or before != self._identity(one):
            return False
        self._now[one.path] = before
        self.known += 1
        return True

    def add(self, one: _Expected) -> None:
        identity = self._identity(one)
        if identity is not None:
            self._now[one.path] = identity

    def write(self) -> None:
        """Keep the notes; where the folder is read-only there are none."""
        with suppress(OSError):
            self._path.write_text(json.dumps(self._now), encoding="utf-8")

    def remove(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
