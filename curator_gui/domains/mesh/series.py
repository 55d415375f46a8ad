"""Series: indices that are times of one simulation, and what stands beside an index in its series.

A source that knows says which series an index belongs to (an OpenFOAM case, a .pvd). Elsewhere
files whose paths differ in one number are a series, in the order of the source: the number at the
end of the name, else the last one in it (`run1/step_0001.vtu`, `run1/step_0002.vtu`).
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isclose
from typing import Any

from curator_gui.core.components import Source
from curator_gui.core.message import Message
from curator_gui.core.notes import NoteKind, noting, remark, unchanged
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.origin import (
    MeshSource,
    Origin,
    current_block,
    from_block,
    origin_of,
    reading_others,
)

_NUMBER = r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_AT_THE_END = re.compile(_NUMBER + r"$")
_WITHIN = re.compile(_NUMBER + r"(?!.*\d)")
_KEPT_TOGETHER = (3, 8)
"""How many neighbors one worker takes one after another, at least and at most: of eight, two more
are read. A few indices are parted further, so that there is work for several workers.
"""


def series_key(origin: Origin) -> str:
    """Return what the indices of a series have in common: its name, or the path but the number."""
    if origin.series:
        return f"{origin.series}/"
    folder, slash, stem = origin.relpath.rpartition("/")
    cut, count = _AT_THE_END.subn("#", stem)
    return folder + slash + (cut if count else _WITHIN.sub("#", stem))


def _number(origin: Origin) -> float | None:
    """Return the number that tells an index from the others of its series; None if none does."""
    stem = origin.relpath.rpartition("/")[2]
    found = _AT_THE_END.search(stem) or _WITHIN.search(stem)
    return None if origin.series or found is None else float(found[0])


def series_name(origin: Origin) -> str:
    """Name the series of an index as a path: `run1/step` of `run1/step_0001`."""
    if origin.series:
        return origin.series
    folder, slash, last = series_key(origin).rpartition("/")
    return folder + slash + (last.replace("#", "").strip("-_. ") or "series")


@dataclass(frozen=True)
class Place:
    """Where an index stands: `position` counts from 0; None where there is no neighbor."""

    position: int
    before: int | None
    after: int | None
    first: int

    @property
    def around(self) -> tuple[int, ...]:
        """The neighbors that there are."""
        return tuple(each for each in (self.before, self.after) if each is not None)


class SeriesOf:
    """The series of a source; what it has found out about its indices is not shipped."""

    def __init__(self, source: Source[Any]) -> None:
        self._source = source
        self._members: dict[str, list[int]] | None = None
        self._positions: dict[int, tuple[str, int]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Ship the source alone: a worker looks at the names itself."""
        return {"_source": self._source, "_members": None, "_positions": {}}

    @property
    def members(self) -> dict[str, list[int]]:
        """The indices of each series, in their order."""
        if self._members is None:
            found: dict[str, list[int]] = {}
            for index in range(len(self._source)):
                of_key = found.setdefault(series_key(origin_of(self._source, index)), [])
                self._positions[index] = (next(reversed(found)), len(of_key))
                of_key.append(index)
            self._members = found
        return self._members

    def place(self, index: int) -> Place:
        """Tell where an index of the source stands in its series."""
        members = self.members
        key, position = self._positions[index]
        of_key = members[key]
        before = of_key[position - 1] if position else None
        after = of_key[position + 1] if position + 1 < len(of_key) else None
        return Place(position, before, after, of_key[0])

    def uneven(self) -> Iterator[str]:
        """Say which series have numbers at other distances, as where a file is missing.

        For who counts items instead of asking for times.
        """
        for of_key in self.members.values():
            origins = [origin_of(self._source, index) for index in of_key]
            numbers = [_number(origin) for origin in origins]
            known = [number for number in numbers if number is not None]
            steps = [after - before for before, after in pairwise(known)]
            odd = [n for n, step in enumerate(steps, 1) if not isclose(step, steps[0])]
            if odd:
                yield Message(
                    "the numbers of {name} are not evenly spaced ({one}, {other}): the interval is "
                    "taken from each item to the next one all the same",
                    name=series_name(origins[0]),
                    one=f"{known[odd[0] - 1]:g}",
                    other=f"{known[odd[0]]:g}",
                )

    def groups(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Part indices so that one worker has neighbors one after another; None if there are none.

        What it reads for one index is what the next one needs.
        """
        wanted, groups = set(indices), []
        least, most = _KEPT_TOGETHER
        size = min(most, max(least, len(wanted) // 6))
        for of_key in self.members.values():
            group: list[int] = []
            for index in of_key:
                if index not in wanted or len(group) == size:
                    groups += [group] if group else []
                    group = []
                if index in wanted:
                    group.append(index)
            groups += [group] if group else []
        return groups if any(len(group) > 1 for group in groups) else None


Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class _Read:
    stamp: Stamp
    items: list[tuple[Any, str]]
    notes: list[tuple[NoteKind, str]]
    topologies: list[bytes] = field(default_factory=list)


class RecentItems:
    """The items of the indices that were read last, as the source gave them.

    A neighbor of one index is the next index: with this between source and filter each file is
    read once. Files that have changed since are read again. Nothing is shipped to other processes.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._found: OrderedDict[int, _Read] = OrderedDict()

    def __getstate__(self) -> dict[str, Any]:
        """Ship no items."""
        return {"_count": self._count, "_found": OrderedDict()}

    def items(self, source: MeshSource, index: int) -> Iterator[Any]:
        """Yield copies of the items of an index, which the steps behind may change."""
        found = self._read(source, index)
        for kind, words in found.notes:  # said of the index itself, not of whose neighbor it is
            (remark if kind == "remark" else unchanged)(words)
        for mesh, block in found.items:
            copy = type(mesh)()
            copy.DeepCopy(mesh)
            yield from_block(copy, block)

    def given(self, source: Source[Any], index: int) -> list[Any]:
        """Return the items of an index as the source gave them; they must not be changed.

        Raises
        ------
        MeshError
            Naming the index, if it cannot be read.
        """
        try:
            return [mesh for mesh, _ in self._read(source, index).items]
        except (MeshError, OSError) as error:
            name = source.label(index) or f"index {index}"
            raise MeshError(
                "its neighbor {name} cannot be read: {error}", name=name, error=error
            ) from error

    def topology(self, source: Source[Any], index: int, item: int) -> bytes:
        """Return what tells the cells of an item from other ones (without their points)."""
        found = self._read(source, index)
        if not found.topologies:
            found.topologies = [topology(mesh) for mesh, _ in found.items]
        return found.topologies[item]

    def _read(self, source: Source[Any], index: int) -> _Read:
        stamp = _stamp(source.inputs(index))
        known = self._found.get(index)
        if known is None or known.stamp != stamp:
            known = self._found[index] = _read_now(source, index, stamp)
        self._found.move_to_end(index)
        while len(self._found) > self._count:
            self._found.popitem(last=False)
        return known


def _read_now(source: Source[Any], index: int, stamp: Stamp) -> _Read:
    notes: list[tuple[NoteKind, str]] = []
    with reading_others(), noting(lambda kind, words: notes.append((kind, words))):
        items = source.read(index) if isinstance(source, MeshSource) else source[index]
        return _Read(stamp, [(mesh, current_block()) for mesh in items], notes)


def _stamp(paths: Sequence[str]) -> Stamp:
    found = []
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 - for every file of every index
        except OSError:  # whoever reads it says so
            continue
        found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)


def topology(mesh: Any) -> bytes:
    """Return a digest of the cells of a mesh: which points they are on, and their types."""
    import numpy as np
    import xxhash

    from curator_gui.domains.mesh.formats.arrays import structure_arrays

    digest = xxhash.xxh3_128()
    for name, array in structure_arrays(mesh).items():
        if name.startswith(("cells/", "faces/", "dimensions")):
            kind = np.uint8 if name == "cells/types" else np.int64
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(array, kind).data)
    digest.update(str(mesh.n_points).encode())
    return digest.digest()
