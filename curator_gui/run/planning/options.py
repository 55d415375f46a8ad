"""The options of the backends, described as Params: forms, checks and help come from here."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.measuring.measures import LEVELS
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.params.param import Param
from curator_gui.core.text.quantities import MOST_BYTES, parse_size
from curator_gui.run.planning.job_options import JOB_OPTIONS, jobs_of, parse_memory, parse_walltime
from curator_gui.run.wire.address import parse_endpoint
from curator_gui.run.worker.process.priority import PRIORITY

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")

MOST_SECONDS = 1e9
"""Thirty years: no system waits much longer than that."""

MOST_INDICES = 1_000_000_000
"""More than any run has."""

PREFER = Param(
    "prefer",
    "Soft hint for joblib. Threads would share the window's process and could not be killed, so "
    "this backend always uses processes and says so in the log if threads were preferred.",
    str | None,
    None,
    choices=("processes", "threads"),
)
REQUIRE = Param(
    "require",
    'Hard constraint for joblib. "sharedmem" cannot be had with worker processes and is refused; '
    "use the sequential backend for it.",
    str | None,
    None,
    choices=("sharedmem",),
)
VERBOSE = Param(
    "verbose",
    "How much joblib reports: 0 nothing, 10 every task, above 10 more. Its lines go to the log.",
    int,
    0,
    minimum=0,
    maximum=100,
)
BATCH_SIZE = Param(
    "batch_size",
    "How many partition groups (or single indices, where no component asks for groups) one task "
    'holds. "auto" measures the first indices and aims at tasks of about a second.',
    str | int,
    "auto",
    minimum=1,
    maximum=MOST_INDICES,
)
PRE_DISPATCH = Param(
    "pre_dispatch",
    'How many tasks are handed out ahead: "all", a number, or an expression such as "2*n_jobs".',
    str | int,
    "2*n_jobs",
)
TEMP_FOLDER = Param(
    "temp_folder",
    "Where the shipped pipeline and memory-mapped arrays live during the run; a fast local disk. "
    "By default the system's memory-backed or temporary folder.",
    Path | None,
    None,
    widget="output_folder",
)
TIMEOUT = Param(
    "timeout",
    "The longest that one index may take. Its worker, and no other, is killed when the time is up.",
    float | None,
    None,
    unit="s",
    minimum=0.01,
    maximum=MOST_SECONDS,
)
MAX_NBYTES = Param(
    "max_nbytes",
    "Arrays of the pipeline above this size are memory-mapped and shared by all workers instead of "
    'copied into each; for example "1M". Empty: never.',
    str | int | None,
    "1M",
)
MMAP_MODE = Param(
    "mmap_mode",
    'How those arrays are mapped: "c" copy on write (changes stay in the worker), "r" read-only '
    "(a change is an error).",
    str,
    "c",
    choices=("c", "r"),
)
INNER_THREADS = Param(
    "inner_max_num_threads",
    "Threads that numerical libraries (BLAS, OpenMP) may use in each worker. Empty: the cores "
    "divided by the workers.",
    int | None,
    None,
    minimum=1,
    maximum=10_000,
)
MAX_ATTEMPTS = Param(
    "max_attempts",
    "How often an index may kill its worker (crash, timeout, memory) before it is quarantined. An "
    "index that merely raises an error fails at once.",
    int,
    2,
    minimum=1,
    maximum=100,
)
RECYCLE_AFTER = Param(
    "recycle_after",
    "Replace a worker after this many indices, against libraries that leak memory. Empty: never.",
    int | None,
    None,
    unit="indices",
    minimum=1,
    maximum=MOST_INDICES,
)
MEMORY_LIMIT = Param(
    "memory_limit",
    'Kill a worker, and blame its index, when it holds more memory than this; for example "4G". '
    "Empty: no limit.",
    str | int | None,
    None,
)

DURABLE = Param(
    "durable",
    "Whether the record calls an index done only when its outputs are on the disk, so that they "
    "survive a power failure. That is asked for at most every 200 ms, for all workers together.",
    bool,
    True,
)
TAKEN_OUTPUT = Param(
    "taken_output",
    'What happens if another run is writing into the same output: "refuse" to begin, or "warn" and '
    "go on, for runs that share the indices among them.",
    str,
    "refuse",
    choices=("refuse", "warn"),
)
IDLE_STEP = Param(
    "idle_step",
    'What it means if a step did nothing for any item: a "warning", or an "error" of the run '
    "(exit code 3); what was written stays.",
    str,
    "warning",
    choices=("warning", "error"),
)

MEASURE = Param(
    "measure",
    "What is measured of every item while it is written, for the data set's table: sizes, bounds, "
    "minimum, maximum, mean and deviation of each field, and a hash that finds copies. "
    '"full" adds what takes longer: the worst cell of a mesh, the shortest distance of atoms.',
    str,
    "basic",
    choices=LEVELS,
)

DATASET = Param(
    "dataset",
    "Whether a run that keeps a record hands its output folder over as a data set: with a card, a "
    "table of the items with their measures, and a description. No file of anybody is overwritten.",
    bool,
    True,
)

COMMON_OPTIONS: tuple[Param, ...] = (DURABLE, TAKEN_OUTPUT, IDLE_STEP, MEASURE, DATASET)
"""What every backend of the engine has."""

LOKY_OPTIONS: tuple[Param, ...] = (
    PREFER,
    REQUIRE,
    VERBOSE,
    BATCH_SIZE,
    PRE_DISPATCH,
    TEMP_FOLDER,
    TIMEOUT,
    MAX_NBYTES,
    MMAP_MODE,
    INNER_THREADS,
    PRIORITY,
    MAX_ATTEMPTS,
    RECYCLE_AFTER,
    MEMORY_LIMIT,
    *COMMON_OPTIONS,
)

SCHEDULER = Param(
    "scheduler",
    "Address of a running dask scheduler, for example tcp://host:8786. Empty: a cluster of its own "
    "on this machine, for one run.",
    str | None,
    None,
)

ADDRESS = Param(
    "address",
    "Address of this machine that the cluster's workers connect to: HOST or HOST:PORT. Empty: the "
    "one on its route to the scheduler, and any free port.",
    str | None,
    None,
)
WORKER_TIMEOUT = Param(
    "worker_timeout",
    "How long the run waits for a worker when the cluster has none, before it ends; what is "
    "finished stays finished. Empty: a minute, or as long as jobs wait where a job system starts "
    "the workers.",
    float | None,
    None,
    unit="s",
    minimum=0.1,
    maximum=MOST_SECONDS,
)

DASK_OPTIONS: tuple[Param, ...] = (
    SCHEDULER,
    *JOB_OPTIONS,
    ADDRESS,
    WORKER_TIMEOUT,
    VERBOSE,
    BATCH_SIZE,
    PRE_DISPATCH,
    TEMP_FOLDER,
    TIMEOUT,
    MAX_NBYTES,
    MMAP_MODE,
    MAX_ATTEMPTS,
    MEMORY_LIMIT,
    *COMMON_OPTIONS,
)


def coerce_options(
    options: Mapping[str, Any], params: tuple[Param, ...], backend: str
) -> dict[str, Any]:
    """Check a backend's options and fill in the defaults.

    Raises
    ------
    ParamError
        For an unknown option (naming the nearest known one) or a value that does not fit.
    """
    known = {param.name: param for param in params}
    for name in options:
        if name not in known:
            raise ParamError(_unknown(name, known, backend))
    return {name: _coerce(param, options.get(name, param.default)) for name, param in known.items()}


def checked_options(
    options: Mapping[str, Any], params: tuple[Param, ...], backend: str, n_jobs: int
) -> dict[str, Any]:
    """Check a backend's options as a run does, together and with the number of workers.

    Raises
    ------
    ParamError
        As `coerce_options`, and for options that do not fit each other or `n_jobs`.
    """
    checked = coerce_options(options, params, backend)
    jobs_of(checked, n_jobs)
    return checked


def _coerce(param: Param, value: Any) -> Any:
    try:
        result = param.coerce(None if _is_empty(value) and param.optional else value)
        if param.name == "batch_size" and str(result).isdecimal():
            result = int(result)  # the command line gives text
        if isinstance(result, float) and not math.isfinite(result):
            raise ParamError("needs {accepts}, not {value}", accepts=param.accepts(), value=result)
        _check_special(param.name, result)
    except ParamError as error:
        raise ParamError(at(Message("option {name}", name=param.name), error)) from None
    return result


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and not value


def _check_special(name: str, value: Any) -> None:
    if name in ("max_nbytes", "memory_limit"):
        parse_size(value)
    elif name == "memory_per_job":
        parse_memory(value)
    elif name == "walltime":
        parse_walltime(value)
    elif name == "batch_size" and value != "auto" and not (isinstance(value, int) and value > 0):
        raise ParamError(
            'needs "auto" or a whole number of at least 1, not {value}', value=quoted(value)
        )
    elif name == "address" and value is not None:
        parse_endpoint(value)
    elif name == "pre_dispatch":
        parse_pre_dispatch(value, 1)
    elif name == "require" and value == "sharedmem":
        raise ParamError(
            '"sharedmem" cannot be had with worker processes; use the sequential backend'
        )


def parse_pre_dispatch(value: str | int, n_jobs: int) -> int | None:
    """Return how many tasks are handed out ahead; None means all.

    Raises
    ------
    ParamError
        If it is neither "all" nor a positive number, `n_jobs` or a product of the two.
    """
    text = str(value).replace(" ", "")
    if text == "all":
        return None
    total = math.prod(_factor(part, n_jobs) for part in text.split("*"))
    if total >= 1 or (total > 0 and "n_jobs" in text):  # half of one worker is one task
        return max(1, int(min(total, MOST_BYTES)))
    raise ParamError('needs "all", a number or "2*n_jobs", not {value}', value=quoted(value))


def _factor(text: str, n_jobs: int) -> float:
    if text == "n_jobs":
        return n_jobs
    return float(text) if _NUMBER.fullmatch(text) else 0.0


_ELSEWHERE = {
    "use_tui": Message("progress=True shows a bar, and the window shows the whole run"),
    "verbosity": Message("the option verbose is joblib's"),
    "record": Message("it belongs to RunConfig, for execute(pipeline, RunConfig(record=...))"),
    "resume": Message("it belongs to RunConfig, for execute(pipeline, RunConfig(resume=...))"),
}
"""Names that people bring along, and what is here in their place."""


def _unknown(name: str, known: Mapping[str, Param], backend: str) -> Message:
    if name in _ELSEWHERE:
        return Message(
            "the {backend} backend has no option {option}: {instead}",
            backend=backend,
            option=quoted(name),
            instead=_ELSEWHERE[name],
        )
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    if near:
        return Message(
            "the {backend} backend has no option {option}; did you mean {near}?",
            backend=backend,
            option=quoted(name),
            near=quoted(near[0]),
        )
    return Message(
        "the {backend} backend has no option {option}; it has {known}",
        backend=backend,
        option=quoted(name),
        known=", ".join(known) or "none",
    )
