"""Which functions of its file each kind of step uses, told from the text of the file alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from curator_gui.core.document_code.loading import one_for_all
from curator_gui.core.document_code.reading import Code, CodeError, line_error
from curator_gui.core.document_code.signature import Callee, callee_of, callees
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at, quoted
from curator_gui.core.params.param import Param
from curator_gui.core.registration.entry import Kind


@dataclass(frozen=True)
class Role:
    """What a function does for a step.

    Parameters
    ----------
    given
        What it is given by place, before the arguments of the form.
    methods
        What a class has to have that does it; a class can only do it if there are any.
    one_for_all
        Methods of what works on all items together, which a step of code cannot do.
    """

    given: tuple[str, ...]
    methods: tuple[str, ...] = ()
    one_for_all: tuple[str, ...] = ()


ROLES: Mapping[Kind, Mapping[str, Role]] = {
    "source": {"function": Role((), ("__len__", "__getitem__")), "reader": Role(("entry",))},
    "filter": {"function": Role(("item",), ("__call__",), ("flush",))},
    "sink": {
        "function": Role(("items", "index", "folder"), ("__call__",), ("prepare", "finish")),
    },
}
"""For each kind of step, by the parameter that names the function."""


def offered_names(code: Code, kind: Kind, param: str) -> list[str]:
    """Name what the file of a step offers for one of its parameters.

    Raises
    ------
    CodeError
        If it is no code.
    """
    role = ROLES[kind][param]
    found = callees(code, role.given).values()
    return [callee.name for callee in found if not callee.problem and not _unfit(callee, role)]


def used_callees(code: Code, kind: Kind, values: Mapping[str, Any]) -> list[Callee]:
    """Return what the values of a step name in its file, in the order of `ROLES`.

    Raises
    ------
    CodeError
        If there is none of a name, or it cannot do what the step needs; with its line.
    """
    named = {param: str(values[param]) for param in ROLES[kind] if values.get(param)}
    found = {param: _fitting(code, name, ROLES[kind][param]) for param, name in named.items()}
    if kind == "source":
        _check_reader(code, found.get("function"), found.get("reader"))
    return list(found.values())


def _fitting(code: Code, name: str, role: Role) -> Callee:
    callee = callee_of(code, name, role.given)
    if unfit := _unfit(callee, role):
        raise line_error(code.path, callee.line, unfit)
    return callee


def _unfit(callee: Callee, role: Role) -> Message | None:
    """Say why a class cannot do what a step needs; None if it can, or if only running it tells."""
    if not callee.is_class:
        return None
    if not role.methods:
        return Message("{name} is a class: name a function", name=callee.name)
    if set(role.one_for_all) & callee.methods:
        return one_for_all(callee.name)
    missing = [name for name in role.methods if name not in callee.methods]
    if missing and callee.whole:
        return Message(
            "the class {name} has no {methods}", name=callee.name, methods=", ".join(missing)
        )
    return None


def _check_reader(code: Code, lists: Callee | None, reads: Callee | None) -> None:
    """Refuse a class with a reader, and a function without one."""
    if lists is not None and lists.is_class and reads is not None:
        words = Message("the class {name} reads its items itself: name no reader", name=lists.name)
        raise line_error(code.path, lists.line, words)
    if lists is not None and not lists.is_class and reads is None:
        words = Message(
            "{name} lists the entries: name the function that reads one of them as well",
            name=lists.name,
        )
        raise line_error(code.path, lists.line, words)


def asked_params(found: Iterable[Callee]) -> tuple[Param, ...]:
    """Return what functions ask for, each name once: of several with it the first describes it."""
    params: dict[str, Param] = {}
    for callee in found:
        params |= {param.name: param for param in callee.params if param.name not in params}
    return tuple(params.values())


def argument_problems(found: Iterable[Callee], given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the arguments that a step gives to its functions."""
    whole = list(found)
    names = ", ".join(callee.name for callee in whole)
    for name in given:
        if not any(callee.param(name) for callee in whole):
            yield Message("{name} takes no {argument}", name=names, argument=quoted(name))
    yield from dict.fromkeys(words for callee in whole for words in _problems_of(callee, given))


def _problems_of(callee: Callee, given: Mapping[str, Any]) -> Iterator[str]:
    for param in callee.params:
        if param.required and param.name not in given:
            words = Message("needs a value: {accepts}", accepts=param.accepts())
            yield at(param.name, words)
        elif param.name in given:
            try:
                param.coerce(given[param.name])
            except ParamError as error:
                yield at(param.name, error)


def found_callees(code: Code | None, kind: Kind, values: Mapping[str, Any]) -> list[Callee]:
    """Return what `used_callees` does; nothing where that raises, for a form that says it."""
    try:
        return used_callees(code, kind, values) if code is not None else []
    except CodeError:
        return []
