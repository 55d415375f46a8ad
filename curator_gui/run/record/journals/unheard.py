"""What workers wrote into their journals and could no longer say: they were killed just then."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from curator_gui.run.record.journals.journal import JournalDecoder, read_payloads
from curator_gui.run.record.journals.merge import head_of
from curator_gui.run.wire.frames import Describe, Settled, WireError

logger = logging.getLogger(__name__)


def unheard(journals: Iterable[Path], is_open: Callable[[int], bool]) -> list[Settled]:
    """Return the latest outcome of each index of which nothing is known (`is_open`), by index.

    A damaged frame is passed over: the record says so when it merges the journal.
    """
    found: dict[int, Settled] = {}
    for path in journals:
        for event in _outcomes(path, is_open):
            known = found.get(event.index)
            if known is None or known.time < event.time:
                found[event.index] = event
    return [found[index] for index in sorted(found)]


def _outcomes(path: Path, is_open: Callable[[int], bool]) -> Iterator[Settled]:
    decoder = JournalDecoder(logger.debug)
    for payload in read_payloads(path):
        head = head_of(payload)
        try:
            if isinstance(head, Describe):
                decoder.decode(payload)
            elif head is not None and is_open(head.index):
                event = decoder.decode(payload)
                if not isinstance(event, Describe):
                    yield event
        except WireError as error:
            logger.debug("%s: %s", path, error)
