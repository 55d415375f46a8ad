"""A mapped file that is cut off under a worker costs its index alone, and is named."""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Filter, Source
from curator_gui.run import RunConfig, execute
from tests.run.reference_stand_ins import Texts


class Numbers(Source[int]):
    name, description = "Numbers", "Gives numbers."

    def __len__(self) -> int:
        return 6

    def __getitem__(self, index: int) -> Iterator[dict[str, int]]:  # type: ignore[override]
        yield {"value": index}


class ReadsMapped(Filter[Any]):
    name, description = "Reads a mapped file", "Reads a mapped file, which is cut at one index."

    def __init__(self, path: str, cut: int) -> None:
        self.path, self.cut = path, cut

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if item["value"] == self.cut:
                with open(self.path, "r+b") as file:  # noqa: PTH123
                    mapped = mmap.mmap(file.fileno(), 0)
                    os.truncate(self.path, 0)
                    item["value"] = mapped[5000]
            yield item


@pytest.mark.fault
@pytest.mark.skipif(sys.platform == "win32", reason="Windows cuts no mapped file")
def test_only_its_index_fails_and_the_cause_is_said(tmp_path: Path) -> None:
    path = tmp_path / "mapped.bin"
    path.write_bytes(b"x" * 8192)
    step = ReadsMapped(str(path), 3)
    pipeline = Numbers().filter(step).write(Texts(str(tmp_path / "out")))  # type: ignore[arg-type]
    result = execute(pipeline, RunConfig(n_jobs=2, options={"max_attempts": 1}))
    assert sorted(result.outputs) == [0, 1, 2, 4, 5]
    assert "a mapped file was cut off, or the disk is full" in result.failures[3].message
