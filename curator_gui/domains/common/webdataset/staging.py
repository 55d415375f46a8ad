"""Shards that grow: the worker that has the group of a shard appends one index after another.

They lie in a hidden folder beside the finished ones. One append is one index; of an index that a
killed worker has begun to write nothing counts, and the next append cuts it off. Indices that gave
no items stand in a text file beside the shard, one a line.

    out/.shard.staged/shard-000003.tar       grows; no end yet
    out/.shard.staged/shard-000003.dropped   indices without items
    out/shard-000003.tar                     empty until the run ends, then complete
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import FileIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from curator_gui.core.storage.containers.tar_samples import END, Buffer, Member, SampleError, scan
from curator_gui.core.storage.files import atomic_path, atomic_write_text

_BLOCK = 1 << 20
_ends: dict[tuple[int, str], tuple[int, int]] = {}
"""By process and file: its inode and size after the last append, which need not be looked at."""


class Stretch(NamedTuple):
    """The bytes of one index in a tar file, and how many samples they are."""

    path: Path
    start: int
    stop: int
    samples: int


def append(path: Path, pieces: Sequence[Buffer]) -> None:
    """Append the members of one index; if that fails (full disk), take its beginning back."""
    with _opened(path) as file:
        start = file.seek(0, os.SEEK_END)
        try:
            for piece in _joined(pieces):
                _write_all(file, piece)
        except OSError:
            file.truncate(start)
            raise
        status = os.fstat(file.fileno())
    _ends[os.getpid(), os.fspath(path)] = status.st_ino, status.st_size


def _opened(path: Path) -> FileIO:
    """Open a growing shard behind its last complete index."""
    try:
        file = path.open("r+b", buffering=0)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb", buffering=0)
    status = os.fstat(file.fileno())
    if _ends.get((os.getpid(), os.fspath(path))) != (status.st_ino, status.st_size):
        file.truncate(complete_end(path))
    return file


def _joined(pieces: Sequence[Buffer]) -> Iterable[Buffer]:
    """Join small pieces, which are written faster together."""
    return pieces if sum(map(len, pieces)) > _BLOCK else (b"".join(pieces),)


def _write_all(file: FileIO, piece: Buffer) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def complete_end(path: Path) -> int:
    """Return where the last complete index of a growing shard ends."""
    return max((s.stop for s in stretches(path).values()), default=0)


def stretches(path: Path) -> dict[int, Stretch]:
    """Return where each index stands in a growing shard; the later one counts of two."""
    groups = list(_groups(_members(path)))
    if groups and not _is_complete(groups[-1], path):
        groups.pop()
    return {group[0].owner: _stretch(path, group) for group in groups}


def _members(path: Path) -> list[Member]:
    """List the members of a growing shard; none of one that was cut within its first head."""
    try:
        return scan(path).members if path.is_file() else []
    except SampleError:
        return []


def _groups(members: Iterable[Member]) -> Iterator[list[Member]]:
    """Part the members where the next index begins, or the same one once more."""
    group: list[Member] = []
    for member in members:
        if group and (member.owner != group[0].owner or _begins_like(group[0], member)):
            yield group
            group = []
        group.append(member)
    if group:
        yield group


def _begins_like(first: Member, member: Member) -> bool:
    return (first.item, first.suffix) == (member.item, member.suffix)


def _is_complete(group: Sequence[Member], path: Path) -> bool:
    """Whether the last index of a file has all its items: its JSON comes last and counts them."""
    if group[-1].suffix != "json":
        return False
    with path.open("rb") as file:
        file.seek(group[-1].data)
        text = file.read(group[-1].size)
    try:
        return bool(group[-1].item == json.loads(text)["items"] - 1)
    except ValueError:  # after a power cut a file may be longer than what was written of it
        return False


def _stretch(path: Path, group: Sequence[Member]) -> Stretch:
    samples = sum(member.suffix == "json" for member in group)
    return Stretch(path, group[0].start, group[-1].stop, samples)


def finished_stretches(members: Sequence[Member], path: Path) -> dict[int, Stretch]:
    """Return where each index stands in a finished shard."""
    return {group[0].owner: _stretch(path, group) for group in _groups(members)}


def write_shard(path: Path, found: Mapping[int, Stretch]) -> None:
    """Make a shard of these indices in their order, at once for readers."""
    staged = {stretch.path for stretch in found.values()}
    if len(staged) == 1 and path not in staged and _is_in_order(found):
        _close_in_place(staged.pop(), max(s.stop for s in found.values()), path)
        return
    with atomic_path(path) as part, part.open("wb") as file:
        for index in sorted(found):
            _copy(found[index], file)
        file.write(END)


def _is_in_order(found: Mapping[int, Stretch]) -> bool:
    """Whether a growing shard is these indices, in their order, and nothing else before the end."""
    end = 0
    for index in sorted(found):
        if found[index].start != end:
            return False
        end = found[index].stop
    return True


def _close_in_place(staged: Path, end: int, path: Path) -> None:
    with staged.open("r+b") as file:
        file.truncate(end)
        file.seek(end)
        file.write(END)
    staged.replace(path)


def _copy(stretch: Stretch, file: BinaryIO) -> None:
    with stretch.path.open("rb") as source:
        source.seek(stretch.start)
        left = stretch.stop - stretch.start
        while left:
            block = source.read(min(left, _BLOCK))
            if not block:
                raise EOFError(str(stretch.path))
            file.write(block)
            left -= len(block)


def note_dropped(path: Path, index: int) -> None:
    """Note that an index gave no items."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _dropped(path).open("a", encoding="ascii") as file:
        file.write(f"{index}\n")


def dropped(path: Path) -> set[int]:
    """Return the indices of a growing shard that gave no items; a torn last line does not count."""
    file = _dropped(path)
    lines = file.read_text("ascii").splitlines(keepends=True) if file.is_file() else []
    return {int(line) for line in lines if line.endswith("\n")}


def _dropped(path: Path) -> Path:
    return path.with_suffix(".dropped")


def forget(path: Path, indices: set[int]) -> None:
    """Take indices that will be run again out of a growing shard."""
    kept = {i: s for i, s in stretches(path).items() if i not in indices}
    still = dropped(path) - indices
    if not kept:
        path.unlink(missing_ok=True)
    elif len(kept) < len(stretches(path)):
        with atomic_path(path) as part, part.open("wb") as file:
            for stretch in kept.values():
                _copy(stretch, file)
    if still:
        atomic_write_text(_dropped(path), "".join(f"{index}\n" for index in sorted(still)))
    else:
        _dropped(path).unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove a growing shard whose indices are in the finished one; the folder once it is empty."""
    path.unlink(missing_ok=True)
    _dropped(path).unlink(missing_ok=True)
    if path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()
