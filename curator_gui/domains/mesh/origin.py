"""Where the item at hand comes from: its index, file and time.

A filter sees only meshes. Those that need more (a table with one row per item, a file name made
from the input's) ask `current_origin`. This works because a pipeline is lazy: a step asks for an
item, and the source says whose it is just before it hands the item over, in the same thread.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from curator_gui.core.components import Source
from curator_gui.core.flow.at_hand import keep_with_items
from curator_gui.core.remote.damage import raise_damage
from curator_gui.domains.mesh.errors import MeshError

_local = threading.local()


@dataclass(frozen=True)
class Origin:
    """The provenance of one index.

    Attributes
    ----------
    index
        Number of the source item.
    stem
        The input file's name without its suffix, or another short name.
    relpath
        Folder and stem below the source's folder, with forward slashes.
    time
        Simulation time in the solver's unit, where the source knows it before reading.
    block
        Which block of a multi-block file the item at hand is, if it is one of several.
    series
        Which series this is one time of, as the source knows it: the name of a case, of a .pvd. ""
        where only the names of the files tell (see `domains.mesh.series`).
    """

    index: int
    stem: str
    relpath: str
    time: float | None = None
    block: str = ""
    series: str = ""


class Rereader(Protocol):
    """Reads the items of an index, or hands out copies of what it has read a moment ago."""

    def items(self, source: MeshSource, index: int) -> Iterator[Any]:
        """Yield items that the steps behind may change."""


def current_origin() -> Origin | None:
    """Return the origin of the item that a source last handed over in this thread."""
    return getattr(_local, "origin", None)


def _announce(item: Any, origin: Origin) -> Any:
    block = getattr(_local, "block", "")
    _local.origin = replace(origin, block=block) if block else origin
    return item


def from_block(item: Any, block: str) -> Any:
    """Return the item, having noted which block it is: a source yields it at once."""
    _local.block = block
    return item


def handed_over(held: list[tuple[Any, Origin | None]]) -> Iterator[Any]:
    """Hand over items that were held back until all of an index were there, with their origins.

    The list is empty afterwards: nothing keeps an item that was handed over.
    """
    try:
        while held:
            _local.origin = held[0][1]
            yield held.pop(0)[0]
    finally:
        _local.origin = None


def current_block() -> str:
    """Return the block that the item at hand is; "" if it is the whole of its index."""
    return str(getattr(_local, "block", ""))


def _put(known: tuple[Origin | None, str]) -> None:
    _local.origin, _local.block = known


keep_with_items(lambda: (current_origin(), current_block()), _put)


@contextmanager
def reading_others() -> Iterator[None]:
    """Let other items be read inside the block, and the one at hand be itself afterwards."""
    origin, block = current_origin(), current_block()
    _local.block = ""
    try:
        yield
    finally:
        _local.origin, _local.block = origin, block


@contextmanager
def naming_block(block: str) -> Iterator[None]:
    """Put the block's name, if it has one, before errors about it."""
    try:
        yield
    except MeshError as error:
        if not block:
            raise
        raise type(error)("block {block}: {error}", block=repr(block), error=error) from error


class MeshSource(Source[Any]):
    """A source that announces the origin of its items; subclasses write `read` and `origin`."""

    measurer = "curator_gui.domains.mesh.measures:measure_item"
    _rereader: Rereader | None = None

    def share_reading(self, rereader: Rereader) -> None:
        """Let what a filter reads beside an item be what the source reads next: one reading."""
        self._rereader = rereader

    def origin(self, index: int) -> Origin:
        """Tell where an index comes from without reading it."""
        raise NotImplementedError

    def read(self, index: int) -> Iterator[Any]:
        """Yield the `pyvista.DataSet` items of an index."""
        raise NotImplementedError

    def __getitem__(self, index: int) -> Iterator[Any]:
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} is out of range: {self.name} has {len(self)} items")
        return self._announced(index)

    def _announced(self, index: int) -> Iterator[Any]:
        origin, again = self.origin(index), self._rereader
        items = iter(self.read(index) if again is None else again.items(self, index))
        try:
            while True:
                # Without a variable for the item, nothing keeps it while other steps work on it.
                yield _announce(next(items), origin)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001 - of the reader: who takes the items raises none here
            raise_damage(MeshError, self.label(index), error)
        finally:
            _local.origin, _local.block = None, ""

    def would_list(self, path: Path) -> bool:
        """Whether a file at `path` would become one of this source's inputs."""
        return False


def origin_of(source: Source[Any] | None, index: int) -> Origin:
    """Return the origin of an index of any source; foreign ones are asked for their files."""
    if isinstance(source, MeshSource):
        return source.origin(index)
    inputs: Sequence[str] = source.inputs(index) if source is not None else ()
    stem = Path(inputs[0]).stem if inputs else f"item_{index:06d}"
    return Origin(index, stem, stem)


def item_time(mesh: Any, origin: Origin) -> float | None:
    """Return the item's time: VTK's `TimeValue` field array if it has one, else the origin's."""
    array = mesh.GetFieldData().GetArray("TimeValue")
    if array is not None and array.GetNumberOfTuples() == 1:
        return float(array.GetTuple1(0))
    return origin.time


def finite_time(mesh: Any, origin: Origin) -> float | None:
    """Return the item's time, for what orders items by it or divides by differences of it.

    Raises
    ------
    MeshError
        If it is NaN or infinite.
    """
    time = item_time(mesh, origin)
    if time is not None and not math.isfinite(time):
        raise MeshError("{name} has the time {time}, which is none", name=origin.stem, time=time)
    return time
