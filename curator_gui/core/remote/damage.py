"""What readers raise on damaged files, in words that name the file.

A library's reader answers damage with whatever its code happens to stumble over: KeyError,
ZeroDivisionError, UnicodeDecodeError. Every source has its items read below `reading`, so that none
of these reaches a person bare, whatever its own checks have left unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.remote.addresses import is_address
from curator_gui.core.remote.remote_errors import remote_reason

ITSELF = (CuratorError, ImportError, Warning)
"""What says itself what is wrong, and of which no file is the cause."""


def damage_words(error: Exception) -> Message:
    """Say what a reader stumbled over, to stand behind the name of the file and a colon."""
    if isinstance(error, OSError) and error.strerror:
        return Message("it cannot be read: {reason}", reason=error.strerror)
    if isinstance(error, MemoryError):
        said = str(error) or type(error).__name__
        return Message("it asks for more memory than there is ({said})", said=said)
    words = " ".join(str(error).split())[:500]
    kind = next(one for one in type(error).__mro__ if not one.__qualname__.startswith("_")).__name__
    said = f"{kind}: {words}" if words else kind
    return Message("it is damaged, or of a form that its reader does not know ({said})", said=said)


def raise_damage(kind: type[CuratorError], place: str, error: Exception) -> NoReturn:
    """Raise what says which file is damaged, and how; errors that say so themselves as they are.

    Among these are those of the system that name a file: who tries again asks for their number.

    Raises
    ------
    CuratorError
        Of the kind given.
    """
    if isinstance(error, ITSELF) or (isinstance(error, OSError) and error.filename):
        raise error
    remote = remote_reason(error) if is_address(place) else None
    if remote is not None:
        raise kind("{place} cannot be read: {words}", place=place, words=remote) from error
    raise kind("{place}: {words}", place=place, words=damage_words(error)) from error


@contextmanager
def reading(kind: type[CuratorError], place: Callable[[], str]) -> Iterator[None]:
    """Let what is raised inside the block be an error of a kind that names its place."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - readers raise anything
        raise_damage(kind, place(), error)
