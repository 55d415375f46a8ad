"""A private registry with small components; nothing of it touches the application's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator_gui.core import Domain, Filter, Param, Registry, Sink, Source


class Numbers(Source[float]):
    name = "Numbers"
    description = "Yields count numbers for each index."

    def __init__(self, size: int, start: float = 0.0, per_index: int = 1) -> None:
        self.size, self.start, self.per_index = size, start, per_index

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("size", "How many indices.", int, minimum=0),
            Param("start", "The first number.", float, 0.0, unit="m"),
            Param("per_index", "Numbers for each index.", int, 1, minimum=1, maximum=9),
        ]

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> Iterator[float]:
        for item in range(self.per_index):
            yield self.start + index * self.per_index + item


class Folder(Source[float]):
    name = "Folder"
    description = "Reads a folder."

    def __init__(self, path: str, only: list[str] | None = None) -> None:
        if only == ["nothing"]:
            raise ValueError("only: 'nothing' chooses no file")
        if only == ["broken"]:
            raise KeyError("broken")
        self.path, self.only = path, only

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("path", "The folder.", str, widget="folder"),
            Param("only", "Names.", list[str] | None, None),
        ]

    def __len__(self) -> int:
        return len(list(Path(self.path).iterdir()))

    def __getitem__(self, index: int) -> Iterator[float]:
        yield float(index)


class Scale(Filter[float]):
    name = "Scale"
    description = "Multiplies."

    def __init__(self, factor: float, mode: str = "all", weights: list[float] | None = None):
        self.factor, self.mode, self.weights = factor, mode, weights

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("factor", "The factor.", float),
            Param("mode", "Which.", str, "all", choices=("all", "odd")),
            Param("weights", "Weights.", list[float] | None, None, minimum=0.0),
        ]

    def __call__(self, items: Iterator[float]) -> Iterator[float]:
        for item in items:
            yield item * self.factor


class TextFiles(Sink[float]):
    name = "Text files"
    description = "Writes a line per item."

    def __init__(self, folder: Path, template: str = "{index:04d}.txt") -> None:
        self.folder, self.template = folder, template
        self.source: Source[float] | None = None

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "Where to.", Path, widget="output_folder"),
            Param("template", "File names.", str, "{index:04d}.txt", widget="template"),
        ]

    def set_source(self, source: Source[float]) -> None:
        self.source = source

    def __call__(self, items: Iterator[float], index: int) -> list[str]:
        path = self.folder / f"{index:04d}.txt"
        path.write_text("\n".join(str(item) for item in items))
        return [str(path)]


class Elsewhere(Filter[float]):
    name = "Elsewhere"
    description = "A filter of another domain."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __call__(self, items: Iterator[float]) -> Iterator[float]:
        return items


@pytest.fixture
def registry() -> Registry:
    """Hold numbers.{Numbers, Folder, Scale, TextFiles}, other.Elsewhere and one without library."""
    registry = Registry()
    registry.add_domain(Domain("numbers", "Numbers", "float"))
    registry.add_domain(Domain("other", "Others", "str"))
    for cls in (Numbers, Folder, Scale, TextFiles):
        registry.add("numbers", cls)
    registry.add("other", Elsewhere)
    missing = type("Missing", (Scale,), {"name": "Missing"})
    registry.add("numbers", missing, requires=["no_such_library"], extra="mesh")
    return registry
