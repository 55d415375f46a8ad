"""What runs inside a worker process.

One socket per process: no lock is shared with anybody, so a killed worker leaves nothing held, and
what it had sent survives it. A start is reported before the index runs, together with the end of
the one before: one system call per index.

Everything is plain functions on one module-level `Link`, because the process is the object here.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, time  # bound here: a component may put others in their place
from typing import Any

from curator_gui.core.message import Message, recorded
from curator_gui.run.events import IndexFailed, IndexFinished, IndexStarted
from curator_gui.run.wire.address import SILENT_SECONDS, keep_alive
from curator_gui.run.wire.frames import (
    ANSWERS,
    Begin,
    End,
    FrameBuffer,
    Hello,
    Loaded,
    Log,
    Ping,
    Pong,
    Quit,
    Settled,
    SettledEncoder,
    Task,
    WireError,
    encode,
)
from curator_gui.run.wire.tls import TlsStream
from curator_gui.run.worker.index_runner import IndexRunner, error_text, error_trace
from curator_gui.run.worker.process.interrupts import ignore_interrupts
from curator_gui.run.worker.process.output import redirect_output
from curator_gui.run.worker.process.priority import apply_priority
from curator_gui.run.worker.shipping import load
from curator_gui.run.worker.soundness import Soundness

CONNECT_SECONDS = 10

ORPHANED = 91
"""Exit code of a worker that ended itself because its parent was gone."""


class Link:
    """The worker's end of its socket, with the requests that came through it."""

    def __init__(
        self,
        address: Any,
        hello: Hello,
        on_lost: Callable[[], None],
        on_quit: Callable[[], None] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        sock = _connect(address)
        self.socket = sock if tls is None else TlsStream(sock, tls)
        self.socket.sendall(encode(hello))
        self.worker = hello.slot
        self.yield_lease = 0
        self.began = monotonic()
        """When the index at hand, or the loading of its pipeline, began."""
        self._sending = threading.Lock()
        self._on_lost, self._on_quit = on_lost, on_quit or on_lost
        threading.Thread(target=self._listen, daemon=True, name="curator-control").start()

    def send(self, *frames: bytes) -> None:
        with self._sending:  # the control thread may have to answer at this moment
            self.socket.sendall(b"".join(frames))

    def warn(self, text: str) -> None:
        self.send(encode(Log("warning", text, recorded(text))))

    def _listen(self) -> None:
        buffer = FrameBuffer(ANSWERS)
        while True:
            try:
                data = self.socket.recv(4096)
            except OSError:
                data = b""
            if not data:
                self.yield_lease = sys.maxsize
                self._on_lost()
                return
            for frame in buffer.feed(data):
                if isinstance(frame, Quit):
                    self._on_quit()
                elif isinstance(frame, Ping):
                    self._answer(frame)
                else:
                    self.yield_lease = max(self.yield_lease, frame.lease)

    def _answer(self, asked: Ping) -> None:
        with suppress(OSError):  # the next reading tells that nobody is there
            self.send(encode(Pong(asked.lease, monotonic() - self.began)))


def _connect(address: Any) -> socket.socket:
    """Connect to a socket file, or to a host and port of a machine that should answer soon."""
    if isinstance(address, str):
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address)
        return sock
    sock = socket.create_connection(tuple(address), timeout=CONNECT_SECONDS)
    sock.settimeout(None)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    keep_alive(sock, SILENT_SECONDS)
    return sock


class Worker:
    """The state of this process: its link, and the pipeline of the run it works for."""

    def __init__(self, link: Link, *, owned: bool) -> None:
        from joblib import parallel_config

        self.link = link
        self.key: tuple[str, str] | None = None
        self.runner: IndexRunner | None = None
        self.journal: Any = None
        self.frames = SettledEncoder()
        self.soundness = Soundness(link.warn, owned=owned)
        self.soundness.keep_open(link.socket.fileno())
        self.parallel_config = parallel_config  # here: a component may take modules away

    def load(self, task: Task) -> str:
        """Load the pipeline of a run; at most one is kept, because it may be large.

        Returns why another process has to do that: "" if this one has.
        """
        key = (task.run_id, task.pipeline)
        if self.key == key:
            return ""
        self.forget()
        unsound = self.soundness.begin_run()
        if not unsound:
            pipeline = load(Path(task.pipeline), task.map_mode)
            self.runner = IndexRunner(pipeline, self.link.worker, self.link.warn, task.measure)
            gc.freeze()  # what is here now stays: no collection need look at it again
            self._open_journal(task.record)
            self.frames = SettledEncoder()  # a journal must say all that is needed to read it
            self.soundness.loaded()
            self.key = key
        return unsound

    def forget(self) -> None:
        """Drop the pipeline, so that nothing of one run leaks into the next."""
        self.key = self.runner = None
        gc.unfreeze()
        if self.journal is not None:
            self.soundness.let_go(self.journal.descriptor)
            self.journal.close()
            self.journal = None

    def keep(self, frame: bytes, index: int) -> None:
        """Put a settled index into the journal, before anybody hears of it."""
        if self.journal is None or self.journal.append(frame):
            return
        # The index itself may have forbidden it, with a limit for the size of files.
        if not (self.soundness.look_again(index) and self.journal.append(frame)):
            self._without_journal(self.journal.problem)

    def look_after_descriptors(self) -> None:
        """Write nothing into files of others that have got the numbers of ours.

        Raises
        ------
        RuntimeError
            If the supervisor can no longer be reached.
        """
        if self.journal is not None and not self.soundness.is_intact(self.journal.descriptor):
            self._without_journal(Message("a component has closed it"))
        if not self.soundness.is_intact(self.link.socket.fileno()):
            raise RuntimeError("a component has closed the connection to the supervisor")

    def _open_journal(self, record: str) -> None:
        if not record:
            return
        from curator_gui.run.record.journals.journal import JournalWriter, new_journal_path

        try:
            self.journal = JournalWriter(new_journal_path(Path(record), self.link.worker))
        except OSError as error:
            self._without_journal(str(error))
        else:
            self.soundness.keep_open(self.journal.descriptor)

    def _without_journal(self, problem: str) -> None:
        if self.journal is not None:
            self.soundness.let_go(self.journal.descriptor)
        self.journal = None
        self.link.warn(
            Message(
                "no journal: {problem}; if the application is killed, this worker's results are "
                "lost",
                problem=problem,
            )
        )


_worker: Worker | None = None


def initialize(address: Any, token: str, slot: int, generation: int, log: str) -> None:
    """Prepare a new worker process; runs before its first task."""
    global _worker
    ignore_interrupts()
    _die_with_parent()
    apply_priority()
    _no_leak_check()
    link = Link(address, Hello(token, slot, generation, os.getpid()), _end_orphan)
    try:
        redirect_output(log)
    except OSError as error:
        link.warn(
            Message(
                "what this worker prints is not kept: {log}: {error}",
                log=log,
                error=error.strerror or error,
            )
        )
    _worker = Worker(link, owned=True)


def _end_orphan() -> None:
    """End this process: the supervisor is gone, whatever the reason, and must not be outlived."""
    os._exit(ORPHANED)


def run_task(task: Task) -> int:
    """Run the indices of a task and return its lease; everything else goes through the socket.

    Never raises for what a component does.
    """
    if _worker is None:
        raise RuntimeError("this process was not prepared as a worker")
    return serve(_worker, task)


def serve(worker: Worker, task: Task) -> int:
    """Run the indices of a task for a supervisor (see `run_task`)."""
    link = worker.link
    link.began = monotonic()
    link.send(encode(Begin(task.lease)))
    try:
        unsound = worker.load(task)
    except BaseException as error:  # noqa: BLE001 - unpickling runs foreign code
        worker.forget()
        text = f"{type(error).__qualname__}: {error_text(error)}"
        link.send(encode(End(task.lease, "load", text, error_trace(error))))
        return task.lease
    if unsound:
        link.send(encode(End(task.lease, "unsound", unsound, parts=recorded(unsound))))
        return task.lease
    link.send(encode(Loaded(task.lease)))
    # A Parallel inside a component must not start processes below this one.
    with worker.parallel_config(backend="threading", n_jobs=1):
        end, last = _run_indices(worker, task)
    link.send(last, encode(end))
    return task.lease


def _run_indices(worker: Worker, task: Task) -> tuple[End, bytes]:
    """Run until the task, its budget, the supervisor's patience or this process's health ends.

    Returns why, and the last frame that is yet to be sent.
    """
    link, runner, finished = worker.link, worker.runner, b""
    if runner is None:
        raise RuntimeError("no pipeline is loaded")
    for position, index in enumerate(task.indices):
        spent = task.budget is not None and position >= task.budget
        if spent or link.yield_lease >= task.lease:
            return End(task.lease, "yield"), finished
        attempt = task.attempt if position == 0 else 1
        link.began = monotonic()
        link.send(finished, encode(IndexStarted(time(), index, link.worker, attempt)))
        outcome, unsound, spoiled = _run_index(worker, runner, index, attempt)
        if spoiled:  # the index begins anew in another process
            return End(task.lease, "unsound", unsound, parts=recorded(unsound)), b""
        if task.durable:
            outcome = _secured(runner, outcome)
        finished = _encoded(worker, runner, outcome)
        if unsound:
            worker.look_after_descriptors()
        worker.keep(finished, index)
        if unsound:
            return End(task.lease, "unsound", unsound, parts=recorded(unsound)), finished
        if isinstance(outcome, IndexFailed) and outcome.no_room:
            return End(task.lease, "yield"), finished  # nor is there any for the next one
    return End(task.lease, "ok"), finished


def _run_index(
    worker: Worker, runner: IndexRunner, index: int, attempt: int
) -> tuple[Settled, str, bool]:
    """Run an index; return what came of it and why the process is unfit for another one, or "".

    The last value says that it has failed for what an index before it did to the process.
    """
    outcome = runner.run(index, attempt)
    unsound = worker.soundness.check(index, failed=isinstance(outcome, IndexFailed))
    if worker.soundness.spoiled and not unsound:
        outcome = runner.run(index, attempt)
        unsound = worker.soundness.check(index, failed=isinstance(outcome, IndexFailed))
    spoiled = worker.soundness.spoiled and bool(unsound)
    return outcome, runner.broken or unsound, spoiled


def _secured(runner: IndexRunner, outcome: Settled) -> Settled:
    """Write the outputs of an index down; what the disk refuses has failed."""
    if not isinstance(outcome, IndexFinished):
        return outcome
    from curator_gui.run.record.journals.durability import Durability

    written = (*outcome.outputs, *outcome.artifacts)
    for error in Durability(runner.part_folders).secure(written).values():
        return runner.unsendable(outcome, error)
    return outcome


def _encoded(worker: Worker, runner: IndexRunner, outcome: Settled) -> bytes:
    try:
        return worker.frames.encode(outcome)
    except WireError as error:
        return encode(runner.unsendable(outcome, error))


def _die_with_parent() -> None:
    """Let the Linux kernel kill this process when its parent is gone.

    The control thread does the same on every system, but not while compiled code holds the
    interpreter lock. `PR_SET_PDEATHSIG` (prctl(2)) follows the thread that started us: it is the
    supervisor or loky's manager thread, and both live as long as we are needed.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(1, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(ORPHANED)


def _no_leak_check() -> None:
    """Switch loky's own leak check off: it replaces workers behind the supervisor's back.

    `recycle_after` and `memory_limit` do the same on purpose and say so.
    """
    from joblib.externals.loky import process_executor

    process_executor._USE_PSUTIL = False
