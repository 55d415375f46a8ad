"""Notice that two runs write into one output at the same time, and let only one of them."""

from __future__ import annotations

import json
import logging
import os
import platform
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.storage.locks import LOCK_PATIENCE, FileLock
from curator_gui.core.trust.ownership import login_name
from curator_gui.core.trust.strangers import parse_json
from curator_gui.run.worker.redirect import output_places
from curator_gui.run.worker.stateful_parts import stateful_outputs

logger = logging.getLogger(__name__)


class OutputTakenError(CuratorError):
    """Another run is writing where this one would; the message says who, and how to go on."""


@contextmanager
def locked_outputs(pipeline: Pipeline[Any], name: str, *, refuse: bool) -> Iterator[list[Message]]:
    """Hold a lock beside everything that a pipeline writes; gives warnings if others have some.

    The locks end with their process. With `refuse` they must all be free; otherwise two runs may
    divide the indices among them.

    Raises
    ------
    OutputTakenError
        If another run has one and `refuse` says so; nothing is locked then.
    """
    warnings: list[Message] = []
    with ExitStack() as held:
        for place in _places(pipeline):
            path = place.with_name(f".{place.name}.curator-lock")
            lock = FileLock(path)
            free = _take(lock, path, name)
            if free:
                held.callback(lock.release, remove=True)
            elif free is not None:
                warnings.append(_taken(place, path, refuse=refuse))
        if warnings and refuse:
            raise OutputTakenError("{reason}", reason=warnings[0])
        yield warnings


def _places(pipeline: Pipeline[Any]) -> list[Path]:
    """List what the sinks and the stateful filters write, each once."""
    found = [*output_places(pipeline), *stateful_outputs(pipeline)]
    return list({path.absolute(): path for path in found}.values())


def _take(lock: FileLock, path: Path, name: str) -> bool | None:
    """Take a lock and sign it; False if another run has it, None if there can be none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        free = lock.acquire(LOCK_PATIENCE)
    except OSError as error:  # the sink itself will say what is wrong with the place
        logger.debug("%s: no lock: %s", path, error)
        return None
    if free:
        path.write_text(json.dumps(_owner(name)), encoding="utf-8")
    return free


def _owner(name: str) -> dict[str, str]:
    return {
        "run": name,
        "process": str(os.getpid()),
        "machine": platform.node(),
        "user": login_name(),
        "since": time.strftime("%Y-%m-%d %H:%M:%S"),
    }


def _taken(place: Path, path: Path, *, refuse: bool) -> Message:
    owner = _named_owner(path)
    if refuse:
        return Message(
            "another run is writing into {place} now ({owner}): wait for its end or stop it, "
            "choose another output, or set the option taken_output to warn if the two share the "
            "indices among them",
            place=place,
            owner=owner,
        )
    return Message(
        "another run is writing into {place} now ({owner}); indices that both take are written "
        "twice, and what they share may be damaged",
        place=place,
        owner=owner,
    )


def _named_owner(path: Path) -> Message:
    try:
        owner = parse_json(path.read_text(encoding="utf-8"))
        names = ("run", "process", "machine", "user", "since")
        return Message(
            "{run}, process {process} of {user} on {machine}, since {since}",
            **{name: str(owner[name])[:200] for name in names},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Message("unknown")
