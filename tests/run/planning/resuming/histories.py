"""Pipelines and runs for tests of what several earlier runs mean for the next one."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from curator_gui.core import Filter, Param, Pipeline, Sink, Source
from curator_gui.core.storage.files import atomic_path
from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.config import OnError
from curator_gui.run.planning.resuming.resume import ResumePlan, plan_resume
from curator_gui.run.record import RunRecord

ITEMS = 10


class Counted(Source[int]):
    """Item i is the number i; `shift` makes it another source."""

    name = "Counted"
    description = "Counts."

    def __init__(self, count: int = ITEMS, shift: int = 0) -> None:
        self.count, self.shift = count, shift

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("count", "How many", int, ITEMS), Param("shift", "From where", int, 0)]

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Iterator[int]:
        yield index + self.shift


class Times(Filter[int]):
    """Multiplies; fails at the numbers in `FAILING`."""

    name = "Times"
    description = "Multiplies."

    def __init__(self, factor: int = 1) -> None:
        self.factor = factor

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("factor", "By what", int, 1)]

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            if item in FAILING:
                raise ValueError(f"{item} is bad")
            yield item * self.factor


FAILING: set[int] = set()
"""The numbers at which `Times` fails at present: no argument, so no change of the pipeline."""


SERVER_AHEAD = {"seconds": 0.0}
"""By how much the clock of the files that `Texts` writes is ahead."""


class Texts(Sink[int]):
    """Writes the number of each index into a file of its own, always three digits."""

    name = "Texts"
    description = "Writes numbers."

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.folder, self.prefix = folder, prefix

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param("folder", "Where", Path, widget="output_folder"),
            Param("prefix", "How names begin", str, ""),
        ]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.prefix}{index}.txt"
        with atomic_path(path) as part:
            part.write_text("".join(f"{item:03}" for item in items))
        later(SERVER_AHEAD["seconds"], path)
        return [str(path)]


def pipeline_to(folder: Path, factor: int = 1, shift: int = 0, **more: Any) -> Pipeline[int]:
    return Counted(shift=shift).filter(Times(factor)).write(Texts(folder, **more))


class Place:
    """A folder of records; the runs in it are numbered, and can be given days."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.count = 0

    @property
    def last(self) -> Path:
        return self.record(self.count)

    def record(self, number: int) -> Path:
        return self.folder / f"{number:03}.curator-run"

    def run(
        self,
        pipeline: Pipeline[Any],
        indices: Sequence[int] | None = None,
        *,
        resume: Path | None = None,
        others: bool = True,
        failing: Sequence[int] = (),
        on_error: OnError = "continue",
        document: str = "",
        day: str = "",
    ) -> RunResult:
        """Run into a record of its own; with `resume` what is finished is left out."""
        self.count += 1
        FAILING.clear()
        FAILING.update(failing)
        config = RunConfig(
            backend="sequential", n_jobs=1, indices=indices, on_error=on_error, record=self.last,
            resume=resume, resume_all=resume is not None and others, document_path=document,
            options={"dataset": False, "measure": "off", "durable": False},
        )  # fmt: skip
        try:
            result = execute(pipeline, config)
        finally:
            FAILING.clear()
        if day:
            set_day(self.last, day)
        return result

    def plan(
        self,
        pipeline: Pipeline[Any],
        indices: Sequence[int] | None = None,
        *,
        record: Path | None = None,
        others: bool = True,
    ) -> ResumePlan:
        """Plan a run that goes on with the last record."""
        chosen = range(len(pipeline)) if indices is None else indices
        with RunRecord.open(record or self.last) as found:
            return plan_resume(found, pipeline, chosen, others=others)


def later(seconds: float, *files: Path) -> None:
    """Let files have been written later than they were."""
    for file in files:
        changed = file.stat().st_mtime + seconds
        os.utime(file, (changed, changed))


def set_day(record: Path, day: str) -> None:
    """Let a record say that its run was started on a day, at noon; its times stay."""
    created = time.mktime(time.strptime(f"{day} 12:00", "%Y-%m-%d %H:%M"))
    connection = sqlite3.connect(record)
    with connection:
        connection.execute("UPDATE run SET created = ?", (created,))
    connection.close()


def day_in(reason: str) -> str:
    """Return the day that a reason names."""
    return next(word for word in reason.split() if word[:2] == "20")
