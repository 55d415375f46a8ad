"""A metaclass that captures the arguments which components are constructed with."""

from __future__ import annotations

import inspect
from abc import ABCMeta
from typing import Any

from curator_gui.core.params.declaration import constructor_signature

ARGUMENTS = "_constructor_arguments"


def _captured(cls: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    signature = constructor_signature(cls)
    try:
        bound = signature.bind(None, *args, **kwargs)
    except TypeError as error:
        raise TypeError(f"{cls.__qualname__}: {error}") from None
    bound.apply_defaults()
    found: dict[str, Any] = {}
    for name, value in list(bound.arguments.items())[1:]:
        if signature.parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            found.update(value)
        else:
            found[name] = _shallow_copy(value)
    return found


def _shallow_copy(value: Any) -> Any:
    """Protect lists and tables from later edits by the component; arrays stay shared (memory)."""
    return value.copy() if type(value) in (list, dict, set) else value


class ComponentMeta(ABCMeta):
    """Captures the constructor arguments of every instance."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Bind the arguments, construct, then store them on the instance."""
        # Before the constructor runs: it may change a list that it was given.
        arguments = _captured(cls, args, kwargs)
        component = super().__call__(*args, **kwargs)
        object.__setattr__(component, ARGUMENTS, arguments)
        return component
