"""The components and the raw joblib calls that `bench_engine` compares."""

from __future__ import annotations

import os
import signal
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core import Filter, Param, Pipeline, Sink, Source


class Numbers(Source[int]):
    name = "Numbers"
    description = "Numbers, with whatever the source holds."

    def __init__(self, n: int, group: int = 0, load: Any = None) -> None:
        self.n = n
        self.group = group
        self.load = load

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("n", "How many", int), Param("group", "Size of groups", int, 0)]

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        if not self.group:
            return None
        wanted = list(indices)
        return [wanted[at : at + self.group] for at in range(0, len(wanted), self.group)]


class Matrix(Filter[int]):
    name = "Matrix"
    description = "Draws random numbers and sorts some of them; `calibrate` says how many rows."

    def __init__(self, rows: int = 160) -> None:
        self.rows = rows

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("rows", "How many rows", int, 160)]

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            values = np.random.default_rng(item).standard_normal((self.rows, 1250))
            np.sort(values[: 3 * self.rows // 8], axis=1)
            yield item


def calibrate(seconds: float) -> tuple[Matrix, float]:
    """Make a Matrix that takes `seconds` alone in this process; return it and what it took.

    Processor time is measured, which is wall time where nobody else works.
    """
    matrix = Matrix()
    for _ in range(10):  # another program may disturb a measurement
        took = _median_seconds(matrix)
        if abs(took / seconds - 1) < 0.03:
            break
        matrix = Matrix(max(1, round(matrix.rows * seconds / took)))
    return matrix, took


def _median_seconds(matrix: Matrix) -> float:
    times = []
    for item in range(41):
        began = time.thread_time()
        list(matrix(iter([item])))
        times.append(time.thread_time() - began)
    return statistics.median(times)


class Allocate(Filter[int]):
    name = "Allocate"
    description = "Makes many small objects, as parsers do."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            rows = [{"key": str(k), "value": [k, k + 1]} for k in range(6000)]
            yield item + len(rows) - 6000


class KillOnce(Filter[int]):
    name = "Kill once"
    description = "Kills its worker at one index, the first time."

    def __init__(self, index: int, marker: str) -> None:
        self.index = index
        self.marker = marker

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            if item == self.index and not Path(self.marker).exists():
                Path(self.marker).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield item


class Nothing(Sink[int]):
    name = "Nothing"
    description = "Consumes."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        for _ in items:
            pass
        return []


class File(Sink[int]):
    name = "File"
    description = "Writes 100 KB."

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where", Path)]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        path = self.folder / f"{index}.bin"
        for item in items:
            path.write_bytes(bytes([item % 256]) * 100_000)
        return [str(path)]


def run_one(pipeline: Pipeline[int], index: int) -> list[str]:
    """What a script would hand to joblib: one index."""
    return pipeline[index]


def run_group(pipeline: Pipeline[int], indices: list[int]) -> list[list[str]]:
    """The same for a group."""
    return [pipeline[index] for index in indices]
