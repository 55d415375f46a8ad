"""Advice on run options, from the cores, the free memory and what indices were measured to need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from curator_gui.app.machine import Machine
from curator_gui.app.quantities import bytes_text
from curator_gui.core.document import RunOptions

MEMORY_SHARE = 0.9
"""Part of the free memory that a run should take: it is shared with everybody else."""


@dataclass(frozen=True)
class Advice:
    """One thing worth knowing about run options.

    Parameters
    ----------
    words
        What is the matter.
    action, run
        What a button would do, and the options that it sets; "" and None for nothing.
    warning
        Whether the run is likely to suffer as the options are.
    """

    words: str
    action: str = ""
    run: RunOptions | None = None
    warning: bool = False


def advise(run: RunOptions, machine: Machine, memory: int) -> list[Advice]:
    """Say what run options mean on a machine; `memory` is that of a worker, 0 if not known."""
    if run.n_jobs == 0 or run.backend == "sequential":
        return []
    return [*_cores(run, machine), *_threads(run, machine), *_memory(run, machine, memory)]


def memory_warnings(workers: int, machine: Machine, memory: int) -> list[str]:
    """Say in words if so many workers need more memory than is free."""
    if workers * memory <= MEMORY_SHARE * machine.free_memory:
        return []
    return [f"{_needed(workers, machine, memory)}{_most(fitting_workers(machine, memory))}"]


def fitting_workers(machine: Machine, memory: int) -> int:
    """Return how many workers of a size the free memory holds."""
    return int(MEMORY_SHARE * machine.free_memory // memory)


def _cores(run: RunOptions, machine: Machine) -> Iterator[Advice]:
    workers = machine.workers(run.n_jobs)
    cores = _number(machine.cores, "core")
    if machine.physical < machine.cores:
        cores += f" ({machine.physical} physical)"
    words = f"{_number(workers, 'worker')} on {cores}"
    if workers <= machine.cores:
        yield Advice(words)
        return
    fewer = replace(run, n_jobs=machine.cores)
    words += "; more workers than cores are seldom faster, and each needs its own memory"
    yield Advice(words, f"Use {machine.cores}", fewer, warning=True)


def _threads(run: RunOptions, machine: Machine) -> Iterator[Advice]:
    threads, workers = run.options.get("inner_max_num_threads"), machine.workers(run.n_jobs)
    if not isinstance(threads, int) or threads <= 1 or threads * workers <= machine.cores:
        return
    words = (
        f"{workers} × {_number(threads, 'thread')} on {_number(machine.cores, 'core')}: the "
        "threads wait for each other; by default the cores are divided among the workers"
    )
    changed = replace(run, options=run.options.without("inner_max_num_threads"))
    yield Advice(words, "Use the default", changed, warning=True)


def _memory(run: RunOptions, machine: Machine, memory: int) -> Iterator[Advice]:
    if not memory:
        free = f"{bytes_text(machine.free_memory)} of memory free"
        yield Advice(f"{free}; what a worker needs is not known before a run or a sample")
        return
    workers, most = machine.workers(run.n_jobs), fitting_workers(machine, memory)
    words = _needed(workers, machine, memory)
    if workers <= most:
        yield Advice(words)
    elif most:
        fewer = replace(run, n_jobs=most)
        yield Advice(words + _most(most), f"Use {most}", fewer, warning=True)
    else:
        yield Advice(words + _most(most), warning=True)


def _needed(workers: int, machine: Machine, memory: int) -> str:
    return (
        f"{_number(workers, 'worker')} × {bytes_text(memory)} = {bytes_text(workers * memory)} "
        f"of {bytes_text(machine.free_memory)} free memory"
    )


def _most(workers: int) -> str:
    if not workers:
        return ": not even one worker fits; close other programs"
    return f": use at most {workers}"


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
