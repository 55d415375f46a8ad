"""Source, Filter and Sink: what a component is; Pipeline: the live chain of them.

A component remembers the arguments it was constructed with. They are captured once, by the
metaclass, around the constructor call: documents, fingerprints and reloads never have to guess
which attribute came from which argument, and a subclass that forgets `super().__init__()` is
captured just as well.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import index as as_index
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from curator_gui.core.errors import misplaced
from curator_gui.core.flow.given import length_of, stream_of
from curator_gui.core.flow.several_sinks import feed_all
from curator_gui.core.message import Message
from curator_gui.core.params.capturing import ARGUMENTS, ComponentMeta
from curator_gui.core.params.declaration import declared_params
from curator_gui.core.params.param import Param

T = TypeVar("T")


class Component(ABC, metaclass=ComponentMeta):
    """What sources, filters and sinks share.

    Class attributes
    ----------------
    name
        Short name in the catalogue.
    description
        What it does to the data, in one or two sentences.
    version
        Raise it when the same arguments give other results: finished indices are then run again.
    added
        Arguments that came after the version, with the value that gives the results of before. At
        it they are no part of the fingerprint, so finished indices of before stay finished.
    placing
        Arguments that decide where results go, and nothing of what they are: no part of it either.
    measurer
        What measures the items of a run (see `core.measures`), as `module:function`; "" if nothing
        does. Of the steps of a pipeline the last one that names a measurer decides.
    """

    name: ClassVar[str]
    description: ClassVar[str]
    version: ClassVar[str] = "1"
    added: ClassVar[Mapping[str, Any]] = {}
    placing: ClassVar[Sequence[str]] = ()
    measurer: ClassVar[str] = ""

    @classmethod
    def params(cls) -> list[Param]:
        """Describe the constructor's arguments, in the order of the form.

        They are those that the constructor declares: see `curator_gui.core.params.declaration`.

        Raises
        ------
        ParamError
            If one of its annotations cannot be evaluated.
        """
        return list(declared_params(cls))

    @property
    def arguments(self) -> Mapping[str, Any]:
        """The arguments this component was constructed with, defaults included."""
        found: Mapping[str, Any] = self.__dict__.get(ARGUMENTS, {})
        return found

    def problems(self) -> Iterable[tuple[str, str]]:
        """Yield (parameter name or "", message) for whatever would make every index fail.

        Called on the constructed component before a run and while editing, off the GUI thread; it
        may list folders but must not read whole files.
        """
        return ()

    @classmethod
    def offered(
        cls, param: str, values: Mapping[str, Any], name: str = "", unit: str = ""
    ) -> Sequence[Any] | None:
        """Return what a form offers for a parameter beside the other values; None for anything.

        In a table it is asked for each `name`, with the `unit` that the data have there ("" if they
        say none). What is not offered may be given all the same, and `problems` judges it.
        """
        return None

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterable[str]:
        """Yield what has to be known before these indices of the pipeline are run.

        Called while a run is planned, also beside a window; what is kept on the component here
        goes to the workers. It may read the headers of files.

        Raises
        ------
        CuratorError
            If they cannot all be run as they are, such as items that do not fit into one store.
        """
        return ()

    def input_files(self) -> Sequence[str]:
        """Name the files that every index depends on, such as a table of statistics.

        Their paths, sizes and modification times belong to the pipeline's fingerprint.
        """
        return ()


class Source(Component, Generic[T]):
    """Where items come from: `len(source)` indices, each of which yields one or more items.

    Attributes
    ----------
    counting_may_crash
        Whether counting reads files of which a damaged one can end the process, or fill its
        memory. Such a source is counted in a process of its own, which has a limit.
    """

    counting_may_crash: ClassVar[bool] = False

    @abstractmethod
    def __len__(self) -> int:
        """Count the indices; a source lists its files here, once, and keeps the list."""

    @abstractmethod
    def __getitem__(self, index: int) -> Iterator[T]:
        """Yield the items of one index; called in a worker process."""

    def filter(self, step: Filter[T]) -> Pipeline[T]:
        """Start a pipeline: this source followed by a filter."""
        return Pipeline(self).filter(step)

    def write(self, *sinks: Sink[T]) -> Pipeline[T]:
        """Start a pipeline: this source written by sinks as it is."""
        return Pipeline(self).write(*sinks)

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Group indices that must run one after another in one worker; None if there are none."""
        return None

    def inputs(self, index: int) -> Sequence[str]:
        """Name the files that this index reads; they decide whether a finished index is current."""
        return ()

    def input_part(self, index: int) -> str:
        """Tell what of its files this index reads, such as a frame; "" for what only it can be.

        Where an earlier file gets longer, the same index may read another part of the same file.
        """
        return ""

    def label(self, index: int) -> str:
        """Name one index for tables and messages, for example by its file name."""
        return ""


class Filter(Component, Generic[T]):
    """A transformation: takes an iterator of items, yields 0..n items for each."""

    @abstractmethod
    def __call__(self, items: Iterator[T]) -> Iterator[T]:
        """Transform lazily; called once per index in a worker process."""

    def set_source(self, source: Source[T]) -> None:
        """Learn about the source when the pipeline is built (names, counts)."""

    def further_inputs(self, index: int) -> Sequence[str]:
        """Name the files that an index reads beside those of the source, such as its neighbors."""
        return ()

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Group indices that go faster one after another in one worker; None if there are none."""
        return None

    def artifacts(self) -> list[str]:
        """Name the files written beside the items."""
        return []


class StatefulFilter(Filter[T]):
    """A filter that also gathers something over all items, such as statistics.

    A worker points `output_path` at a part file of its own before every index and calls `flush()`
    after the index was written; if the index failed it calls `reset()`. After the run the parent
    calls `merge` once with the parts of all finished indices in ascending order. So the result is
    exact under retry, crash and resume, and the same for any number of workers.
    """

    output_path: Path
    """Where the merged result goes; set by the constructor from its own argument."""

    @abstractmethod
    def flush(self) -> None:
        """Write what was gathered since the last flush to `output_path`, atomically; forget it."""

    @abstractmethod
    def reset(self) -> None:
        """Forget what was gathered since the last flush."""

    @classmethod
    @abstractmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        """Combine part files, in this order, into `output`, atomically."""


class Sink(Component, Generic[T]):
    """Where items go: writes the items of one index and returns the paths written.

    Beside other sinks of a pipeline it has to take its items in its own call and thread; if another
    one fails, an error comes in the place of its next item.

    Class attributes
    ----------------
    outputs_later
        Whether the paths that it returns need not exist when the index is over, because `finish` or
        somebody else makes them. Otherwise an index whose outputs are not there has failed.
    one_store
        Whether all items go into the one file or store that its parameter names. What is kept with
        the data set then stands beside it, not in it.
    changes_items
        Whether it may change the items that it is given. In a pipeline of several sinks it then
        gets a copy of each, which takes time and memory; the others share the item itself.
    """

    outputs_later: ClassVar[bool] = False
    one_store: ClassVar[bool] = False
    changes_items: ClassVar[bool] = True

    @abstractmethod
    def __call__(self, items: Iterator[T], index: int) -> list[str]:
        """Write to a temporary name, rename when complete, return the final paths.

        A folder, and a file that other indices share, is returned as `Written` with its bytes.
        """

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Group indices that write to the same chunk or file; None if there are none."""
        return None

    def set_source(self, source: Source[T]) -> None:
        """Learn about the source when the pipeline is built (names, counts)."""

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse, changing nothing, what `prepare` would refuse; asked of all sinks of several."""

    def prepare(self, indices: Sequence[int]) -> None:
        """Create shared stores in the parent process, once, before any worker starts.

        `indices` are those that will run: what a resumed run skips is finished and must be kept.
        """

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Complete shared stores in the parent after the run; `indices` are all finished ones.

        Returns paths written. Called again after a resumed run; must then change nothing else.
        Called with none to take back what `prepare` made, if no index has finished.
        """
        return []

    def planned_outputs(self, index: int) -> Sequence[str]:
        """Name the paths that this index will write, where known beforehand; for collisions."""
        return ()

    def shared_outputs(self, index: int) -> Sequence[str]:
        """Name the paths that this index will write together with others: no other sink may."""
        return ()


def _tell(step: Any, source: Source[Any]) -> None:
    tell = getattr(step, "set_source", None)  # components of others may not have it
    if tell is not None:
        tell(source)


def _check_kind(step: Any, wanted: type[Component]) -> None:
    """Refuse a step of ours in the place of another kind; those of others are looked at later.

    Raises
    ------
    ParamError
        Naming it and where it belongs.
    """
    other = next((kind for kind in (Source, Filter, Sink) if isinstance(step, kind)), wanted)
    if not isinstance(step, wanted) and other is not wanted:
        raise misplaced(step, other.__name__, wanted.__name__)


_OF_RUNS = frozenset({
    "active_workers", "all_filter_artifacts", "completed_indices", "db_path", "failed_indices",
    "filter_artifacts_for_index", "index_for_path", "metrics", "output_paths_for_index",
    "remaining_indices", "reset", "reset_index", "summary",
})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Pipeline(Generic[T]):
    """A source, its filters and sinks; `pipeline[i]` runs index i and returns the output paths.

    Build one with `source.filter(f).write(sink)`; each call returns a new pipeline. With several
    sinks each gets every item, in one pass: `.write(a, b)`, or `.write(a).write(b)`.
    """

    source: Source[T]
    filters: tuple[Filter[T], ...] = ()
    sink: Sink[T] | None = None
    further_sinks: tuple[Sink[T], ...] = field(default=(), kw_only=True)
    """Those behind the first; `sinks` has all."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "filters", tuple(self.filters))  # a list is welcome
        _check_kind(self.source, Source)
        for step in self.filters:
            _check_kind(step, Filter)
        for sink in self.sinks:
            _check_kind(sink, Sink)

    def filter(self, step: Filter[T]) -> Pipeline[T]:
        """Return a pipeline with this filter after the others; it is told about the source."""
        _tell(step, self.source)
        return replace(self, filters=(*self.filters, step))

    def write(self, *sinks: Sink[T]) -> Pipeline[T]:
        """Return a pipeline that also ends in these sinks; they are told about the source."""
        for sink in sinks:
            _tell(sink, self.source)
        return self.ending_in(*self.sinks, *sinks)

    def ending_in(self, *sinks: Sink[T]) -> Pipeline[T]:
        """Return a pipeline with these sinks in the place of its own, as they are."""
        return replace(self, sink=sinks[0] if sinks else None, further_sinks=sinks[1:])

    @property
    def sinks(self) -> tuple[Sink[T], ...]:
        """All sinks, in their order."""
        return (*((self.sink,) if self.sink is not None else ()), *self.further_sinks)

    def __getattr__(self, name: str) -> Any:
        """Say where to find what pipelines of physicsnemo-curator have beside their steps.

        Raises
        ------
        AttributeError
            Always.
        """
        if name in _OF_RUNS:
            raise AttributeError(
                f"{type(self).__name__} has no {name}: a pipeline keeps nothing of its runs; "
                "curator_gui.run.ResumablePipeline does, with the same source, filters and sink"
            )
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def steps(self) -> tuple[Component, ...]:
        """All components in the order in which data passes them."""
        return (self.source, *self.filters, *self.sinks)

    def __len__(self) -> int:
        return length_of(self.source)

    def wrap(self, index: int) -> int:
        """Turn a negative index into its positive one.

        Raises
        ------
        IndexError
            If the source has no such index.
        """
        position, size = as_index(index), len(self)
        if not -size <= position < size:
            raise IndexError(f"index {position} is out of range: the source has {size} items")
        return position % size

    def items(self, index: int) -> Iterator[T]:
        """Yield the items of one index after the last filter, without writing them."""
        stream: Iterator[T] = stream_of(self.source, self.source[self.wrap(index)])
        for step in self.filters:
            stream = stream_of(step, step(stream))
        return stream

    def __getitem__(self, index: int) -> list[str]:
        if self.sink is None:
            raise RuntimeError(Message("the pipeline has no sink: end it with .write(sink)"))
        position = self.wrap(index)
        items = self.items(position)
        if not self.further_sinks:
            return _written(self.sink, items, position)
        return list(chain.from_iterable(feed_all(self.sinks, items, position, _written)))


def _written(sink: Any, items: Iterator[Any], index: int) -> list[str]:
    return [str(path) for path in sink(items, index)]
