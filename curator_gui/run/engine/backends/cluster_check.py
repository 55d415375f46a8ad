"""Try the cluster of a run before it: does a job start, does it have and see what it needs?"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.text.quantities import duration_text
from curator_gui.run.engine.backends.dask import connected, endpoint_for
from curator_gui.run.hosts.jobs.cluster import unasked_words
from curator_gui.run.hosts.jobs.watch import JobWatch
from curator_gui.run.planning.job_options import jobs_of
from curator_gui.run.planning.options import MOST_SECONDS
from curator_gui.run.wire.address import listen_on

ANSWER_SECONDS = 30.0


@dataclass(frozen=True)
class ClusterFinding:
    """What one check found; `words` say what to do if it is not well. Neither well nor not (None)
    is what is worth knowing meanwhile."""

    ok: bool | None
    words: str


@dataclass(frozen=True)
class Needs:
    """What workers need: folders to read, folders to write (or the first that exists above), and
    packages in the versions of this machine."""

    reads: Sequence[Path]
    writes: Sequence[Path]
    packages: Sequence[str]


def check_cluster(
    options: Mapping[str, Any], n_jobs: int, needs: Needs, folder: Path, stopped: Callable[[], bool]
) -> Iterator[ClusterFinding]:
    """Yield what was found, one check after the other; the first that fails may be the last.

    With a job system one job is submitted, which is cancelled at the end.

    Parameters
    ----------
    options
        Checked options of the dask backend that name a job system or a scheduler.
    folder
        A folder that this machine and the workers see, for logs and keys.
    stopped
        Whether the person has had enough of waiting for a job.

    Raises
    ------
    ParamError
        If the options name no cluster, or the job system takes no job.
    """
    jobs = jobs_of(options, n_jobs)
    if jobs is None and options.get("scheduler") is None:
        raise ParamError(
            "there is no cluster to check: give the option cluster or scheduler of the backend dask"
        )
    one = replace(jobs, workers=jobs.workers_per_job) if jobs is not None else None
    begun = time.monotonic()
    with connected(options, one, 1, folder) as (client, watch):
        if one is not None and (unasked := unasked_words(one)):
            yield ClusterFinding(None, unasked)
        worker = yield from _first_worker(client, watch, stopped)
        if worker is None:
            return
        seconds = duration_text(time.monotonic() - begun)
        words = Message("a worker came after {time} ({worker})", time=seconds, worker=worker)
        yield ClusterFinding(True, words)
        ask = _Asking(client, worker)
        yield from _check_versions(ask, needs.packages)
        yield from _check_folders(ask, needs.reads, os.R_OK)
        yield from _check_folders(ask, needs.writes, os.W_OK)
        yield _check_way_back(ask, options)


def _first_worker(
    client: Any, watch: JobWatch | None, stopped: Callable[[], bool]
) -> Generator[ClusterFinding, None, str | None]:
    """Wait for a worker and return its address; jobs may queue for long, and it is said for what.

    If none comes, the last finding says why.
    """
    lost: list[str] = []
    said: deque[str] = deque()
    if watch is not None:
        watch.on_lost, watch.say = lost.append, said.append
    deadline = time.monotonic() + (ANSWER_SECONDS if watch is None else MOST_SECONDS)
    while not lost and not stopped() and time.monotonic() < deadline:
        found = list(client.scheduler_info(n_workers=-1)["workers"])
        if found:
            return str(found[0])
        while said:
            yield ClusterFinding(None, said.popleft())
        time.sleep(0.2)
    yield ClusterFinding(False, lost[0] if lost else Message("no worker came"))
    return None


class _Asking:
    """Runs a function on one worker."""

    def __init__(self, client: Any, worker: str) -> None:
        self.client, self.worker = client, worker

    def __call__(self, function: Callable[..., Any], *arguments: Any) -> Any:
        future = self.client.submit(function, *arguments, workers=[self.worker], pure=False)
        return future.result(ANSWER_SECONDS)


def _check_versions(ask: _Asking, packages: Sequence[str]) -> Iterator[ClusterFinding]:
    here, there = versions_of(packages), ask(versions_of, packages)
    wrong = [name for name in packages if there[name] != here[name]]
    for name in wrong:
        yield ClusterFinding(
            False,
            Message(
                "{name} is {there} there and {here} here; install the same on both, or name "
                "another Python with the option python",
                name=name,
                there=there[name] or Message("missing"),
                here=here[name],
            ),
        )
    if not wrong:
        words = Message("the same versions there: {names}", names=", ".join(packages))
        yield ClusterFinding(True, words)


def versions_of(packages: Sequence[str]) -> dict[str, str]:
    """Return the version of each package as it is installed here; "" where it is not."""
    found = {}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _check_folders(ask: _Asking, paths: Sequence[Path], mode: int) -> Iterator[ClusterFinding]:
    for path in paths:
        well = bool(ask(may_use, str(path), mode))
        words = _read_words(well, path) if mode == os.R_OK else _write_words(well, path)
        yield ClusterFinding(well, words)


def _read_words(well: bool, path: Path) -> Message:
    if well:
        return Message("workers can read {path}", path=path)
    return Message("workers cannot read {path}: use a folder that all nodes share", path=path)


def _write_words(well: bool, path: Path) -> Message:
    if well:
        return Message("workers can write to {path}", path=path)
    return Message("workers cannot write to {path}: use a folder that all nodes share", path=path)


def may_use(path: str, mode: int) -> bool:
    """Whether a path, or for writing the nearest folder above that exists, can be used here."""
    place = Path(path)
    while mode == os.W_OK and not place.exists() and place != place.parent:
        place = place.parent
    return os.access(place, mode)


def _check_way_back(ask: _Asking, options: Mapping[str, Any]) -> ClusterFinding:
    """Let the worker connect to this machine as it would in a run."""
    with listen_on(endpoint_for(options["address"], ask.client.scheduler.address)) as listener:
        host, port = listener.getsockname()[:2]
        thread = threading.Thread(target=_greet, args=(listener,), daemon=True)
        thread.start()
        problem = ask(try_to_connect, host, port)
    thread.join()
    if problem:
        words = Message(
            "workers cannot connect to this machine as {host}: {problem}; name an address that "
            "they reach with the option address",
            host=host,
            problem=problem,
        )
        return ClusterFinding(False, words)
    return ClusterFinding(True, Message("workers reach this machine as {host}", host=host))


def _greet(listener: socket.socket) -> None:
    listener.settimeout(ANSWER_SECONDS)
    try:
        listener.accept()[0].close()
    except OSError:  # nobody came, or the check is over
        return


def try_to_connect(host: str, port: int) -> str:
    """Connect to an address; return what is in the way, "" if nothing is."""
    try:
        socket.create_connection((host, port), timeout=10).close()
    except OSError as error:
        return str(error)
    return ""
