"""A real, tiny run: the engine starts a worker, which writes files that are read here."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from curator_gui.core.components import Sink, Source
from curator_gui.core.errors import CuratorError
from curator_gui.core.params.param import Param
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.run import execute
from curator_gui.run.config import RunConfig

ITEMS = 3
TIMEOUT = 60.0


class NumberSource(Source[int]):
    """Yields a number for each index."""

    name = "Numbers"
    description = "The numbers 0, 1, 2."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __len__(self) -> int:
        return ITEMS

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index


class ProcessIdSink(Sink[int]):
    """Writes the number and the worker's process id."""

    name = "Process id"
    description = "One text file for each index."

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where the files go.", str, widget="output_folder")]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        path = self.folder / f"{index}.txt"
        atomic_write_text(path, f"{sum(items)} {os.getpid()}")
        return [str(path)]


def run_self_test(folder: Path) -> str:
    """Run three items in a worker and say how long that took.

    Raises
    ------
    CuratorError
        If an index fails or did not run in a process of its own.
    """
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder, prefix="curator-doctor-") as name:
        pipeline = NumberSource().write(ProcessIdSink(name))
        result = execute(pipeline, RunConfig(n_jobs=1, options={"timeout": TIMEOUT}))
        for failure in result.failures.values():
            raise CuratorError(f"index {failure.index} failed: {failure.message}")
        texts = [Path(path).read_text("utf-8").split() for (path,) in result.in_order()]
    if [number for number, _ in texts] != [str(i) for i in range(ITEMS)]:
        raise CuratorError(f"wrong results: {texts}")
    if any(pid == str(os.getpid()) for _, pid in texts):
        raise CuratorError("the items ran in this process, not in a worker")
    return f"{ITEMS} items in a worker process in {time.perf_counter() - start:.1f} s"
