"""Errors of the mesh domain; their text is shown to people as it is."""

from __future__ import annotations

from curator_gui.core.errors import CuratorError


class MeshError(CuratorError, ValueError):
    """A mesh that cannot be read, changed or written; the message names file, field or block."""


class MissingFieldError(MeshError):
    """A field that a step asks for and the mesh lacks; the message lists those it has."""
