"""Small real components that do to a preview what components may do."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np

from curator_gui.core import Domain, Filter, Param, PipelineDocument, Registry, Sink, Source
from curator_gui.core.document import make_step
from curator_gui.core.notes import remark, unchanged


class Numbers(Source[Any]):
    name = "Numbers"
    description = "Gives an array per index."

    def __init__(self, size: int = 10) -> None:
        self.size = size

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("size", "How many.", int, 10, minimum=0)]

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> Iterator[Any]:
        yield {"value": np.arange(6.0) + index, "mask": np.zeros(6, np.uint8)}

    def label(self, index: int) -> str:
        return f"numbers {index}"


class Act(Filter[Any]):
    name = "Act"
    description = "Does what its parameter says."

    def __init__(self, how: str = "pass") -> None:
        self.how = how

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("how", "What to do.", str, "pass")]

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            yield from getattr(self, f"_{self.how}")(item)

    def _pass(self, item: Any) -> Iterator[Any]:
        yield item

    def _triple(self, item: Any) -> Iterator[Any]:
        yield from (item, dict(item), dict(item))

    def _many(self, item: Any) -> Iterator[Any]:
        yield from (item for _ in range(100))

    def _drop(self, item: Any) -> Iterator[Any]:
        yield from ()

    def _change(self, item: Any) -> Iterator[Any]:
        item["value"] *= -2  # in place, as some filters do
        item["new"] = np.ones((2, 3))
        del item["mask"]
        yield item

    def _idle(self, item: Any) -> Iterator[Any]:
        unchanged("has no such field")
        yield item

    def _remark(self, item: Any) -> Iterator[Any]:
        remark("two units are mixed")
        yield item

    def _raise(self, item: Any) -> Iterator[Any]:
        raise ValueError("the values do not suit me")

    def _exit(self, item: Any) -> Iterator[Any]:
        sys.exit(3)

    def _crash(self, item: Any) -> Iterator[Any]:
        os._exit(7)

    def _hang(self, item: Any) -> Iterator[Any]:
        threading.Event().wait()
        yield item


class Other(Filter[Any]):
    name = "Refuses"
    description = "Refuses what it is given."

    def __init__(self, number: int) -> None:
        raise ValueError("this number never suits")

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("number", "Which.", int)]

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        return items


class Keep(Sink[Any]):
    name = "Keep"
    description = "Must never be called by a preview."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        raise AssertionError("a preview writes nothing")


def make_registry() -> Registry:
    """Return a registry of its own with the components above."""
    registry = Registry()
    registry.add_domain(Domain("odd", "Odd", "dict"))
    for cls in (Numbers, Act, Other, Keep):
        registry.add("odd", cls)
    return registry


def make_document(*acts: str, sink: bool = True) -> PipelineDocument:
    """Make a pipeline whose filters act as told, in this order."""
    return PipelineDocument(
        source=make_step("source", "odd.Numbers"),
        filters=tuple(make_step("filter", "odd.Act", {"how": how}) for how in acts),
        sinks=(make_step("sink", "odd.Keep"),) if sink else (),
    )
