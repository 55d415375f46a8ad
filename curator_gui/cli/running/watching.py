"""What is written for others while a run goes on: its events, and a file for Prometheus."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path

from curator_gui.cli.printing import complain
from curator_gui.core.errors import ParamError
from curator_gui.run.events import Event
from curator_gui.run.report.event_lines import STDOUT, EventLines
from curator_gui.run.report.metrics import MetricsFile

Listener = Callable[[Event], None]


@contextmanager
def watchers(arguments: argparse.Namespace) -> Iterator[list[Listener]]:
    """Give what takes the events; closed at the end, however it comes.

    Where the events go to standard output, everything else that is said goes to stderr.

    Raises
    ------
    ParamError
        If a file cannot be written, or standard output would have two things at once.
    """
    if arguments.events == STDOUT and arguments.json:
        raise ParamError("--events - and --json both write to standard output: name a file for one")
    open_ones: list[EventLines | MetricsFile] = []
    with ExitStack() as stack:
        stack.callback(_close, open_ones)
        if arguments.events is not None:
            lines = EventLines(arguments.events)
            open_ones.append(lines)
            if lines.waits is not None:
                complain(f"warning: {lines.waits}")
        if arguments.metrics is not None:
            _refuse_one_for_both(arguments)
            open_ones.append(MetricsFile(arguments.metrics))
        if arguments.events == STDOUT:
            stack.enter_context(redirect_stdout(sys.stderr))
        yield list(open_ones)


def _refuse_one_for_both(arguments: argparse.Namespace) -> None:
    if arguments.events is not None and Path(arguments.events).resolve() == (
        arguments.metrics.resolve()
    ):
        raise ParamError("--events and --metrics name the same file: name another one for one")


def _close(watching: list[EventLines | MetricsFile]) -> None:
    for one in watching:
        one.close()
        if one.problem is not None:
            complain(f"warning: {one.problem}")
