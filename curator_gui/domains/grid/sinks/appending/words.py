"""What is said of items that are appended, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from curator_gui.core.message import Message, fact
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.errors import GridError


@dataclass(frozen=True)
class Done:
    """What came of an append: `count` items behind `after`, up to `until` ("" if none).

    `same` items were there already, `missing` times have no values now, and `unchecked` says that
    nobody can tell which are missing.
    """

    after: str
    until: str
    count: int
    same: int
    missing: Sequence[str]
    unchecked: bool

    def words(self) -> Iterator[str]:
        """Say it."""
        yield from _same_words(self.same)
        if self.count:
            yield fact(_appended_words(self.count, self.after, self.until))
        else:
            yield Message("nothing was appended after {last}", last=self.after)
        yield from _filled_words(self.missing)
        if self.unchecked and self.count:
            yield unchecked_words()


def _same_words(count: int) -> Iterator[Message]:
    if count == 1:
        yield Message("one time was in the store already, with the same values: it stays as it is")
    elif count:
        yield Message(
            "{count} times were in the store already, with the same values: they stay as they are",
            count=count,
        )


def _appended_words(count: int, last: str, end: str) -> Message:
    if count == 1:
        return Message("one time was appended after {last}: {end}", last=last, end=end)
    return Message(
        "{count} times were appended after {last}, up to {end}", count=count, last=last, end=end
    )


def _filled_words(missing: Sequence[str]) -> Iterator[Message]:
    if len(missing) == 1:
        yield Message("one time was missing and has no values: {name}", name=missing[0])
    elif missing:
        yield Message(
            "{count} times were missing and have no values: {names}",
            count=len(missing),
            names=listed_names(missing),
        )


def known_words(count: int) -> list[Message]:
    """Say beforehand how many of the times are in the store already."""
    if count == 1:
        return [
            Message(
                "one time is in the store already: it is left out if its values are the same, and "
                "refused otherwise"
            )
        ]
    words = Message(
        "{count} times are in the store already: they are left out if their values are the "
        "same, and refused otherwise",
        count=count,
    )
    return [words] if count else []


def appends_words(count: int, last: str, end: str) -> Message:
    """Say beforehand what is appended."""
    if count == 1:
        return Message("appends one time after {last}: {end}", last=last, end=end)
    return Message(
        "appends {count} times after {last}, up to {end}", count=count, last=last, end=end
    )


def missing_words(count: int) -> list[Message]:
    """Say beforehand how many times will have no values."""
    if count == 1:
        return [Message("one time between them is missing and will have no values")]
    words = Message("{count} times between them are missing and will have no values", count=count)
    return [words] if count else []


def unchecked_words() -> Message:
    """Say that nobody can tell whether a time is missing."""
    return Message(
        "the times are not at even steps, so whether some are missing before and between the new "
        "ones was not checked"
    )


def refuse_gap(count: int, last: str, time: str) -> NoReturn:
    """Refuse times that are missing.

    Raises
    ------
    GridError
        Always.
    """
    if count == 1:
        raise GridError(
            "one time is missing between {last} and {time}; add its file, or set gaps to fill, "
            "which keeps its place as missing values",
            last=last,
            time=time,
        )
    raise GridError(
        "{count} times are missing between {last} and {time}; add their files, or set gaps to "
        "fill, which keeps their places as missing values",
        count=count,
        last=last,
        time=time,
    )


def refuse_other_values(time: str, path: Path, name: str) -> NoReturn:
    """Refuse other values of a time that a store has.

    Raises
    ------
    GridError
        Always.
    """
    raise GridError(
        "{time} is in {path} already, with other values of {name}; appending changes nothing that "
        "is there: leave that time out, or write the whole series into another folder",
        time=time,
        path=path,
        name=name,
    )


def refuse_kept_place(time: str, path: Path) -> NoReturn:
    """Refuse a time whose place an earlier run kept as missing values.

    Raises
    ------
    GridError
        Always.
    """
    raise GridError(
        "{time} is one of the times that {path} keeps as missing values; appending changes "
        "nothing that is there: leave that time out, or write the whole series into another "
        "folder",
        time=time,
        path=path,
    )


def refuse_waiting(error: GridError, folder: Path) -> NoReturn:
    """Say that what was written aside did not fit, and where it is.

    Raises
    ------
    GridError
        Always.
    """
    raise GridError(
        "{error}. The store is as it was; the new items wait in {folder}: remove that folder to "
        "begin again",
        error=Message("{words}", words=str(error)),
        folder=folder,
    ) from error
