"""Errors that a user can act on: their text is shown as it is, without a traceback."""

from __future__ import annotations


class CuratorError(Exception):
    """Base of all errors whose message is written for the person at the screen."""


class ParamError(CuratorError, ValueError):
    """A parameter value that cannot be used; the message says why and what would be accepted."""


class DocumentError(CuratorError, ValueError):
    """A pipeline document that cannot be read or built; the message names file and place."""


class RegistryError(CuratorError):
    """A component that cannot be registered or found; the message names its key."""


class ComponentUnavailableError(RegistryError):
    """A known component whose extra is not installed; the message has the command that adds it."""
