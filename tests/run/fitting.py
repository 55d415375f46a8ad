"""Components with constants of the data set, for tests of the passes before a run."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import cloudpickle

from curator_gui.core import FittedFilter, Param, Pipeline, Sink, remark
from curator_gui.core.storage.files import atomic_path
from tests.run.toys import Misbehave, Numbers

cloudpickle.register_pickle_by_value(sys.modules[__name__])


class FileNumbers(Numbers):
    """One small file per index holds its number."""

    name = "File numbers"

    def __init__(self, folder: Path) -> None:
        super().__init__(0)
        self.files = sorted(folder.glob("*.num"), key=lambda path: path.name)

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, index: int) -> Iterator[Any]:
        yield float(self.files[index].read_text())

    def label(self, index: int) -> str:
        return self.files[index].name

    def inputs(self, index: int) -> Sequence[str]:
        return (str(self.files[index]),)


class Centered(FittedFilter[float]):
    """Subtracts the mean of the data set."""

    name = "Centered"
    description = "Subtracts the mean."

    def __init__(self, weight: float = 1.0) -> None:
        self.weight = weight

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("weight", "Times this.", float, 1.0)]

    def gather(self, item: float) -> Any:
        return [1, self.weight * item]

    def combine(self, one: Any, other: Any) -> Any:
        return [one[0] + other[0], one[1] + other[1]]

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        if gathered[1] == 0:
            remark("the sum is zero")
        return {"mean": gathered[1] / gathered[0], "count": gathered[0]}

    def __call__(self, items: Iterator[float]) -> Iterator[float]:
        return (item - self.constants["mean"] for item in items)


class Texts(Sink[Any]):
    """Writes one text file per index, into a folder that it names."""

    name = "Texts"
    description = "Writes one small file per index."

    def __init__(self, folder: Path, fail: int = -1) -> None:
        self.folder = folder
        self.fail = fail

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where.", Path, widget="output_folder")]

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        if index == self.fail:
            raise OSError("the sink fails here")
        path = self.folder / f"{index:04d}.txt"
        with atomic_path(path) as part:
            part.write_text(json.dumps(list(items)))
        return [str(path)]


def write_numbers(folder: Path, numbers: Sequence[float], start: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    for place, number in enumerate(numbers, start=start):
        (folder / f"{place:04d}.num").write_text(repr(float(number)))


def centering(
    folder: Path, table: dict[int, str] | None = None, *filters: Any, fail: int = -1
) -> Pipeline[Any]:
    """Return a pipeline over `folder / "in"`; `table` is for the step before the fitting one."""
    pipeline = FileNumbers(folder / "in").filter(
        ByIndex({float(key): what for key, what in (table or {}).items()}, str(folder))
    )
    for each in filters or (Centered(),):
        pipeline = pipeline.filter(each)
    return pipeline.write(Texts(folder / "out", fail))


class ByIndex(Misbehave):
    """Misbehaves for certain numbers."""

    name = "Trouble"

    def __init__(self, table: dict[float, str], folder: str = "") -> None:
        super().__init__(table, folder)  # type: ignore[arg-type]


def outputs(folder: Path) -> dict[int, float]:
    return {
        int(path.stem): json.loads(path.read_text())[0]
        for path in sorted((folder / "out").glob("*.txt"))
    }


def is_centered(folder: Path, numbers: Mapping[int, float], over: Sequence[float]) -> None:
    """Insist that the outputs are these numbers less the mean of `over`, by hand."""
    mean = math.fsum(over) / len(over)
    found = outputs(folder)
    assert sorted(found) == sorted(numbers)
    for index, number in numbers.items():
        assert math.isclose(found[index], number - mean, rel_tol=1e-12, abs_tol=1e-12)
