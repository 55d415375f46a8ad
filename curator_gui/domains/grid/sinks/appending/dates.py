"""Put the items of a new run behind those of a store for anemoi.

They are written into a folder of their own, beside the items of before. When all are there, a new
store of both is made by links and takes the place of the old one (`formats.anemoi.exchange`). Its
statistics are joined from the sums that each item has, so they are those of a store that was
written at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.notes import noting, remark
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.anemoi.even_dates import (
    MOST_DATES,
    common_step,
    even_dates,
)
from curator_gui.domains.grid.formats.anemoi.exchange import complete_exchange, is_exchanged
from curator_gui.domains.grid.formats.anemoi.items import date_fields
from curator_gui.domains.grid.formats.anemoi.runs import (
    DateStore,
    appended_runs,
    begin_run,
    count_of,
    drop_pending,
    is_complete,
    joined_entries,
    microseconds,
    note_count,
    pending_run,
)
from curator_gui.domains.grid.formats.anemoi.store import (
    ITEMS,
    Entry,
    build,
    entries,
    forget_in,
    layout_of,
    refuse_other,
    refuse_twice,
    values_of,
)
from curator_gui.domains.grid.sinks.appending.outlook import (
    Known,
    first_item,
    following_words,
    foreseen_times,
)
from curator_gui.domains.grid.sinks.appending.source_times import source_times
from curator_gui.domains.grid.sinks.appending.time_steps import (
    Following,
    TimeTexts,
    follow,
    time_text,
)
from curator_gui.domains.grid.sinks.appending.words import (
    Done,
    refuse_kept_place,
    refuse_other_values,
    refuse_waiting,
)
from curator_gui.domains.grid.sinks.foresight import Foresight

_CALENDAR = "standard"
_NAMED = 12
"""Missing times that a store names of one run."""


def refuse_grown_dates(path: Path) -> None:
    """Refuse to write into a store in which an index is no item any more.

    Raises
    ------
    GridError
        If items were appended to it, or wait for that.
    """
    if _is_grown(path):
        raise GridError(
            "{path} has grown by appending, so single items of it cannot be written again; set "
            "append, or choose another folder",
            path=path,
        )


def _is_grown(path: Path) -> bool:
    return bool(appended_runs(path)) or pending_run(path) is not None


class DatesAppend:
    """Appends to the store at a path; `fill` says whether times may be missing between."""

    def __init__(self, path: Path, *, fill: bool) -> None:
        self._path, self._fill = path, fill

    def target(self, source: Source[Any] | None, indices: Sequence[int]) -> DateStore | None:
        """Return the store that these indices are to be appended to.

        None if there is none, or it is of this very source and lacks just these.

        Raises
        ------
        GridError
            If items of it are lost.
        """
        if not is_complete(self._path):
            return None
        if not self.is_grown() and _lacks_just(self._path, source, indices):
            return None
        store = DateStore(self._path)
        if not is_exchanged(self._path):
            store.entries()  # all of them are needed in the end
        return store

    def look_ahead(
        self, source: Source[Any] | None, pipeline: Pipeline[Any], indices: Sequence[int]
    ) -> Iterator[str]:
        """Say what will be appended after what.

        Raises
        ------
        GridError
            If it cannot be, as far as headers tell.
        """
        store = self.target(source, indices)
        if store is None:
            return
        dimension = str(layout_of(self._path / ITEMS).get("time", "time"))
        foresight = Foresight(pipeline, dimension)
        first = first_item(foresight, indices)
        if first is not None:
            with noting(lambda *_: None):  # each item says it when it is run
                refuse_other(self._path / ITEMS, date_fields(first), appended=True)
        times = foreseen_times(source, dimension, foresight, indices)
        if times is not None:
            times += self._waiting(indices)
            _refuse_kept(store, times)
        ahead = following_words(Known(store.times, _CALENDAR), times, fill=self._fill)
        if ahead.missing and times is not None:
            _refuse_placeless({*store.times.tolist(), *times}, ahead.missing)
        yield from ahead.words

    def _waiting(self, indices: Collection[int]) -> list[int]:
        """Return the times that a stopped run has written aside, without those of these indices."""
        run = pending_run(self._path)
        found = entries(run) if run is not None else []
        waiting = [entry.date for entry in found if entry.index not in indices]
        return [int(time) for time in microseconds(waiting)]

    def prepare(self, source: Source[Any] | None, indices: Sequence[int]) -> bool:
        """Make room for these indices beside the store; False if they go into their places.

        Raises
        ------
        GridError
            If items of a longer source wait to be appended.
        """
        complete_exchange(self._path)
        if self.target(source, indices) is None:
            return False
        run = begin_run(self._path)
        count = len(source) if source is not None else 0
        _refuse_longer(run, count)
        note_count(run, count)
        forget_in(run, indices)
        return True

    def is_grown(self) -> bool:
        """Whether items were appended, or wait for that."""
        return _is_grown(self._path)

    def folder(self) -> Path | None:
        """Return the folder that items are written aside into now, in whichever process."""
        return pending_run(self._path)

    def finish(self, failed: Collection[int], label: Any, level: int, *, tendencies: bool) -> None:
        """Put what was written aside behind the items of the store, in one step.

        Raises
        ------
        GridError
            If it does not fit; the store is as it was, and a resumed run tries again.
        """
        run = pending_run(self._path)
        if run is None:
            return
        forget_in(run, failed)
        new = entries(run)
        if not new:
            drop_pending(self._path)
            return
        try:
            refuse_twice(new, label)
            merge = _merge(DateStore(self._path), new, self._fill)
        except GridError as error:
            refuse_waiting(error, run)
        appended = [*merge.store.appended, merge.done().entry(run.name, merge.store)]
        build(self._path, merge.every, level, tendencies=tendencies, appended=appended)
        for words in merge.done().words():
            remark(words)


def _refuse_longer(run: Path, count: int) -> None:
    known = count_of(run)
    if known is not None and known > count:
        raise GridError(
            "{path} holds items that wait to be appended, of a source of {known} items instead of "
            "{count}; remove that folder to begin the append again",
            path=run,
            known=known,
            count=count,
        )


@dataclass(frozen=True)
class _Merge:
    """The items of a store and the new ones; of those `kept` are behind, and `same` were there."""

    store: DateStore
    every: list[Entry]
    kept: list[Entry]
    same: list[Entry]
    following: Following

    def done(self) -> _DatesDone:
        until = _text(self.kept[-1].date) if self.kept else ""
        return _DatesDone(
            after=time_text(self.store.times[-1], _CALENDAR),
            until=until,
            count=len(self.kept),
            same=len(self.same),
            missing=TimeTexts(self.following.missing, _CALENDAR),
            unchecked=self.following.unchecked,
        )


def _text(date: str) -> str:
    return time_text(int(microseconds(date)), _CALENDAR)


class _DatesDone(Done):
    def entry(self, name: str, store: DateStore) -> dict[str, Any]:
        """Return what the store will say of this run; the card of a data set goes by it."""
        return {
            "id": name,
            "count": self.count,
            "from": time_text(store.times[0], _CALENDAR),
            "after": self.after,
            "until": self.until or self.after,
            "missing": list(self.missing[:_NAMED]),
        }


def _merge(store: DateStore, new: Sequence[Entry], fill: bool) -> _Merge:
    import numpy as np

    before = store.entries()
    _refuse_kept(store, microseconds([entry.date for entry in new]).tolist())
    known = {entry.date: entry for entry in before}
    same = [entry for entry in new if entry.date in known]
    for entry in same:
        _check_same(store.path, known[entry.date], entry)
    kept = [entry for entry in new if entry.date not in known]
    following = Following(np.empty(0, np.int64), np.empty(0, np.int64))
    if kept:
        times = microseconds([entry.date for entry in kept])
        following = follow(store.times, times, _CALENDAR, fill=fill)
        there = {*store.times.tolist(), *times.tolist()}
        _refuse_placeless(there, following.missing.tolist())
    return _Merge(store, joined_entries([*before, *new]), kept, same, following)


def _check_same(path: Path, one: Entry, other: Entry) -> None:
    import numpy as np

    if one.digest and one.digest == other.digest:
        return
    layout = layout_of(path / ITEMS)
    pair = [values_of(entry, layout["shape"]) for entry in (one, other)]
    for name, first, second in zip(layout["variables"], *pair, strict=True):
        if not np.array_equal(first, second, equal_nan=True):
            refuse_other_values(_text(one.date), path, name)


def _refuse_kept(store: DateStore, times: Sequence[int]) -> None:
    found = sorted(set(store.missing.tolist()).intersection(times))
    if found:
        refuse_kept_place(time_text(found[0], _CALENDAR), store.path)


def _refuse_placeless(times: Collection[int], missing: Sequence[int]) -> None:
    """Insist that the store will have a place for each time that is missing.

    Raises
    ------
    GridError
        If its steps differ in seconds, as those of calendar months do, or are too many.
    """
    import numpy as np

    if not missing:
        return
    dates = np.array(sorted(set(times)), "datetime64[us]").astype("datetime64[s]")
    *_, step = even_dates(dates.astype(str).tolist(), sparse=True)
    if step and _is_step_of(missing, times, step):
        return
    count = int((dates[-1] - dates[0]).astype(np.int64)) // common_step(dates.astype(np.int64)) + 1
    if not step and count > MOST_DATES:
        raise GridError(
            "with the times that are missing there would be {count} dates, more than the {most} "
            "that a store may have: begin another store",
            count=f"{count:,}",
            most=f"{MOST_DATES:,}",
        )
    raise GridError(
        "times are missing, such as {time}, and the dates are not at even steps of seconds, so "
        "the store has no places for those without values: add their files",
        time=time_text(missing[0], _CALENDAR),
    )


def _is_step_of(missing: Sequence[int], times: Collection[int], step: int) -> bool:
    """Whether the times that are missing fill the gaps around them at just this step.

    Months that are missing stand at a common step of days, at which many other times would be.
    """
    import numpy as np

    last = max(time for time in times if time < missing[0])
    behind = np.array(sorted({last, *missing, *(t for t in times if t > last)}))
    return bool((np.diff(behind) == step * 1_000_000).all())


def _lacks_just(path: Path, source: Source[Any] | None, indices: Sequence[int]) -> bool:
    """Whether a store is of this very source, and has none of these indices."""
    items = path / ITEMS
    if source is None or count_of(items) != len(source):
        return False
    known = {entry.index: int(microseconds(entry.date)) for entry in entries(items)}
    if not known.keys().isdisjoint(indices):
        return False
    times = source_times(source, str(layout_of(items).get("time", "time")), list(known))
    return all(times.get(index, time) == time for index, time in known.items())
