"""Call a component's own code: here, or in the helper process if the caller is a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from curator_gui.core.components import Pipeline
from curator_gui.run.config import EngineConfig
from curator_gui.run.helper.process import HELPER, on_pipeline

R = TypeVar("R")


def call_component(
    config: EngineConfig, what: str, function: Callable[..., R], pipeline: Pipeline[Any], *args: Any
) -> tuple[Pipeline[Any], R]:
    """Run a function of the components here, or in the helper process if the caller is a window."""
    if not config.helper:
        return on_pipeline(function, pipeline, args)
    return HELPER.call(what, on_pipeline, function, pipeline, args)
