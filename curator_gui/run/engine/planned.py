"""What stands between `execute` and the backends that report events."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.params.param import Param
from curator_gui.run.base import RunBackend
from curator_gui.run.config import OnError
from curator_gui.run.control import RunControl
from curator_gui.run.engine.reporter import Reporter
from curator_gui.run.planning.options import COMMON_OPTIONS


@dataclass(frozen=True)
class PlannedRun:
    """A run that only has to be carried out: indices to run, groups, checked options."""

    run_id: str
    pipeline: Pipeline[Any]
    indices: Sequence[int]
    groups: Sequence[Sequence[int]] | None
    workers: int
    options: Mapping[str, Any]
    on_error: OnError
    control: RunControl
    reporter: Reporter
    label: Callable[[int], str]
    record: str = ""


class EngineBackend(RunBackend):
    """A backend that reports every index through a `Reporter`."""

    @classmethod
    def options(cls) -> tuple[Param, ...]:
        return COMMON_OPTIONS

    @abstractmethod
    def execute(self, planned: PlannedRun) -> None:
        """Carry a planned run out; outcomes go to its reporter."""
