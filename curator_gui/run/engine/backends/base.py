"""What the engine's own backends share."""

from __future__ import annotations

import logging
from typing import Any

from curator_gui.core.components import Pipeline
from curator_gui.core.masking.texts import masked
from curator_gui.run.config import MergeFailedError, RunConfig, RunResult
from curator_gui.run.engine.planned import EngineBackend
from curator_gui.run.engine.runner import execute
from curator_gui.run.report.summary import counts_line, failure_lines, warning_lines

logger = logging.getLogger(__name__)


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
        _tell(result)
        if result.error is not None:
            raise result.error
        if result.problem:
            raise MergeFailedError(result)
        return result.in_order()


def _tell(result: RunResult) -> None:
    """Log what lists of outputs do not say: failures, warnings, and how many were not run."""
    wrong = [*failure_lines(result), *warning_lines(result)]
    if wrong or result.unrun:
        logger.warning("%s", masked("\n".join([*wrong, counts_line(result)])))
