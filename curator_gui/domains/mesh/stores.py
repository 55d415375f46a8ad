"""Write folders so that a killed process never leaves one that looks finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curator_gui.core.files import part_path


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Give a new, hidden folder beside `path`; it gets that name when the block ends well.

    A folder (or file) that has the name already is moved aside first and then removed, because a
    system cannot rename a folder onto another that has content.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part, old = (part_path(path), part_path(path))
    part.mkdir()
    try:
        yield part
        _exchange(part, path, old)
    finally:
        for leftover in (part, old):
            _remove(leftover)


def _exchange(new: Path, path: Path, old: Path) -> None:
    if not path.exists():
        new.replace(path)
        return
    path.replace(old)
    try:
        new.replace(path)
    except OSError:
        old.replace(path)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
