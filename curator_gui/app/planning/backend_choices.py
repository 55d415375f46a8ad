"""What can be chosen for a run: backends and their options."""

from __future__ import annotations

from curator_gui.core.params.param import Param
from curator_gui.run.planning.options import LOKY_OPTIONS

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
