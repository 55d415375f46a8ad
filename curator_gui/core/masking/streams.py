"""A stream that masks what is printed to it, before anything of it is kept or shown."""

from __future__ import annotations

import os
from threading import RLock
from typing import Any, Protocol, TextIO
from weakref import WeakSet

from curator_gui.core.masking.texts import masked, masked_so_far

MOST_WAITING = 1 << 16
"""Characters of a line without an end that wait for it: more are passed on as they come."""

REACH = 1 << 13
"""Characters that are remembered of what was passed on of a line: no secret is longer."""


class Keeper(Protocol):
    """Keeps what waits where the death of this process does not reach it."""

    def add(self, text: str) -> None:
        """Keep a text behind those that are kept."""

    def clear(self) -> None:
        """Keep nothing any more."""


class MaskedStream:
    """A text stream that masks whole lines, because a secret may be printed in several pieces.

    What has no end of line waits for it, for `flush`, or until `MOST_WAITING` characters wait.
    What was passed on of a line is looked at again together with what follows, so that the two
    halves of a secret are no plain text. With a `keeper`, what waits outlives this process.
    """

    def __init__(self, stream: TextIO, keeper: Keeper | None = None) -> None:
        self._stream = self.unmasked = stream
        self.keeper = keeper
        self._waiting: list[str] = []
        self._length = 0
        self._before = self._said = ""
        self._lock = RLock()
        _streams.add(self)

    def write(self, text: str) -> int:
        """Pass the lines on that are whole now; returns the characters taken."""
        if not isinstance(text, str):
            return self._stream.write(text)  # it says what is wrong
        with self._lock:
            rest = text
            if "\n" in text or "\r" in text:
                end = max(text.rfind("\n"), text.rfind("\r")) + 1
                self._waiting.append(text[:end])
                self._pass_on(ended=True)
                rest = text[end:]
            if rest:
                self._wait(rest)
                if self._length > MOST_WAITING:
                    self._pass_on_words()
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Pass on what waits; where a secret may have begun, its beginning is masked."""
        with self._lock:
            self._pass_on()

    def begin_anew(self) -> None:
        """Go on in a process that was forked: whoever held the lock, and the rest, is not here."""
        self._lock = RLock()
        self.keeper = None

    def _wait(self, text: str) -> None:
        self._waiting.append(text)
        self._length += len(text)
        if self.keeper is not None and self._length <= MOST_WAITING:
            self.keeper.add(text)

    def _pass_on_words(self) -> None:
        """Pass on what waits but for a word that may go on, if it is not too long for one."""
        waiting = "".join(self._waiting)
        word = waiting[-REACH:].rpartition(" ")[2]
        whole = len(waiting) - len(word) * (len(word) < REACH)
        self._waiting = [waiting[:whole]]
        self._pass_on()
        if whole < len(waiting):
            self._wait(waiting[whole:])

    def _pass_on(self, *, ended: bool = False) -> None:
        """Write what waits, and flush unless the stream does so at the end of a line."""
        waiting, self._waiting, self._length = "".join(self._waiting), [], 0
        line = self._before + waiting
        shown = masked(line) if ended else masked_so_far(line)
        common = _common(self._said, shown)
        self._before = self._said = ""
        if not ended:
            self._remember(line, shown)
        if waiting and len(shown) > common:
            self._stream.write(shown[common:])
        if not ended:
            self._stream.flush()
        if self.keeper is not None:
            self.keeper.clear()

    def _remember(self, line: str, shown: str) -> None:
        """Remember the end of a line that goes on, and how it was shown."""
        self._before = line[-REACH:]
        # A secret that is cut by the reach stands in both, and is not written again.
        self._said = shown if self._before == line else masked_so_far(self._before)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_streams: WeakSet[MaskedStream] = WeakSet()
"""Those of this process. A thread may be printing while another one forks."""


def _begin_anew() -> None:
    for stream in list(_streams):
        stream.begin_anew()


if hasattr(os, "register_at_fork"):  # Windows has none
    os.register_at_fork(after_in_child=_begin_anew)


def _common(said: str, shown: str) -> int:
    """Return how many characters two texts begin with in common."""
    if shown.startswith(said):
        return len(said)
    pairs = zip(said, shown, strict=False)
    return next((n for n, (old, new) in enumerate(pairs) if old != new), len(shown))
