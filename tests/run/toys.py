"""Small components for engine tests; importable in workers because they are pickled by value."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cloudpickle

from curator_gui.core import Filter, Param, Pipeline, Sink, Source
from curator_gui.core.components import StatefulFilter
from curator_gui.core.measuring.measures import measure
from curator_gui.core.storage.files import atomic_path

cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Numbers(Source[int]):
    name = "Numbers"
    description = "The numbers from 0."

    def __init__(self, n: int, groups: list[list[int]] | None = None) -> None:
        self.n = n
        self.groups = groups

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("n", "How many", int)]

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index

    def label(self, index: int) -> str:
        return f"number {index}"

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        if self.groups is None:
            return None
        wanted = set(indices)
        return [kept for group in self.groups if (kept := [i for i in group if i in wanted])]


class UnreconstructableError(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__(a)
        self.lock = __import__("threading").Lock()


class Misbehave(Filter[int]):
    """Does what the table says for an index; `once X` does X only the first time."""

    name = "Misbehave"
    description = "Fails in many ways."

    def __init__(self, table: dict[int, str], folder: str = "") -> None:
        self.table = table
        self.folder = folder

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("table", "What to do", dict[int, str])]

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            self.note(item)
            what = self.table.get(item, "")
            if what.startswith("once "):
                marker = Path(self.folder) / f"once-{item}"
                what = "" if marker.exists() else what[5:]
                marker.touch()
            measure("number", item, unit="1")
            self.act(what)
            yield item

    def note(self, item: int) -> None:
        if self.folder:
            with (Path(self.folder) / "starts.txt").open("a") as file:
                file.write(f"{item} {os.getpid()}\n")

    def act(self, what: str) -> None:
        if what == "raise":
            raise ValueError("this is what went wrong")
        if what == "unpicklable":
            raise UnreconstructableError(1, 2)
        if what == "exit":
            os._exit(3)
        if what == "sysexit":
            raise SystemExit(4)
        if what == "interrupt":
            raise KeyboardInterrupt
        if what == "segv":
            ctypes.string_at(0)
        if what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(60)  # the signal may need a moment if this is not the main thread
        if what == "hang":
            time.sleep(3600)
        if what == "spin":
            while True:
                pass
        if what.startswith("hold lock "):  # no other thread of this process runs meanwhile
            ctypes.PyDLL(None).usleep(ctypes.c_uint(int(1e6 * float(what[10:]))))
        if what.startswith("sleep "):
            time.sleep(float(what[6:]))
        if what == "hold":
            while not (Path(self.folder) / "go").exists():
                time.sleep(0.002)
        if what == "fork and exit":
            if os.fork() == 0:
                time.sleep(2)  # holds the worker's socket open meanwhile
                os._exit(0)
            os._exit(3)
        if what == "fork and kill":
            child = os.fork()
            if child == 0:
                time.sleep(3600)  # holds all that the worker had open, until it is killed itself
            with (Path(self.folder) / "children.txt").open("a") as file:
                file.write(f"{child}\n")
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "eat":
            hoard: list[Any] = []
            while True:
                hoard.append(bytearray(b"x" * (16 << 20)))
                time.sleep(0.01)
        if what == "print":
            print("hello from the worker", flush=True)


class Call(Filter[int]):
    """Replaces each item by what a function says about it, in the worker."""

    name = "Call"
    description = "Calls a function."

    def __init__(self, function: Callable[[int], Any], data: Any = None) -> None:
        self.function = function
        self.data = data

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int]) -> Iterator[Any]:
        for item in items:
            yield self.function(item) if self.data is None else self.function(self.data)


class Names(Sink[int]):
    name = "Names"
    description = "Returns names without writing."
    outputs_later = True

    def __init__(self, result: str = "names") -> None:
        self.result = result

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[int], index: int) -> Any:
        found = [f"out-{item}" for item in items]
        if self.result == "lambda":
            return lambda: None
        if self.result == "number":
            return 7
        return found


class Files(Sink[int]):
    name = "Files"
    description = "Writes one small file per index."

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where", Path)]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        path = self.folder / f"{index}.txt"
        with atomic_path(path) as part, part.open("w") as file:
            for item in items:  # while the file is open, as most formats' writers do it
                file.write(str(item))
        return [str(path)]


def numbers(
    n: int,
    table: dict[int, str] | None = None,
    folder: Path | str = "",
    groups: list[list[int]] | None = None,
    result: str = "names",
) -> Pipeline[int]:
    source = Numbers(n, groups)
    return source.filter(Misbehave(table or {}, str(folder))).write(Names(result))


class Total(StatefulFilter[int]):
    """Sums the numbers it sees, of all finished indices, into one JSON file."""

    name = "Total"
    description = "Counts and sums."

    def __init__(self, output: Path) -> None:
        self.output_path = Path(output)
        self.seen: list[int] = []

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("output", "Where", Path)]

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            self.seen.append(item)
            yield item

    def flush(self) -> None:
        with atomic_path(self.output_path) as part:
            part.write_text(json.dumps(self.seen))
        self.seen = []

    def reset(self) -> None:
        self.seen = []

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        seen = [item for part in parts for item in json.loads(part.read_text())]
        with atomic_path(output) as whole:
            whole.write_text(json.dumps(seen))


def asked(function: Callable[[int], Any], n: int = 1, data: Any = None) -> Pipeline[int]:
    """Make a pipeline whose outputs are `out-` and what `function` returns in a worker."""
    return Numbers(n).filter(Call(function, data)).write(Names())
