"""Write files so that a killed process never leaves one that looks finished.

Until it is complete, an output has a hidden temporary name that tells whose it is:
`.MACHINE-PROCESS-UNIQUE.part`, with the suffix that its writer wants. So what a killed process left
can be told from what another one is writing at this moment, also in a folder that several machines
share.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import platform
import re
import shutil
import sys
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from curator_gui.core.text.stored_names import last_suffixes

PART_SUFFIX = ".part"
_PART = re.compile(r"\.([0-9a-f]{8})-([0-9a-f]{1,8})-[0-9a-f]{12}\.part(\..*)?")


def part_path(path: Path, suffix: str = "") -> Path:
    """Return a new temporary name beside `path`, for this process; `suffix` comes last."""
    # The name of the final file may already have the maximum length: this one is short.
    name = f".{_machine()}-{os.getpid():x}-{uuid.uuid4().hex[:12]}{PART_SUFFIX}{suffix}"
    return path.with_name(name)


def remove_dead_parts(folders: Iterable[str | Path]) -> list[Path]:
    """Remove what processes of this machine left half-written when they were killed.

    Files and folders are returned that are gone now. What a living process is writing, what
    belongs to another machine, and what cannot be removed stays.
    """
    removed = []
    for folder in folders:
        for path in _dead_parts(folder):
            with contextlib.suppress(OSError):  # somebody was faster, or it is theirs
                shutil.rmtree(path) if path.is_dir() else path.unlink()
                removed.append(path)
    return removed


def _dead_parts(folder: str | Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            found = [(entry.path, _PART.fullmatch(entry.name)) for entry in entries]
    except OSError:
        return []  # no such folder: nothing was left in it
    ours = [(path, match) for path, match in found if match and match[1] == _machine()]
    return [Path(path) for path, match in ours if not _is_alive(int(match[2], 16))]


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:
        return True  # it belongs to somebody else, so there is one


@functools.cache
def _machine() -> str:
    """Name the machine; containers that number their processes on their own count as machines."""
    space = ""
    with contextlib.suppress(OSError):
        space = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - no path, see namespaces(7)
    return hashlib.blake2s(f"{platform.node()} {space}".encode(), digest_size=4).hexdigest()


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary name beside `path`; rename it when the block ends well, else remove it.

    The temporary name keeps the suffix, because many writers choose their format by it.
    """
    folder = path.parent
    if not folder.is_dir():  # making it in vain for every file costs as much as writing a small one
        folder.mkdir(parents=True, exist_ok=True)
    part = part_path(path, last_suffixes(path))
    try:
        yield part
        part.replace(path)
    except BaseException:
        remove_quietly(part)
        raise


def remove_quietly(path: Path) -> None:
    """Remove a file if it is there."""
    path.unlink(missing_ok=True)


def atomic_write_text(path: Path, text: str) -> None:
    """Write UTF-8 text and flush it to the disk before the name changes; then flush that, too."""
    with atomic_path(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: str | Path) -> None:
    """Flush the names in a folder to the disk, where the system lets one ask for that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some file systems refuse it; their files are safe as such
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def file_stamp(state: os.stat_result) -> tuple[int, ...]:
    """Return what is another one whenever a file has changed, or was replaced."""
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns
