"""A real Slurm with simulated nodes in a folder of its own: nothing system-wide is touched."""

from __future__ import annotations

import contextlib
import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.run.hosts.dask_lab import ROOT, free_port, wait_until
from tests.run.hosts.lab import Lab

PACKAGES = "slurmctld slurmd slurm-client munge"
DAEMONS = ("munged", "slurmctld", "slurmd", "sinfo")
_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def why_not() -> str:
    """Say what is missing for Slurm; "" if nothing is."""
    missing = [name for name in DAEMONS if shutil.which(name, path=_PATH) is None]
    if sys.platform != "linux" or missing:
        return f"no {', '.join(missing) or 'Linux'}: apt-get install {PACKAGES}"
    return ""


class SlurmLab(Lab):
    """A controller and nodes n1 and n2, and dask workers as their jobs."""

    nodes = ("n1", "n2")

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="slurm-"))  # a socket's name must be short
        self.conf = self.folder / "slurm.conf"
        self.environment = {
            **os.environ,
            "PATH": _PATH,
            "SLURM_CONF": str(self.conf),
            "PYTHONPATH": str(ROOT),
        }
        self._daemons: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        key = self.folder / "key"
        key.write_bytes(secrets.token_bytes(128))
        key.chmod(0o600)
        self.folder.chmod(0o711)
        self.conf.write_text(self._configuration())
        files = [f"--{name}-file={self.folder}/munge-{name}" for name in ("pid", "log", "seed")]
        self._daemon("munged", "--foreground", "--force", f"--socket={self._munge}",
                     f"--key-file={key}", *files)  # fmt: skip
        wait_until(self._munge.exists, "munged")
        self._daemon("slurmctld", "-D", "-i", "-f", str(self.conf))
        for node in self.nodes:
            self._daemon("slurmd", "-D", "-N", node, "-f", str(self.conf))
        wait_until(self._ready, "Slurm's nodes")

    @property
    def _munge(self) -> Path:
        return self.folder / "munge-socket"

    def _configuration(self) -> str:
        host, folder = socket.gethostname().partition(".")[0], self.folder
        for name in ("state", "spool"):
            (folder / name).mkdir()
        lines = [
            f"ClusterName=lab\nSlurmctldHost={host}(127.0.0.1)\nSlurmctldPort={free_port()}",
            f"SlurmUser={getpass.getuser()}\nSlurmdUser={getpass.getuser()}",
            f"AuthType=auth/munge\nCredType=cred/munge\nAuthInfo=socket={self._munge}",
            f"StateSaveLocation={folder}/state\nSlurmdSpoolDir={folder}/spool/%n",
            f"SlurmctldPidFile={folder}/ctld.pid\nSlurmdPidFile={folder}/%n.pid",
            f"SlurmctldLogFile={folder}/ctld.log\nSlurmdLogFile={folder}/%n.log",
            # Containers have no tree of control groups of their own.
            "ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nMpiDefault=none",
            "SelectType=select/cons_tres\nSelectTypeParameters=CR_Core,CR_LLN",
            "SlurmdParameters=config_overrides\nReturnToService=2\nPropagateResourceLimits=NONE",
            "SlurmdTimeout=10\nKillWait=5\nCompleteWait=0\nJobRequeue=0",
            "SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1",
        ]
        for node in self.nodes:
            own = f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={free_port()}"
            lines.append(f"{own} CPUs=2 RealMemory=4000 State=UNKNOWN")
        lines.append("PartitionName=lab Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP")
        return "\n".join([*lines, ""])

    def _daemon(self, name: str, *words: str) -> None:
        command = [shutil.which(name, path=_PATH) or name, *words]
        with (self.folder / f"{name}.out").open("ab") as log:
            self._daemons.append(
                subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)
            )

    def _ready(self) -> bool:
        states = self.command("sinfo", "-h", "-N", "-o", "%t").split()
        return len(states) == 2 and set(states) <= {"idle", "mix", "alloc"}

    def end(self) -> None:
        with contextlib.suppress(FileNotFoundError, subprocess.TimeoutExpired):
            self.command("scancel", "--quiet", "--signal=KILL", "--full", "--partition=lab")
        for pid in self.job_pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for daemon in reversed(self._daemons):
            daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- jobs --------------------------------------------------------------------------------

    def command(self, *words: str) -> str:
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, check=False, timeout=20
        )
        return done.stdout

    def queued(self) -> list[int]:
        """Return the numbers of the jobs that wait, run or end."""
        return [int(number) for number in self.command("squeue", "-h", "-o", "%i").split()]

    def drain(self, node: str) -> None:
        """Let a node take no more jobs; those that it has go on."""
        self.command("scontrol", "update", f"nodename={node}", "state=drain", "reason=test")

    def resume(self, node: str) -> None:
        self.command("scontrol", "update", f"nodename={node}", "state=resume")

    def submit_worker(self, scheduler: str, *options: str, minutes: int = 10) -> int:
        """Submit a job with one dask worker under its nanny; return its number."""
        script = self.folder / "job.sh"
        more = " ".join(options)
        words = f"{sys.executable} -m dask worker {scheduler} --nthreads 1 --no-dashboard {more}"
        script.write_text(f"#!/bin/sh\ncd {self.folder}\nexec {words}\n")
        said = self.command(
            "sbatch",
            "--parsable",
            f"--time={minutes}",
            f"--output={self.folder}/%j.out",
            str(script),
        )
        return int(said.split(";")[0])

    def cancel(self, job: int) -> None:
        self.command("scancel", str(job))

    def job_pids(self, job: int | None = None) -> list[int]:
        """Return the processes of a job, or of all, by their environment."""
        wanted = str(job) if job is not None else None
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                own = process.environ()
                number = own.get("SLURM_JOB_ID")
                ours = own.get("SLURM_CONF") == str(self.conf) and number is not None
                if ours and wanted in (None, number):
                    found.append(process.pid)
        return found

    def kill_node_of(self, job: int) -> None:
        """Let all processes of a job end at once, as when its node loses power."""
        for pid in self.job_pids(job):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def wait_gone(self, job: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.command("squeue", "-h", "-j", str(job)).strip():
            assert time.monotonic() < deadline, f"job {job} is still there"
            time.sleep(0.5)
