"""The backends, by name.

The engine's own are named by their homes: each loads when it is first asked for, and so what a
backend needs may ask for backends in turn.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, quoted
from curator_gui.run.base import RunBackend

_HOMES = {"loky": "LokyBackend", "dask": "DaskBackend", "sequential": "SequentialBackend"}
_BACKENDS: dict[str, type[RunBackend]] = {}


def register_backend(backend: type[RunBackend], *, replace: bool = False) -> type[RunBackend]:
    """Make a backend known under its `name`; usable as a decorator.

    Raises
    ------
    ParamError
        If it is no subclass of `RunBackend` with a name and a `run` of its own, or another backend
        has this name and `replace` is not set.
    """
    _check(backend)
    known = _known(backend.name)
    if known is not None and known is not backend and not replace:
        raise ParamError(
            "backend {name} is already registered: {known}",
            name=quoted(backend.name),
            known=known.__qualname__,
        )
    _BACKENDS[backend.name] = backend
    return backend


def _check(backend: Any) -> None:
    """Refuse now what could only fail in the middle of a run."""
    called = getattr(backend, "__qualname__", repr(backend))
    if not (isinstance(backend, type) and issubclass(backend, RunBackend)):
        raise ParamError("{name} is no subclass of curator_gui.run.RunBackend", name=called)
    missing = sorted(getattr(backend, "__abstractmethods__", ()))
    if missing:
        raise ParamError("backend {name} has no {missing}", name=called, missing=", ".join(missing))
    if not isinstance(getattr(backend, "name", None), str) or not backend.name.strip():
        raise ParamError("backend {name} has no name: give the class a text `name`", name=called)


def get_backend(name: str) -> type[RunBackend]:
    """Return the backend of a name.

    Raises
    ------
    ParamError
        If there is none; the message names the nearest.
    """
    found = _known(name)
    if found is None:
        names = [*_HOMES, *(_BACKENDS.keys() - _HOMES.keys())]
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
        hint = (
            Message("did you mean {near}?", near=quoted(near[0]))
            if near
            else Message("there are {names}", names=", ".join(names))
        )
        raise ParamError("there is no backend {name}; {hint}", name=quoted(name), hint=hint)
    return found


def list_backends() -> list[str]:
    return sorted({*_HOMES, *_BACKENDS})


def _known(name: str) -> type[RunBackend] | None:
    if name in _HOMES and name not in _BACKENDS:
        home = import_module(f"curator_gui.run.engine.backends.{name}")
        _BACKENDS[name] = getattr(home, _HOMES[name])
    return _BACKENDS.get(name)
