"""Presets of the run options: how much of the computer a run may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from curator_gui.app.language.words import mark
from curator_gui.app.planning.computer import Machine
from curator_gui.core.document import RunOptions
from curator_gui.core.frozen import freeze, thaw
from curator_gui.core.message import Message

PRESET_OPTIONS = ("inner_max_num_threads", "priority", "batch_size", "pre_dispatch")
"""Options of the loky backend that a preset decides on; all others are left as they are."""

CUSTOM = "custom"


@dataclass(frozen=True)
class Preset:
    """Workers and options that fit together.

    Parameters
    ----------
    name
        By which it is known in settings and tests.
    title, words
        What it is called, and what it does.
    n_jobs
        Gives the number of workers on a machine.
    options
        Those of `PRESET_OPTIONS` that differ from their defaults.
    """

    name: str
    title: str
    words: str
    n_jobs: Callable[[Machine], int]
    options: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, run: RunOptions, machine: Machine) -> RunOptions:
        """Return run options in which the preset's are set and its other ones at their default."""
        kept = {name: v for name, v in thaw(run.options).items() if name not in PRESET_OPTIONS}
        options = freeze({**kept, **self.options})
        return replace(run, n_jobs=self.n_jobs(machine), options=options)

    def fits(self, run: RunOptions, machine: Machine) -> bool:
        """Whether run options are those of this preset."""
        given = {name: v for name, v in thaw(run.options).items() if name in PRESET_OPTIONS}
        same_workers = machine.workers(run.n_jobs) == machine.workers(self.n_jobs(machine))
        return same_workers and given == dict(self.options)


GENTLE = Preset(
    "gentle",
    mark("Gentle"),
    mark(
        "Half of the cores with one thread each, at low priority: the computer stays fast for "
        "other work."
    ),
    lambda machine: max(1, machine.physical // 2),
    {"inner_max_num_threads": 1, "priority": "low", "pre_dispatch": "n_jobs"},
)
BALANCED = Preset(
    "balanced",
    mark("Balanced"),
    mark("All cores but one: the window and other programs keep a core."),
    lambda machine: -2,
)
ALL_CORES = Preset(
    Message("all cores"),
    mark("All cores"),
    mark("One worker per core: the fastest, for a computer that nobody else needs meanwhile."),
    lambda machine: -1,
)
PRESETS = (GENTLE, BALANCED, ALL_CORES)


def preset_of(run: RunOptions, machine: Machine) -> Preset | None:
    """Return the preset that run options are; None for options of one's own.

    Where two presets come to the same number of workers, the one with the same `n_jobs` counts.
    """
    fitting = [preset for preset in PRESETS if preset.fits(run, machine)]
    exact = [preset for preset in fitting if preset.n_jobs(machine) == run.n_jobs]
    return next(iter(exact or fitting), None)
