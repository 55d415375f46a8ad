"""All structures in one extended XYZ file, as MACE, NequIP and GAP read their training sets."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_path, atomic_write_text
from curator_gui.core.text.stored_names import beside
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.staging import ProductRows, staging_folder
from curator_gui.domains.atoms.formats.xyz.extxyz import labelled_text
from curator_gui.domains.atoms.formats.xyz.frames import find_frames
from curator_gui.domains.atoms.sinks.base import StagedSink

if TYPE_CHECKING:
    from ase import Atoms

_FORMAT = "curator-xyz-frames"


class OneXYZFile(StagedSink):
    """One file, built after the run from what the workers staged, in ascending index order.

    The file itself says nothing about indices. A hidden table beside it does, so that some of them
    can be run again; it also has the file's checksum: a file that was changed since, or written by
    somebody else, is never overwritten.

    Raises
    ------
    StructureError
        If the format cannot hold a property; at the end, if the file is somebody else's.
    """

    name = "One extended XYZ file"
    description = "Writes all structures to one extended XYZ file, in the order of the indices."

    place = "template"

    def __init__(self, path: Path, decimals: int | None = None, labels: str = "ase") -> None:
        self.path = path
        self.decimals = decimals
        self.labels = labels
        self.staging = staging_folder(path)

    def encode(self, atoms: Atoms) -> bytes:
        return labelled_text(atoms, self.decimals, self.labels).encode()

    def is_ours(self, path: Path) -> bool:
        size = path.stat().st_size
        return any(entry["size"] == size for entry in _known(path).values())

    def foreign(self, path: Path) -> Message:
        return Message(
            "{path} was not written by this sink, or was changed since: choose another name, "
            "or move it away",
            path=path,
        )

    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the frames of the file by index."""
        data = path.read_bytes()
        entry = _known(path).get(_checksum(data))
        bounds = find_frames(BytesIO(data)).bounds.tolist()
        if entry is None or sum(entry["counts"]) != len(bounds) - 1:
            raise StructureError(self.foreign(path))
        frames = iter([data[start:end] for start, end in pairwise(bounds)])
        pairs = zip(entry["indices"], entry["counts"], strict=True)
        return {index: [next(frames) for _ in range(count)] for index, count in pairs}

    def write_product(self, path: Path, rows: ProductRows) -> None:
        """Write the file; its table knows the old and the new one until the name has changed."""
        checksum = hashlib.blake2b(digest_size=16)
        with atomic_path(path) as part:
            with part.open("wb") as file:
                for frame in rows:
                    checksum.update(frame)
                    file.write(frame)
                size = file.tell()
            entry = {"size": size, "indices": rows.indices, "counts": rows.counts}
            new = {checksum.hexdigest(): entry}
            _write_table(path, {**_known(path), **new})
        _write_table(path, new)


def _checksum(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _table_path(path: Path) -> Path:
    return beside(path, ".frames.json")


def _known(path: Path) -> dict[str, dict[str, Any]]:
    """Return what the table says, by the checksum of a file; nothing if there is no sound table."""
    try:
        table = json.loads(_table_path(path).read_text(encoding="utf-8"))
        files = table["files"].items() if table["format"] == _FORMAT else ()
        return {checksum: _entry(**entry) for checksum, entry in files}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}  # then the file counts as somebody else's


def _entry(size: int, indices: list[int], counts: list[int]) -> dict[str, Any]:
    if len(indices) != len(counts):
        raise ValueError(indices)
    return {"size": int(size), "indices": list(map(int, indices)), "counts": list(map(int, counts))}


def _write_table(path: Path, files: dict[str, dict[str, Any]]) -> None:
    atomic_write_text(_table_path(path), json.dumps({"format": _FORMAT, "files": files}))
