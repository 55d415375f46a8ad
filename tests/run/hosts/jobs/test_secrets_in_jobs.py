"""A secret that a run is given by its environment is in nothing that Slurm or the run writes."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from curator_gui.core import Filter
from curator_gui.core.trust.secrets import expanded
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import Event, IndexFailed, IndexFinished
from tests.run.hosts.dask_lab import wait_until
from tests.run.hosts.jobs.slurm_lab import SlurmLab, why_not
from tests.run.hosts.lab import job_lab
from tests.run.observe import Recorder

pytestmark = [pytest.mark.fault, pytest.mark.cluster]
SECRET = "winter-storage-91"
ASKED = (
    ("scontrol", "show", "job", "-dd"),
    ("squeue", "-O", "JobID,Command,Comment,Name,Features,Dependency"),
    ("scontrol", "show", "step"),
)


class Opens(Filter[Any]):
    """Opens an address with a secret, which libraries print, and fails at every second item."""

    name, description = "Opens", "Opens addresses."
    opened = 0

    def __init__(self, address: str, storage_options: dict[str, str]) -> None:
        self.address, self.storage_options = address, storage_options

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            address = expanded(self.address)
            secret = expanded(self.storage_options["secret"])
            print(f"opened {address} with secret={secret}", flush=True)
            os.write(2, f"library: {address}?sig={secret}\n".encode())
            subprocess.run(["echo", f"program {secret}"], check=True)
            type(self).opened += 1
            if self.opened % 2 == 0:
                raise OSError(f"403 for {address}: {secret} is refused")
            time.sleep(0.5)
            yield item


class Watching(Recorder):
    """Asks Slurm and the system what everybody may see, while jobs run."""

    def __init__(self, slurm: SlurmLab) -> None:
        super().__init__()
        self.slurm, self.seen, self.printed = slurm, "", ""

    def __call__(self, event: Event) -> None:
        super().__call__(event)
        if not isinstance(event, (IndexFinished, IndexFailed)):
            return
        for name in re.findall(r"Std(?:Out|Err)=(/(?!dev/)\S+)", self.seen):
            files = Path(name).parent.iterdir()
            self.printed += "".join(file.read_text() for file in files if file.is_file())
        if not self.seen:
            self._look()

    def _look(self) -> None:
        self.seen = "\n".join(self.slurm.command(*words) for words in ASKED)
        for job in self.slurm.queued():
            self.seen += self.slurm.command("scontrol", "write", "batch_script", str(job), "-")
        for process in psutil.process_iter(["cmdline"]):
            self.seen += "\n" + " ".join(process.info["cmdline"] or ())


@pytest.fixture(scope="module")
def slurm() -> Iterator[SlurmLab]:
    yield from job_lab(SlurmLab, why_not)


def test_a_secret_is_in_no_file_and_seen_by_nobody(
    slurm: SlurmLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**slurm.environment, "STORE_SECRET": SECRET}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    opens = Opens("s3://user:${STORE_SECRET}@bucket", {"secret": "${STORE_SECRET}"})
    pipeline = SyntheticSource(count=6).filter(opens).write(NPZSink(tmp_path / "out"))
    watching = Watching(slurm)
    options = {"cluster": "slurm", "address": "127.0.0.1", "memory_per_job": "500M"}
    record = tmp_path / "record"
    config = RunConfig(backend="dask", n_jobs=2, on_event=watching, options=options, record=record)
    result = execute(pipeline, config)
    wait_until(lambda: not slurm.queued(), "all jobs to be gone")
    assert result.failures
    assert result.outputs
    for told in (repr(result), "\n".join(watching.lines()), watching.seen, watching.printed):
        assert told
        assert SECRET not in told
    assert "#SBATCH" in watching.seen
    assert "with secret=" in watching.printed
    assert "program ${STORE_SECRET}" in watching.printed
    assert _holding(tmp_path) == []
    # Slurm itself keeps the environment that a job is given, for nobody but its own user.
    assert {path.name for path in _holding(slurm.folder)} <= {"environment"}
    assert not any(stat.S_IMODE(p.stat().st_mode) & 0o077 for p in _holding(slurm.folder))


def _holding(folder: Path) -> list[Path]:
    """Return the files that have the secret in them."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if SECRET.encode() in path.read_bytes()]
