"""One pass over the items for several sinks: each gets all of them, none what another made."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from greenlet import GreenletExit
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.core import Pipeline, Sink, Source
from curator_gui.core.errors import CuratorError
from curator_gui.core.flow.several_sinks import (
    ItemCopyError,
    OtherSinkFailedError,
    feed_all,
)


class Item:
    """Something with data that can be changed, and seen to be gone."""

    def __init__(self, value: int) -> None:
        self.values = np.full(3, float(value))


class Items(Source[Item]):
    name = "Items"
    description = "Makes items."

    def __init__(self, counts: list[int]) -> None:
        self.counts = counts
        self.made = 0

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, index: int) -> Iterator[Item]:
        for number in range(self.counts[index]):
            self.made += 1
            yield Item(100 * index + number)


class Kept(Sink[Item]):
    """Keeps the numbers that it is given; says what it does in the order of `said`."""

    name = "Kept"
    description = "Keeps numbers."
    changes_items = False

    def __init__(self, most: int | None = None, fails_at: int | None = None) -> None:
        self.most, self.fails_at = most, fails_at
        self.said: list[Any] = []
        self.ended = ""

    def __call__(self, items: Iterator[Item], index: int) -> list[str]:
        found: list[float] = []
        try:
            for item in items:
                if self.fails_at == len(found):
                    raise ValueError("cannot be written")
                found.append(float(self.work(item)[0]))
                self.said.append(found[-1])
                if self.most is not None and len(found) >= self.most:
                    break
        except BaseException as error:
            self.ended = type(error).__name__
            raise
        return [f"{self.name}-{index}-{value:g}" for value in found]

    def work(self, item: Item) -> Any:
        return item.values


class Changing(Kept):
    """Spoils what it is given, after having looked at it."""

    name = "Changing"
    changes_items = True

    def work(self, item: Item) -> Any:
        before = item.values.copy()
        item.values *= -1
        return before


class Gathering(Kept):
    """Takes all items before it looks at the first."""

    name = "Gathering"

    def __call__(self, items: Iterator[Item], index: int) -> list[str]:
        return super().__call__(iter(list(items)), index)


KINDS = st.sampled_from([Kept, Changing, Gathering])
SINKS = st.lists(st.tuples(KINDS, st.none() | st.integers(1, 4)), min_size=1, max_size=4)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=3), SINKS)
def test_each_sink_gets_what_it_would_get_alone(
    counts: list[int], kinds: list[tuple[type[Kept], int | None]]
) -> None:
    together = Items(counts).write(*(kind(most) for kind, most in kinds))
    for index in range(len(counts)):
        alone = [Items(counts).write(kind(most))[index] for kind, most in kinds]
        assert together[index] == [path for paths in alone for path in paths]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=1), SINKS)
def test_one_pass_takes_no_more_items_than_the_sink_that_wants_most(
    counts: list[int], kinds: list[tuple[type[Kept], int | None]]
) -> None:
    source = Items(counts)
    assert len(source.write(*(kind(most) for kind, most in kinds)).sinks) == len(kinds)
    _ = source.write(*(kind(most) for kind, most in kinds))[0]
    wanted = max(
        counts[0] if most is None or kind is Gathering else min(most, counts[0])
        for kind, most in kinds
    )
    assert source.made == wanted


def test_a_second_write_adds_a_sink() -> None:
    first, second = Kept(), Kept()
    source = Items([1])
    assert source.write(first).write(second).sinks == (first, second)
    assert source.write(first, second).steps == (source, first, second)
    assert Pipeline(source, sink=first).sink is first
    assert source.write(first, second).ending_in().sink is None


def test_all_sinks_have_an_item_before_the_next_one_is_made() -> None:
    told: list[str] = []

    class Telling(Kept):
        def work(self, item: Item) -> Any:
            told.append(f"{self.name} {item.values[0]:g}")
            return item.values

    one, other = Telling(), Telling()
    one.name, other.name = "a", "b"  # type: ignore[misc]
    _ = Items([3]).write(one, other)[0]
    assert told == ["a 0", "b 0", "a 1", "b 1", "a 2", "b 2"]


@pytest.mark.parametrize("kinds", [(Kept, Kept), (Changing, Kept), (Kept, Changing, Changing)])
def test_items_are_let_go(kinds: tuple[type[Kept], ...]) -> None:
    """At most two of the source's are there at a time, as with one sink: the old and the new."""
    alive: weakref.WeakSet[Item] = weakref.WeakSet()
    most = 0

    def items() -> Iterator[Item]:
        nonlocal most
        for number in range(6):
            made = [Item(number)]
            alive.add(made[0])
            most = max(most, len(alive))
            yield made.pop()

    found = feed_all([kind() for kind in kinds], items(), 0, lambda sink, i, n: sink(i, n))
    assert [len(paths) for paths in found] == [6] * len(kinds)
    assert most <= 2


def test_one_that_fails_ends_the_others_and_says_who_was_done() -> None:
    early, late, bad = Kept(most=1), Kept(), Kept(fails_at=2)
    done: dict[int, Any] = {}
    with pytest.raises(ValueError, match="cannot be written"):
        feed_all([early, late, bad], iter(Items([5])[0]), 0, lambda s, i, n: s(i, n), done=done)
    assert done == {0: ["Kept-0-0"]}
    assert late.ended == OtherSinkFailedError.__name__
    assert late.said == [0.0, 1.0, 2.0]
    assert bad.said == [0.0, 1.0]


@pytest.mark.parametrize("end", [SystemExit, GeneratorExit, GreenletExit])
def test_a_sink_that_ends_oddly_while_it_tidies_up_hides_no_failure(
    end: type[BaseException],
) -> None:
    def odd(sink: Any, items: Iterator[Item], index: int) -> list[str]:
        try:
            return sink(items, index)  # type: ignore[no-any-return]
        except OtherSinkFailedError as error:
            raise end from error

    last = Kept()
    done: dict[int, Any] = {}
    with pytest.raises(ValueError, match="cannot be written"):
        feed_all([Kept(), Kept(fails_at=2), last], iter(Items([5])[0]), 0, odd, done=done)
    assert last.ended == OtherSinkFailedError.__name__
    assert done == {}


def test_what_ends_a_greenlet_without_a_word_is_a_failure() -> None:
    def quiet(sink: Any, items: Iterator[Item], index: int) -> list[str]:
        raise GreenletExit("enough")

    done: dict[int, Any] = {}
    with pytest.raises(CuratorError, match=r"Kept raised GreenletExit: enough"):
        feed_all([Kept(), Kept()], iter(Items([5])[0]), 0, quiet, done=done)
    assert done == {}


def test_an_error_of_the_items_comes_to_every_sink() -> None:
    def broken() -> Iterator[Item]:
        yield Item(1)
        raise OSError("damaged")

    sinks = [Kept(), Kept()]
    with pytest.raises(OSError, match="damaged"):
        feed_all(sinks, broken(), 0, lambda s, i, n: s(i, n))
    assert [sink.ended for sink in sinks] == ["OSError", "OtherSinkFailedError"]


def test_sinks_that_live_with_an_error_are_done() -> None:
    def broken() -> Iterator[Item]:
        yield Item(1)
        raise OSError("damaged")

    def tolerant(sink: Any, items: Iterator[Item], index: int) -> list[str]:
        found = []
        while True:
            try:
                found.append(str(next(items).values[0]))
            except OSError:
                found.append("lost")
            except StopIteration:
                return found

    assert feed_all([Kept(), Kept()], broken(), 0, tolerant) == [["1.0", "lost"]] * 2


def test_an_item_that_cannot_be_copied_is_named() -> None:
    class Stubborn(Item):
        def __deepcopy__(self, memo: Any) -> Any:
            raise TypeError("no copies")

    with pytest.raises(ItemCopyError, match=r"Changing .*Stubborn cannot be copied: .*no copies"):
        feed_all([Kept(), Changing()], iter([Stubborn(1)]), 0, lambda s, i, n: s(i, n))


def test_items_asked_for_elsewhere_are_refused_in_words() -> None:
    def threaded(sink: Any, items: Iterator[Item], index: int) -> list[str]:
        found: list[BaseException] = []

        def ask() -> None:
            try:
                next(items)
            except BaseException as error:
                found.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        if found:
            raise found[0]
        return []

    with pytest.raises(CuratorError, match="not in another thread, and not later"):
        feed_all([Kept(), Kept()], iter([Item(1)]), 0, threaded)


def test_what_belongs_to_the_thread_is_there_for_each_sink() -> None:
    local = threading.local()

    def items() -> Iterator[Item]:
        for number in range(3):
            local.origin = number
            yield Item(number)

    def named(sink: Any, found: Iterator[Item], index: int) -> list[str]:
        return [f"{local.origin}" for _ in found]

    assert feed_all([Kept(), Kept()], items(), 0, named) == [["0", "1", "2"]] * 2
