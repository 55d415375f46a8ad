"""A function of one item as a filter."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.params.capturing import ComponentMeta

Function = Callable[..., Any]

_STARS = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class FunctionFilter(Filter[Any]):
    """A filter that calls a function for each item; made by `filter_component`."""

    function: Function
    placed: tuple[str, ...] = ()
    """Arguments that the function takes by their place alone."""

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield what the function gives: an item, those of an iterator, or nothing for None."""
        call, arguments = self.function, dict(self.arguments)
        placed = [arguments.pop(name) for name in self.placed]
        for item in items:
            found = call(item, *placed, **arguments)
            if isinstance(found, Iterator):
                yield from found
            elif found is not None:
                yield found


def filter_component(
    function: Function | None = None, *, name: str = "", description: str = "", version: str = "1"
) -> Any:
    """Make a filter of a function whose first argument is the item; usable as a decorator.

    The other arguments are the parameters of the filter, described as those of a constructor are:
    `factor: Annotated[float, Param("...", minimum=0)] = 2.0`. The function returns the item, or
    None to leave it out, or an iterator of several.

    >>> @filter_component
    ... def scaled(values, factor: float = 2.0):
    ...     "Multiply the values."
    ...     return [value * factor for value in values]
    >>> list(scaled(factor=3.0)(iter([[1.0, 2.0]])))
    [[3.0, 6.0]]

    Parameters
    ----------
    name
        Name in the catalogue; by default that of the function, in words.
    description
        What it does; by default the first line of the function's docstring.
    version
        Raise it when the same arguments give other results (see `Component.version`).

    Raises
    ------
    ParamError
        If there is no description, or the arguments are not those of such a function.
    """
    if isinstance(function, functools.partial):
        function = _plain_function(function)
    if function is None:
        return lambda found: filter_component(
            found, name=name, description=description, version=version
        )
    if not isinstance(inspect.unwrap(function), types.FunctionType):
        raise ParamError(
            "{given} is no function written in Python: define one with def that calls it",
            given=f"{function!r:.80}",
        )
    words = description or (inspect.getdoc(function) or "").split("\n")[0]
    if not words:
        raise ParamError("{name} needs a docstring: what does it do?", name=function.__name__)
    body = {
        "__module__": function.__module__,
        "__qualname__": function.__qualname__,
        "__doc__": function.__doc__,
        "__init__": _constructor(function),
        "function": staticmethod(function),
        "placed": tuple(
            parameter.name
            for parameter in list(inspect.signature(function).parameters.values())[1:]
            if parameter.kind is inspect.Parameter.POSITIONAL_ONLY
        ),
        "name": name or function.__name__.replace("_", " ").capitalize(),
        "description": words,
        "version": version,
    }
    return ComponentMeta(function.__name__, (FunctionFilter,), body)


def _plain_function(given: functools.partial[Any]) -> Function:
    """Make a function of a `functools.partial`: what it was given becomes the defaults.

    Raises
    ------
    ParamError
        If it was given the item, or is made of something that is no function.
    """
    inner = given.func
    if given.args or not isinstance(inner, types.FunctionType):
        raise ParamError(
            "{name}: give a partial of a function, without the item: its other arguments by name",
            name=getattr(inner, "__name__", type(inner).__name__),
        )

    def made(item: Any, *positional: Any, **named: Any) -> Any:
        return inner(item, *positional, **{**given.keywords, **named})

    functools.update_wrapper(made, inner)
    signature = inspect.signature(inner)
    parameters = [
        p.replace(default=given.keywords.get(name, p.default))
        for name, p in signature.parameters.items()
    ]
    made.__signature__ = signature.replace(parameters=_with_defaults_last(parameters))  # type: ignore[attr-defined]
    return made


def _with_defaults_last(parameters: list[inspect.Parameter]) -> list[inspect.Parameter]:
    """Let those be given by name alone that stand without a default behind one that has it."""
    found, optional = [], False
    for parameter in parameters:
        optional = optional or parameter.default is not inspect.Parameter.empty
        by_place = parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        only = optional and by_place
        kind = inspect.Parameter.KEYWORD_ONLY if only else parameter.kind
        found.append(parameter.replace(kind=kind))
    return found


def _constructor(function: Function) -> Function:
    """Make a constructor that takes what the function takes behind the item."""
    taken = list(inspect.signature(function).parameters.values())
    if not taken or taken[0].kind in (*_STARS, inspect.Parameter.KEYWORD_ONLY):
        raise ParamError("{name} has no argument for the item", name=function.__name__)
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise ParamError("{name} is asynchronous: write def alone", name=function.__name__)
    if any(parameter.name == "self" for parameter in taken[1:]):
        raise ParamError(
            "{name} has an argument called self, as the filter has: rename it",
            name=function.__name__,
        )
    if any(parameter.kind in _STARS for parameter in taken):
        raise ParamError(
            "{name} takes any arguments: name each, so that a form can ask for it",
            name=function.__name__,
        )

    def __init__(self: Any, *positional: Any, **named: Any) -> None:  # noqa: N807
        """Take the arguments, which the base class keeps."""

    # With the function's own globals, in which its annotations are evaluated.
    made = types.FunctionType(__init__.__code__, inspect.unwrap(function).__globals__, "__init__")
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    free = inspect.Parameter.POSITIONAL_OR_KEYWORD
    only = inspect.Parameter.KEYWORD_ONLY
    parameters = [p if p.kind is only else p.replace(kind=free) for p in taken[1:]]
    made.__signature__ = inspect.Signature([own, *parameters])  # type: ignore[attr-defined]
    return made
