"""Names in a message: as many as can be read, and how many there are beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from curator_gui.core.message import Message, joined

MOST_NAMED = 12


def listed_names(names: Iterable[object], most: int = MOST_NAMED, between: str = ", ") -> Message:
    """List names or words: "p, U and 5 more", or "none"; messages are translated each by itself.

    Of a sequence only what is shown is looked at: it may be millions.
    """
    found = names if isinstance(names, Sequence) else list(names)
    if not found:
        return Message("none")
    shown = _joined(between, [n if isinstance(n, str) else str(n) for n in found[:most]])
    if len(found) <= most:
        return shown
    return Message("{names} and {n} more", names=shown, n=f"{len(found) - most:,}")


def _joined(between: str, names: list[str]) -> Message:
    if any(isinstance(name, Message) for name in names):
        return joined(between, names)
    return Message("{names}", names=between.join(names))
