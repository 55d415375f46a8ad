"""What a run that appends will do, and whether it can, told before the run from headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message, fact
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.formats.layout import describe_item, with_types
from curator_gui.domains.grid.sinks.appending.merging import unchecked_words
from curator_gui.domains.grid.sinks.appending.series_store import (
    SeriesStore,
    refuse_kept_places,
    refuse_other,
    refuse_unmarkable,
)
from curator_gui.domains.grid.sinks.appending.source_times import item_time, source_times
from curator_gui.domains.grid.sinks.appending.time_steps import follow, time_text
from curator_gui.domains.grid.sinks.foresight import Foresight

if TYPE_CHECKING:
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
    times = _times(source, store.dimension, foresight, indices)
    if times is None:
        words = Message(
            "appends after {last}; whether times are missing, or in the store already, is checked "
            "when all items are there",
            last=time_text(known[-1], calendar),
        )
        yield fact(words)
        return
    there = set(known.tolist())
    times += waiting
    refuse_kept_places(store, times)
    new = sorted(time for time in times if time not in there)
    if len(new) < len(times):
        yield Message(
            "{count} times are in the store already: they are left out if their values are the "
            "same, and refused otherwise",
            count=len(times) - len(new),
        )
    yield from _said(store, known, new, calendar, fill)


def _said(
    store: SeriesStore, known: Any, new: Sequence[int], calendar: str, fill: bool
) -> Iterator[str]:
    import numpy as np

    last = time_text(known[-1], calendar)
    if not new:
        yield Message("nothing is appended after {last}", last=last)
        return
    following = follow(known, np.array(new, np.int64), calendar, fill=fill)
    words = Message(
        "appends {count} times after {last}, up to {end}",
        count=len(new),
        last=last,
        end=time_text(new[-1], calendar),
    )
    yield fact(words)
    if len(following.missing):
        refuse_unmarkable(store)
        yield Message(
            "{count} times between them are missing and will have no values",
            count=len(following.missing),
        )
    if following.unchecked:
        yield unchecked_words()


def _times(
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
