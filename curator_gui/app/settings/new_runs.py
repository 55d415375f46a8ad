"""How new documents are run: the run options that a person prefers to the built-in ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from curator_gui.app.planning.backend_choices import N_JOBS, ON_ERROR
from curator_gui.app.settings.preferences import Preferences
from curator_gui.core.document import RunOptions
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.run.planning.options import MAX_ATTEMPTS, MEASURE, TIMEOUT

GENERAL = (N_JOBS, ON_ERROR)
OPTIONS = (TIMEOUT, MAX_ATTEMPTS, MEASURE)
NEW_RUN: tuple[Param, ...] = (*GENERAL, *OPTIONS)
"""What can be preferred for new documents; each opened document keeps its own."""


def new_run(preferences: Preferences) -> RunOptions:
    """Return the run options of a new document; values that do not fit are left out."""
    good = {name: value for name, value in preferences.new_run.items() if _fits(name, value)}
    run = replace(RunOptions(), **{p.name: good[p.name] for p in GENERAL if p.name in good})
    for param in OPTIONS:
        if param.name in good:
            run = run.with_option(param.name, good[param.name])
    return run


def problems(preferences: Preferences) -> list[str]:
    """Say which preferred run options do not fit, and so are not used."""
    return [
        Message(
            "the preferred run option {name} is not used: {value} does not fit",
            name=name,
            value=repr(value),
        )
        for name, value in preferences.new_run.items()
        if not _fits(name, value)
    ]


def with_option(preferences: Preferences, name: str, value: Any) -> Mapping[str, Any]:
    """Return the preferred run options with one set."""
    return {**preferences.new_run, name: value}


def without_option(preferences: Preferences, name: str) -> Mapping[str, Any]:
    """Return the preferred run options with one as it is built in."""
    return {known: value for known, value in preferences.new_run.items() if known != name}


def _fits(name: str, value: Any) -> bool:
    param = next((param for param in NEW_RUN if param.name == name), None)
    if param is None:
        return False
    try:
        param.coerce(value)
    except ParamError:
        return False
    return True
