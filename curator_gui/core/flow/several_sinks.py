"""One pass over the items of an index for several sinks.

A sink asks for its items, so several can share one stream only if each waits where it asks until
all have had the item at hand: nothing is then kept for a slow one, however many items an index
has. Each sink runs in a greenlet of its own. Threads would not do: a component may keep things for
its thread, as sources do to say where the item at hand comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from copy import deepcopy
from typing import Any, TypeVar

from greenlet import GreenletExit, getcurrent, greenlet

from curator_gui.core.errors import CuratorError, error_words

T = TypeVar("T")
Write = Callable[[Any, Iterator[Any], int], list[str]]
"""Calls a sink with its items and its index, and returns the paths."""

Call = Callable[..., Any]
"""Calls `function(*args)` for the sink of a number: for clocks and for blame."""

_END = object()


class OtherSinkFailedError(CuratorError):
    """Raised where a sink asks for an item when another sink of the index has failed."""


class ItemCopyError(CuratorError):
    """An item cannot be copied for a sink that may change it."""


def _called(number: int, function: Callable[..., T], *args: Any) -> T:
    return function(*args)


def feed_all(
    sinks: Sequence[Any],
    items: Iterator[Any],
    index: int,
    write: Write,
    call: Call = _called,
    done: dict[int, list[str]] | None = None,
) -> list[list[str]]:
    """Give every item to every sink, one item after the other; return what each has written.

    A sink that may change its items (`Sink.changes_items`) gets copies. One that ends early is
    left out from there on, and items are taken as long as there is a sink that asks for them.

    Parameters
    ----------
    write
        Runs one sink; whatever it does with the items it has to do before it returns.
    call
        Runs a piece of the work of one sink, given by its number; what the sinks wait for (the
        items) is no part of it.
    done
        Takes what a sink has written as soon as it is over, by its number: also where another
        fails.

    Raises
    ------
    Exception
        Whatever the first sink that fails raises, or `items` do. The other sinks get an
        `OtherSinkFailedError` where they wait, so that they can tidy up.
    """
    done = {} if done is None else done
    strands = [_Strand(sink, number, call, done) for number, sink in enumerate(sinks)]
    try:
        for strand in strands:
            strand.begin(write, index)
        _hand_out(items, strands)
    except BaseException:
        _give_up(strands)
        raise
    return [done[number] for number in range(len(strands))]


def _hand_out(items: Iterator[Any], strands: Sequence[_Strand]) -> None:
    while waiting := [strand for strand in strands if strand.waits]:
        try:
            item = next(items)
        except StopIteration:
            for strand in waiting:
                strand.go_on(_END)
            return
        except Exception as error:  # noqa: BLE001 - the sinks raise it again
            for strand in waiting:  # a sink may live with it, as it may where it is alone
                strand.fail(error)
            continue
        for strand in waiting:
            strand.take(item)
        del item  # the next one may need its room


def _give_up(strands: Sequence[_Strand]) -> None:
    """Let the sinks that wait tidy up; what they make of it does not count any more."""
    for strand in strands:
        if strand.waits:
            try:
                strand.fail(OtherSinkFailedError("another sink of this index has failed"))
            except KeyboardInterrupt:  # it may be the user's
                raise
            except BaseException:  # noqa: BLE001 - the first failure is the one that is told
                continue


class _Feed(Iterator[Any]):
    """The items as one sink sees them: whoever asks waits in its greenlet for the next one."""

    __slots__ = ("_ended", "_main", "owner")

    def __init__(self) -> None:
        self._main, self._ended = getcurrent(), False
        self.owner: greenlet | None = None

    def __next__(self) -> Any:
        if self._ended:
            raise StopIteration
        if getcurrent() is not self.owner:
            raise CuratorError(
                "a sink beside others has to take its items in its own call: not in another "
                "thread, and not later"
            )
        self._ended = True  # also if an error comes in the place of an item
        item = self._main.switch()
        if item is _END:
            raise StopIteration
        self._ended = False
        return item


class _Strand:
    """One sink at work on an index."""

    def __init__(self, sink: Any, number: int, call: Call, done: dict[int, list[str]]) -> None:
        self._sink, self._number, self._call, self._done = sink, number, call, done
        self._changes = getattr(sink, "changes_items", True)
        self._greenlet = greenlet(None)

    @property
    def waits(self) -> bool:
        """Whether the sink has asked for an item."""
        return bool(self._greenlet)

    def begin(self, write: Write, index: int) -> None:
        """Let the sink begin."""
        feed = _Feed()
        feed.owner = self._greenlet
        self._greenlet.run = self._insist(write)
        self._greenlet.gr_context = copy_context()
        self._settle(self._call(self._number, self._greenlet.switch, self._sink, feed, index))

    def _insist(self, write: Write) -> Write:
        """Make a failure of the one exception that a greenlet takes for its result."""

        def written(sink: Any, items: Iterator[Any], index: int) -> list[str]:
            try:
                return write(sink, items, index)
            except GreenletExit as error:
                raise CuratorError(
                    "{sink} raised {error}",
                    sink=_name(sink),
                    error=error_words(error),
                ) from error

        return written

    def go_on(self, item: Any) -> None:
        """Let the sink work until it asks for another item, or is done."""
        self._settle(self._call(self._number, self._greenlet.switch, item))

    def take(self, item: Any) -> None:
        """Hand an item over: the item itself, or a copy of its own."""
        if self._changes:
            item = self._call(self._number, self._copy, item)
        self.go_on(item)

    def fail(self, error: Exception) -> None:
        """Raise an error where the sink asks for an item."""
        self._settle(self._call(self._number, self._greenlet.throw, error))

    def _settle(self, answer: Any) -> None:
        if self._greenlet.dead:
            self._done[self._number] = answer

    def _copy(self, item: Any) -> Any:
        try:
            return own_copy(item)
        except Exception as error:
            raise ItemCopyError(
                "{sink} may change its items and stands beside other sinks, so it needs a copy of "
                "each, but an item of type {type} cannot be copied: {error}",
                sink=_name(self._sink),
                type=type(item).__name__,
                error=error_words(error),
            ) from error


def _name(sink: Any) -> str:
    return str(getattr(sink, "name", type(sink).__name__))


def own_copy(item: Any) -> Any:
    """Copy an item with its data.

    Raises
    ------
    Exception
        Whatever the item raises if it cannot be copied.
    """
    if hasattr(item, "copy_meta_from") or hasattr(item, "sizes"):
        return item.copy(deep=True)  # meshes and data sets
    return deepcopy(item)
