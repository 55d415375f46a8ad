"""Options for workers that a cluster's job system starts: Slurm, PBS, LSF, SGE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.params.param import Param
from curator_gui.core.text.quantities import parse_size
from curator_gui.run.hosts.jobs.systems import SYSTEMS, Jobs

_TIME = re.compile(r"(?:(\d{1,3})-)?(\d{1,4}):([0-5]\d):([0-5]\d)")
MINIMUM_WALLTIME = 60
_LEAST_MEMORY = 1024**2

CLUSTER = Param(
    "cluster",
    "The job system that starts the workers of this run: as many as n_jobs says, as jobs that end "
    "with it. Empty: the workers of the scheduler, or of this machine.",
    str | None,
    None,
    choices=tuple(SYSTEMS),
)
PARTITION = Param(
    "partition",
    "Where the jobs wait: Slurm's partition, the queue of others. Empty: the system's default.",
    str | None,
    None,
)
ACCOUNT = Param(
    "account", "Whom the job system charges. Empty: the system's default.", str | None, None
)
WORKERS_PER_JOB = Param(
    "workers_per_job", "How many worker processes one job has.", int, 1, minimum=1, maximum=1024
)
CORES_PER_WORKER = Param(
    "cores_per_worker", "Cores of one worker process.", int, 1, minimum=1, maximum=1024
)
MEMORY_PER_JOB = Param(
    "memory_per_job",
    'Memory of one job, which its workers share; for example "4G".',
    str | int,
    "4G",
)
WALLTIME = Param(
    "walltime",
    "The longest that one job may take, HH:MM:SS or D-HH:MM:SS. Workers leave in good order before "
    "that, and other jobs go on.",
    str,
    "01:00:00",
)
PROLOGUE = Param(
    "prologue",
    "Shell commands that each job begins with, one a line or separated by semicolons; for example "
    '"module load python".',
    str | None,
    None,
)
JOB_PYTHON = Param(
    "python",
    "The Python of the nodes, which needs the same version of Curator. Empty: the one that runs "
    "here, if the nodes see it under the same path.",
    str | None,
    None,
)
PARALLEL_ENVIRONMENT = Param(
    "parallel_environment",
    "SGE's parallel environment that gives a job several cores of one node, often smp; qconf -spl "
    "lists those that there are. Needed where a job has more than one core.",
    str | None,
    None,
)
MEMORY_RESOURCE = Param(
    "memory_resource",
    "What the memory of a job is asked for as: h_vmem (a limit of address space, of which workers "
    "need more than of memory), mem_free or another resource of the site. SGE counts it per core, "
    "so memory_per_job is divided. Empty: no memory is asked for.",
    str | None,
    None,
)
DIRECTIVES = Param(
    "directives",
    "More options of the job system for each job, one a line or separated by semicolons, as they "
    'stand in the head of a job script; for example "--gres=gpu:1".',
    str | None,
    None,
)

JOB_OPTIONS: tuple[Param, ...] = (
    CLUSTER,
    PARTITION,
    ACCOUNT,
    WORKERS_PER_JOB,
    CORES_PER_WORKER,
    MEMORY_PER_JOB,
    WALLTIME,
    PROLOGUE,
    JOB_PYTHON,
    PARALLEL_ENVIRONMENT,
    MEMORY_RESOURCE,
    DIRECTIVES,
)
OF_SGE = (PARALLEL_ENVIRONMENT.name, MEMORY_RESOURCE.name)
"""Options that the others have no use for."""


def jobs_of(options: Mapping[str, Any], n_jobs: int) -> Jobs | None:
    """Return what the checked options ask of a job system; None if they ask nothing.

    Raises
    ------
    ParamError
        If options exclude each other, or nobody said how many workers there shall be.
    """
    if options.get("cluster") is None:
        return None
    if options["scheduler"] is not None:
        raise ParamError(
            "the options cluster and scheduler exclude each other: a job system's workers get a "
            "scheduler of their own"
        )
    if n_jobs < 1:
        raise ParamError(
            "n_jobs: say how many workers {system} shall start; {n} counts the cores of this "
            "machine, which are none of the cluster's",
            system=SYSTEMS[options["cluster"]].name,
            n=n_jobs,
        )
    jobs = Jobs(
        system=options["cluster"],
        workers=n_jobs,
        workers_per_job=min(options["workers_per_job"], n_jobs),
        cores=options["cores_per_worker"],
        memory=parse_memory(options["memory_per_job"]),
        walltime=parse_walltime(options["walltime"]),
        partition=options["partition"],
        account=options["account"],
        prologue=_lines(options["prologue"]),
        python=options["python"],
        directives=_lines(options["directives"]),
        parallel_environment=options["parallel_environment"],
        memory_resource=options["memory_resource"],
    )
    _check_own_options(jobs, options)
    return jobs


def _check_own_options(jobs: Jobs, options: Mapping[str, Any]) -> None:
    """Refuse what a system has no use for, and several cores of which SGE would give one only."""
    for name in OF_SGE:
        if jobs.system != "sge" and options[name] is not None:
            raise _at_option(name, Message("{system} has none; it is for SGE", system=jobs.name))
    given = any(line.split()[0] == "-pe" for line in jobs.directives)
    if jobs.system == "sge" and jobs.slots > 1 and not (jobs.parallel_environment or given):
        words = Message(
            "SGE gives a job one core, and this one needs {n}; name a parallel environment that "
            "has several on one node (qconf -spl lists them)",
            n=jobs.slots,
        )
        raise _at_option(PARALLEL_ENVIRONMENT.name, words)


def _at_option(name: str, words: str) -> ParamError:
    return ParamError(at(Message("option {name}", name=name), words))


def parse_memory(text: str | None) -> int:
    """Read the memory of a job in bytes; no job runs with less than a megabyte.

    Raises
    ------
    ParamError
        If it is no size, or less than that.
    """
    memory = parse_size(text) or 0
    if memory < _LEAST_MEMORY:
        raise ParamError("needs a size of at least 1M, not {value}", value=quoted(text))
    return memory


def parse_walltime(text: str) -> int:
    """Read a time such as 01:30:00 or 2-12:00:00 as seconds.

    Two parts are refused: job systems disagree whether 30:00 is half an hour or thirty.

    Raises
    ------
    ParamError
        If it is no such time, or less than a minute.
    """
    match = _TIME.fullmatch(str(text).strip())
    if match is not None:
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        if total >= MINIMUM_WALLTIME:
            return total
    raise ParamError(
        "needs a time of at least a minute as HH:MM:SS or D-HH:MM:SS, not {value}",
        value=quoted(text),
    )


def _lines(prologue: str | None) -> tuple[str, ...]:
    parts = re.split(r"[\n;]", prologue or "")
    return tuple(part.strip() for part in parts if part.strip())
