"""Notice that two runs write into one output at the same time."""

from __future__ import annotations

import getpass
import json
import logging
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.message import Message
from curator_gui.run.record.locks import LOCK_PATIENCE, FileLock
from curator_gui.run.worker.redirect import output_place

logger = logging.getLogger(__name__)


@contextmanager
def locked_output(pipeline: Pipeline[Any], name: str) -> Iterator[Message | None]:
    """Hold a lock beside the sink's folder or file; gives a warning if another run has it.

    Two runs may divide the indices among them on purpose, so this is no error. The lock ends with
    its process.
    """
    place = output_place(pipeline)
    if place is None:
        yield None
        return
    path = place.with_name(f".{place.name}.curator-lock")
    lock = FileLock(path)
    free = _take(lock, path, name)
    if free is None:
        yield None
        return
    try:
        yield None if free else _warning(place, path)
    finally:
        lock.release(remove=True)


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
        "user": _user(),
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without names
        return ""


def _warning(place: Path, path: Path) -> Message:
    try:
        owner = json.loads(path.read_text(encoding="utf-8"))
        who = Message(
            "{run}, process {process} on {machine}",
            run=owner["run"],
            process=owner["process"],
            machine=owner["machine"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        who = Message("unknown")
    return Message(
        "another run is writing into {place} now ({owner}); indices that both take are written "
        "twice, and what they share may be damaged",
        place=place,
        owner=who,
    )
