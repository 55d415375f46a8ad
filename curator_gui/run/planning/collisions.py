"""What would be written twice: by two indices, or by two sinks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline, Sink
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, plural, term
from curator_gui.core.params.param import params_of
from curator_gui.core.registration.foreign import appends
from curator_gui.run.worker.redirect import output_paths
from curator_gui.run.worker.stage_clock import step_names

MAX_COLLISIONS = 20

Outputs = Sequence[Mapping[int, Sequence[str]]]
"""For each sink what its indices will write; nothing for one that does not know it beforehand."""


class CollisionError(CuratorError, ValueError):
    """Two indices or two sinks would write the same file; the message names both and the path."""


@dataclass(frozen=True)
class Collision:
    """Two indices that would write one path; `sinks` names those of two sinks that would."""

    path: str
    first: int
    second: int
    sinks: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        if any(self.sinks):
            return self._of_sinks()
        return Message(
            "indices {first} and {second} would both write {path}; add {{index}} "
            "or {{relpath}} to the sink's naming template",
            first=self.first,
            second=self.second,
            path=self.path,
        )

    def _of_sinks(self) -> Message:
        return Message(
            "the sinks {first} and {second} would both write {path}; give one of them another "
            "folder or another name",
            first=term(self.sinks[0]),
            second=term(self.sinks[1]),
            path=self.path,
        )


def planned_outputs(pipeline: Pipeline[Any], indices: Sequence[int]) -> Outputs:
    """Ask each sink what it will write."""
    return [_planned_by(sink, indices) for sink in pipeline.sinks]


def _planned_by(sink: Any, indices: Sequence[int]) -> dict[int, Sequence[str]]:
    ask = getattr(sink, "planned_outputs", None)
    if ask is None or not indices or not ask(indices[0]):
        return {}  # the names are not known beforehand
    return {index: ask(index) for index in indices}


def each_output(outputs: Outputs) -> Iterator[tuple[str, int, int]]:
    """Yield each path with its index and the number of its sink."""
    for sink, found in enumerate(outputs):
        for index, paths in found.items():
            for path in paths:
                yield path, index, sink


def find_collisions(
    pipeline: Pipeline[Any], outputs: Outputs, indices: Sequence[int]
) -> tuple[Collision, ...]:
    """Find paths that two of the indices, or two sinks, would write; 20 at most."""
    found = chain(_same_stores(pipeline), _same_paths(pipeline, outputs, indices))
    return tuple(islice(found, MAX_COLLISIONS))


def _same_paths(
    pipeline: Pipeline[Any], outputs: Outputs, indices: Sequence[int]
) -> Iterator[Collision]:
    names = step_names(pipeline)[-len(pipeline.sinks) :]
    owners: dict[str, tuple[int, int]] = {}
    told: set[tuple[int, int]] = set()
    several = len(outputs) > 1  # they may say the same in other words
    key_of = _real_paths() if several else str
    shared = _shared_outputs(pipeline, indices) if several else ()
    own = ((path, index, sink, False) for path, index, sink in each_output(outputs))
    for path, index, sink, is_shared in chain(own, shared):
        first, other = owners.setdefault(key_of(path), (index, sink))
        if other != sink and (other, sink) not in told:  # most often it is so for all indices
            told.add((other, sink))
            yield Collision(path, first, index, (names[other], names[sink]))
        elif other == sink and first != index and not is_shared:
            yield Collision(path, first, index)


def _real_paths() -> Callable[[str], str]:
    """Return a function that names a path without links in its folder; each is looked at once."""
    folders: dict[str, str] = {}

    def real(path: str) -> str:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        return f"{folders[folder]}{os.sep}{name}"

    return real


def _shared_outputs(
    pipeline: Pipeline[Any], indices: Sequence[int]
) -> Iterator[tuple[str, int, int, bool]]:
    """Yield each path that indices of a sink share, with the first of them."""
    for sink, component in enumerate(pipeline.sinks):
        ask = getattr(component, "shared_outputs", None)
        if ask is None or not indices or not ask(indices[0]):
            continue
        found: set[str] = set()
        for index in indices:
            for path in ask(index):
                if path not in found:
                    found.add(path)
                    yield path, index, sink, True


def _same_stores(pipeline: Pipeline[Any]) -> Iterator[Collision]:
    """Find sinks one of which writes into the store or file of another, for all its indices."""
    sinks = list(zip(step_names(pipeline)[-len(pipeline.sinks) :], pipeline.sinks, strict=True))
    for (name, sink), (other_name, other) in combinations(sinks, 2):
        for store, place in ((_store(sink), _place(other)), (_store(other), _place(sink))):
            if store is not None and place is not None and place.is_relative_to(store):
                yield Collision(str(place), 0, 0, (name, other_name))
                break


def _place(sink: Any) -> Path | None:
    found = next(iter(output_paths(sink).values()), None)
    return None if found is None else found.resolve()


def _store(sink: Any) -> Path | None:
    """Return the one file or store that a sink writes for all items, if it is such a sink."""
    one = getattr(sink, "one_store", False)
    one = one or any(param.widget == "output_file" for param in params_of(sink))
    return _place(sink) if one else None


class SameOutputs:
    """Notices while a run goes on that indices name the same outputs.

    It is for sinks that do not say beforehand what they write. Only the first outputs are kept:
    who writes many indices to one name does so soon.
    """

    KEPT = 100_000

    def __init__(self) -> None:
        self._owners: dict[str, int] = {}
        self._folders: dict[str, tuple[str, int]] = {}
        self._within: tuple[str, str, int, int] | None = None
        self._again: dict[int, str] = {}

    def add(self, index: int, outputs: Sequence[str]) -> None:
        for path in outputs:
            if len(self._owners) < self.KEPT:
                self._owners.setdefault(path, index)
            if self._owners.get(path, index) != index:
                self._again[index] = path
            if self._within is None:
                self._look_within(path, index)

    def _look_within(self, path: str, index: int) -> None:
        """Notice that an output lies in a folder that is one of another index, or the reverse."""
        inner, other = self._folders.get(path, (path, index))
        if other != index:
            self._within = inner, path, other, index
        outer = path
        while (outer := os.path.dirname(outer)) not in ("", os.sep):  # noqa: PTH120 - per output
            if self._owners.get(outer, index) != index:
                self._within = path, outer, index, self._owners[outer]
            if outer in self._folders or len(self._folders) >= self.KEPT:
                break  # those above it were looked at when it came
            self._folders[outer] = path, index
            if outer == os.path.dirname(outer):  # noqa: PTH120 - the root of a drive
                break

    def words(self) -> list[str]:
        """Say how many indices have named what another one has, and one of the paths."""
        found: list[str] = [self._said_within(*self._within)] if self._within is not None else []
        if self._again:
            index, path = min(self._again.items())
            found.append(self._said(len(self._again), path, self._owners[path], index))
        return found

    def _said_within(self, inner: str, outer: str, first: int, second: int) -> Message:
        return Message(
            "{inner} of index {first} lies in {outer} of index {second}: one that runs again may "
            "remove what the other one wrote; give each index a name of its own",
            inner=inner,
            outer=outer,
            first=first,
            second=second,
        )

    def _said(self, n: int, path: str, first: int, second: int) -> Message:
        return plural(
            n,
            "one index named an output that another index had named before: {path} (indices "
            "{first} and {second}): unless the sink adds to it, only what the last one wrote is "
            "there",
            "{n} indices named an output that another index had named before, such as {path} "
            "(indices {first} and {second}): unless the sink adds to it, only what the last one "
            "wrote is there",
            path=path,
            first=first,
            second=second,
        )


class SameArtifacts(SameOutputs):
    """Notices the same of the files that filters write beside the items."""

    def _said(self, n: int, path: str, first: int, second: int) -> Message:
        return plural(
            n,
            "one index named a file of a filter that another index had named before: {path} "
            "(indices {first} and {second}): unless the filter adds to it, only what the last one "
            "wrote is there",
            "{n} indices named a file of a filter that another index had named before, such as "
            "{path} (indices {first} and {second}): unless the filter adds to it, only what the "
            "last one wrote is there",
            path=path,
            first=first,
            second=second,
        )


def same_outputs(pipeline: Pipeline[Any], indices: Sequence[int]) -> SameOutputs | None:
    """Return what notices shared outputs; None where a sink says itself what is shared."""
    told = any(_says_what_it_writes(sink, indices) for sink in pipeline.sinks)
    return None if told or not indices else SameOutputs()


def _says_what_it_writes(sink: Any, indices: Sequence[int]) -> bool:
    if appends(sink) or _has_own(sink, "prepare") or _has_own(sink, "finish"):
        return True
    asked = (getattr(sink, name, None) for name in ("planned_outputs", "shared_outputs"))
    return any(ask(indices[0]) for ask in asked if ask is not None and indices)


def _has_own(sink: Any, name: str) -> bool:
    return getattr(type(sink), name, None) not in (None, getattr(Sink, name))
