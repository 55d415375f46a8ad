"""`metadata.npz` beside ASE databases: how many atoms each row has, as fairchem asks for it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.lmdb import is_ours, open_lmdb, stored_value

SIZES = "metadata.npz"
_SIZE = re.compile(rb'"numbers": \{"__ndarray__": \[\[(\d+)\]')


def write_sizes(folder: Path, written: Sequence[Path]) -> list[str]:
    """Write `metadata.npz` with `natoms`, int64: the atoms of each row of all files.

    Returns its path; nothing where it would be wrong or somebody else's, and a remark says so.

    Raises
    ------
    StructureError
        If a file is damaged.
    """
    paths = sorted(folder.glob("*.aselmdb"))
    path = folder / SIZES
    if not paths:
        return []
    if any(other not in written and not is_ours(other) for other in paths):
        remark(Message("{path} was not written: databases of others are beside it", path=path))
        return []
    if path.exists() and not _has_sizes_only(path):
        remark(Message("{path} is somebody else's and was left as it is", path=path))
        return []
    sizes = np.array([size for each in paths for size in _sizes(each)], np.int64)
    with atomic_path(path) as part, part.open("wb") as file:
        np.savez(file, natoms=sizes)
    return [str(path)]


def _has_sizes_only(path: Path) -> bool:
    try:
        with np.load(path, allow_pickle=False) as file:
            return list(file.files) == ["natoms"]
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return False


def _sizes(path: Path) -> Iterator[int]:
    """Yield the number of atoms of each row: it stands at the beginning of the row's text."""
    with open_lmdb(path) as transaction:
        for row in range(1, int(stored_value(transaction, b"nextid", 1))):
            value = bytes(transaction.get(str(row).encode("ascii")))
            found = _SIZE.search(zlib.decompressobj().decompress(value, 128))
            if found is None:
                raise StructureError("has a row without atoms: {row}", row=row)
            yield int(found[1])
