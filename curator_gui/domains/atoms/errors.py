"""Errors about structures and their files."""

from __future__ import annotations

from curator_gui.core.errors import CuratorError


class StructureError(CuratorError, ValueError):
    """A structure, or a file of structures, that cannot be used; the message says where and why."""


def os_reason(error: OSError) -> str:
    """Return the system's words for an error without its number and path."""
    return error.strerror or str(error) or type(error).__name__
