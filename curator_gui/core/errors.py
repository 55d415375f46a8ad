"""Errors that a user can act on: their text is shown as it is, without a traceback."""

from __future__ import annotations

from curator_gui.core.message import Message, shown, term


class CuratorError(Exception):
    """Base of all errors whose message is written for the person at the screen.

    Parameters
    ----------
    message
        A `Message`, or the template of one if values are given, or any finished text.
    values
        What stands in the template.
    """

    def __init__(self, message: str = "", /, **values: object) -> None:
        if values:
            message = Message(message, **values)
        elif not isinstance(message, Message):
            message = term(shown(message))
        super().__init__(message)


def error_words(error: BaseException) -> str:
    """Say what an error says; one that was not written for a person gets its type before it."""
    if isinstance(error, CuratorError):
        return str(error)
    return Message("{type}: {error}", type=type(error).__name__, error=error)


class ParamError(CuratorError, ValueError):
    """A parameter value that cannot be used; the message says why and what would be accepted."""


class DocumentError(CuratorError, ValueError):
    """A pipeline document that cannot be read or built; the message names file and place."""


class RegistryError(CuratorError):
    """A component that cannot be registered or found; the message names its key."""


class ComponentUnavailableError(RegistryError):
    """A known component whose extra is not installed; the message has the command that adds it."""


def misplaced(step: object, kind: str, wanted: str) -> ParamError:
    """Say that a step of a pipeline is of one kind and stands in the place of another one."""
    values = {
        "name": getattr(step, "name", type(step).__name__),
        "place": term(wanted.lower()),
    }
    match kind.lower():
        case "source":
            return ParamError(
                "{name} is a source, but stands in the place of a {place}: a pipeline begins with "
                "its source",
                **values,
            )
        case "filter":
            return ParamError(
                "{name} is a filter, but stands in the place of a {place}: use .filter(...) for it",
                **values,
            )
    return ParamError(
        "{name} is a sink, but stands in the place of a {place}: use .write(...) for it", **values
    )
