"""What can be chosen for a run: backends, their options, and advice about this machine."""

from __future__ import annotations

import os
from dataclasses import dataclass

import psutil

from curator_gui.app.words import count, tr
from curator_gui.core.errors import ParamError
from curator_gui.core.param import Param
from curator_gui.run.config import RunConfig
from curator_gui.run.options import LOKY_OPTIONS

N_JOBS = Param(
    "n_jobs",
    "How many worker processes run at the same time. -1 means one per core, -2 all cores but one.",
    int,
    -1,
)
INDICES = Param(
    "indices",
    'Which items to run: "all", "0-9" (9 included), "200:300:5" (300 excluded), "every 10th", or '
    "several of these separated by commas.",
    str,
    "all",
)
ON_ERROR = Param(
    "on_error",
    'What happens when an index fails: "continue" with the others, "stop" after those that run, or '
    '"raise" the error at once.',
    str,
    "continue",
    choices=("continue", "stop", "raise"),
)


def run_params() -> tuple[Param, ...]:
    """Describe the options that every backend has."""
    from curator_gui.run import get_backend, list_backends  # joblib: 0.2 s of the start-up

    names = list_backends()
    words = " ".join(f"{name}: {get_backend(name).description}" for name in names)
    backend = Param("backend", f"How indices are run. {words}", str, "loky", choices=tuple(names))
    return (backend, N_JOBS, INDICES, ON_ERROR)


def backend_params(backend: str) -> tuple[Param, ...]:
    """Return the options of a backend; none for one that is not known here."""
    if backend == "loky":  # the usual one, without waiting for the backends to be imported
        return LOKY_OPTIONS
    from curator_gui.run import get_backend, list_backends

    return get_backend(backend).options() if backend in list_backends() else ()


@dataclass(frozen=True)
class Machine:
    """What the advice is based on; memory in bytes."""

    cores: int
    free_memory: int

    @classmethod
    def this(cls) -> Machine:
        """Look at this computer."""
        return cls(os.cpu_count() or 1, psutil.virtual_memory().available)


def advice(n_jobs: int, machine: Machine) -> str:
    """Say what a number of workers means on a machine."""
    try:
        workers = RunConfig(n_jobs=n_jobs).workers()
    except ParamError as error:
        return str(error)
    each = machine.free_memory / workers / 2**30
    words = tr("{workers} on {cores} cores, {memory} GB of free memory for each").format(
        workers=count(workers, "worker", "workers"), cores=machine.cores, memory=f"{each:.1f}"
    )
    if workers > machine.cores:
        words += tr("; more workers than cores are seldom faster")
    return words
