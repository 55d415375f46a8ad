"""A dask cluster as one run sees it: which workers live, which are taken, and how each ended.

All talk with the cluster happens in the client's own thread, in coroutines that wait a bounded
time. The supervisor's thread only reads and changes what stands here, under a lock, so that a
scheduler that does not answer holds nobody up.

A worker's end is learned from whatever comes first: the end of its connection, the scheduler's
`remove-worker` event, the list of workers that is asked for every second, or heartbeats that stay
away. Why it ended is then asked of its nanny, which outlives a crash but not its job.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from types import TracebackType
from typing import Any

from distributed.comm.addressing import get_address_host_port

from curator_gui.core.errors import ParamError, error_words
from curator_gui.core.message import Message, plural
from curator_gui.run.hosts.dask_scaling import OwnCluster
from curator_gui.run.hosts.dask_versions import Unanswered, check_workers
from curator_gui.run.hosts.dask_workers import DaskWorker, Tenant, left_words, taken_words
from curator_gui.run.hosts.loky import WorkerGoneError, WorkerLostError

POLL_SECONDS = 1.0
ANSWER_SECONDS = 5.0
"""A question that is not answered for so long counts as unanswered."""

SETTLE_SECONDS = 1.0
"""What belongs to one job ends within this time."""

LINK_SECONDS = 3.0
"""The scheduler learns of a worker's death at once: if it has not by now, the worker lives."""

QUIET_SECONDS = 10.0
FROZEN_SECONDS = 25.0
"""Without a heartbeat for so long a worker's nanny is asked; if that says nothing either, the
machine is taken for frozen. Compiled code alone may hold up heartbeats for any time."""

SCHEDULER_SECONDS = 60.0
REFUSED_SECONDS = 10.0
"""After this time without an answer of the scheduler the run ends; sooner if its machine says that
nobody listens there any more."""

Problem = OSError, asyncio.TimeoutError
"""What asking over the network raises (dask's CommClosedError is an OSError)."""


def _fair(seconds: float) -> float:
    """Return how long a question was open, with the pause behind it.

    Where this process got no time itself (swapping, stopped), the answer may lie there unread.
    """
    return 0.0 if seconds > 3 * ANSWER_SECONDS else seconds + POLL_SECONDS


class DaskCluster:
    """The workers of a cluster, for one run."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.name: str = client.scheduler.address
        self.announced = ""
        self.say: Callable[[str], None] = lambda text: None
        self.on_lost: Callable[[str], None] = lambda text: None
        self.lack: Callable[[], Message] | None = None
        self.job_of: Callable[[str], str] = lambda name: ""
        self.own: OwnCluster | None = None
        self._lock = threading.Lock()
        self._workers: dict[str, DaskWorker] = {}
        self._unfit: dict[str, str] = {}
        self._silent_for = 0.0
        self._lost = self._trouble = ""
        self._comm: Any = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None

    def __enter__(self) -> DaskCluster:
        self._in_loop(self._begin()).result(4 * ANSWER_SECONDS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(TimeoutError):  # the client's end takes the rest with it
            self._in_loop(self._end()).result(2 * ANSWER_SECONDS)

    def require_fit_workers(self) -> list[str]:
        """Refuse a cluster that has workers, but none that could run anything.

        Say what is wrong with the others.

        Raises
        ------
        ParamError
            Naming what is wrong with one of them.
        """
        with self._lock:
            hopeful = [w for w in self._workers.values() if w.fit or not w.asked]
            if self._workers and not hopeful:
                words = next(iter(self._unfit.values()))
                raise ParamError(
                    "option scheduler: none of the {n} workers can be used: {words}",
                    n=len(self._workers),
                    words=words,
                )
            return list(self._unfit.values())

    # ---- for the supervisor's thread ---------------------------------------------------------

    def take(self, tenant: Tenant) -> DaskWorker | None:
        """Take a worker that nobody has; None if there is none at the moment."""
        with self._lock:
            for worker in self._workers.values():
                if worker.fit and not worker.leaving and worker.tenant is None and not self._lost:
                    worker.tenant = tenant
                    return worker
        return None

    def give_back(self, worker: DaskWorker) -> None:
        with self._lock:
            worker.tenant = None

    def resize(self, workers: int) -> list[Message]:
        """Prepare for another number of slots; return what is to be said about it."""
        if self.own is not None:
            return self.own.resize(workers)
        with self._lock:
            fit = sum(worker.fit for worker in self._workers.values())
        if workers <= fit:
            return []
        words = plural(
            fit,
            "{name} has one worker for this run; more take part when they are started",
            "{name} has {n} workers for this run; more take part when they are started",
            name=self.name,
        )
        return [words]

    def dismiss(self, belongs: Callable[[str], bool]) -> bool:
        """Never give the workers of such names to anybody; False if one of them is taken."""
        with self._lock:
            found = [worker for worker in self._workers.values() if belongs(worker.name)]
            free = all(worker.tenant is None for worker in found)
            for worker in found:
                worker.leaving = worker.leaving or free
        return free

    def lack_words(self) -> str:
        """Say why there is no worker to be had."""
        with self._lock:
            unfit = [words for address, words in self._unfit.items() if address in self._workers]
            known = len(self._workers)
        if self._lost:
            return self._lost
        if unfit:
            return unfit[0]
        if known:
            return taken_words(known, self.name)
        if self.lack is not None:
            return self.lack()
        return Message(
            "{name} has no workers; start some with `dask worker {name}`, then resume the run",
            name=self.name,
        )

    def refuse(self, worker: DaskWorker, words: str) -> None:
        """Never give a worker any work again, for a reason that stays."""
        with self._lock:
            worker.fit = False
            self._unfit[worker.address] = words
        self.say(Message("a worker is not used: {words}", words=words))

    def restart(self, worker: DaskWorker) -> None:
        """Have a worker killed by its nanny, unless it has ended meanwhile."""
        worker.leaving = True
        self._in_loop(self._restart(worker))

    def cut_off(self, worker: DaskWorker) -> None:
        """Find out what became of a worker whose connection has ended; its tenant is told."""
        self._in_loop(self._judge_cut_off(worker))

    def cancel(self, future: Any) -> None:
        """Take a task back that nobody waits for any more."""
        self._in_loop(self._cancel(future))

    def _in_loop(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        return asyncio.run_coroutine_threadsafe(work, self.client.loop.asyncio_loop)

    # ---- in the client's thread --------------------------------------------------------------

    async def _begin(self) -> None:
        await self._check(await self._look())
        self._watch = asyncio.create_task(self._keep_watch())

    async def _end(self) -> None:
        for task in [*self._tasks, *([self._watch] if self._watch else [])]:
            task.cancel()
        # Or the scheduler tells the client of its own end, which it can no longer hear, and prints
        # a traceback about that.
        if self._comm is not None and self.client.status == "running":
            with contextlib.suppress(ValueError):  # a new connection knows of no subscription
                self.client.unsubscribe_topic("all")

    async def _keep_watch(self) -> None:
        try:
            while not self._lost:
                await asyncio.sleep(POLL_SECONDS + len(self._workers) / 1000)
                self._do(self._check(await self._look()))
                self._do(self._adjust())
        except Exception as error:  # noqa: BLE001 - without this watch nothing is safe
            self._lose(Message("the cluster cannot be watched: {words}", words=repr(error)))

    async def _adjust(self) -> None:
        """Let the run's own cluster follow the number of workers; trouble is tried again."""
        try:
            if self.own is not None:
                await self.own.adjust(self.dismiss)
            self._trouble = ""
        except Exception as error:  # noqa: BLE001 - the library's, or what the job system says
            words = Message("the cluster could not be resized: {words}", words=error_words(error))
            if words != self._trouble:
                self.say(words)
            self._trouble = words

    async def _look(self) -> list[DaskWorker]:
        """Ask the scheduler for its workers; return those that were not heard of before."""
        begun = time.monotonic()
        try:
            answer = await asyncio.wait_for(self.client.scheduler.identity(), ANSWER_SECONDS)
        except Problem as error:
            await self._check_scheduler(error, begun)
            return []
        self._silent_for = 0.0
        self._listen()
        self.announced = answer["address"]
        self._update(answer["workers"])
        self._look_for_silence()
        return [worker for worker in self._workers.values() if not worker.asked]

    async def _check_scheduler(self, error: BaseException, begun: float) -> None:
        patience = REFUSED_SECONDS if await self._is_refused() else SCHEDULER_SECONDS
        self._silent_for += _fair(time.monotonic() - begun)
        if self.client.status == "closed" or self._silent_for > patience:
            words = Message(
                "the scheduler {name} has not answered for {seconds} s ({words}); start the "
                "cluster again, then resume the run",
                name=self.name,
                seconds=f"{self._silent_for:.0f}",
                words=error_words(error),
            )
            self._lose(words)

    async def _is_refused(self) -> bool:
        """Whether the scheduler's machine answers, but not the scheduler."""
        host, port = get_address_host_port(self.name, strict=True)
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), ANSWER_SECONDS)
        except ConnectionRefusedError:
            return True
        except Problem:
            return False
        writer.close()
        return False

    def _lose(self, words: str) -> None:
        self._lost = words
        for worker in list(self._workers.values()):
            self._drop(worker, WorkerLostError(words))
        self.on_lost(words)

    def _listen(self) -> None:
        """Subscribe to the scheduler's events, again after each new connection to it."""
        if self.client.scheduler_comm is not self._comm and self.client.status == "running":
            self._comm = self.client.scheduler_comm
            self.client.subscribe_topic("all", self._on_event)

    def _on_event(self, event: tuple[float, Any]) -> None:
        message = event[1] if isinstance(event[1], dict) else {}
        worker = self._workers.get(message.get("worker", ""))
        if message.get("action") == "remove-worker" and worker is not None:
            self._remove(worker, expected=bool(message.get("expected")))

    def _update(self, workers: Mapping[str, Any]) -> None:
        """Take over what the scheduler says."""
        now = time.monotonic()
        joined = [DaskWorker(address, heard_at=now) for address in workers.keys() - self._workers]
        for worker in [w for w in self._workers.values() if w.address not in workers]:
            self._remove(worker, expected=False)
        with self._lock:
            self._workers |= {worker.address: worker for worker in joined}
        for address, info in workers.items():
            self._workers[address].update(info, now)

    async def _check(self, joined: list[DaskWorker]) -> None:
        """Let workers take part whose versions fit."""
        for worker in joined:
            worker.asked = True
        names = [worker.address for worker in joined]
        problems = await check_workers(self.client, names, ANSWER_SECONDS)
        for worker in joined:
            words = problems.get(worker.address)
            if words is None:
                worker.fit = True
                self._unfit.pop(worker.address, None)
            elif isinstance(words, Unanswered):
                worker.asked, self._unfit[worker.address] = False, words
            else:
                self.refuse(worker, words)

    def _remove(self, worker: DaskWorker, *, expected: bool) -> None:
        with self._lock:
            self._workers.pop(worker.address, None)
            worker.gone = True
        if expected:
            self._drop(worker, WorkerLostError(left_words(worker)))
        elif worker.tenant is not None:
            self._do(self._judge(worker))

    async def _judge(self, worker: DaskWorker) -> None:
        """Decide whether a worker crashed, or its job ended."""
        await asyncio.sleep(SETTLE_SECONDS)
        tenant = worker.tenant
        if tenant is not None and tenant.linked:  # its process lives, so it did not crash
            self._drop(worker, WorkerLostError(left_words(worker)))
        elif worker.nanny is None or await self._answers(worker.nanny):
            words = Message("on {worker} died", worker=worker.address)
            self._drop(worker, WorkerGoneError(words))
        else:
            self._drop(worker, WorkerLostError(left_words(worker)))

    async def _judge_cut_off(self, worker: DaskWorker) -> None:
        await asyncio.sleep(LINK_SECONDS)
        if not worker.gone:
            words = Message("on {worker} lost its connection", worker=worker.address)
            self._drop(worker, WorkerLostError(words))

    def _look_for_silence(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers.values()):
            if worker.tenant is None or worker.leaving or now - worker.heard_at < QUIET_SECONDS:
                continue
            if worker.nanny is not None:
                self._do(self._look_after(worker))

    async def _look_after(self, worker: DaskWorker) -> None:
        """Give up a worker that has been silent for long, and whose nanny is silent as well."""
        if await self._answers(worker.nanny or ""):
            worker.heard_at = time.monotonic()
        elif time.monotonic() - worker.heard_at > FROZEN_SECONDS:
            worker.leaving = True
            words = Message("on {worker} does not answer any more", worker=worker.address)
            self._drop(worker, WorkerLostError(words))

    async def _answers(self, address: str) -> bool:
        try:
            await asyncio.wait_for(self.client.rpc(address).identity(), ANSWER_SECONDS)
        except Problem:
            return False
        return True

    async def _restart(self, worker: DaskWorker) -> None:
        await asyncio.sleep(SETTLE_SECONDS)
        if worker.gone or worker.nanny is None:
            return
        with contextlib.suppress(*Problem):  # then it is out of reach, and given up in time
            await asyncio.wait_for(
                self.client.scheduler.restart_workers(
                    workers=[worker.address], timeout=ANSWER_SECONDS, on_error="return"
                ),
                2 * ANSWER_SECONDS,
            )

    async def _cancel(self, future: Any) -> None:
        with contextlib.suppress(*Problem):  # a scheduler out of reach forgets it by itself
            words = "its worker is gone"
            await asyncio.wait_for(
                self.client.cancel([future], asynchronous=True, force=True, reason=words),
                ANSWER_SECONDS,
            )

    def _drop(self, worker: DaskWorker, error: WorkerGoneError) -> None:
        tenant = worker.tenant
        if tenant is not None:
            tenant.evict(error)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
