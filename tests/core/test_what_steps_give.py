"""A source or filter that gives one item where items are wanted is told, not taken apart."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core import Filter, Pipeline, Sink, Source
from curator_gui.core.flow.given import ItemsError
from curator_gui.run.events import IndexFailed, IndexFinished
from curator_gui.run.worker.index_runner import IndexRunner


class Given(Source[Any]):
    name, description = "Given", "Gives what it was given."

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Any:
        return self.make()


class Turned(Filter[Any]):
    name, description = "Turned", "Gives what it was given."

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    def __call__(self, items: Iterator[Any]) -> Any:
        return self.make()


class Count(Sink[Any]):
    name, description = "Count", "Goes through the items."

    def __call__(self, items: Iterator[Any], index: int) -> list[Any]:
        self.seen = len(list(items))
        return []


class Own:
    """A stream of a user's own."""

    def __iter__(self) -> Iterator[int]:
        return iter([1, 2])


def atoms() -> Any:
    import ase

    return ase.Atoms("CO")


def blocks() -> Any:
    import pyvista as pv

    return pv.MultiBlock([pv.Sphere()])


def fields() -> Any:
    import xarray as xr

    return xr.Dataset({"a": ("x", [1.0, 2.0])})


def column() -> Any:
    return fields()["a"]


ONE: dict[str, Callable[[], Any]] = {
    "nothing": lambda: None,
    "a number": lambda: 1.5,
    "a table": lambda: {"i": 1},
    "a text": lambda: "ab",
    "bytes": lambda: b"ab",
    "an array": lambda: np.zeros((2, 3)),
    "atoms": atoms,
    "blocks": blocks,
    "fields": fields,
    "a field": column,
}
SEVERAL: dict[str, Callable[[], Any]] = {
    "a list": lambda: [1, 2],
    "a tuple": lambda: (1, 2),
    "an iterator": lambda: iter([1, 2]),
    "a range": lambda: range(2),
    "a map": lambda: map(int, "12"),
    "values of a table": lambda: {"a": 1, "b": 2}.values(),
    "a queue": lambda: deque([1, 2]),
    "its own": Own,
}


def pipelines(make: Callable[[], Any]) -> list[Pipeline[Any]]:
    return [
        Given(make).write(Count()),
        Given(lambda: [1]).filter(Turned(make)).write(Count()),
    ]


@pytest.mark.parametrize("name", ONE)
def test_one_item_is_told(name: str) -> None:
    for number, pipeline in enumerate(pipelines(ONE[name])):
        step = ("Given", "Turned")[number]
        with pytest.raises(ItemsError, match=rf"{step} returned \w+, not items to go through"):
            pipeline[0]
        failed = IndexRunner(pipeline, 0, lambda words: None).run(0, 1)
        assert isinstance(failed, IndexFailed)
        assert failed.stage == step
        assert "yield each item, or return a list" in failed.message


@pytest.mark.parametrize("name", SEVERAL)
def test_several_are_taken(name: str) -> None:
    for pipeline in pipelines(SEVERAL[name]):
        assert pipeline[0] == []
        done = IndexRunner(pipeline, 0, lambda words: None).run(0, 1)
        assert isinstance(done, IndexFinished)


def test_a_table_of_paths_is_no_list(tmp_path: Path) -> None:
    class Table(Count):
        def __call__(self, items: Iterator[Any], index: int) -> Any:
            (tmp_path / "a").touch()
            return {tmp_path / "a": 1}

    failed = IndexRunner(Given(lambda: [1]).write(Table()), 0, lambda words: None).run(0, 1)
    assert isinstance(failed, IndexFailed)
    assert "not a list of paths" in failed.message
