"""The table of the shards beside them: how many samples each has, and which indices gave none."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.storage.containers.tar_samples import SampleError
from curator_gui.core.storage.files import atomic_write_text

_FORMAT = "curator-shards-1"


def table_path(folder: Path, prefix: str) -> Path:
    """Return the file of the table."""
    return folder / f"{prefix}-table.json"


def read_empty(folder: Path, prefix: str) -> set[int]:
    """Return the indices that gave no samples when the shards were last completed.

    Raises
    ------
    SampleError
        If the table is damaged, or the file is of something else.
    """
    path = table_path(folder, prefix)
    if not path.is_file():
        return set()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        if table["format"] == _FORMAT:
            return {int(index) for index in table["empty_indices"]}
        words = str(table["format"])
    except (ValueError, KeyError, TypeError) as error:
        words = f"{type(error).__name__}: {error}"
    raise SampleError(
        "{path} is no table of shards ({words}): delete it and run all indices again",
        path=path,
        words=words,
    )


def write_table(
    folder: Path, prefix: str, shards: Mapping[Path, int], empty: Collection[int]
) -> Path:
    """Write the table; `shards` has the samples of each file that is there."""
    rows: list[dict[str, Any]] = [
        {"file": path.name, "samples": shards[path], "bytes": path.stat().st_size}
        for path in sorted(shards)
    ]
    table = {
        "format": _FORMAT,
        "samples": sum(shards.values()),
        "shards": rows,
        "empty_indices": sorted(empty),
    }
    path = table_path(folder, prefix)
    atomic_write_text(path, json.dumps(table, indent=1) + "\n")
    return path


def remark_gaps(numbers: Collection[int]) -> None:
    """Say that numbers are missing among the shards, which people like to count up."""
    gaps = max(numbers, default=-1) + 1 - len(numbers)
    if gaps:
        remark(
            Message(
                "shards without items are left out ({count} of the numbers): give readers the "
                "files of the table, not a range of numbers",
                count=gaps,
            )
        )


def remark_strangers(strangers: Collection[Path]) -> None:
    """Say that shards lie there that this run did not write and the table does not list."""
    if strangers:
        remark(
            Message(
                "there are shards of indices that were not run or that the source no longer has "
                "({count}, such as {path}); the table leaves them out, readers that take all files "
                "do not: delete them",
                count=len(strangers),
                path=min(strangers),
            )
        )
