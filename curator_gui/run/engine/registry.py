"""The backends, by name.

The engine's own are named by their homes: each loads when it is first asked for, and so what a
backend needs may ask for backends in turn.
"""

from __future__ import annotations

import difflib
import inspect
from functools import partial
from importlib import import_module
from typing import Any

from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.message import Message, quoted
from curator_gui.run.base import RunBackend

_HOMES = {"loky": "LokyBackend", "dask": "DaskBackend", "sequential": "SequentialBackend"}
_BACKENDS: dict[str, type[RunBackend]] = {}


def register_backend(backend: type[RunBackend], *, replace: bool = False) -> type[RunBackend]:
    """Make a backend known under its `name`; usable as a decorator.

    Raises
    ------
    ParamError
        If it is no subclass of `RunBackend` with a name and a `run` of its own that can be called,
        or another backend has this name and `replace` is not set.
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
    _check_calls(backend, called)


def _check_calls(backend: type[RunBackend], called: str) -> None:
    """Refuse what could not be called as `backend().run(pipeline, config)`."""
    run: Any = backend.run
    is_bound = isinstance(inspect.getattr_static(backend, "run"), (staticmethod, classmethod))
    if not callable(run) or not _takes(run if is_bound else partial(run, None), 2):
        raise ParamError("backend {name}: run needs to take a pipeline and a config", name=called)
    if inspect.iscoroutinefunction(run):
        raise ParamError("backend {name}: run is asynchronous: write def alone", name=called)
    if not _takes(backend, 0):
        raise ParamError(
            "backend {name} needs arguments to be made: read them from config.options in run",
            name=called,
        )


def _takes(function: Any, count: int) -> bool:
    """Whether a function can be called with so many arguments."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # a builtin that does not tell
        return True
    return True


def checked_outputs(outputs: Any, count: int, name: str) -> list[list[str]]:
    """Return what a backend has returned, if it is a list of paths for each index.

    Raises
    ------
    CuratorError
        If it is anything else.
    """
    kinds = (list, tuple)
    if not isinstance(outputs, kinds) or not all(isinstance(paths, kinds) for paths in outputs):
        raise CuratorError(
            "the {name} backend returned {found}, not a list of paths for each index",
            name=name,
            found=f"{outputs!r:.80}",
        )
    if len(outputs) != count:
        raise CuratorError(
            "the {name} backend returned outputs of {found} indices; {count} were to be run",
            name=name,
            found=len(outputs),
            count=count,
        )
    return [list(paths) for paths in outputs]


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
