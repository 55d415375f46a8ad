"""Runs, or resumes, a pipeline with two fitting filters; killed by `test_passes_live.py`.

Prints one line per index that was gathered from or is done, and one per pass.
"""

from __future__ import annotations

import sys
from pathlib import Path

from curator_gui.run import RunConfig, execute
from curator_gui.run.events import Event, IndexFinished, IndexGathered, PassFinished
from tests.run.fitting import Centered, centering


def show(event: Event) -> None:
    if isinstance(event, IndexGathered):
        print(f"gathered {event.index}", flush=True)
    elif isinstance(event, IndexFinished):
        print(f"done {event.index}", flush=True)
    elif isinstance(event, PassFinished):
        print(f"pass {event.number}", flush=True)


def main(folder: Path) -> None:
    record = folder / "run.curator-run"
    table = dict.fromkeys(range(60), "sleep 0.02")
    config = RunConfig(
        n_jobs=2, on_event=show, record=record, resume=record if record.exists() else None
    )
    result = execute(centering(folder, table, Centered(), Centered(2.0)), config)
    print(f"end {result.state}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
