"""`curator-gui run --queue`: work off the queue of documents that the window shows."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from curator_gui.cli.printing import complain
from curator_gui.cli.problems import EXIT_BAD_INPUT, EXIT_DONE, EXIT_SOME_FAILED
from curator_gui.run.run_queue import Entry, Queue, QueueFile, State

Run = Callable[[Path, argparse.Namespace], int]
"""Runs one document and returns its exit code; it never raises for what is wrong with it."""

SIGNALLED = 128
_STATES: dict[int, State] = {
    EXIT_DONE: "finished",
    EXIT_SOME_FAILED: "failed",
    EXIT_BAD_INPUT: "bad",
}


def work_off(arguments: argparse.Namespace, run: Run) -> int:
    """Run the waiting documents in order until none is left, or the queue is held.

    Returns 0 if all that was run is done, 3 if not, 2 if another process works it off already.
    """
    file = QueueFile()
    with ExitStack() as stack:
        if not stack.enter_context(file.working()):
            complain("curator-gui: the queue is being worked off already")
            return EXIT_BAD_INPUT
        codes = []
        while (entry := _begin_next(file)) is not None:
            codes.append(_run_entry(file, entry, arguments, run))
            if codes[-1] > SIGNALLED:
                return codes[-1]
    return EXIT_SOME_FAILED if any(codes) else EXIT_DONE


def _begin_next(file: QueueFile) -> Entry | None:
    taken: list[Entry] = []

    def begin(queue: Queue) -> Queue:
        if queue.held or not queue.waiting:
            return queue
        taken.append(queue.waiting[0])
        return queue.change(taken[0].id, state="running", words="")

    file.edit(begin)
    return taken[0] if taken else None


def _run_entry(file: QueueFile, entry: Entry, arguments: argparse.Namespace, run: Run) -> int:
    arguments.resume = entry.resume and _is_left(entry.path)
    code = run(Path(entry.path), arguments)
    state: State = "stopped" if code > SIGNALLED else _STATES[code]
    file.edit(lambda queue: queue.change(entry.id, state=state))
    return code


def _is_left(document: str) -> bool:
    """Whether the last run of a document can be gone on with."""
    from curator_gui.run.record.library import latest_run

    last = latest_run(document_path=str(Path(document).absolute()))
    return last is not None and last.resumable
