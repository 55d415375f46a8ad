"""Advice on run options, from the cores, the free memory and what indices were measured to need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from curator_gui.app.language.quantities import bytes_text
from curator_gui.app.language.words import count, tr
from curator_gui.app.planning.computer import Machine, runs_elsewhere
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
    if runs_elsewhere(run):
        words = tr("The workers are on the cluster: cores and memory of this machine do not count.")
        return [Advice(words)]
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
    cores = count(machine.cores, "core", "cores")
    if machine.physical < machine.cores:
        cores += tr(" ({n} physical)").format(n=machine.physical)
    words = tr("{workers} on {cores}").format(
        workers=count(workers, "worker", "workers"), cores=cores
    )
    if workers <= machine.cores:
        yield Advice(words)
        return
    fewer = replace(run, n_jobs=machine.cores)
    words += tr("; more workers than cores are seldom faster, and each needs its own memory")
    yield Advice(words, tr("Use {n}").format(n=machine.cores), fewer, warning=True)


def _threads(run: RunOptions, machine: Machine) -> Iterator[Advice]:
    threads, workers = run.options.get("inner_max_num_threads"), machine.workers(run.n_jobs)
    if not isinstance(threads, int) or threads <= 1 or threads * workers <= machine.cores:
        return
    words = tr(
        "{workers} × {threads} on {cores}: the threads wait for each other; by default the cores "
        "are divided among the workers"
    ).format(
        workers=workers,
        threads=count(threads, "thread", "threads"),
        cores=count(machine.cores, "core", "cores"),
    )
    changed = replace(run, options=run.options.without("inner_max_num_threads"))
    yield Advice(words, tr("Use the default"), changed, warning=True)


def _memory(run: RunOptions, machine: Machine, memory: int) -> Iterator[Advice]:
    if not memory:
        words = tr(
            "{size} of memory free; what a worker needs is not known before a run or a sample"
        )
        yield Advice(words.format(size=bytes_text(machine.free_memory)))
        return
    workers, most = machine.workers(run.n_jobs), fitting_workers(machine, memory)
    words = _needed(workers, machine, memory)
    if workers <= most:
        yield Advice(words)
    elif most:
        fewer = replace(run, n_jobs=most)
        yield Advice(words + _most(most), tr("Use {n}").format(n=most), fewer, warning=True)
    else:
        yield Advice(words + _most(most), warning=True)


def _needed(workers: int, machine: Machine, memory: int) -> str:
    return tr("{workers} × {each} = {total} of {free} free memory").format(
        workers=count(workers, "worker", "workers"),
        each=bytes_text(memory),
        total=bytes_text(workers * memory),
        free=bytes_text(machine.free_memory),
    )


def _most(workers: int) -> str:
    if not workers:
        return tr(": not even one worker fits; close other programs")
    return tr(": use at most {workers}").format(workers=workers)
