"""A random run: what its indices do, what is done to it, and what must come out."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

Intervention = Literal["", "pause", "stop_after_current", "stop_now", "kill worker", "retry"]

ERRORS = {
    "raise": "ValueError",
    "unpicklable": "UnreconstructableError",
    "sysexit": "SystemExit",
    "interrupt": "KeyboardInterrupt",
}
CRASHES = {"exit": "exited with code 3", "segv": "SIGSEGV", "kill": "SIGKILL"}
SLOW = {"hang": "took longer than", "spin": "took longer than"}
TIMEOUT = 1.5
"""Seconds; long enough that no innocent index takes as long on a busy machine."""


@dataclass(frozen=True)
class Expected:
    """What must become of an index that is run to its end."""

    cause: str = ""  # "" if it finishes
    words: str = ""
    error_type: str = ""
    starts: int = 1


@dataclass(frozen=True)
class Scenario:
    seed: int
    n: int
    workers: int
    table: dict[int, str]
    groups: list[list[int]] | None
    indices: list[int] | None
    on_error: Literal["continue", "stop"]
    options: dict[str, Any]
    intervention: Intervention
    trigger: int
    victim: int | None
    stateful: bool
    max_attempts: int = field(default=2)

    @property
    def asked(self) -> list[int]:
        return list(range(self.n)) if self.indices is None else self.indices

    def expected(self, index: int) -> Expected:
        """Compute from the table alone what an index must come to."""
        what, tries = self.table.get(index, ""), self.max_attempts
        if index == self.victim:  # hangs once, until the test kills its worker
            what = "once kill"
        if what.startswith("once "):
            what = what[5:]
            if what in CRASHES and tries > 1:
                return Expected(starts=2)
        if what in ERRORS:
            return Expected("error", "", ERRORS[what])
        if what in CRASHES:
            return Expected("crash", CRASHES[what], "WorkerDied", tries)
        if what in SLOW:
            return Expected("timeout", SLOW[what], "Timeout", tries)
        if what == "eat":
            return Expected("memory", "above the limit", "MemoryLimit", tries)
        return Expected()

    def describe(self) -> str:
        return f"seed {self.seed}: {self}"


def make_scenario(seed: int) -> Scenario:
    chance = random.Random(seed)
    n = chance.randint(1, 30)
    workers = chance.choice([1, 2, 2, 2, 2, 3])
    intervention = _intervention(chance)
    table = _table(chance, n, slow=intervention != "kill worker")
    victim = chance.randrange(n) if intervention == "kill worker" else None
    if victim is not None:
        table[victim] = "once hang"
    attempts = chance.choice([1, 2, 2, 3])
    options = _options(chance, table, victim, attempts)
    on_error: Literal["continue", "stop"] = "stop" if chance.random() < 0.06 else "continue"
    groups = _groups(chance, n) if chance.random() < 0.5 else None
    wanted = chance.sample(range(n), chance.randint(1, n)) if chance.random() < 0.2 else None
    if victim is not None and wanted is not None and victim not in wanted:
        wanted.append(victim)
    return Scenario(
        seed=seed,
        n=n,
        workers=workers,
        table=table,
        groups=groups,
        indices=wanted,
        on_error=on_error,
        options=options,
        intervention=intervention,
        trigger=chance.randint(1, max(1, n)),
        victim=victim,
        stateful=chance.random() < 0.3,
        max_attempts=attempts,
    )


def _intervention(chance: random.Random) -> Intervention:
    choices: list[Intervention] = ["", "pause", "stop_after_current", "stop_now"]
    return chance.choices([*choices, "kill worker", "retry"], [40, 15, 10, 12, 13, 10])[0]


def _table(chance: random.Random, n: int, *, slow: bool) -> dict[int, str]:
    table = {}
    share = chance.choice([0.0, 0.05, 0.15, 0.4])
    kinds = [*ERRORS, *CRASHES, *(f"once {crash}" for crash in CRASHES), "sleep 0.02", "print"]
    for index in range(n):
        if chance.random() < share:
            table[index] = chance.choice(kinds)
    if slow and chance.random() < 0.2:  # each costs its time-out, so at most one
        table[chance.randrange(n)] = chance.choice(["hang", "spin", "eat"])
    return table


def _options(
    chance: random.Random, table: dict[int, str], victim: int | None, attempts: int
) -> dict[str, Any]:
    options: dict[str, Any] = {"max_attempts": attempts}
    if "eat" in table.values():  # alone: on a busy machine it might be late before it is full
        options["memory_limit"] = "400M"
    elif victim is None and (set(table.values()) & {*SLOW} or chance.random() < 0.2):
        options["timeout"] = TIMEOUT
    if chance.random() < 0.25:
        options["recycle_after"] = chance.randint(1, 8)
    if chance.random() < 0.5:
        options["batch_size"] = chance.choice([1, 2, 5, 100])
    if chance.random() < 0.2:
        options["pre_dispatch"] = chance.choice(["all", 1, "n_jobs", "3*n_jobs"])
    if chance.random() < 0.1:
        options["verbose"] = 100
    return options


def _groups(chance: random.Random, n: int) -> list[list[int]]:
    order = list(range(n))
    chance.shuffle(order)
    largest = chance.choice([1, 3, n])
    groups = []
    while order:
        size = chance.randint(1, largest)
        groups.append(sorted(order[:size]))
        order = order[size:]
    return groups


def in_group_order(noted: list[int], group: list[int]) -> bool:
    """Whether the starts of a group's indices are in its order, retries right behind."""
    seen = [index for index in noted if index in set(group)]
    distinct = list(Counter(seen))  # keeps the order of first appearance
    repeated = [index for index in distinct for _ in range(seen.count(index))]
    return seen == repeated and distinct == [index for index in group if index in distinct]
