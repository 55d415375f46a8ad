"""Runs, or resumes, a pipeline on real workers; started and killed by `test_application_kills.py`.

Prints one line for every event that settles an index. With a second argument the record is locked
by somebody else from the first index on, so that only the journals know what was finished.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import toys

from curator_gui.run.config import RunConfig
from curator_gui.run.engine.runner import execute
from curator_gui.run.events import Event, IndexFailed, IndexFinished, IndexStarted

INDICES = 240
TABLE = {i: "raise" if i % 40 == 7 else "sleep 0.05" for i in range(INDICES) if i % 4}


class InputFiles(toys.Numbers):
    """Numbers that stand for files: each index depends on one."""

    def __init__(self, count: int, folder: Path) -> None:
        super().__init__(count)
        self.folder = folder

    def inputs(self, index: int) -> Sequence[str]:
        return (str(self.folder / f"{index}.in"),)


_locks: list[sqlite3.Connection] = []


def show(event: Event) -> None:
    if isinstance(event, IndexStarted) and LOCKED and not _locks:
        _locks.append(sqlite3.connect(RECORD, isolation_level=None, check_same_thread=False))
        _locks[0].execute("BEGIN IMMEDIATE")
    elif isinstance(event, IndexFinished):
        print(f"done {event.index}", flush=True)
    elif isinstance(event, IndexFailed):
        print(f"failed {event.index}", flush=True)


def main(folder: Path, record: Path) -> None:
    source = InputFiles(INDICES, folder / "in")
    pipeline = source.filter(toys.Misbehave(TABLE, str(folder))).write(toys.Files(folder / "out"))
    config = RunConfig(
        n_jobs=2, on_event=show, record=record, resume=record if record.exists() else None
    )
    result = execute(pipeline, config)
    print(f"end {result.state}", flush=True)


if __name__ == "__main__":
    RECORD, LOCKED = Path(sys.argv[1]) / "run.curator-run", len(sys.argv) > 2
    main(Path(sys.argv[1]), RECORD)
