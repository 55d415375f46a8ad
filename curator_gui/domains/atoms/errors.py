"""Errors about structures and their files."""

from __future__ import annotations

from curator_gui.core.errors import CuratorError


class StructureError(CuratorError, ValueError):
    """A structure, or a file of structures, that cannot be used; the message says where and why."""


def os_reason(error: OSError) -> str:
    """Return the system's words for an error without its number and path."""
    return error.strerror or str(error) or type(error).__name__


LARGE = 1 << 30
"""Bytes from which on an array has to hold about what it promises."""

MOST_PACKED = 500
"""How many times smaller measured numbers can get when they are packed, and more."""


def check_promise(name: str, promised: int, held: int) -> None:
    """Refuse an array of so many bytes of which a file holds next to nothing.

    Raises
    ------
    StructureError
        Naming it: to read it would fill the memory.
    """
    if promised > max(LARGE, MOST_PACKED * held):
        raise broken_promise(name, promised, held)


def broken_promise(name: str, promised: int, held: int) -> StructureError:
    """Say that an array of so many bytes is not there."""
    return StructureError(
        "is damaged: {name} promises {n} bytes and holds {m}",
        name=repr(name),
        n=f"{promised:,}",
        m=f"{held:,}",
    )
