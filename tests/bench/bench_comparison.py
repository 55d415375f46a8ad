"""Print what becomes of a batch in which something goes wrong: joblib, dask and Curator.

    python tests/bench/bench_comparison.py [--folder DIR]

The same 40 indices of the same pipeline on two worker processes, each a file of 100 KB. In each row
one thing happens, for real: index 7 raises, kills its worker each time, or hangs; or the program
itself is killed when some files are there, and started again. The table says how many of the files
were there in the end, how many indices ran a second time, and how long it took. joblib and dask are
called as their documents show; both could be wrapped in code of one's own.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # as a script, too

import psutil
from joblib import Parallel, delayed

from curator_gui.core import Filter, Pipeline
from curator_gui.run import RunConfig, execute
from tests.bench.engine_work import File, Numbers, run_one

N, BAD, JOBS = 40, 7, 2
HANG_S, GIVEN_S, LIMIT_S = 3600.0, 2.0, 60.0
WORK_S = 0.05
KILLED = "is killed"

Run = Callable[[Pipeline[int], Path], None]


class Mishap(Filter[int]):
    """Works for 50 ms and notes it; at one index something happens."""

    name, description = "Mishap", "Something happens at one index."

    def __init__(self, kind: str, notes: str) -> None:
        self.kind, self.notes = kind, notes

    def __call__(self, items: Iterator[int]) -> Iterator[int]:
        for item in items:
            with open(self.notes, "a", encoding="ascii") as file:  # noqa: PTH123
                file.write(f"{item}\n")
            if item == BAD:
                self._happen()
            time.sleep(WORK_S)
            yield item

    def _happen(self) -> None:
        if self.kind == "raises":
            raise ValueError("a damaged file")
        if self.kind == "kills its worker":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == "hangs":
            time.sleep(HANG_S)


class Came(NamedTuple):
    """What came of a batch: files, indices that ran twice or more, seconds, and the end."""

    files: int
    again: int
    seconds: float
    end: str


def with_joblib(pipeline: Pipeline[int], folder: Path) -> None:
    """Map with joblib; `timeout` is joblib's own, for each call."""
    work = (delayed(run_one)(pipeline, index) for index in range(N))
    Parallel(n_jobs=JOBS, timeout=GIVEN_S)(work)


def with_dask(pipeline: Pipeline[int], folder: Path) -> None:
    """Map with dask.distributed on this machine; it has no timeout of a task."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=JOBS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.gather(client.map(lambda index: run_one(pipeline, index), range(N)), errors="skip")


def with_curator(pipeline: Pipeline[int], folder: Path) -> None:
    """Run with a record and a time limit; a run that was killed is resumed from its record."""
    record = folder / "run.curator-run"
    options = {"timeout": GIVEN_S, "dataset": False}
    resume = record if record.exists() else None
    execute(pipeline, RunConfig(n_jobs=JOBS, options=options, record=record, resume=resume))


RUNS: dict[str, Run] = {"joblib": with_joblib, "dask": with_dask, "Curator": with_curator}
ROWS = {
    "nothing": "nothing",
    "raises": f"index {BAD} raises",
    "kills its worker": f"index {BAD} kills its worker",
    "hangs": f"index {BAD} hangs",
    KILLED: "the program is killed",
}


def made(kind: str, folder: Path) -> Pipeline[int]:
    """Make the pipeline of a row, which writes into a folder."""
    mishap = Mishap(kind, str(folder / "notes"))
    return Numbers(N).filter(mishap).write(File(folder / "out"))


def batch(name: str, kind: str, folder: Path) -> Came:
    """Run one batch in a process of its own; in the last row twice."""
    outputs = folder / "out"
    outputs.mkdir()
    began = time.monotonic()
    if kind == KILLED:
        _start(name, kind, folder, lambda: _files(outputs) >= N // 2)
    end = _start(name, kind, folder, lambda: False)
    seconds = time.monotonic() - began
    ran = (folder / "notes").read_text().split()
    again = sum(ran.count(str(index)) > 1 for index in range(N) if index != BAD)
    return Came(_files(outputs), again, seconds, end)


def _files(folder: Path) -> int:
    return sum(1 for path in folder.iterdir() if path.stat().st_size > 0)


def _start(name: str, kind: str, folder: Path, enough: Callable[[], bool]) -> str:
    """Run in a process that is killed when it is enough, or when it takes too long."""
    words = [sys.executable, __file__, "--one", name, kind, "--folder", str(folder)]
    with (folder / "errors").open("w") as errors:
        process = subprocess.Popen(words, stderr=errors, stdout=errors)
    deadline = time.monotonic() + LIMIT_S
    while process.poll() is None and time.monotonic() < deadline and not enough():
        time.sleep(0.01)
    if process.poll() is None:
        _kill(process)
        return f"hangs (killed after {LIMIT_S:.0f} s)"
    return "ends" if process.returncode == 0 else f"ends with {_error(folder / 'errors')}"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the program first, as an accident does, then what it left behind."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
    psutil.wait_procs(children, 10)


def _error(path: Path) -> str:
    """Return the name of the exception in the last traceback."""
    found = re.findall(r"^(?:\w+\.)*(\w+(?:Error|Exception))\b", path.read_text(), re.MULTILINE)
    return found[-1] if found else "an error"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=None, help="where to write")
    parser.add_argument("--one", nargs=2, metavar=("WITH", "WHAT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        name, kind = arguments.one
        RUNS[name](made(kind, arguments.folder), arguments.folder)
        return
    print(f"{'what happens':26}{'with':9}{f'files of {N}':>12}{'ran again':>11}{'s':>7}  end")
    for kind, words in ROWS.items():
        for name in RUNS:
            with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
                came = batch(name, kind, Path(folder))
            line = f"{words:26}{name:9}{came.files:12}{came.again:11}{came.seconds:7.1f}"
            print(f"{line}  {came.end}", flush=True)


if __name__ == "__main__":
    main()
