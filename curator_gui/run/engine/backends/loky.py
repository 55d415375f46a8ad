"""The loky backend: supervised worker processes under `joblib.Parallel`."""

from __future__ import annotations

from typing import ClassVar

from curator_gui.core.params.param import Param
from curator_gui.run.engine.backends.base import RunnableBackend
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.planning.options import LOKY_OPTIONS


class LokyBackend(RunnableBackend):
    """Runs indices in worker processes, each supervised on its own; also with one worker."""

    name: ClassVar[str] = "loky"
    description: ClassVar[str] = "Worker processes on this machine; each one fails alone."

    @classmethod
    def options(cls) -> tuple[Param, ...]:
        return LOKY_OPTIONS

    def execute(self, planned: PlannedRun) -> None:
        """Run the planned indices; outcomes go to the reporter."""
        # Imported here: listing the backends and their options must not load joblib.
        from curator_gui.run.engine.backends.joblib_backend import run_on_loky

        run_on_loky(planned)
