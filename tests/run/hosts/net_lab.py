"""Machines on one: network namespaces on a bridge, whose cables can be cut. Needs root."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.run.hosts.dask_lab import ROOT, started, wait_until
from tests.run.hosts.lab import Lab

MACHINES = ("sched", "work1", "work2", "client")


def why_not() -> str:
    """Say what is missing for network namespaces; "" if nothing is."""
    if sys.platform != "linux" or os.getuid() != 0 or not shutil.which("ip"):
        return "network namespaces need Linux, root and iproute2"
    name = f"probe{secrets.token_hex(3)}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
    subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    return "" if made.returncode == 0 else f"no network namespaces: {made.stderr.decode().strip()}"


class NetLab(Lab):
    """A scheduler, two machines with two workers each, and a client, all on one bridge."""

    def __init__(self, folder: Path, *, nanny: bool = True, **environment: str) -> None:
        self.folder = folder
        self.tag = f"c{secrets.token_hex(3)}"
        self.hosts = {name: f"10.99.0.{i}" for i, name in enumerate(MACHINES, start=1)}
        self.scheduler = f"tcp://{self.hosts['sched']}:8786"
        self.processes: list[subprocess.Popen[str]] = []
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        self._nanny = nanny

    def begin(self) -> None:
        self._wire()
        self._start_dask()

    # ---- machines ----------------------------------------------------------------------------

    def space(self, machine: str) -> str:
        return f"{self.tag}-{machine}"

    def _wire(self) -> None:
        _ip("netns", "add", self.space("switch"))
        self._on("switch", "link", "add", "bridge0", "type", "bridge", "forward_delay", "0")
        self._on("switch", "link", "set", "bridge0", "up")
        for machine, address in self.hosts.items():
            space = self.space(machine)
            _ip("netns", "add", space)
            peer = ("type", "veth", "peer", "name", "eth0", "netns", space)
            self._on("switch", "link", "add", machine, *peer)
            self._on("switch", "link", "set", machine, "master", "bridge0", "up")
            self._on(machine, "link", "set", "lo", "up")
            self._on(machine, "addr", "add", f"{address}/24", "dev", "eth0")
            self._on(machine, "link", "set", "eth0", "up")
            names = [f"{other} {name}" for name, other in self.hosts.items()]
            known = Path("/etc/netns") / space / "hosts"
            known.parent.mkdir(parents=True)
            known.write_text("\n".join(["127.0.0.1 localhost", *names, ""]))

    def end(self) -> None:
        for machine in [*self.hosts, "switch"]:
            for pid in self.pids(machine):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            _ip("netns", "del", self.space(machine), check=False)
            shutil.rmtree(Path("/etc/netns") / self.space(machine), ignore_errors=True)
        with contextlib.suppress(OSError):
            Path("/etc/netns").rmdir()
        for process in self.processes:
            process.wait(10)

    def pids(self, machine: str) -> list[int]:
        listed = _ip("netns", "pids", self.space(machine), check=False)
        return [int(pid) for pid in listed.split()]

    def _on(self, machine: str, *words: str) -> None:
        _ip("-n", self.space(machine), *words)

    def start(self, machine: str, *command: str, **options: Any) -> subprocess.Popen[str]:
        """Start a command on a machine, under its host name."""
        enter = ["ip", "netns", "exec", self.space(machine), "unshare", "--uts", "sh", "-c"]
        words = [*enter, f'hostname {machine}; exec "$@"', "sh", *command]
        process = subprocess.Popen(
            words, env=self._environment, cwd=self.folder, text=True, **options
        )
        self.processes.append(process)
        return process

    # ---- faults ------------------------------------------------------------------------------

    def cut(self, machine: str) -> None:
        """Pull the plug: the machine itself notices."""
        self._on(machine, "link", "set", "eth0", "down")

    def drop(self, machine: str) -> None:
        """Let all packets vanish, without a word to anybody."""
        self._on("switch", "link", "set", machine, "nomaster")

    def mend(self, machine: str) -> None:
        self._on(machine, "link", "set", "eth0", "up")
        self._on("switch", "link", "set", machine, "master", "bridge0")

    def slow(self, machine: str, *, milliseconds: float, percent: float) -> None:
        """Hold packets back, each way, and lose some of them."""
        self.drop(machine)
        cable = str(Path(__file__).with_name("cable.py"))
        own = ["netns", "exec", self.space(machine), sys.executable, cable, "eth0"]
        _ip(*own)
        words = [cable, machine, "bridge0"]
        enter = ["ip", "netns", "exec", self.space("switch"), sys.executable]
        process = subprocess.Popen(
            [*enter, *words, str(milliseconds), str(percent)], stdout=subprocess.PIPE, text=True
        )
        self.processes.append(process)
        assert process.stdout is not None
        with process.stdout:
            assert process.stdout.readline() == "ready\n"

    # ---- dask --------------------------------------------------------------------------------

    def _start_dask(self) -> None:
        own = ("--host", self.hosts["sched"], "--port", "8786")
        self._dask("sched", "scheduler", *own)
        workers = ("--nworkers", "2") if self._nanny else ("--no-nanny",)
        for machine in ("work1", "work2"):
            self._dask(machine, "worker", self.scheduler, "--nthreads", "1", *workers)
        code = (
            "from distributed import Client; "
            f"c = Client({self.scheduler!r}, timeout=60); c.wait_for_workers({self.size}, 60)"
        )
        subprocess.run(self._words("client", code), env=self._environment, check=True, timeout=90)

    @property
    def size(self) -> int:
        return 4 if self._nanny else 2

    def _words(self, machine: str, code: str) -> list[str]:
        return ["ip", "netns", "exec", self.space(machine), sys.executable, "-c", code]

    def _dask(self, machine: str, *words: str) -> None:
        command = (sys.executable, "-m", "dask", *words, "--no-dashboard")
        with (self.folder / f"{machine}.log").open("w") as log:
            self.start(machine, *command, stdout=log, stderr=log)

    def run(self, n: int, seconds: float = 0.25, **options: Any) -> RemoteRun:
        """Begin a run on the client, each of whose indices takes so long."""
        table = dict.fromkeys(range(n), f"sleep {seconds}") | options.pop("table", {})
        return RemoteRun(self, {"n": n, "table": table, "options": options, "n_jobs": self.size})


class RemoteRun:
    """A run on the client machine."""

    def __init__(self, lab: NetLab, asked: dict[str, Any]) -> None:
        self._lab = lab
        asked |= {"scheduler": lab.scheduler, "folder": str(lab.folder)}
        words = (sys.executable, "-m", "tests.run.hosts.remote_run", json.dumps(asked))
        self.process = lab.start("client", *words, stdout=subprocess.PIPE)
        self.began = time.monotonic()

    def wait_started(self, count: int) -> None:
        wait_until(lambda: started(self._lab.folder).total() >= count, f"{count} starts")

    def outcome(self, seconds: float) -> dict[str, Any]:
        """Wait for the end, bounded; raises subprocess.TimeoutExpired."""
        said, _ = self.process.communicate(timeout=seconds)
        found: dict[str, Any] = json.loads(said.splitlines()[-1])
        return found


def _ip(*words: str, check: bool = True) -> str:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"ip {' '.join(words)}: {done.stderr}"
    return done.stdout
