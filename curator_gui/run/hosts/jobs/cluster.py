"""A dask cluster whose workers are jobs of a job system, by way of dask-jobqueue, for one run.

The library submits the jobs, replaces those that are gone and cancels all at the end; what it does
not tell is looked for by `job_watch`.
"""

from __future__ import annotations

import shlex
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.storage.installed import to_add
from curator_gui.core.text.plain_text import printable
from curator_gui.run.hosts.jobs.lsf_memory import asked_memory, unit_of_limits
from curator_gui.run.hosts.jobs.systems import SYSTEMS, Jobs
from curator_gui.run.hosts.jobs.watch import JobWatch
from curator_gui.run.worker.process.job_output import IN_JOB

JOB_NAME = "curator"
_IMPORTING = threading.Lock()


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
    _require_command(jobs)
    watch = JobWatch(jobs, folder)
    with _gone_afterwards(watch), _made(jobs, watch, folder, host) as cluster:
        cluster.scheduler.add_plugin(_listener(watch), name="curator-jobs")
        watch.names = lambda: [str(w["name"]) for w in cluster.scheduler_info["workers"].values()]
        cluster.adapt(minimum_jobs=jobs.count, maximum_jobs=jobs.count, interval="2s")
        try:
            watch.begin()
            yield cluster, watch
        finally:
            watch.end()


def _require_command(jobs: Jobs) -> None:
    """Refuse a job system that is not here before a scheduler and keys are made for it."""
    command = SYSTEMS[jobs.system].submit
    if shutil.which(command) is None:
        raise ParamError(
            "option cluster: {system} is not on this machine (no command {command}); start "
            "Curator where jobs are submitted, or load the module of {system}",
            system=jobs.name,
            command=command,
        )


@contextmanager
def _gone_afterwards(watch: JobWatch) -> Iterator[None]:
    try:
        yield
    finally:
        watch.check_gone()


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
    kind, asked = make_kind(jobs, folder)
    return kind(
        job_cls=_watched(kind.job_cls, watch),
        scheduler_options={"dashboard_address": ":0", **own},
        **asked,
    )


def make_kind(jobs: Jobs, folder: Path) -> tuple[Any, dict[str, Any]]:
    """Return the library's class of cluster for the jobs, and what it is told of them."""
    return getattr(library(), SYSTEMS[jobs.system].cluster), _asked(jobs, folder)


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
        "job_script_prologue": [*jobs.prologue, f"export {IN_JOB}=1"],
        "log_directory": str(folder),
        "security": _security(folder),
        "worker_extra_args": lifetime,
        **{name: value for name, value in asked.items() if value is not None},
        **_own(jobs),
    }


def _own(jobs: Jobs) -> dict[str, Any]:
    """Return what stands in the head of a job beside the usual, behind the person's settings."""
    import dask

    own: dict[str, Any] = {}
    lines = list(dask.config.get(f"jobqueue.{jobs.system}.job-extra-directives", None) or [])
    if jobs.system == "sge":
        lines += sge_lines(jobs)
        if jobs.memory_resource is not None:
            own["resource_spec"] = f"{jobs.memory_resource}={jobs.memory_per_slot}"
    if jobs.system == "lsf" and not dask.config.get("jobqueue.lsf.mem", None):
        unit = dask.config.get("jobqueue.lsf.lsf-units", None) or unit_of_limits()
        own |= asked_memory(jobs.memory, unit)
    return own | {"job_extra_directives": [*lines, *jobs.directives]}


def unasked_words(jobs: Jobs) -> Message | None:
    """Say what the job system is not asked for, although the options have a value for it."""
    import dask

    library()  # it reads the person's settings
    given = jobs.memory_resource or dask.config.get("jobqueue.sge.resource-spec", None)
    if jobs.system != "sge" or given or any(line.startswith("-l") for line in jobs.directives):
        return None
    return Message(
        "SGE is not asked for memory: say what it is called there with the option "
        "memory_resource, for example mem_free"
    )


def sge_lines(jobs: Jobs) -> list[str]:
    """Return what SGE is told: its queues start jobs in a shell of their own, often csh."""
    shell = ["-S /bin/bash"]
    if jobs.parallel_environment is None:
        return shell
    return [*shell, f"-pe {jobs.parallel_environment} {jobs.slots}"]


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


def _listener(watch: JobWatch) -> Any:
    """Return what the scheduler tells of each worker that joins, however short it stays."""
    from distributed.diagnostics.plugin import SchedulerPlugin

    class Listener(SchedulerPlugin):
        def add_worker(self, scheduler: Any, worker: str) -> None:
            watch.came(str(scheduler.workers[worker].name))

    return Listener()


def _watched(kind: type, watch: JobWatch) -> type:
    """Return a kind of job that tells how its submission ended."""
    from dask_jobqueue.lsf import LSFJob
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

        async def _submit_job(self, script: str) -> Any:
            if issubclass(kind, LSFJob) and self.use_stdin:
                # The library throws away what bsub says of a job that it refuses.
                words = f"{self.submit_command} < {shlex.quote(script)}"
                return await self._call([words], shell=True)
            return await super()._submit_job(script)

        @classmethod
        async def _close_job(cls, number: str, command: str) -> None:
            with suppress(OSError):  # what is still there afterwards is said by the watch
                await super()._close_job(number, command)

    return Watched


def _refusal(error: Exception) -> str:
    """Return what the command for submitting said, on either of its ways, without the frame that
    the library puts around it."""
    text = str(error)
    out, found, err = text.partition("stdout:\n")[2].partition("stderr:\n")
    said = " ".join(f"{err} {out}".split()) if found else ""
    return printable(said or " ".join(text.split()))
