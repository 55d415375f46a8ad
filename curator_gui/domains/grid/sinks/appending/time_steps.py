"""Whether times go on from those of a store: at the same step, without gap and overlap.

Times are int64 microseconds since 1970-01-01 in a calendar of the CF conventions. A step is a
number of them or, where times lie a month or more apart, of calendar months, which differ in
length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from curator_gui.core.message import Message
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.listing import short_time
from curator_gui.domains.grid.sinks.appending.words import refuse_gap
from curator_gui.domains.grid.temporal.steps import step_text

if TYPE_CHECKING:
    import numpy as np

UNITS = "microseconds since 1970-01-01"
_LEAST_MONTH = 27 * 86_400_000_000

MOST_MISSING = 10_000_000
"""Times that may be missing between others: all of them are held, and so have places in stores."""


def time_text(time: int, calendar: str) -> str:
    """Write a time in ISO 8601."""
    return short_time(_date(time, calendar).isoformat())


@dataclass(frozen=True)
class TimeTexts(Sequence[str]):
    """Times as they are written: each only when it is asked for, as that takes long for many."""

    times: np.ndarray
    calendar: str

    def __len__(self) -> int:
        return len(self.times)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> TimeTexts: ...

    def __getitem__(self, place: int | slice) -> str | TimeTexts:
        if isinstance(place, slice):
            return TimeTexts(self.times[place], self.calendar)
        return time_text(self.times[place], self.calendar)


def _date(time: int, calendar: str) -> Any:
    import cftime

    return cftime.num2date(int(time), UNITS, calendar)


def _months(times: np.ndarray, calendar: str) -> np.ndarray:
    import numpy as np

    dates = [_date(time, calendar) for time in times.tolist()]
    return np.array([date.year * 12 + date.month for date in dates], np.int64)


@dataclass(frozen=True)
class _Step:
    """`length` in microseconds, or in calendar months."""

    length: int
    in_months: bool

    def counts(self, times: np.ndarray, calendar: str) -> np.ndarray:
        """Return the times in the unit of the step."""
        return _months(times, calendar) if self.in_months else times

    def text(self) -> str:
        if not self.in_months:
            return step_text(self.length)
        return Message("{count} calendar months", count=self.length)


def _common(values: np.ndarray) -> tuple[int, float]:
    """Return the most frequent value, and its share."""
    import numpy as np

    found, counts = np.unique(values, return_counts=True)
    return int(found[counts.argmax()]), float(counts.max() / counts.sum())


def _steps(times: np.ndarray, calendar: str) -> list[_Step]:
    """Return the steps that times may have; none if they are not at even steps."""
    import numpy as np

    if len(times) < 2:
        return []
    length, share = _common(np.diff(times))
    found = [_Step(length, in_months=False)] if share > 0.5 else []
    if length >= _LEAST_MONTH:
        months, share = _common(np.diff(_months(times, calendar)))
        if share > 0.5 and months > 0:
            found.insert(0, _Step(months, in_months=True))
    return found


@dataclass(frozen=True)
class Following:
    """Where new times stand behind the known ones: `places` from 0, and the times `missing`.

    `unchecked` says that there is no even step, so that nobody can tell whether one is missing.
    """

    places: np.ndarray
    missing: np.ndarray
    unchecked: bool = False


def follow(known: np.ndarray, new: np.ndarray, calendar: str, *, fill: bool) -> Following:
    """Find the places of `new` times (rising, at least one) behind `known` ones (rising).

    With `fill` there may be times missing between them.

    Raises
    ------
    GridError
        If a time is not behind the known ones, lies between the steps, or times are missing.
    """
    import numpy as np

    if new[0] <= known[-1]:
        raise GridError(
            "{time} is not behind the end of the store, {last}, and not in it; appending adds only "
            "behind: leave it out, or write the whole series into another folder",
            time=time_text(new[0], calendar),
            last=time_text(known[-1], calendar),
        )
    every = np.concatenate([known[-1:], new])
    steps = _steps(known if len(known) > 1 else every, calendar)
    none = np.empty(0, np.int64)
    if not steps:
        return Following(np.arange(len(new)), none, unchecked=True)
    errors = []
    for step in steps:
        try:
            return _following(every, step, calendar, fill)
        except GridError as error:
            errors.append(error)
    raise errors[0]


def _following(every: np.ndarray, step: _Step, calendar: str, fill: bool) -> Following:
    import numpy as np

    distances = np.diff(step.counts(every, calendar))
    wrong = np.flatnonzero((distances % step.length != 0) | (distances == 0))
    if wrong.size:
        _refuse_step(every, int(wrong[0]), step, calendar)
    gaps = np.flatnonzero(distances != step.length)
    if gaps.size and not fill:
        _refuse_gap(every, int(gaps[0]), int(distances[gaps[0]]) // step.length - 1, calendar)
    _refuse_many(every, distances // step.length, calendar)
    places = np.cumsum(distances // step.length) - 1
    missing = np.setdiff1d(np.arange(places[-1] + 1), places)
    return Following(places, _times_at(int(every[0]), missing + 1, step, calendar, every))


def _refuse_step(every: np.ndarray, place: int, step: _Step, calendar: str) -> None:
    raise GridError(
        "{time} comes {gap} after {last}, but the step of the store is {step}; bring the times to "
        "that step before, or write them into another folder",
        time=time_text(every[place + 1], calendar),
        gap=step_text(int(every[place + 1] - every[place])),
        last=time_text(every[place], calendar),
        step=step.text(),
    )


def _refuse_gap(every: np.ndarray, place: int, count: int, calendar: str) -> None:
    refuse_gap(count, time_text(every[place], calendar), time_text(every[place + 1], calendar))


def _refuse_many(every: np.ndarray, steps: np.ndarray, calendar: str) -> None:
    missing = int(steps.sum()) - len(steps)
    if missing > MOST_MISSING:
        place = int(steps.argmax())
        raise GridError(
            "{count} times are missing, most of them between {last} and {time}, and no more than "
            "{most} can be filled: begin another store",
            count=f"{missing:,}",
            last=time_text(every[place], calendar),
            time=time_text(every[place + 1], calendar),
            most=f"{MOST_MISSING:,}",
        )


def _times_at(
    last: int, numbers: np.ndarray, step: _Step, calendar: str, every: np.ndarray
) -> np.ndarray:
    """Return the times so many steps behind the last one."""
    import cftime
    import numpy as np

    if not step.in_months or not numbers.size:
        return np.asarray(last + numbers * step.length, np.int64)
    first = _date(last, calendar)
    if len({_within_month(time, calendar) for time in every.tolist()}) > 1:
        raise GridError(
            "times are missing behind {last}, and cannot be filled because the others stand at "
            "different days of their months",
            last=time_text(last, calendar),
        )
    months = first.year * 12 + first.month - 1 + numbers * step.length
    dates = [first.replace(year=int(m) // 12, month=int(m) % 12 + 1) for m in months]
    return np.asarray(cftime.date2num(dates, UNITS, calendar), np.int64)


def _within_month(time: int, calendar: str) -> tuple[int, ...]:
    date = _date(time, calendar)
    return date.day, date.hour, date.minute, date.second, date.microsecond
