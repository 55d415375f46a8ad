"""A real Grid Engine of one machine in a folder of its own: nothing system-wide is touched."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from tests.run.hosts.dask_lab import free_port, wait_until
from tests.run.hosts.lab import Lab

PACKAGES = "gridengine-master gridengine-exec gridengine-client"
LIBRARY = Path("/usr/lib/gridengine")
SHARE = Path("/usr/share/gridengine")
QUEUE, ENVIRONMENT = "lab.q", "smp"

_BOOTSTRAP = """admin_user none
default_domain none
ignore_fqdn true
spooling_method classic
spooling_lib libspoolc
spooling_params {common};{spool}
binary_path {root}/bin
qmaster_spool_dir {spool}
security_mode none
listener_threads 2
worker_threads 2
scheduler_threads 1
"""
_ENVIRONMENT = """pe_name smp
slots 999
user_lists NONE
xuser_lists NONE
start_proc_args NONE
stop_proc_args NONE
allocation_rule $pe_slots
control_slaves FALSE
job_is_first_task TRUE
urgency_slots min
accounting_summary FALSE
qsort_args NONE
"""
_UNLIMITED = ["rt", "cpu", "fsize", "data", "stack", "core", "rss", "vmem"]
_QUEUE = """qname lab.q
hostlist {host}
seq_no 0
load_thresholds NONE
suspend_thresholds NONE
nsuspend 1
suspend_interval 00:05:00
priority 0
min_cpu_interval 00:05:00
processors UNDEFINED
qtype BATCH
ckpt_list NONE
pe_list smp
rerun FALSE
slots 4
tmpdir /tmp
shell /bin/sh
prolog NONE
epilog NONE
shell_start_mode posix_compliant
starter_method NONE
suspend_method NONE
resume_method NONE
terminate_method NONE
notify 00:00:60
owner_list NONE
user_lists NONE
xuser_lists NONE
subordinate_list NONE
complex_values NONE
projects NONE
xprojects NONE
calendar NONE
initial_state default
"""
_AT_ONCE = {"schedule_interval": "0:0:1", "flush_submit_sec": "1", "flush_finish_sec": "1"}


def why_not() -> str:
    """Say what is missing for Grid Engine; "" if nothing is."""
    names = [LIBRARY / "sge_qmaster", LIBRARY / "sge_execd", LIBRARY / "qconf"]
    if sys.platform != "linux" or os.geteuid():
        return "needs Linux and root"
    if any(not name.exists() for name in names) or shutil.which("qsub") is None:
        return f"no Grid Engine: apt-get install {PACKAGES}"
    return ""


class SgeLab(Lab):
    """A master, one execution host with four slots, the queue lab.q, parallel environment smp."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sge-"))
        self.common, self.spool = self.folder / "default/common", self.folder / "spool"
        self.host = socket.gethostname()
        self.environment = {
            **os.environ,
            "PATH": f"{LIBRARY}:{os.environ['PATH']}",
            "LD_LIBRARY_PATH": str(LIBRARY),
            "SGE_ROOT": str(self.folder),
            "SGE_CELL": "default",
            "SGE_ARCH": "lx-amd64",
            "SGE_QMASTER_PORT": str(free_port()),
            "SGE_EXECD_PORT": str(free_port()),
            "SGE_ND": "1",  # daemons stay in the foreground
        }
        self._daemons: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        self._lay_out()
        self._daemon("sge_qmaster")
        wait_until(lambda: self._tried("qconf", "-sh").returncode == 0, "Grid Engine's master")
        self.command("qconf", "-as", self.host)
        self._configure("-Ap", _ENVIRONMENT)
        limits = "".join(f"{hard}_{name} INFINITY\n" for name in _UNLIMITED for hard in "sh")
        self._configure("-Aq", _QUEUE.format(host=self.host) + limits)
        self._configure("-Msconf", self._scheduling())
        self._daemon("sge_execd")
        wait_until(lambda: "lx-amd64" in self.command("qstat", "-f"), "Grid Engine's host")

    def _lay_out(self) -> None:
        self.folder.chmod(0o755)
        self.common.mkdir(parents=True)
        (self.spool / "execd").mkdir(parents=True)
        for name in ("bin", "lib", "utilbin"):
            (self.folder / name).mkdir()
            (self.folder / name / "lx-amd64").symlink_to(LIBRARY)
        (self.folder / "util").symlink_to(SHARE / "util")
        where = {"common": self.common, "spool": self.spool, "root": self.folder}
        (self.common / "bootstrap").write_text(_BOOTSTRAP.format(**where))
        (self.common / "act_qmaster").write_text(f"{self.host}\n")
        (self.common / "host_aliases").write_text(f"{self.host} localhost {socket.getfqdn()}\n")
        configuration = self.folder / "configuration"
        configuration.write_text(self._configuration())
        resources = SHARE / "util/resources"
        self._tool("spoolinit", "classic", "libspoolc", f"{self.common};{self.spool}", "init")
        self._tool("spooldefaults", "configuration", str(configuration))
        self._tool("spooldefaults", "complexes", str(resources / "centry"))
        self._tool("spooldefaults", "usersets", str(resources / "usersets"))
        self._tool("spooldefaults", "managers", "root")

    def _configuration(self) -> str:
        own = {
            "min_uid": "0",
            "min_gid": "0",
            "execd_spool_dir": str(self.spool / "execd"),
            "load_report_time": "00:00:02",
        }
        return _changed((SHARE / "default-configuration").read_text(), own)

    def _scheduling(self) -> str:
        return _changed(self.command("qconf", "-ssconf"), _AT_ONCE)

    def _configure(self, option: str, text: str) -> None:
        path = self.folder / "asked"
        path.write_text(text)
        self.command("qconf", option, str(path))

    def _tool(self, name: str, *words: str) -> None:
        subprocess.run(
            [LIBRARY / name, *words], env=self.environment, check=True, capture_output=True
        )

    def _daemon(self, name: str) -> None:
        with (self.folder / f"{name}.out").open("wb") as log:
            self._daemons.append(
                subprocess.Popen([LIBRARY / name], stdout=log, stderr=log, env=self.environment)
            )

    def end(self) -> None:
        if self._daemons:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._tried("qdel", "-f", "-u", "*")
        for daemon in reversed(self._daemons):
            for process in psutil.Process(daemon.pid).children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            daemon.kill()
            daemon.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- jobs --------------------------------------------------------------------------------

    def command(self, *words: str) -> str:
        """Run one of Grid Engine's commands; it has to succeed."""
        done = self._tried(*words)
        assert done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"
        return done.stdout

    def _tried(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )

    def queued(self) -> list[int]:
        """Return the numbers of all jobs, also of those that wait or end."""
        lines = self.command("qstat", "-u", "*").splitlines()[2:]
        return [int(line.split()[0]) for line in lines]

    def cancel(self, job: int) -> None:
        self._tried("qdel", str(job))


def _changed(text: str, own: dict[str, str]) -> str:
    """Give lines of NAME VALUE other values."""
    lines = [line.split(None, 1) for line in text.splitlines() if not line.startswith("#")]
    pairs = [line for line in lines if len(line) == 2]
    return "".join(f"{name} {own.get(name, value)}\n" for name, value in pairs)
