"""Small real components and a maker of real records, for tests of the history of runs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from curator_gui.core import (
    Domain,
    Filter,
    Param,
    PipelineDocument,
    Registry,
    Sink,
    Source,
    make_step,
)
from curator_gui.core.documents.build import build_pipeline
from curator_gui.core.documents.document_io import document_text, write_document
from curator_gui.run import RunConfig, execute
from curator_gui.run.record.library import new_record_path


class Numbers(Source[int]):
    name = "Numbers"
    description = "The numbers from 0."

    def __init__(self, n: int = 6) -> None:
        self.n = n

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("n", "How many.", int, 6)]

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index


class Refuse(Filter[int]):
    name = "Refuse"
    description = "Fails on some numbers."

    def __init__(self, numbers: list[int] | None = None) -> None:
        self.numbers = numbers or []

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("numbers", "Which ones.", list[int] | None, None)]

    def __call__(self, items: Iterable[int]) -> Iterator[int]:
        for item in items:
            if item in self.numbers:
                raise ValueError(f"the number {item} is refused")
            yield item


class Texts(Sink[int]):
    name = "Texts"
    description = "Writes each number to a file."

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where to.", Path, widget="folder")]

    def __call__(self, items: Iterable[int], index: int) -> list[str]:
        paths = []
        for item in items:
            path = self.folder / f"number_{index}.txt"
            path.write_text(str(item))
            paths.append(str(path))
        return paths


def make_registry() -> Registry:
    registry = Registry()
    registry.add_domain(Domain("toys", "Toys", "int"))
    for cls in (Numbers, Refuse, Texts):
        registry.add("toys", cls)
    return registry


def make_document(folder: Path, *, n: int = 6, refused: Iterable[int] = ()) -> PipelineDocument:
    (folder / "out").mkdir(exist_ok=True)
    return PipelineDocument(
        name="toys",
        source=make_step("source", "toys.Numbers", {"n": n}),
        filters=(make_step("filter", "toys.Refuse", {"numbers": list(refused)}),),
        sinks=(make_step("sink", "toys.Texts", {"folder": str(folder / "out")}),),
    ).with_run(backend="sequential")


def record_run(
    folder: Path,
    *,
    n: int = 6,
    refused: Iterable[int] = (),
    indices: Iterable[int] | None = None,
    name: str = "toys",
    script: bool = False,
) -> Path:
    """Run a document with the real engine and return the path of its record.

    The document is written to `folder`, unless the run is that of a script, which has none.
    """
    document = make_document(folder, n=n, refused=refused)
    path = folder / f"{name}.curator.yaml"
    if not script:
        write_document(document, path)
    record = new_record_path(uuid.uuid4().hex, name)
    config = RunConfig(
        backend="sequential",
        indices=list(range(n) if indices is None else indices),
        document="" if script else document_text(document),
        document_path="" if script else str(path),
        name=name,
        record=record,
    )
    execute(build_pipeline(document, make_registry(), folder), config)
    return record
