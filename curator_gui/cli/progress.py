"""The progress bar on stderr."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from tqdm import tqdm

from curator_gui.run.events import Event, IndexFailed, IndexFinished, IndexSkipped, RunStarted


class ProgressBar:
    """Follows a run's events; on a terminal it is redrawn, in a log file it is a line a minute."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._failed = 0
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def take(self, event: Event) -> None:
        """Count one event."""
        if isinstance(event, RunStarted):
            self._start(event.total)
        elif isinstance(event, (IndexFinished, IndexFailed, IndexSkipped)) and self._bar:
            if isinstance(event, IndexFailed):
                self._failed += 1
                self._bar.set_postfix_str(f"{self._failed} failed", refresh=False)
            self._bar.update()

    def _start(self, total: int) -> None:
        interval = 0.1 if sys.stderr.isatty() else 60.0
        self._bar = tqdm(
            total=total,
            unit="item",
            file=sys.stderr,
            disable=not self._shown,
            mininterval=interval,
            dynamic_ncols=True,
        )
