"""Read one item out of a shard for WebDataset (see `containers.tar_samples`)."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from curator_gui.core.storage.containers.tar_samples import (
    Arrays,
    Member,
    read_sample,
    refuse_damaged,
    scan,
)
from curator_gui.dataset.own_files import refuse_index


def read_shard(path: Path, index: int) -> Arrays:
    """Read the arrays of an item; those of its second sample are called `1/NAME`, and so on.

    Raises
    ------
    DatasetError
        If the shard does not have it.
    """
    found: Arrays = {}
    with path.open("rb") as file:
        for number, members in enumerate(_samples_of(path, index)):
            arrays, _ = read_sample(path, file, members)
            found |= {f"{number}/{name}" if number else name: a for name, a in arrays.items()}
    return found


def read_first_sample(path: Path, index: int) -> tuple[Arrays, dict[str, Any]]:
    """Read the first sample of an item and what its JSON says; no other one is read.

    Raises
    ------
    DatasetError
        If the shard does not have it.
    """
    with path.open("rb") as file:
        return read_sample(path, file, _samples_of(path, index)[0])


def _samples_of(path: Path, index: int) -> list[list[Member]]:
    samples = _samples(path, path.stat().st_mtime_ns).get(index)
    if not samples:
        refuse_index(path, index)
    return samples


@lru_cache(maxsize=64)
def _samples(path: Path, changed: int) -> dict[int, list[list[Member]]]:
    """Return the members of each index of a shard, those of each of its samples together."""
    found = scan(path)
    refuse_damaged(path, found)
    by_index: dict[int, list[list[Member]]] = {}
    for owner, members in groupby(found.members, attrgetter("owner")):
        by_index[owner] = [list(one) for _, one in groupby(members, attrgetter("item"))]
    return by_index
