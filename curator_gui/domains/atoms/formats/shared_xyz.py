"""One extended XYZ file with the structures of many indices.

A hidden file beside it says how many frames each index gave, so that some indices can be run again
and replace exactly theirs: `.train.xyz.indices`, JSON with the size of the file that it belongs to.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

from curator_gui.core.files import atomic_path, atomic_write_text
from curator_gui.domains.atoms.errors import StructureError, os_reason
from curator_gui.domains.atoms.formats.staging import ProductRows
from curator_gui.domains.atoms.formats.xyz_frames import find_frames


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.indices")


def write_shared(path: Path, rows: ProductRows) -> None:
    """Write all frames in their order, and which index gave how many."""
    with atomic_path(path) as part:
        with part.open("wb") as file:
            for frame in rows:
                file.write(frame)
        known = {"indices": rows.indices, "counts": rows.counts, "size": part.stat().st_size}
        atomic_write_text(_beside(path), json.dumps(known))


def read_shared(path: Path) -> dict[int, list[bytes]]:
    """Return the frames of a file by index; none of an empty one.

    Raises
    ------
    StructureError
        If the file was written by another program or changed: it is not ours to overwrite.
    """
    if not path.stat().st_size:
        return {}
    known = _known(path)
    with path.open("rb") as file:
        bounds = find_frames(file).bounds.tolist()
        frames = []
        for start, end in pairwise(bounds):
            file.seek(start)
            frames.append(file.read(end - start))
    if len(frames) != sum(known["counts"]):
        raise _foreign(path)
    found, place = {}, 0
    for index, count in zip(known["indices"], known["counts"], strict=True):
        found[int(index)] = frames[place : place + count]
        place += count
    return found


def _known(path: Path) -> dict[str, Any]:
    try:
        known: dict[str, Any] = json.loads(_beside(path).read_text(encoding="utf-8"))
        if known["size"] != path.stat().st_size or len(known["indices"]) != len(known["counts"]):
            raise _foreign(path)
    except FileNotFoundError:
        raise _foreign(path) from None
    except OSError as error:
        raise StructureError(
            "{path} cannot be read: {reason}", path=_beside(path), reason=os_reason(error)
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, StructureError):
            raise
        raise _foreign(path) from error
    return known


def _foreign(path: Path) -> StructureError:
    return StructureError(
        "{path} was not written by this sink, or changed since: choose another name", path=path
    )
