"""Limits and rules of one run, as the supervisor applies them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from curator_gui.run.options import parse_size


@dataclass(frozen=True)
class Limits:
    """What a worker may take (seconds, bytes, indices) and how often an index is tried."""

    timeout: float | None = None
    memory: int | None = None
    recycle_after: int | None = None
    max_attempts: int = 2

    @property
    def load_timeout(self) -> float | None:
        """How long loading the pipeline may take: generous, because it includes imports."""
        return None if self.timeout is None else max(60.0, 10 * self.timeout)

    @staticmethod
    def from_options(options: Mapping[str, Any]) -> Limits:
        """Read the limits from checked backend options."""
        return Limits(
            timeout=options["timeout"],
            memory=parse_size(options["memory_limit"]),
            recycle_after=options.get("recycle_after"),
            max_attempts=options["max_attempts"],
        )
