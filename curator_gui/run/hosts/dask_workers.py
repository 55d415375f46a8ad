"""What a run knows of one worker of a dask cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from curator_gui.core.message import Message, plural
from curator_gui.run.hosts.loky import WorkerGoneError


class Tenant(Protocol):
    """Whoever has taken a worker."""

    linked: bool

    def evict(self, error: WorkerGoneError) -> None:
        """Take note that the worker is gone; called in the client's thread."""


@dataclass
class DaskWorker:
    """What is known of one worker; `last_seen` is by the scheduler's clock, `heard_at` by ours."""

    address: str
    name: str = ""
    nanny: str | None = None
    memory: int = 0
    last_seen: float = 0.0
    heard_at: float = 0.0
    asked: bool = False
    fit: bool = False
    leaving: bool = False
    gone: bool = False
    tenant: Tenant | None = None

    def update(self, info: Mapping[str, Any], now: float) -> None:
        self.name = str(info.get("name", ""))
        self.nanny = info.get("nanny")
        self.memory = int(info.get("metrics", {}).get("memory", 0))
        if info.get("last_seen") != self.last_seen:
            self.last_seen, self.heard_at = info.get("last_seen", 0.0), now


def left_words(worker: DaskWorker) -> Message:
    """Say that a worker went without having crashed."""
    return Message("on {worker} left the cluster", worker=worker.address)


def taken_words(count: int, cluster: str) -> Message:
    """Say that there are workers, and none to be had."""
    return plural(
        count,
        "the only worker of {name} is taken",
        "the {n} workers of {name} are all taken",
        name=cluster,
    )
