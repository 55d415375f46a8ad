"""Keep idle workers for the next run."""

from __future__ import annotations

import atexit
import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from curator_gui.run.engine.scratch import make_folder, remove_folder
from curator_gui.run.engine.supervising.supervisor import Supervisor
from curator_gui.run.helper.process import HELPER
from curator_gui.run.hosts.loky import LokyHost, WorkerHost

_lock = threading.Lock()
_idle: dict[str, Supervisor] = {}
_folders: dict[int, Path] = {}


@contextmanager
def borrowed_supervisor(n_slots: int, env: dict[str, str]) -> Iterator[Supervisor]:
    """Lend a supervisor for one run; its workers stay warm for a later run of the same kind.

    Two runs at a time get different ones. A worker never sees later changes of the environment, of
    `sys.path` or of the working folder, so a supervisor is lent again only if these are the same.
    """
    key = _key(n_slots, env)
    supervisor = _take(key)
    if supervisor is None:
        folder = make_folder(None)
        supervisor = Supervisor(folder, partial(_loky_hosts, n_slots, folder, env))
        _folders[id(supervisor)] = folder
    try:
        yield supervisor
    finally:
        _give_back(key, supervisor)


def shutdown_workers() -> None:
    """End all idle workers and wait until they are gone."""
    with _lock:
        idle = list(_idle.values())
        _idle.clear()
    for supervisor in idle:
        _close(supervisor)
    HELPER.kill()


def _loky_hosts(
    n_slots: int, folder: Path, env: dict[str, str], address: Any, token: str
) -> list[WorkerHost]:
    return [LokyHost(address, token, folder, env) for _ in range(n_slots)]


def _key(n_slots: int, env: dict[str, str]) -> str:
    world = (n_slots, sorted(env.items()), sorted(os.environ.items()), sys.path, Path.cwd())
    return hashlib.blake2b(repr(world).encode(), digest_size=16).hexdigest()


def _take(key: str) -> Supervisor | None:
    with _lock:
        found = _idle.pop(key, None)
        others = list(_idle.values())
        _idle.clear()
    for supervisor in others:
        _close(supervisor)  # workers of another kind only hold memory
    if found is not None and not found.healthy():
        _close(found)
        return None
    return found


def _give_back(key: str, supervisor: Supervisor) -> None:
    with _lock:
        keep = supervisor.healthy() and key not in _idle
        if keep:
            _idle[key] = supervisor
    if not keep:
        _close(supervisor)


def _close(supervisor: Supervisor) -> None:
    supervisor.close()
    folder = _folders.pop(id(supervisor), None)
    if folder is not None:
        remove_folder(folder)


atexit.register(shutdown_workers)
