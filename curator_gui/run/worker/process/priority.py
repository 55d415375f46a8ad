"""The priority of workers: low ones leave the processor to whatever else wants it."""

from __future__ import annotations

import os

import psutil

from curator_gui.core.params.param import Param

PRIORITY = Param(
    "priority",
    'How much the workers hold back: "normal", or "low", which lets all other programs on this '
    "computer go first and costs nothing while they are idle.",
    str,
    "normal",
    choices=("normal", "low"),
)
NICENESS = 10
"""On POSIX systems, 0 is normal and 19 the lowest (nice(1))."""

_VARIABLE = "CURATOR_WORKER_PRIORITY"


def priority_environment(priority: str) -> dict[str, str]:
    """Return the variables by which `apply_priority` learns of it in a new worker.

    Idle workers are kept only for runs with the same environment, and so with the same priority.
    """
    return {} if priority == "normal" else {_VARIABLE: priority}


def apply_priority() -> None:
    """Take the priority that this worker was started with; it keeps it to its end."""
    if os.environ.get(_VARIABLE) == "low":
        process = psutil.Process()
        below_normal = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", None)  # Windows
        if below_normal is not None:
            process.nice(below_normal)
        elif process.nice() < NICENESS:  # nobody but root may take a higher one
            process.nice(NICENESS)
