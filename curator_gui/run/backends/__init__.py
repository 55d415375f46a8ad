"""The backends, by name."""

from __future__ import annotations

import difflib

from curator_gui.core.errors import ParamError
from curator_gui.run.backends.dask import DaskBackend
from curator_gui.run.backends.loky import LokyBackend
from curator_gui.run.backends.sequential import SequentialBackend
from curator_gui.run.base import RunBackend

_BACKENDS: dict[str, type[RunBackend]] = {}


def register_backend(backend: type[RunBackend], *, replace: bool = False) -> type[RunBackend]:
    """Make a backend known under its `name`; usable as a decorator.

    Raises
    ------
    ParamError
        If another backend has this name and `replace` is not set.
    """
    known = _BACKENDS.get(backend.name)
    if known is not None and known is not backend and not replace:
        raise ParamError(f"backend {backend.name!r} is already registered: {known.__qualname__}")
    _BACKENDS[backend.name] = backend
    return backend


def get_backend(name: str) -> type[RunBackend]:
    """Return the backend of a name.

    Raises
    ------
    ParamError
        If there is none; the message names the nearest.
    """
    try:
        return _BACKENDS[name]
    except KeyError:
        near = difflib.get_close_matches(name, _BACKENDS, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(_BACKENDS)}"
        raise ParamError(f"there is no backend {name!r}; {hint}") from None


def list_backends() -> list[str]:
    """Return the names of all backends."""
    return sorted(_BACKENDS)


for _backend in (LokyBackend, DaskBackend, SequentialBackend):
    register_backend(_backend)
