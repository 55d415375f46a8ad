"""Files that a step depends on belong to the pipeline's fingerprint."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from curator_gui.core import Filter, Param, Pipeline, Source
from curator_gui.core.fingerprint import pipeline_fingerprint


class Numbers(Source[int]):
    name = "Numbers"
    description = "Gives its index."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index


class Table(Filter[int]):
    name = "Table"
    description = "Depends on a file."

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("path", "The file.", Path)]

    def input_files(self) -> Sequence[str]:
        return (str(self.path),)

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        return items


def test_another_content_gives_another_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    pipeline = Pipeline(Numbers()).filter(Table(path))
    found = [pipeline_fingerprint(pipeline)]
    for content in ("a", "bb"):
        path.write_text(content)
        found.append(pipeline_fingerprint(pipeline))
    os.utime(path, ns=(1, 1))
    found.append(pipeline_fingerprint(pipeline))
    assert len(set(found)) == 4
    assert pipeline_fingerprint(pipeline) == found[-1]
