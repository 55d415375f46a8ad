"""What a run will take: time and disk space as honest ranges, from what was measured before.

The total of n further indices is predicted from m measured ones as n times their mean, with 90 %
prediction limits: t * s * sqrt(n + n * n / m), where s is the standard deviation of the measured
ones and t Student's t for m - 1 degrees of freedom (the first term is the spread of the indices
themselves, the second that of the estimated mean). Passes
before the run raise the upper limit. The time is that of the worker with the largest
share; where there are more workers than cores, the upper limit lets only the cores count.
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from curator_gui.app.language.quantities import bytes_text, coarse_duration_text
from curator_gui.app.language.words import count, tr
from curator_gui.app.planning.computer import Machine
from curator_gui.app.planning.option_advice import memory_warnings
from curator_gui.core.components import Pipeline
from curator_gui.run.planning.measured import Measured, Spread
from curator_gui.run.planning.plan import Plan
from curator_gui.run.worker.redirect import output_places

_STUDENT = (6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83)
"""95 % quantiles of Student's t for 1 to 9 degrees of freedom."""

CONTENTION = 1.5
"""How much longer an index may take beside others than in a sample's single worker: they share
memory, caches, disk and the processor's boost (measured: 1.2 to 1.4 for meshes, two workers)."""

_ONE_FACTOR = 2.0
"""A single measurement says nothing about the spread: half to twice of it."""


class Range(NamedTuple):
    """The likely least and most of a quantity."""

    low: float
    high: float

    def plus(self, amount: float) -> Range:
        return Range(self.low + amount, self.high + amount)


class Room(NamedTuple):
    """Where the sink writes, and how many bytes are free there."""

    place: Path
    free: int


@dataclass(frozen=True)
class Forecast:
    """What a plan will take; None for what nothing is known about.

    Parameters
    ----------
    seconds
        From start to end.
    size
        Bytes of all outputs.
    room
        Where they go; None if the sink does not tell.
    measured
        What the forecast rests on.
    """

    seconds: Range | None = None
    size: Range | None = None
    room: Room | None = None
    measured: Measured | None = None

    def warnings(self) -> list[str]:
        """Say in words if the outputs will not, or may not, fit on their disk."""
        if self.size is None or self.room is None or self.size.high <= self.room.free:
            return []
        sure = self.size.low > self.room.free
        words = (
            tr("the outputs do not fit: they need {needed}, but {place} has only {free} free; ")
            if sure
            else tr(
                "the outputs may not fit: they need {needed}, but {place} has only {free} free; "
            )
        ) + tr("free some space or choose another folder")
        needed, free = range_text(self.size, bytes_text), bytes_text(self.room.free)
        return [words.format(needed=needed, place=self.room.place, free=free)]


def forecast(plan: Plan, measured: Measured | None, room: Room | None, cores: int) -> Forecast:
    """Predict time and disk space of a plan on a machine with so many cores."""
    if measured is None or measured.seconds is None:
        return Forecast(room=room, measured=measured)
    if not plan.to_run:
        return Forecast(Range(0.0, 0.0), Range(0.0, 0.0), room, measured)
    size = None
    if measured.sizes is not None:
        size = total(measured.sizes, len(plan.to_run)).plus(measured.fixed_size)
    return Forecast(_duration(plan, measured, measured.seconds, cores), size, room, measured)


def _duration(plan: Plan, measured: Measured, seconds: Spread, cores: int) -> Range:
    share = max(len(batch) for batch in plan.batches())
    crowded = max(share, math.ceil(len(plan.to_run) / min(cores, plan.workers)))
    low, high = total(seconds, share).low, total(seconds, crowded).high
    gathered = sum(each.left for each in plan.passes)
    if gathered:  # an item takes at most as long there, but how much less is not known
        high += total(seconds, math.ceil(gathered / min(cores, plan.workers))).high
    if measured.origin == "sample" and plan.workers > 1:
        high *= CONTENTION
    # Several workers that load their libraries at once wait for each other.
    return Range(low + measured.startup, high + min(2, plan.workers) * measured.startup)


def total(each: Spread, number: int) -> Range:
    """Predict the sum over `number` further indices."""
    mean = each.mean * number
    if each.n < 2:
        return Range(mean / _ONE_FACTOR, mean * _ONE_FACTOR)
    width = student(each.n - 1) * each.deviation
    half = width * math.sqrt(number + number * number / each.n)
    floor = each.least * number / _ONE_FACTOR  # limits of few measurements may lie below zero
    return Range(max(mean - half, floor), mean + half)


def student(freedom: int) -> float:
    """Return the 95 % quantile of Student's t; within 0.5 % from 10 degrees of freedom on."""
    return _STUDENT[freedom - 1] if freedom <= len(_STUDENT) else 1.645 + 1.6 / freedom


def plan_warnings(plan: Plan, found: Forecast, machine: Machine | None) -> list[str]:
    """Say in words what the user should know before starting, the gravest first."""
    memory: list[str] = []
    if machine is not None and found.measured is not None:
        memory = memory_warnings(plan.workers, machine, found.measured.memory)
    return [*found.warnings(), *memory, *plan.warnings()]


def find_room(pipeline: Pipeline[Any]) -> Room | None:
    """Look where a pipeline writes and how much is free there; None if that is not known.

    Of several sinks the place with the least room counts.
    """
    rooms = [room for room in map(_room_at, output_places(pipeline)) if room is not None]
    return min(rooms, key=lambda room: room.free, default=None)


def _room_at(place: Path) -> Room | None:
    while not place.exists():
        if place.parent == place:
            return None
        place = place.parent
    try:
        return Room(place, shutil.disk_usage(place).free)
    except OSError:  # a network folder that is gone: the checks of the sink say so
        return None


def time_words(found: Forecast) -> str:
    if found.seconds is None:
        return tr("not known yet")
    return range_text(found.seconds, coarse_duration_text)


def disk_words(found: Forecast) -> str:
    """Say what the outputs need, and what is free."""
    needed = tr("not known yet") if found.size is None else range_text(found.size, bytes_text)
    if found.size is None and found.measured is not None and not found.measured.written:
        needed = tr("not known, because this sink can write only to its own place")
    if found.room is None:
        return needed
    free = tr("{size} free in {place}")
    return f"{needed}; {free.format(size=bytes_text(found.room.free), place=found.room.place)}"


def basis_words(measured: Measured | None) -> str:
    if measured is None:
        return tr("nothing: these steps have not been run yet")
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(measured.when))
    if measured.seconds is None:
        return tr("nothing: no index of the sample of {when} was finished").format(when=when)
    items = count(measured.count, "index", "indices")
    return ", ".join([_origin_words(items, measured, when), *_remarks(measured)])


def _origin_words(items: str, measured: Measured, when: str) -> str:
    if measured.origin == "run":
        words = tr("{items} finished by the run of {when}")
        return words.format(items=items, when=when)
    words = tr("a sample of {items}, measured {when} with one worker alone")
    return words.format(items=items, when=when)


def _remarks(measured: Measured) -> Iterator[str]:
    if not measured.written:
        yield tr("without writing")
    if measured.count == 1:
        yield tr("too few to know how much they differ")


def range_text(values: Range, text: Any) -> str:
    """Write a range with `text` for each end: "12 min to 18 min", or one if both read alike."""
    low, high = text(values.low), text(values.high)
    if low == high:
        return tr("about {time}").format(time=low)
    return tr("{low} to {high}").format(low=low, high=high)


def forecast_data(found: Forecast) -> dict[str, Any]:
    """Return a forecast as JSON data; None for what is not known."""
    measured, room = found.measured, found.room
    return {
        "seconds": found.seconds and [round(value, 3) for value in found.seconds],
        "bytes": found.size and [round(value) for value in found.size],
        "free_bytes": room and room.free,
        "output_place": room and str(room.place),
        "measured_indices": measured.count if measured else 0,
        "measured_by": measured and measured.origin,
        "memory_per_worker": measured.memory if measured else None,
        "failures_of_sample": list(measured.failures) if measured else [],
    }
