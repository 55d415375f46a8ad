"""How stores of fields grew along time, by what they say of it themselves.

Each run that appended has an entry in the marker of its store: how many items came after which
time, where they end, and which times were missing. The first stores that grew have the former only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from curator_gui.core.message import Message, joined
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.dataset.layout import ITEMS
from curator_gui.dataset.loading.reading import DATES_APPENDED, SLOTS

MASK = "written"


@dataclass(frozen=True)
class Growth:
    """A store that grew: how many items a run added after which time, and what it has no item of.

    `start` and `end` are "" where an earlier version appended; `missing` names the first of the
    times that have no values.
    """

    path: str
    items: int
    places: int
    added: tuple[tuple[int, str], ...]
    start: str = ""
    end: str = ""
    missing: tuple[str, ...] = ()

    def words(self) -> Message:
        """Say which run added how much."""
        first = self.items - sum(count for count, _ in self.added)
        at_first = Message("{count} items at first", count=f"{first:,}")
        steps = [Message("one item at first") if first == 1 else at_first]
        steps += [
            Message("then {count} after {time}", count=f"{count:,}", time=time)
            for count, time in self.added
        ]
        if not self.start or not self.end:
            return Message(
                "{path} grew along time: {steps}", path=self.path, steps=joined(", ", steps)
            )
        return Message(
            "{path} grew along time, from {start} to {end}: {steps}",
            path=self.path,
            start=self.start,
            end=self.end,
            steps=joined(", ", steps),
        )

    def gaps(self, listed: int) -> list[Message]:
        """Say what has no values, and how many items are not among those `listed` in the table."""
        words, empty = [], self.places - self.items
        if empty:
            words.append(self._empty(empty))
        if listed < self.items:
            words.append(self._unlisted(self.items - listed))
        return words

    def _unlisted(self, count: int) -> Message:
        total = f"{self.items:,}"
        if count == 1:
            return Message(
                "one of the {total} items in {path} is of an earlier run and not in {table}",
                total=total,
                path=self.path,
                table=ITEMS,
            )
        return Message(
            "{count} of the {total} items in {path} are of earlier runs and not in {table}",
            count=f"{count:,}",
            total=total,
            path=self.path,
            table=ITEMS,
        )

    def _empty(self, count: int) -> Message:
        if count == 1:
            return Message(
                "one time of {path} has no values{times}",
                path=self.path,
                times="".join(f": {time}" for time in self.missing),
            )
        if not self.missing:
            return Message(
                "{count} times of {path} have no values", count=f"{count:,}", path=self.path
            )
        more = ", …" if count > len(self.missing) else ""
        return Message(
            "{count} times of {path} have no values: {times}",
            count=f"{count:,}",
            path=self.path,
            times=", ".join(self.missing) + more,
        )


def growths(folder: Path, outputs: Collection[str]) -> list[Growth]:
    """Find the stores among outputs, which are relative to a folder, that grew."""
    found = [growth_of(folder, path) for path in sorted(outputs)]
    return [growth for growth in found if growth is not None]


def growth_of(folder: Path, path: str) -> Growth | None:
    """Read how a store grew; None if it did not, or is none that can be opened."""
    if not path.endswith(".zarr") or not (folder / path).is_dir():
        return None
    import zarr

    bound_zarr()
    try:
        group: Any = zarr.open_group(folder / path, mode="r")
        if DATES_APPENDED in group.attrs:
            return _growth(path, group.attrs[DATES_APPENDED], *_dates(group))
        entries = group.attrs.get(SLOTS, {}).get("appended", ())
        written = group[MASK][...] if entries else np.empty(0, bool)
        return _growth(path, entries, int(written.sum()), len(written)) if len(written) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # `facts` say that it cannot be read


def _dates(group: Any) -> tuple[int, int]:
    """Return how many dates of a store for anemoi have values, and how many there are."""
    places = int(group["dates"].shape[0])
    return places - len(group.attrs["missing_dates"]), places


def _growth(path: str, entries: Sequence[Mapping[str, Any]], items: int, places: int) -> Growth:
    every = [entry for entry in entries if entry["count"]]
    known = all("until" in entry for entry in every)
    missing = [str(time) for entry in every for time in entry.get("missing", ())]
    return Growth(
        path,
        items,
        places,
        tuple((int(entry["count"]), str(entry["after"])) for entry in every),
        str(every[0].get("from", "")) if every else "",
        str(every[-1].get("until", "")) if every else "",
        tuple(missing) if known else (),
    )


def growth_data(found: Iterable[Growth]) -> list[dict[str, Any]]:
    """Return what `growth_from` reads."""
    return [asdict(growth) for growth in found]


def growth_from(data: Iterable[Mapping[str, Any]]) -> list[Growth]:
    """Read what the statistics of a data set keep of it.

    Raises
    ------
    KeyError, TypeError, ValueError
        If that is damaged.
    """
    return [_read(each) for each in data]


def _read(data: Mapping[str, Any]) -> Growth:
    added = tuple((int(count), str(time)) for count, time in data["added"])
    return Growth(
        str(data["path"]),
        int(data["items"]),
        int(data["places"]),
        added,
        str(data["start"]),
        str(data["end"]),
        tuple(map(str, data["missing"])),
    )
