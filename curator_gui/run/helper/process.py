"""The helper process: runs a component's own code for the window, in a process that may die.

Counting the items of a NetCDF source, creating a Zarr store or merging statistics loads heavy
libraries and reads files that may be damaged. In the window's process the first would freeze it
(imports hold the interpreter lock) and the second could end it.
"""

from __future__ import annotations

import atexit
import faulthandler
import math
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

from curator_gui.core.components import Pipeline, Source
from curator_gui.core.document import Step
from curator_gui.core.documents.validation import Issue, check_live, errors_of
from curator_gui.core.errors import CuratorError, ParamError
from curator_gui.core.flow.given import length_of
from curator_gui.core.message import Message
from curator_gui.core.pickling import keep_thread_locals
from curator_gui.core.registration.own_code import keep_file_names
from curator_gui.core.text.quantities import bytes_text, parse_size
from curator_gui.core.trust.servers import Agreement, agreement, take_over
from curator_gui.run.config import EngineConfig
from curator_gui.run.helper.printed import Printed
from curator_gui.run.hosts.held_memory import held_by
from curator_gui.run.worker.index_runner import index_label
from curator_gui.run.worker.loop import ORPHANED
from curator_gui.run.worker.process.interrupts import ignore_interrupts, interrupts_held_back
from curator_gui.run.worker.process.output import redirect_output

R = TypeVar("R")
IDLE_SECONDS = 600
MEMORY_INTERVAL = 0.05
"""Seconds between two looks at the memory of the helper process."""

MEMORY_VARIABLE = "CURATOR_HELPER_MEMORY"
PARENT_INTERVAL = 1.0


class HelperError(CuratorError, RuntimeError):
    """The helper process died, or took too long; the message says which and what it was doing."""


@dataclass(frozen=True)
class Survey:
    """What a pipeline says about itself: its problems, its size, the name of its first item.

    `pipeline` is the same one, with the listing of its source: whoever gets it lists nothing again.
    """

    issues: list[Issue]
    size: int | None
    label: str
    pipeline: Pipeline[Any]


def survey(pipeline: Pipeline[Any], steps: list[Step]) -> Survey:
    """Let the components of a pipeline check themselves and count its items."""
    issues = check_live(pipeline, steps)
    if errors_of(issues):
        return Survey(issues, None, "", pipeline)
    size = len(pipeline)
    return Survey(issues, size, index_label(pipeline, 0) if size else "", pipeline)


def list_source(source: Source[Any]) -> tuple[Source[Any], int, str]:
    """Count a source's items; return it with its listing, the count and the first item's name."""
    size = length_of(source)
    return source, size, index_label(Pipeline(source), 0) if size else ""


class HelperProcess:
    """One process that runs functions one after another; a new one takes its place if it dies.

    The process gets a call when it is done with the one before. So its end, wanted or not, is the
    end of one call only: those that wait for their turn find a new process.
    """

    def __init__(self) -> None:
        self._lock = threading.Condition(threading.Lock())
        self._turns: deque[threading.Event] = deque()
        self._executor: Any = None
        self._printed: Printed | None = None
        self._closed = False

    def call(
        self,
        what: str,
        function: Callable[..., R],
        *args: Any,
        timeout: float | None = None,
        given_up: threading.Event | None = None,
    ) -> R:
        """Run a module-level function there and return its result; waits.

        `what` completes "the process that was ... died" in an error. Another thread that has
        `given_up`, an event for this call alone, can end it with `give_up`. The time limit, in
        seconds, counts from the call's turn on.

        Raises
        ------
        HelperError
            If the process died, the time is up, the call was given up, or the application is
            about to end.
        Exception
            Whatever the function raises.
        """
        keep_thread_locals()
        given_up = given_up or threading.Event()
        self._take_turn(given_up)
        try:
            return self._call_now(what, function, args, timeout, given_up)
        finally:
            if (printed := self._printed) is not None:
                printed.pass_on(rest=True)
            with self._lock:
                self._turns.remove(given_up)
                self._lock.notify_all()

    def give_up(self, given_up: threading.Event) -> None:
        """End the call that has this event, and no other, whether it runs, waits or is to come."""
        given_up.set()
        with self._lock:
            self._lock.notify_all()
            executor, printed = None, self._printed
            if self._turns and self._turns[0] is given_up:
                executor, self._executor = self._executor, None
        _end(executor, printed)

    def kill(self) -> None:
        """End the process now; the call that runs in it raises `HelperError`."""
        with self._lock:
            executor, self._executor = self._executor, None
            printed = self._printed
        _end(executor, printed)

    def close(self) -> None:
        """End the process and start no other, because it or the application is to end.

        To be called while the interpreter is whole: from Python 3.12 on it refuses new threads as
        soon as it winds up, and loky would be caught in the middle of starting a process.
        """
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self.kill()

    def _take_turn(self, given_up: threading.Event) -> None:
        """Wait until no earlier call is left, or there is no reason to wait any more."""
        with self._lock:
            self._turns.append(given_up)
            self._lock.wait_for(
                lambda: self._turns[0] is given_up or given_up.is_set() or self._closed
            )

    def _call_now(
        self,
        what: str,
        function: Callable[..., R],
        args: tuple[Any, ...],
        timeout: float | None,
        given_up: threading.Event,
    ) -> R:
        import joblib  # noqa: F401 - see `_submit`
        from joblib.externals.loky.process_executor import BrokenProcessPool, ShutdownExecutorError

        _chosen_memory()  # refused before anything is started
        future, process = self._submit(what, function, args, given_up)
        try:
            return self._awaited(what, future, process, timeout)
        except TimeoutError as error:
            if future.done():
                raise  # the function's own
            self.kill()
            raise HelperError(
                "{what} took longer than {timeout} s and was stopped",
                what=what,
                timeout=f"{timeout:g}",
            ) from error
        except (BrokenProcessPool, ShutdownExecutorError) as error:
            if given_up.is_set():
                raise _given_up(what) from error
            words = _exit_words(process, error)
            raise HelperError(
                "the process that was {what} {words}", what=what, words=words
            ) from error

    def _awaited(self, what: str, future: Future[R], process: Any, timeout: float | None) -> R:
        """Wait for an answer, and look meanwhile how much memory it takes.

        Raises
        ------
        HelperError
            If it is more than `memory_allowed`; the process is ended then.
        """
        if process is None:
            return future.result(timeout)
        deadline = math.inf if timeout is None else time.monotonic() + timeout
        allowed = 0
        while not wait([future], min(MEMORY_INTERVAL, max(0.0, deadline - time.monotonic()))).done:
            if time.monotonic() >= deadline:
                break
            if (printed := self._printed) is not None:
                printed.pass_on()
            allowed = allowed or memory_allowed(process.pid)
            held = held_by(process.pid, allowed)
            if held > allowed:
                self.kill()
                raise _too_large(what, held, allowed)
        return future.result(0)

    def _submit(
        self,
        what: str,
        function: Callable[..., R],
        args: tuple[Any, ...],
        given_up: threading.Event,
    ) -> tuple[Future[R], Any]:
        # Imported here and not above: a window must not wait for joblib when it opens. The whole
        # comes first: threads that begin with different parts of it get one another's halves.
        import joblib  # noqa: F401
        from joblib.externals.loky import ProcessPoolExecutor
        from joblib.externals.loky.process_executor import BrokenProcessPool, ShutdownExecutorError

        with self._lock:
            if given_up.is_set():
                raise _given_up(what)
            for _ in range(0 if self._closed else 2):
                if self._executor is None:
                    self._printed = Printed()
                    self._executor = ProcessPoolExecutor(
                        max_workers=1,
                        timeout=IDLE_SECONDS,
                        initializer=_initialize,
                        initargs=(os.getpid(), str(self._printed.path or os.devnull)),
                    )
                try:
                    with interrupts_held_back():
                        future: Future[R] = self._executor.submit(
                            _as_told, agreement(), function, *args
                        )
                except (BrokenProcessPool, ShutdownExecutorError):
                    self._executor.shutdown(wait=False)
                    self._executor = None
                    if self._printed is not None:
                        self._printed.close()
                    continue
                return future, next(iter(self._executor._processes.values()), None)
        raise HelperError(
            Message("the application is ending")
            if self._closed
            else Message("no process could be started")
        )


def _end(executor: Any, printed: Printed | None) -> None:
    """Kill an executor's process and wait until it is gone; pass on what it has printed."""
    if executor is None or printed is None:
        return
    from curator_gui.run.hosts.loky import kill_tree

    for process in list(executor._processes.values()):
        kill_tree(process.pid)
    executor.shutdown(wait=True)
    printed.close()


def memory_allowed(pid: int) -> int:
    """Return the bytes that the helper process may hold: what is looked at may be a bomb.

    CURATOR_HELPER_MEMORY says how many ("8G"). By default half of the memory of this computer, and
    no more than it holds now and is free.

    Raises
    ------
    HelperError
        If what it says is no size.
    """
    chosen = _chosen_memory()
    if chosen is not None:
        return chosen
    memory = psutil.virtual_memory()
    return min(memory.total // 2, held_by(pid, 0) + int(0.9 * memory.available))


def _chosen_memory() -> int | None:
    chosen = os.environ.get(MEMORY_VARIABLE)
    if not chosen:
        return None
    try:
        return parse_size(chosen) or sys.maxsize
    except ParamError as error:
        raise HelperError(
            "the variable {variable} says {chosen}, which is no size: write such as 8G",
            variable=MEMORY_VARIABLE,
            chosen=repr(chosen),
        ) from error


def _too_large(what: str, held: int, allowed: int) -> HelperError:
    return HelperError(
        "the process that was {what} held {held} of memory and was stopped: it may hold {limit} "
        "(the variable {variable} allows more)",
        what=what,
        held=bytes_text(held),
        limit=bytes_text(allowed),
        variable=MEMORY_VARIABLE,
    )


def _given_up(what: str) -> HelperError:
    return HelperError("{what} was given up", what=what)


def _exit_words(process: Any, error: BaseException) -> str:
    from curator_gui.run.hosts.loky import LokyHost

    host = LokyHost(None, "", Path(), {})
    host.adopt(process)
    return host.exit_words(error)


def _initialize(parent: int, log: str) -> None:
    """Leave Ctrl-C to the parent, a process by its number, and never outlive it.

    The kernel's help (see `curator_gui.run.worker.loop`) is no use here: it follows the thread that
    started the process, and calls come from threads that end.
    """
    ignore_interrupts()
    try:
        redirect_output(log)
    except OSError as error:  # its folder was removed: better half masked than no process
        words = "what libraries that are no Python print here is not masked"
        print(f"{log}: {error.strerror}: {words}", file=sys.stderr)
    # How it died is told in words; loky would print a dump of its threads into the terminal first.
    faulthandler.enable(Path(os.devnull).open("w"))  # noqa: SIM115 - as long as the process lives
    keep_thread_locals()
    keep_file_names()  # or the classes of one's own come back without them, and replace ours
    from joblib.externals.loky import process_executor

    # loky would end a process that has grown by 300 MB; items kept for a preview may be larger.
    process_executor._USE_PSUTIL = False
    threading.Thread(target=_end_with, args=(parent,), daemon=True, name="curator-parent").start()


def _end_with(parent: int) -> None:
    """End this process with its parent, which may have ended before this process was ready."""
    with suppress(psutil.Error):
        process = psutil.Process(parent)
        while (
            os.getppid() == parent
            and process.is_running()
            and process.status() != psutil.STATUS_ZOMBIE
        ):
            time.sleep(PARENT_INTERVAL)
    os._exit(ORPHANED)


def _as_told(told: Agreement, function: Callable[..., R], *args: Any) -> R:
    """Call a function that contacts no server which the window would ask for."""
    take_over(told)
    return function(*args)


def on_pipeline(
    function: Callable[..., R], pipeline: Pipeline[Any], args: tuple[Any, ...]
) -> tuple[Pipeline[Any], R]:
    """Call `function(pipeline, *args)`; return the pipeline too, with what it learned."""
    return pipeline, function(pipeline, *args)


HELPER = HelperProcess()
"""The application's helper process; it starts when it is first needed."""

atexit.register(HELPER.close)


def call_component(
    config: EngineConfig, what: str, function: Callable[..., R], pipeline: Pipeline[Any], *args: Any
) -> tuple[Pipeline[Any], R]:
    """Run a function of the components here, or in the helper process if the caller is a window."""
    if not config.helper:
        return on_pipeline(function, pipeline, args)
    return HELPER.call(what, on_pipeline, function, pipeline, args)
