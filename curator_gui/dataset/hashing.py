"""SHA-256 of outputs: of a file its bytes, of a folder the names and hashes of all files in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

THREADS = min(8, os.cpu_count() or 1)


@dataclass(frozen=True)
class Hashed:
    """Size and hash of an output; `problem` says why it has none."""

    size: int = 0
    sha256: str = ""
    problem: str = ""


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_output(path: Path) -> Hashed:
    """Hash a file or a folder; never raises for what the disk says.

    The hash of a folder is that of the lines `HASH  NAME` of its files, sorted by name, with "/"
    between folders: what `find . -type f | sort | xargs sha256sum` prints, but for the "./".
    """
    try:
        if not path.is_dir():
            return Hashed(path.stat().st_size, file_sha256(path))
        return _hash_folder(path)
    except (OSError, ValueError) as error:
        return Hashed(problem=getattr(error, "strerror", None) or str(error))


def _hash_folder(folder: Path) -> Hashed:
    total, size = hashlib.sha256(), 0
    for name, path in sorted(_files(folder)):
        line = f"{file_sha256(path)}  {name}\n"
        total.update(line.encode("utf-8", "surrogateescape"))
        size += path.stat().st_size
    return Hashed(size, total.hexdigest())


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for place, _, names in os.walk(folder, onerror=_refuse):
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _refuse(error: OSError) -> None:
    raise error


def hash_outputs(paths: Iterable[Path]) -> Iterator[Hashed]:
    """Hash many outputs in the order given, several at a time: hashing lets other threads run."""
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(hash_output, paths)
