"""Keep idle workers for the next run."""

from __future__ import annotations

import atexit
import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from curator_gui.run.engine.scratch import make_folder, remove_folder
from curator_gui.run.engine.supervising.supervisor import Supervisor
from curator_gui.run.helper.process import HELPER
from curator_gui.run.hosts.loky import LokyHost, WorkerHost


@dataclass
class LentSupervisor:
    """A supervisor with what belongs to it.

    `env` holds for the processes that it starts from now on; it is `mixed` if there may be others.
    `world` is what they have from this process.
    """

    supervisor: Supervisor
    folder: Path
    env: dict[str, str]
    world: str
    mixed: bool = False

    def set_environment(self, env: dict[str, str]) -> bool:
        """Let worker processes start in another environment; return whether it is another one."""
        if env == self.env:
            return False
        self.env.clear()
        self.env.update(env)
        self.mixed = True
        return True

    def close(self) -> None:
        """End the workers."""
        self.supervisor.close()
        remove_folder(self.folder)


_lock = threading.Lock()
_idle: dict[str, LentSupervisor] = {}


@contextmanager
def borrowed_supervisor(n_slots: int, env: dict[str, str]) -> Iterator[LentSupervisor]:
    """Lend a supervisor for one run; its workers stay warm for a later run of the same kind.

    Two runs at a time get different ones. A worker never sees later changes of the environment, of
    `sys.path` or of the working folder, so a supervisor is lent again only if these are the same.
    """
    world = _world()
    lent = _take(_key(n_slots, env, world)) or _made(n_slots, env, world)
    try:
        yield lent
    finally:
        _give_back(lent)


def _made(n_slots: int, env: dict[str, str], world: str) -> LentSupervisor:
    folder, own = make_folder(None), dict(env)
    supervisor = Supervisor(folder, partial(_loky_hosts, n_slots, folder, own))
    return LentSupervisor(supervisor, folder, own, world)


def shutdown_workers() -> None:
    """End all idle workers and wait until they are gone."""
    with _lock:
        idle = list(_idle.values())
        _idle.clear()
    for lent in idle:
        lent.close()
    HELPER.kill()


def _loky_hosts(
    n_slots: int, folder: Path, env: dict[str, str], address: Any, token: str
) -> list[WorkerHost]:
    return [LokyHost(address, token, folder, env) for _ in range(n_slots)]


def _world() -> str:
    return repr((sorted(os.environ.items()), sys.path, Path.cwd()))


def _key(n_slots: int, env: dict[str, str], world: str) -> str:
    text = repr((n_slots, sorted(env.items()), world))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _take(key: str) -> LentSupervisor | None:
    with _lock:
        found = _idle.pop(key, None)
        others = list(_idle.values())
        _idle.clear()
    for other in others:
        other.close()  # workers of another kind only hold memory
    if found is not None and not found.supervisor.healthy():
        found.close()
        return None
    return found


def _give_back(lent: LentSupervisor) -> None:
    key = _key(lent.supervisor.size, lent.env, lent.world)  # a run can change the first two
    with _lock:
        keep = lent.supervisor.healthy() and not lent.mixed and key not in _idle
        if keep:
            _idle[key] = lent
    if not keep:
        lent.close()


atexit.register(shutdown_workers)
