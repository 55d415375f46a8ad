"""What a step says about the item at hand besides passing it on: that it did nothing, or a remark.

A step calls `unchanged` or `remark`; whoever runs the step (a worker) collects both with `noting`,
counts them per step and reports them with the index. Texts should not name single items, because
equal ones are counted together.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from curator_gui.core.message import Message

NoteKind = Literal["unchanged", "remark"]
Note = tuple[NoteKind, str]
Taker = Callable[[NoteKind, str], None]


class IdleStep(UserWarning):
    """A step that was called outside a run has passed its item on as it was."""


class _Local(threading.local):
    taker: Taker | None = None


_local = _Local()


def unchanged(why: str) -> None:
    """Say that the step at hand does nothing to its item, and why: `has no cell fields`.

    If this is so for every item of a run, the run warns about it. Outside a run it becomes a
    warning, an `IdleStep`.
    """
    if _local.taker is not None:
        _local.taker("unchanged", why)
    else:
        warnings.warn(Message("a step does nothing: {why}", why=why), IdleStep, stacklevel=3)


def remark(words: str) -> None:
    """Say something about the item at hand that whoever reads the results has to know.

    Outside a run it becomes a `UserWarning`.
    """
    if _local.taker is not None:
        _local.taker("remark", words)
    else:
        warnings.warn(words, UserWarning, stacklevel=3)


def exchange_taker(taker: Taker | None) -> Taker | None:
    """Set who takes what steps say in this thread, and return who did so far.

    For where an index takes microseconds; otherwise use `noting`.
    """
    before, _local.taker = _local.taker, taker
    return before


@contextmanager
def noting(taker: Taker) -> Iterator[None]:
    """Give what steps say in this thread, inside the block, to `taker`."""
    before = exchange_taker(taker)
    try:
        yield
    finally:
        exchange_taker(before)
