"""What a worker of a job prints stands in the job system's own file, and without secrets."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Filter
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from curator_gui.run import RunConfig, execute
from curator_gui.run.worker.process.job_output import IN_JOB, mask_job_output
from tests.run.hosts.dask_lab import DaskLab
from tests.run.observe import until

pytestmark = pytest.mark.workers

SAYS = """
import ctypes, os, signal, subprocess, sys
from curator_gui.run.worker.process.job_output import mask_job_output
mask_job_output()
mask_job_output()
print("python s3://key:abcdef@bucket", flush=True)
os.write(1, b"library s3://key:abc")
os.write(1, b"def@bucket \\xff\\n")
subprocess.run(["echo", "program password=abcdef STORAGE_KEY"])
subprocess.run("echo $STORAGE_KEY", shell=True)
os.write(2, b"last words secret=abcdef")
"""
DEATHS = {
    "end": "",
    "exit": "os._exit(3)",
    "kill": "os.kill(os.getpid(), signal.SIGKILL)",
    "fault": "ctypes.string_at(0)",
    "term": "os.killpg(0, signal.SIGTERM)",
}


@pytest.mark.parametrize("death", DEATHS)
def test_all_that_is_printed_arrives_masked(tmp_path: Path, death: str) -> None:
    path = tmp_path / "slurm-7.out"
    with path.open("ab") as out:
        subprocess.run(
            [sys.executable, "-c", SAYS + DEATHS[death]],
            stdout=out, stderr=out, check=False, start_new_session=True,
            env={**os.environ, IN_JOB: "1", "STORAGE_KEY": "winter-storage-91"},
        )  # fmt: skip
    until(lambda: b"last words secret=***" in path.read_bytes(), "the last words")
    said = path.read_bytes()
    assert said.splitlines() == [
        b"python s3://key:***@bucket",
        b"library s3://key:***@bucket \xff",
        b"program password=*** STORAGE_KEY",
        b"${STORAGE_KEY}",
        b"last words secret=***",
    ], "in the order in which it was printed"
    assert b"abcdef" not in said
    assert b"winter" not in said


def test_other_processes_print_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(IN_JOB, raising=False)
    before = sys.stdout, sys.stderr
    mask_job_output()
    assert (sys.stdout, sys.stderr) == before


class Says(Filter[Any]):
    """Prints what must not be told, past Python too."""

    name, description = "Says", "Prints secrets."

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            print("opened s3://key:abcdef@bucket", flush=True)
            os.write(1, b"library opened s3://key:abcdef@bucket\n")
            yield item


def test_a_dask_worker_of_a_job_masks_its_file(tmp_path: Path) -> None:
    lab = DaskLab(tmp_path, workers=0)
    try:
        lab.add_worker(**{IN_JOB: "1"})
        lab.begin()
        pipeline = SyntheticSource(count=2).filter(Says()).write(NPZSink(tmp_path / "out"))
        result = execute(pipeline, RunConfig(backend="dask", n_jobs=1, options=lab.options()))
        assert all(result.outputs.values())
        log = tmp_path / "worker.log"
        until(lambda: log.read_bytes().count(b"library opened") == 2, "what libraries said")
        said = log.read_text()
        assert said.count("opened s3://key:***@bucket") == 4
        assert "abcdef" not in said
    finally:
        lab.end()
