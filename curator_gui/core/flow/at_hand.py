"""What is known about the item at hand beside the item itself.

Items pass lazily: a source says whose item it is just before it hands it over, and whoever works on
it asks. Where items are kept and handed on later (a preview runs step by step), it goes with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

_kept: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []


def keep_with_items(get: Callable[[], Any], put: Callable[[Any], None]) -> None:
    """Let what `get` returns in a thread go with its items: `put` sets it before one is given."""
    _kept.append((get, put))


class Held(list[Any]):
    """Items that were taken from a stream, each with what was known about it then."""

    def __init__(self, items: Iterable[Any] = ()) -> None:
        super().__init__()
        self._known: list[list[Any]] = []
        for item in items:
            self.append(item)
            self._known.append([get() for get, _ in _kept])

    def first(self, count: int) -> Held:
        """Return the first items, with what is known about them."""
        found = Held()
        found += self[:count]
        found._known = self._known[:count]
        return found

    def handed_on(self) -> Iterator[Any]:
        """Yield the items as the stream did that they were taken from."""
        before = [get() for get, _ in _kept]
        try:
            for item, known in zip(self, self._known, strict=True):
                _put(known)
                yield item
        finally:
            _put(before)


def _put(known: list[Any]) -> None:
    for (_, put), value in zip(_kept, known, strict=False):
        put(value)
