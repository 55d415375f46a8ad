"""A progress bar that listens to a run: on stderr, or below the cell of a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
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


def in_notebook() -> bool:
    """Whether this process is the kernel of a notebook."""
    kernel = sys.modules.get("ipykernel.kernelapp")
    return kernel is not None and kernel.IPKernelApp.initialized()


def _has_widgets() -> bool:
    """Whether a bar can be a widget here; where ipywidgets are missing tqdm would warn of it."""
    try:
        import_module("ipywidgets")
    except ImportError:
        return False
    return in_notebook()


def _bar_class(*, widget: bool) -> type[Any]:
    base: Any = import_module("tqdm.notebook" if widget else "tqdm").tqdm
    # Without a thread of its own, which would outlive the run.
    return type("Bar", (base,), {"monitor_interval": 0})


class ProgressBar:
    """Counts settled indices, and failures behind them; passes every event on."""

    def __init__(
        self, total: int, on_event: Callable[[Event], None] | None, *, enabled: bool
    ) -> None:
        self._bar: Any = None
        self._place: Any = None
        """Where a notebook shows the bar as a widget."""
        self._failed: set[int] = set()
        self._settled: set[int] = set()
        self._on_event = on_event
        self._total = total
        if enabled:
            # Into a file, each redrawing is one more line: a night's log should stay readable.
            often = 0.2 if sys.stderr.isatty() or in_notebook() else 60.0
            widget = _has_widgets()
            options = {"display": False} if widget else {"dynamic_ncols": True}
            bar = _bar_class(widget=widget)
            self._bar = bar(total=total, unit="item", mininterval=often, **options)
            if widget:
                show = import_module("IPython.display").display
                self._place = show(self._bar.container, display_id=True)

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
        if self._place is not None:
            # Who reads the notebook where there are no widgets sees its text, as it is at the end.
            self._place.update(self._bar.container)

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
