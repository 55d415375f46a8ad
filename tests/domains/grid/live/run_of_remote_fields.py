"""Runs, or resumes, a pipeline over an object store; kills the store's server after an index.

Prints what came of it as JSON. A process of its own, because workers keep the variables of the
environment that they were started with.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from curator_gui.core import Source
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sources.netcdf import NetCDFSource
from curator_gui.domains.grid.sources.zarr import GridZarrSource
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import Event, IndexFinished


def main(address: str, folder: Path, server: int) -> None:
    def kill_server(event: Event) -> None:
        if server and isinstance(event, IndexFinished):
            try:
                os.kill(server, signal.SIGKILL)
            except ProcessLookupError:
                return

    record = folder / "run.curator-run"
    config = RunConfig(
        n_jobs=2,
        on_event=kill_server,
        record=record,
        resume=record if record.exists() else None,
        options={"batch_size": 1, "max_attempts": 1},
    )
    source: Source = GridZarrSource(address) if ".zarr" in address else NetCDFSource(address)
    result = execute(source.write(NetCDFSink(folder / "out")), config)
    said = {
        "done": sorted(result.outputs),
        "outputs": {index: paths[0] for index, paths in result.outputs.items()},
        "skipped": sorted(result.skipped),
        "failed": {index: failure.message for index, failure in result.failures.items()},
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
