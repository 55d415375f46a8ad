"""One run on a dask cluster in a process of its own: `python -m tests.run.hosts.remote_run JSON`.

The argument holds `scheduler`, `folder` (seen by all machines), `n`, `table` and run options; the
last line that is printed is the outcome as JSON.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import Any

from curator_gui.run import RunConfig, execute
from curator_gui.run.events import Event, IndexRetried, LogLine
from tests.run import toys


def main() -> None:
    asked = json.loads(sys.argv[1])
    folder = Path(asked["folder"])
    retried: list[int] = []
    lines: list[str] = []

    def note(event: Event) -> None:
        if isinstance(event, IndexRetried):
            retried.append(event.index)
        elif isinstance(event, LogLine):
            lines.append(event.text)

    table = {int(index): what for index, what in asked["table"].items()}
    steps = toys.Numbers(asked["n"]).filter(toys.Misbehave(table, str(folder)))
    pipeline = steps.filter(toys.Call(lambda _: socket.gethostname())).write(toys.Names())
    options = {
        "scheduler": asked["scheduler"],
        "temp_folder": str(folder / "shipped"),
        "batch_size": 1,
        **asked["options"],
    }
    config = RunConfig(backend="dask", n_jobs=asked["n_jobs"], options=options, on_event=note)
    outcome: dict[str, Any] = {}
    try:
        result = execute(pipeline, config)
        outcome |= {
            "state": result.state,
            "completed": result.completed,
            "unrun": result.unrun,
            "outputs": [paths[0] for paths in result.in_order() if paths],
            "failures": {i: [f.cause, f.message] for i, f in result.failures.items()},
            "warnings": result.warnings,
        }
    except Exception as error:  # the outcome tells
        outcome["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(outcome | {"retried": retried, "lines": lines}), flush=True)


if __name__ == "__main__":
    main()
