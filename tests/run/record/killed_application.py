"""Runs, or resumes, a pipeline on real workers; started and killed by `test_application_kills.py`.

Prints one line for every event that settles an index.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import toys

from curator_gui.run.config import RunConfig
from curator_gui.run.engine.runner import execute
from curator_gui.run.events import Event, IndexFailed, IndexFinished

INDICES = 240
TABLE = {i: "raise" if i % 40 == 7 else "sleep 0.05" for i in range(INDICES) if i % 4}


def show(event: Event) -> None:
    if isinstance(event, IndexFinished):
        print(f"done {event.index}", flush=True)
    elif isinstance(event, IndexFailed):
        print(f"failed {event.index}", flush=True)


def main(folder: Path) -> None:
    record = folder / "run.curator-run"
    source = toys.Numbers(INDICES)
    pipeline = source.filter(toys.Misbehave(TABLE, str(folder))).write(toys.Files(folder / "out"))
    config = RunConfig(
        n_jobs=2, on_event=show, record=record, resume=record if record.exists() else None
    )
    result = execute(pipeline, config)
    print(f"end {result.state}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
