"""The computer that a run will use: its cores and its free memory."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from curator_gui.core.document import RunOptions


def runs_elsewhere(run: RunOptions) -> bool:
    """Whether the workers of a run are on other machines, whose cores and memory count."""
    return run.backend == "dask" and bool(
        run.options.get("cluster") or run.options.get("scheduler")
    )


@dataclass(frozen=True)
class Machine:
    """What estimates, presets and advice are based on.

    Parameters
    ----------
    cores
        Cores that this process may use (affinity and cgroup limits count, as joblib counts them).
    physical
        How many of them are cores of their own, and not second threads of one.
    free_memory
        Bytes that programs can still have.
    """

    cores: int
    physical: int
    free_memory: int

    @classmethod
    def this(cls) -> Machine:
        """Look at this computer; call it in the background, since it may start a program."""
        import joblib  # 0.2 s, which the window's start need not wait for

        cores = max(1, int(joblib.cpu_count()))
        physical = min(cores, max(1, int(joblib.cpu_count(only_physical_cores=True))))
        return cls(cores, physical, int(psutil.virtual_memory().available))

    def workers(self, n_jobs: int) -> int:
        """Return the number of workers that `n_jobs` means here (joblib's rule); 0 for none."""
        return n_jobs if n_jobs >= 0 else max(1, self.cores + 1 + n_jobs)
