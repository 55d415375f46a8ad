"""Small real components, so that tests of editing need no extra."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from curator_gui.core import Domain, Filter, Param, Registry, Sink, Source


class Files(Source[str]):
    name = "Text files"
    description = "Reads the text files of a folder."

    def __init__(self, folder: Path, pattern: str = "*.txt", limit: int | None = None) -> None:
        self.paths = sorted(folder.glob(pattern))[:limit]
        self.limit = limit

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "Where the files are.", Path, widget="folder"),
            Param("pattern", "Which files.", str, "*.txt", widget="pattern"),
            Param("limit", "At most so many.", int | None, None, minimum=1, unit="files"),
        ]

    def __len__(self) -> int:
        if self.limit == 13:
            raise ZeroDivisionError("counting failed")
        if self.limit == 14:
            os._exit(5)
        if self.limit == 15:
            self.paths[0].with_suffix(".counting").touch()
            time.sleep(1000)
        return len(self.paths)

    def __getitem__(self, index: int) -> Iterator[str]:
        yield self.paths[index].read_text()

    def label(self, index: int) -> str:
        return self.paths[index].name

    def inputs(self, index: int) -> list[str]:
        return [str(self.paths[index])]


class Repeat(Filter[str]):
    name = "Repeat"
    description = "Repeats each text."

    def __init__(
        self,
        times: int = 2,
        gap: float = 0.0,
        mode: str = "lines",
        words: list[str] | None = None,
        upper: bool = False,
        table: dict[str, float] | None = None,
        parts: list[str] | None = None,
    ) -> None:
        self.times = times
        if times == 13:
            raise ValueError("thirteen is refused by the component itself")

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("times", "How often.", int, 2, minimum=1, maximum=100),
            Param("gap", "Room between.", float, 0.0, unit="mm", minimum=0),
            Param("mode", "How.", str, "lines", choices=("lines", "words")),
            Param("words", "Only these.", list[str] | None, None),
            Param("upper", "In capitals.", bool, False),
            Param("table", "Weights.", dict[str, float] | None, None),
            Param("parts", "Parts.", list[str] | None, None, choices=("head", "body", "foot")),
        ]

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        for item in items:
            yield item * self.times

    def problems(self) -> Iterable[tuple[str, str]]:
        if self.times == 99:
            yield "times", "99 is too much for this folder"


class Plain(Filter[str]):
    name = "Plain"
    description = "Passes everything; has nothing to set."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        yield from items


class Write(Sink[str]):
    name = "Text folder"
    description = "Writes texts into a folder."

    def __init__(self, folder: Path, name: str = "{stem}.txt") -> None:
        self.folder, self.template = folder, name

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "Where to write.", Path, widget="output_folder"),
            Param("name", "How files are called.", str, "{stem}.txt", widget="template"),
        ]

    def __call__(self, items: Iterator[str], index: int) -> list[str]:
        self.folder.mkdir(exist_ok=True, parents=True)
        path = self.folder / f"{index}.txt"
        path.write_text("".join(items))
        return [str(path)]


class Mesh(Source[int]):
    name = "Other source"
    description = "Gives numbers of another domain."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index


class Lost(Filter[str]):
    name = "Lost"
    description = "Needs a module that nobody has."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[str]) -> Iterator[str]:
        return items


def make_registry() -> Registry:
    """Return a registry of its own with the components above."""
    registry = Registry()
    registry.add_domain(Domain("text", "Texts", "str"))
    registry.add_domain(Domain("other", "Others", "int"))
    for cls in (Files, Repeat, Plain, Write):
        registry.add("text", cls)
    registry.add("text", Lost, requires=["no_such_module_anywhere"], extra="lost")
    registry.add("other", Mesh)
    return registry
