"""What a run that appends will do, and whether it can, told before the run from headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message, fact
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.layout import describe_item, with_types
from curator_gui.domains.grid.sinks.appending.series_store import (
    SeriesStore,
    refuse_kept_places,
    refuse_other,
    refuse_unmarkable,
)
from curator_gui.domains.grid.sinks.appending.source_times import item_time, source_times
from curator_gui.domains.grid.sinks.appending.time_steps import follow, time_text
from curator_gui.domains.grid.sinks.appending.words import (
    appends_words,
    known_words,
    missing_words,
    unchecked_words,
)
from curator_gui.domains.grid.sinks.foresight import Foresight

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

MOST_ITEMS = 400
"""Items that are sent through the filters beforehand to find out their times."""

_LOOKED_AT = 8
"""First items that are looked at for one that comes through the filters."""


def refuse_timeless(path: Path, dimension: str, item: xr.Dataset | None) -> None:
    """Refuse to begin a store that is to grow with an item that nothing can come after.

    Raises
    ------
    GridError
        If the item is known and has no time along the dimension.
    """
    if item is not None and item_time(item, dimension) is None:
        raise GridError(
            "append is set, but the items have no times along {dimension}, so nothing could be "
            "appended to {path} later: stack items along a dimension with their time, such as "
            "time, or do not set append",
            dimension=repr(dimension),
            path=path,
        )


def first_item(foresight: Foresight, indices: Sequence[int]) -> xr.Dataset | None:
    """Return one of the first items as it will come to the sink; None if that is not told."""
    found = (foresight.item(index) for index in indices[:_LOOKED_AT])
    return next((item for item in found if item is not None), None)


def outlook(
    store: SeriesStore,
    source: Any,
    foresight: Foresight,
    types: Mapping[str, str],
    indices: Sequence[int],
    waiting: Sequence[int] = (),
    *,
    fill: bool,
) -> Iterator[str]:
    """Say what is appended after what; `waiting` are times that a stopped run has written aside.

    Raises
    ------
    GridError
        If variables, places or times do not go on from those of the store, naming them.
    """
    known, calendar = store.times()
    first = foresight.item(indices[0])
    if first is not None:
        arrays = dict(sorted(with_types(describe_item(first), types).items()))
        refuse_other(store.path, store.described(), arrays)
    times = foreseen_times(source, store.dimension, foresight, indices)
    if times is not None:
        times += waiting
        refuse_kept_places(store, times)
    ahead = following_words(Known(known, calendar), times, fill=fill)
    if ahead.missing:
        refuse_unmarkable(store)
    yield from ahead.words


@dataclass(frozen=True)
class Known:
    """The times that a store has: int64 microseconds since 1970-01-01 in a calendar."""

    times: np.ndarray
    calendar: str


@dataclass(frozen=True)
class Ahead:
    """What is said of an append beforehand, and which times will be missing (microseconds)."""

    words: list[str]
    missing: list[int]


def following_words(known: Known, times: Sequence[int] | None, *, fill: bool) -> Ahead:
    """Say what is appended; `times` are those of the items, None where they cannot be told.

    Raises
    ------
    GridError
        If they do not go on from those of the store.
    """
    last = time_text(known.times[-1], known.calendar)
    if times is None:
        words = Message(
            "appends after {last}; whether times are missing, or in the store already, is checked "
            "when all items are there",
            last=last,
        )
        return Ahead([fact(words)], [])
    there = set(known.times.tolist())
    new = sorted(time for time in times if time not in there)
    said = known_words(len(times) - len(new))
    if not new:
        return Ahead([*said, Message("nothing is appended after {last}", last=last)], [])
    ahead = _said(known, new, fill)
    return Ahead([*said, *ahead.words], ahead.missing)


def _said(known: Known, new: Sequence[int], fill: bool) -> Ahead:
    import numpy as np

    following = follow(known.times, np.array(new, np.int64), known.calendar, fill=fill)
    span = {
        "last": time_text(known.times[-1], known.calendar),
        "end": time_text(new[-1], known.calendar),
    }
    words: list[str] = [fact(appends_words(len(new), **span))]
    words += missing_words(len(following.missing))
    if following.unchecked:
        words.append(unchecked_words())
    return Ahead(words, following.missing.tolist())


def foreseen_times(
    source: Any, dimension: str, foresight: Foresight, indices: Sequence[int]
) -> list[int] | None:
    """Return the times that will come to the sink; None if they cannot be told."""
    if not foresight.has_steps:
        found = source_times(source, dimension, indices)
        return list(found.values()) if len(found) == len(indices) else None
    if len(indices) > MOST_ITEMS:
        return None
    try:
        items = [foresight.item(index) for index in indices]
    except GridError:
        return None
    times = [item_time(item, dimension) for item in items if item is not None]
    return [time for time in times if time is not None] if times and None not in times else None
