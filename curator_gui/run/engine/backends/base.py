"""What the engine's own backends share."""

from __future__ import annotations

from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.run.config import MergeFailedError, RunConfig
from curator_gui.run.engine.planned import EngineBackend
from curator_gui.run.engine.runner import execute


class RunnableBackend(EngineBackend):
    """An engine backend that can be used by itself, as the contract of `RunBackend` wants it."""

    def run(self, pipeline: Pipeline[Any], config: RunConfig) -> list[list[str]]:
        """Run the indices of the configuration and return their outputs in order.

        Raises
        ------
        EngineError
            If the engine failed, or no worker was left.
        MergeFailedError
            If all indices were carried out, but their shared results could not be merged, or a
            step did nothing for any item where that is an error.
        """
        result = execute(pipeline, config)
        if result.error is not None:
            raise result.error
        if result.problem:
            raise MergeFailedError(result)
        return result.in_order()
