"""What is asked of a cluster's job system: workers as jobs of Slurm, PBS, LSF or SGE."""

from __future__ import annotations

from dataclasses import dataclass

from curator_gui.core.message import Message


@dataclass(frozen=True)
class JobSystem:
    """How a job system is called, the class that dask-jobqueue has for it, and its commands."""

    name: str
    cluster: str
    submit: str
    cancel: str


SYSTEMS = {
    "slurm": JobSystem("Slurm", "SLURMCluster", "sbatch", "scancel"),
    "pbs": JobSystem("PBS", "PBSCluster", "qsub", "qdel"),
    "lsf": JobSystem("LSF", "LSFCluster", "bsub", "bkill"),
    "sge": JobSystem("SGE", "SGECluster", "qsub", "qdel"),
}


@dataclass(frozen=True)
class Jobs:
    """What is asked of a job system; `memory` in bytes per job, `walltime` in seconds."""

    system: str
    workers: int
    workers_per_job: int
    cores: int
    memory: int
    walltime: int
    partition: str | None
    account: str | None
    prologue: tuple[str, ...]
    python: str | None
    directives: tuple[str, ...] = ()
    parallel_environment: str | None = None
    memory_resource: str | None = None

    @property
    def name(self) -> str:
        return SYSTEMS[self.system].name

    @property
    def count(self) -> int:
        """How many jobs it takes."""
        return -(-self.workers // self.workers_per_job)

    @property
    def slots(self) -> int:
        """How many cores one job has."""
        return self.cores * self.workers_per_job

    @property
    def memory_per_slot(self) -> str:
        """The memory of one core in whole megabytes, as SGE counts what may be consumed."""
        return f"{-(-self.memory // self.slots // 2**20)}M"

    @property
    def lifetime(self) -> int:
        """Seconds after which a worker leaves by itself, so that no job is cut off in a write."""
        return self.walltime - max(20, self.walltime // 10)

    @property
    def walltime_text(self) -> str:
        """The walltime as the job system reads it: LSF has no seconds."""
        minutes, seconds = divmod(self.walltime, 60)
        if self.system == "lsf":
            minutes += bool(seconds)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"

    def asked_words(self) -> Message:
        """Say what the job system was asked for."""
        return Message(
            "{system} was asked for {n} jobs with {workers} workers each",
            system=self.name,
            n=self.count,
            workers=self.workers_per_job,
        )
