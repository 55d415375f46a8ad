"""A progress bar on stderr that listens to a run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from curator_gui.run.events import (
    Event,
    IndexFailed,
    IndexFinished,
    IndexGathered,
    IndexSkipped,
    PassFinished,
    PassStarted,
    RunStarted,
)


class ProgressBar:
    """Counts settled indices, and failures behind them; passes every event on."""

    def __init__(
        self, total: int, on_event: Callable[[Event], None] | None, *, enabled: bool
    ) -> None:
        self._bar: Any = None
        self._failed: set[int] = set()
        self._settled: set[int] = set()
        self._on_event = on_event
        self._total = total
        if enabled:
            from tqdm import tqdm

            class Bar(tqdm):  # type: ignore[type-arg]
                monitor_interval = 0  # no thread of its own that outlives the run

            # Into a file, each redrawing is one more line: a night's log should stay readable.
            often = 0.2 if sys.stderr.isatty() else 60.0
            self._bar = Bar(total=total, unit="item", dynamic_ncols=True, mininterval=often)

    @property
    def listener(self) -> Callable[[Event], None] | None:
        return self._on_event if self._bar is None else self._listen

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def _listen(self, event: Event) -> None:
        if isinstance(event, RunStarted):
            self._bar.reset(total=event.total)
            self._total = event.total
        elif isinstance(event, PassStarted):
            self._begin(event)
        elif isinstance(event, IndexGathered):
            self._bar.update(1)
        elif isinstance(event, PassFinished):
            self._bar.set_description_str("")
            self._bar.reset(total=self._total)
        elif isinstance(event, (IndexFinished, IndexFailed, IndexSkipped)):
            self._count(event)
        if self._on_event is not None:
            self._on_event(event)

    def _begin(self, event: PassStarted) -> None:
        """Count the items of a pass before the run proper."""
        self._bar.reset(total=event.total)
        self._bar.set_description_str(f"pass {event.number} of {event.of}, {event.name}")

    def _count(self, event: IndexFinished | IndexFailed | IndexSkipped) -> None:
        if isinstance(event, IndexFailed):
            self._failed.add(event.index)
        else:
            self._failed.discard(event.index)
        if event.index not in self._settled:
            self._settled.add(event.index)
            self._bar.update(1)
        self._bar.set_postfix(failed=len(self._failed), refresh=False)
