"""Params from the constructor itself: `tolerance: Annotated[float, Param("...", unit="m")] = 0.0`.

Name, type and default are those of the argument; a `Literal` type gives the choices. An argument
without a `Param` is described by its annotation alone. `**options` stands for the arguments of the
next constructor among the bases that are not named already.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, Literal, Union

from curator_gui.core.errors import ParamError
from curator_gui.core.params.coercion import is_union, strip_optional
from curator_gui.core.params.param import REQUIRED, Param

_Argument = tuple[inspect.Parameter, Callable[..., Any]]
"""A parameter, and the constructor that has it."""

_EMPTY = inspect.Parameter.empty
_PLAIN = (str, int, float, bool, list, dict)


@lru_cache(maxsize=1024)
def constructor_signature(cls: type) -> inspect.Signature:
    """Return the signature of a class's constructor, `self` included.

    `**options` is replaced by the keyword arguments of the bases that it stands for.
    """
    return inspect.Signature([parameter for parameter, _ in _arguments(cls)])


@lru_cache(maxsize=1024)
def declared_params(cls: type) -> tuple[Param, ...]:
    """Describe a constructor's arguments, in their order; names with a leading `_` are left out.

    Raises
    ------
    ParamError
        If an annotation cannot be evaluated, or has two Params; it names class and argument.
    """
    stars = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    arguments = [pair for pair in _arguments(cls)[1:] if pair[0].kind not in stars]
    return tuple(
        _param(cls, parameter, init)
        for parameter, init in arguments
        if not parameter.name.startswith("_")
    )


def annotated_type(cls: type, name: str) -> Any:
    """Return the type that a constructor declares for an argument, `object` if it declares none.

    An annotation that cannot be evaluated counts as none: it may name what only a type checker
    imports.
    """
    for parameter, init in _arguments(cls):
        if parameter.name == name and parameter.annotation is not _EMPTY:
            try:
                return without_literals(_annotation(cls, parameter, init))[0]
            except ParamError:
                return object
    return object


def _arguments(cls: type) -> list[_Argument]:
    found: dict[str, _Argument] = {}
    rest: list[_Argument] = []
    for init in _constructors(cls):
        parameters = inspect.signature(init).parameters.values()
        rest = [(p, init) for p in parameters if p.kind is p.VAR_KEYWORD]
        named = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
        if found:  # of a base: only by name
            named = [
                p.replace(kind=p.KEYWORD_ONLY) for p in named if p.kind is not p.VAR_POSITIONAL
            ]
        for parameter in named:
            found.setdefault(parameter.name, (parameter, init))
        if not rest:
            break
    return [*found.values(), *rest]


def _constructors(cls: type) -> list[Callable[..., Any]]:
    own = [vars(base)["__init__"] for base in cls.__mro__[:-1] if "__init__" in vars(base)]
    return own or [_nothing]


def _nothing(self: Any) -> None:
    """Stand for `object.__init__`, whose own signature takes anything."""


def _param(cls: type, parameter: inspect.Parameter, init: Callable[..., Any]) -> Param:
    name = parameter.name
    default = REQUIRED if parameter.default is _EMPTY else parameter.default
    kind, found = _taken_apart(_annotation(cls, parameter, init))
    _check_single(cls, name, found)
    if kind is _EMPTY:
        kind = type(default) if type(default) in _PLAIN else object
    kind, choices = without_literals(kind)
    given = found[0] if found else Param(name)
    description = given.description or (given.name if found else "")
    allowed = given.choices if given.choices is not None else choices
    made = replace(
        given, name=name, description=description, type=kind, default=default, choices=allowed
    )
    _check_default(cls, made)
    return made


def _check_default(cls: type, param: Param) -> None:
    """Refuse a default that a document could not give: its writer would be blamed for it."""
    if param.default is REQUIRED or param.type is object:
        return
    try:
        param.coerce(param.default)
    except ParamError as error:
        raise ParamError(
            "{component}: the default of {name} is not accepted by its own Param: {error}",
            component=cls.__qualname__,
            name=param.name,
            error=error,
        ) from error


def _check_single(cls: type, name: str, found: Sequence[Param]) -> None:
    if len(found) > 1:
        raise ParamError(
            "{component}: the argument {name} has {n} Params",
            component=cls.__qualname__,
            name=name,
            n=len(found),
        )


def _annotation(cls: type, parameter: inspect.Parameter, init: Callable[..., Any]) -> Any:
    """Evaluate one annotation by itself: others may name modules that are not to be imported."""
    if parameter.annotation is _EMPTY:
        return _EMPTY
    names = getattr(init, "__globals__", {})
    try:
        return _evaluated(parameter.annotation, names)
    except Exception as error:
        raise ParamError(
            "{component}: the annotation of {name} cannot be evaluated ({type}: {error}); "
            "use names of its module, or write params()",
            component=cls.__qualname__,
            name=parameter.name,
            type=type(error).__name__,
            error=error,
        ) from error


def _evaluated(annotation: Any, names: dict[str, Any]) -> Any:
    def holder() -> None:
        """Carry the annotation: `get_type_hints` asks for a function."""

    holder.__annotations__ = {"held": annotation}
    return typing.get_type_hints(holder, globalns=names, include_extras=True)["held"]


def _taken_apart(kind: Any) -> tuple[Any, list[Param]]:
    """Return the type without `Annotated`, at its top or in a union, and the Params in it.

    Raises
    ------
    ParamError
        If a Param stands where it has no meaning, or is the class and no Param.
    """
    if typing.get_origin(kind) is Annotated:
        if Param in kind.__metadata__:
            raise ParamError("Param is the class; write Param(...)")
        return kind.__origin__, [item for item in kind.__metadata__ if isinstance(item, Param)]
    if not is_union(kind):
        if any(typing.get_origin(arg) is Annotated for arg in typing.get_args(kind)):
            raise ParamError("a Param stands around the whole type, not inside it")
        return kind, []
    parts = [_taken_apart(part) for part in typing.get_args(kind)]
    found = [param for _, params in parts for param in params]
    return Union[tuple(part for part, _ in parts)], found  # noqa: UP007 - built at run time


def without_literals(kind: Any) -> tuple[Any, tuple[Any, ...] | None]:
    """Return the type of the values of a `Literal`, optional or not, and these; else the type.

    Beside other types a `Literal` stays: then the values are not all there is to choose from.
    """
    inner = strip_optional(kind)
    if typing.get_origin(inner) is not Literal:
        return kind, None
    values = typing.get_args(inner)
    types = [type(value) for value in values] + [type(None)] * (inner is not kind)
    return Union[tuple(types)], values  # noqa: UP007 - built at run time
