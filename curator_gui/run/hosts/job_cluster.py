"""A dask cluster whose workers are jobs of a job system, by way of dask-jobqueue, for one run.

The library submits the jobs, replaces those that are gone and cancels all at the end. It neither
tells that a submission was refused nor notices a job that ends before its worker is there: both
are looked for here, in a thread of its own that asks the job system.
"""

from __future__ import annotations

import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.storage.installed import to_add
from curator_gui.core.text.plain_text import printable
from curator_gui.run.hosts.jobs import SYSTEMS, Jobs

JOB_NAME = "curator"
LOOK_SECONDS = 5.0
COMMAND_SECONDS = 30.0
SUBMIT_SECONDS = 60.0
FAILURES = 3
"""So many jobs in a row may end before their worker is there, once another one was well."""

LOG_LINES = 3
_IMPORTING = threading.Lock()
_UNKNOWN = re.compile(r"invalid job|unknown job|has finished|not exist|not found", re.IGNORECASE)
"""How Slurm, PBS, SGE and LSF say that there is no such job any more."""


def is_of_job(worker: str, name: str) -> bool:
    """Whether a worker is the job of a name, or one of several in it."""
    return worker == name or worker.startswith(f"{name}-")


@dataclass
class SeenJob:
    """One job as it is known: `state` in the job system's own word, "" when it is over."""

    number: str
    name: str
    state: str = "PENDING"
    node: str = ""
    workers: int = 0
    joined: bool = False

    def has(self, worker: str) -> bool:
        """Whether a worker of this name is one of the job's."""
        return is_of_job(worker, self.name)

    def look(self, jobs: Jobs) -> None:
        """Ask the job system; a command that does not answer leaves what is known."""
        system = SYSTEMS[jobs.system]
        with suppress(subprocess.TimeoutExpired, OSError):
            done = subprocess.run(
                [*system.look, self.number],
                capture_output=True,
                text=True,
                timeout=COMMAND_SECONDS,
                check=False,
            )
            if done.returncode and not _UNKNOWN.search(done.stdout + done.stderr):
                return  # the job system does not answer: that is no end of the job
            words = done.stdout.split() if done.returncode == 0 else []
            self.state = "" if not words or words[0] in system.over else _state(jobs, words)
            self.node = words[1] if jobs.system in ("slurm", "lsf") and len(words) > 1 else ""


def _state(jobs: Jobs, words: list[str]) -> str:
    return words[0] if jobs.system in ("slurm", "lsf") else "QUEUED"


class JobWatch:
    """What became of the jobs of a run: refused, waiting, running, ended too early."""

    def __init__(self, jobs: Jobs, logs: Path) -> None:
        self.jobs = jobs
        self.say: Callable[[str], None] = lambda text: None
        self.on_lost: Callable[[str], None] = lambda text: None
        self.names: Callable[[], list[str]] = list
        self._logs = logs
        self._lock = threading.Lock()
        self._seen: dict[str, SeenJob] = {}
        self._dismissed: set[str] = set()
        self._refused = ""
        self._told: set[str] = set()
        self._failures = 0
        self._ever = False
        self._news = threading.Event()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="curator-jobs", daemon=True)

    # ---- told by the jobs, in the cluster's thread -------------------------------------------

    def submitted(self, number: str, name: str) -> None:
        with self._lock:
            self._seen[number] = SeenJob(number, name)
        self._news.set()

    def dismissed(self, name: str) -> None:
        """Note that a job is not needed any more: its end is no failure."""
        self._dismissed.add(name)

    def refused(self, words: str) -> None:
        self._refused = words
        self._news.set()

    # ---- for the run -------------------------------------------------------------------------

    def begin(self) -> None:
        """Wait until the first job is accepted, and watch from then on.

        Raises
        ------
        ParamError
            If it is refused, with what the job system says.
        """
        answered = self._news.wait(SUBMIT_SECONDS)
        if self._refused or not answered:
            words = self._refused or Message("no answer in {n} s", n=f"{SUBMIT_SECONDS:g}")
            raise ParamError(
                "option cluster: {system} takes no job of this run: {words}",
                system=self.jobs.name,
                words=words,
            )
        self._thread.start()

    def end(self) -> None:
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def known(self) -> list[SeenJob]:
        """Return the jobs so far, in the order of their submission."""
        with self._lock:
            return list(self._seen.values())

    def job_of(self, worker: str) -> str:
        """Return the number of the job that a worker of this name belongs to; "" if of none."""
        found = [job.number for job in self.known() if job.has(worker)]
        return found[-1] if found else ""

    def lack_words(self) -> Message:
        """Say why there is no worker."""
        known = [job for job in self.known() if job.name not in self._dismissed]
        alive = [job for job in known if job.state]
        return Message(
            "no job of {system} has a worker yet; {n} wait or begin ({numbers})",
            system=self.jobs.name,
            n=len(alive),
            numbers=", ".join(job.number for job in alive[:5]) or "-",
        )

    # ---- in the thread of its own ------------------------------------------------------------

    def _run(self) -> None:
        while not self._end.wait(LOOK_SECONDS):
            if self._refused:
                self._tell(
                    Message(
                        "{system} takes no more jobs, so the run goes on with fewer: {words}",
                        system=self.jobs.name,
                        words=self._refused,
                    )
                )
            for job in self.known():
                if job.state and job.name not in self._dismissed and not self._end.is_set():
                    self._look(job)

    def _look(self, job: SeenJob) -> None:
        job.look(self.jobs)
        names = self.names()  # afterwards: a worker that joined meanwhile counts
        job.workers = sum(map(job.has, names))
        if job.workers and not job.joined:
            job.joined = self._ever = True
            self._failures = 0
        elif not job.state and not job.joined and job.name not in self._dismissed:
            self._failed(job, alone=not names)

    def _failed(self, job: SeenJob, *, alone: bool) -> None:
        self._failures += 1
        words = Message(
            "job {number} of {system} ended before its worker was ready: {log}; look at the "
            "options prologue and python",
            number=job.number,
            system=self.jobs.name,
            log=self._log_of(job) or Message("it left no log in {folder}", folder=self._logs),
        )
        if alone and (not self._ever or self._failures >= FAILURES):
            self.on_lost(words)
        else:
            self._tell(words)

    def _tell(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self.say(words)

    def _log_of(self, job: SeenJob) -> str:
        """Return the last lines that a job wrote, the errors first."""
        number = job.number.partition(".")[0]
        files = sorted(self._logs.glob(f"*{number}*"), key=lambda path: path.suffix != ".err")
        for path in files:
            lines = path.read_text(errors="replace")[-4000:].strip().splitlines()
            if lines:
                return printable(" | ".join(line.strip() for line in lines[-LOG_LINES:]))
        return ""


@contextmanager
def job_cluster(jobs: Jobs, folder: Path, host: str | None) -> Iterator[tuple[Any, JobWatch]]:
    """Give a dask cluster whose workers are jobs, and who watches these.

    Parameters
    ----------
    jobs
        What is asked of the job system.
    folder
        Where the jobs' logs go; all nodes see it.
    host
        Where the scheduler listens; None lets dask choose.

    Raises
    ------
    ParamError
        If dask-jobqueue is not installed, or the job system refuses the first job.
    """
    if not all(find_spec(name) for name in ("dask_jobqueue", "cryptography")):
        raise ParamError(
            Message(
                "the option cluster needs dask-jobqueue and cryptography; add them with: {command}",
                command=to_add("hpc"),
            )
        )
    watch = JobWatch(jobs, folder)
    with _made(jobs, watch, folder, host) as cluster:
        watch.names = lambda: [str(w["name"]) for w in cluster.scheduler_info["workers"].values()]
        cluster.adapt(minimum_jobs=jobs.count, maximum_jobs=jobs.count, interval="2s")
        try:
            watch.begin()
            yield cluster, watch
        finally:
            watch.end()


def library() -> ModuleType:
    """Import dask-jobqueue and leave Ctrl-C as it is.

    Its import sets a handler of its own for SIGINT, which fails in every thread but the main one.
    """
    here, set_handler = threading.get_ident(), signal.signal

    def pass_over(number: int, handler: Any) -> Any:
        if threading.get_ident() == here:
            return signal.getsignal(number)
        return set_handler(number, handler)

    with _IMPORTING:
        signal.signal = pass_over  # type: ignore[assignment]
        try:
            return import_module("dask_jobqueue")
        finally:
            signal.signal = set_handler


def _made(jobs: Jobs, watch: JobWatch, folder: Path, host: str | None) -> Any:
    own = {} if host is None else {"host": host}
    kind = getattr(library(), SYSTEMS[jobs.system].cluster)
    return kind(
        job_cls=_watched(kind.job_cls, watch),
        scheduler_options={"dashboard_address": ":0", **own},
        **_asked(jobs, folder),
    )


def _asked(jobs: Jobs, folder: Path) -> dict[str, Any]:
    """Return what the library is told of a job; what is empty it takes from its own settings."""
    lifetime = ["--lifetime", f"{jobs.lifetime}s", "--lifetime-stagger", f"{jobs.lifetime // 20}s"]
    asked = {
        "queue": jobs.partition,
        "project" if jobs.system in ("lsf", "sge") else "account": jobs.account,
        "python": jobs.python,
    }
    return {
        "cores": jobs.cores * jobs.workers_per_job,
        "processes": jobs.workers_per_job,
        "memory": f"{jobs.memory}B",
        "walltime": jobs.walltime_text,
        "job_name": JOB_NAME,
        "job_script_prologue": list(jobs.prologue),
        "log_directory": str(folder),
        "security": _security(folder),
        "worker_extra_args": lifetime,
        **{name: value for name, value in asked.items() if value is not None},
    }


def _security(folder: Path) -> Any:
    """Return how the cluster encrypts, with keys for this run in files that only its user reads.

    Without it whoever reaches the scheduler's port could run code as this person.
    """
    from distributed.security import Security

    kept: dict[str, Any] = {"require_encryption": True}
    parts = Security.temporary().get_tls_config_for_role("worker")
    for name in ("ca_file", "cert", "key"):
        path = folder / f"{name}.pem"
        path.touch(0o600)
        path.write_text(parts[name])
        roles = [""] if name == "ca_file" else ["client_", "scheduler_", "worker_"]
        kept |= {f"tls_{role}{name}": str(path) for role in roles}
    return Security(**kept)


def _watched(kind: type, watch: JobWatch) -> type:
    """Return a kind of job that tells how its submission ended."""
    from distributed.deploy.spec import ProcessInterface

    class Watched(kind):  # type: ignore[misc]
        async def start(self) -> None:
            try:
                await super().start()
            except (OSError, RuntimeError, ValueError) as error:
                watch.refused(_refusal(error))
                await ProcessInterface.start(self)  # or the library prints a traceback
            else:
                watch.submitted(str(self.job_id), str(self.name))

    return Watched


def _refusal(error: Exception) -> str:
    """Return what the command for submitting said, without the library's frame around it."""
    text = str(error)
    said = text.partition("stderr:\n")[2].strip() or text.strip()
    return printable(" ".join(said.split()))
