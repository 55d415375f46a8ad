"""Execution, without Qt: backends, partitioning, run records, plans, reports.

The names are loaded when they are first used: a worker process imports this package too, and
should not wait for what only its parent needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curator_gui.run.base import (
        RunBackend,
        batch_groups,
        gather_pipeline,
        intersect_partitions,
        process_index_group,
        process_single_index,
    )
    from curator_gui.run.config import RunConfig, RunFailedError, RunResult
    from curator_gui.run.control import RunControl
    from curator_gui.run.engine.backends.warm_workers import shutdown_workers
    from curator_gui.run.engine.registry import get_backend, list_backends, register_backend
    from curator_gui.run.engine.resumable import ResumablePipeline
    from curator_gui.run.engine.runner import execute, run_pipeline
    from curator_gui.run.planning.indices import parse_indices
    from curator_gui.run.record.reader import RunRecord
    from curator_gui.run.report.event_lines import EventLines
    from curator_gui.run.report.html import write_report
    from curator_gui.run.report.metrics import MetricsFile

_HOMES = {
    "get_backend": "engine.registry",
    "list_backends": "engine.registry",
    "register_backend": "engine.registry",
    "EventLines": "report.event_lines",
    "MetricsFile": "report.metrics",
    "ResumablePipeline": "engine.resumable",
    "RunBackend": "base",
    "batch_groups": "base",
    "gather_pipeline": "base",
    "intersect_partitions": "base",
    "process_index_group": "base",
    "process_single_index": "base",
    "RunConfig": "config",
    "RunFailedError": "config",
    "RunRecord": "record.reader",
    "RunResult": "config",
    "RunControl": "control",
    "execute": "engine.runner",
    "parse_indices": "planning.indices",
    "run_pipeline": "engine.runner",
    "shutdown_workers": "engine.backends.warm_workers",
    "write_report": "report.html",
}

__all__ = [
    "EventLines",
    "MetricsFile",
    "ResumablePipeline",
    "RunBackend",
    "RunConfig",
    "RunControl",
    "RunFailedError",
    "RunRecord",
    "RunResult",
    "batch_groups",
    "execute",
    "gather_pipeline",
    "get_backend",
    "intersect_partitions",
    "list_backends",
    "parse_indices",
    "process_index_group",
    "process_single_index",
    "register_backend",
    "run_pipeline",
    "shutdown_workers",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"curator_gui.run.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
