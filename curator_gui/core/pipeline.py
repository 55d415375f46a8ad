"""Pipeline: the live, immutable chain of one source, filters and a sink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import index as as_index
from typing import Generic, TypeVar

from curator_gui.core.components import Component, Filter, Sink, Source

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Pipeline(Generic[T]):
    """A source, its filters and a sink; `pipeline[i]` runs index i and returns the output paths.

    Build one with `source.filter(f).write(sink)`; each call returns a new pipeline.
    """

    source: Source[T]
    filters: tuple[Filter[T], ...] = ()
    sink: Sink[T] | None = None

    def filter(self, step: Filter[T]) -> Pipeline[T]:
        """Return a pipeline with this filter after the others."""
        return replace(self, filters=(*self.filters, step))

    def write(self, sink: Sink[T]) -> Pipeline[T]:
        """Return a pipeline that ends in this sink; the sink is told about the source."""
        tell = getattr(sink, "set_source", None)
        if tell is not None:
            tell(self.source)
        return replace(self, sink=sink)

    @property
    def steps(self) -> tuple[Component, ...]:
        """All components in the order in which data passes them."""
        return (self.source, *self.filters, *((self.sink,) if self.sink is not None else ()))

    def __len__(self) -> int:
        return len(self.source)

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
        stream: Iterator[T] = iter(self.source[self.wrap(index)])
        for step in self.filters:
            stream = iter(step(stream))
        return stream

    def __getitem__(self, index: int) -> list[str]:
        if self.sink is None:
            raise RuntimeError("the pipeline has no sink: end it with .write(sink)")
        position = self.wrap(index)
        return [str(path) for path in self.sink(self.items(position), position)]
