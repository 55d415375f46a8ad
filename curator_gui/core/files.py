"""Write files so that a killed process never leaves one that looks finished."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART_SUFFIX = ".part"


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary name beside `path`; rename it when the block ends well, else remove it.

    The temporary name keeps the suffix, because many writers choose their format by it. It is
    hidden and unique, so two workers never write to the same one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name of the final file may already have the maximum length: the temporary one is short.
    part = path.with_name(f".{uuid.uuid4().hex[:16]}{PART_SUFFIX}{''.join(path.suffixes[-2:])}")
    try:
        yield part
        part.replace(path)
    finally:
        remove_quietly(part)


def remove_quietly(path: Path) -> None:
    """Remove a file if it is there."""
    path.unlink(missing_ok=True)


def atomic_write_text(path: Path, text: str) -> None:
    """Write UTF-8 text and flush it to the disk before the name changes."""
    with atomic_path(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
