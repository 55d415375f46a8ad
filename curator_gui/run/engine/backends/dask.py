"""The dask backend: the same supervision over the workers of a dask cluster."""

from __future__ import annotations

import importlib.util
import logging
import socket
import ssl
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from platformdirs import user_cache_path

from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.storage.installed import to_add
from curator_gui.run.engine.backends.base import RunnableBackend
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.planning.job_options import jobs_of
from curator_gui.run.planning.options import DASK_OPTIONS
from curator_gui.run.wire.address import LOOPBACK, Endpoint, parse_endpoint, route_to

if TYPE_CHECKING:
    from curator_gui.run.engine.supervising.run_state import Run
    from curator_gui.run.hosts.jobs.systems import Jobs
    from curator_gui.run.hosts.jobs.watch import JobWatch

CONNECT_SECONDS = 10


class DaskBackend(RunnableBackend):
    """Runs indices on dask workers; a worker that dies or takes too long fails one index only."""

    name: ClassVar[str] = "dask"
    description: ClassVar[str] = "The workers of a dask.distributed cluster."

    @classmethod
    def options(cls) -> tuple[Param, ...]:
        return DASK_OPTIONS

    def execute(self, planned: PlannedRun) -> None:
        """Run the planned indices; outcomes go to the reporter.

        Raises
        ------
        ParamError
            If dask is not installed, the scheduler does not answer, or no worker's versions fit.
        """
        if importlib.util.find_spec("distributed") is None:
            raise ParamError(
                Message(
                    "the dask backend needs dask.distributed; add it with: {command}",
                    command=to_add("dask"),
                )
            )
        from curator_gui.run.engine.backends.joblib_backend import make_run, stop_if_broken
        from curator_gui.run.engine.scratch import make_folder, remove_folder

        scheduler = planned.options["scheduler"]
        jobs = jobs_of(planned.options, planned.workers)
        if scheduler is not None:
            _check_scheduler(scheduler)
        alone = scheduler is None and jobs is None
        folder = make_folder(planned.options["temp_folder"] or _temp_base(alone=alone))
        try:
            run = make_run(planned, folder)
            with connected(planned.options, jobs, planned.workers, folder) as (client, watch):
                if jobs is not None:
                    _say_what_is_asked(planned, jobs)
                _run_on(client, planned, run, folder, watch)
        finally:
            remove_folder(folder)
        stop_if_broken(run)


def _say_what_is_asked(planned: PlannedRun, jobs: Jobs) -> None:
    from curator_gui.run.hosts.jobs.cluster import unasked_words

    planned.reporter.log(0, "info", jobs.asked_words())
    if words := unasked_words(jobs):
        planned.reporter.log(0, "info", words)


@contextmanager
def connected(
    options: Mapping[str, Any], jobs: Jobs | None, workers: int, folder: Path
) -> Iterator[tuple[Any, JobWatch | None]]:
    """Give a client of the cluster that a run uses, and who watches its jobs if it has some.

    `folder` takes what jobs write; for those all nodes have to see it.

    Raises
    ------
    ParamError
        If the job system takes no job, or its library is not installed.
    """
    if jobs is None:
        with _client(options["scheduler"], workers) as client:
            yield client, None
        return
    from distributed import Client

    from curator_gui.run.hosts.jobs.cluster import job_cluster

    logs = folder / "jobs"
    logs.mkdir()
    address = options["address"]
    host = None if address is None else parse_endpoint(address).host
    with (
        job_cluster(jobs, logs, host) as (cluster, watch),
        Client(cluster, set_as_default=False) as client,
    ):
        yield client, watch


def _run_on(
    client: Any, planned: PlannedRun, run: Run, folder: Path, jobs: JobWatch | None = None
) -> None:
    from curator_gui.run.engine.backends.joblib_backend import serve
    from curator_gui.run.engine.supervising.supervisor import Supervisor
    from curator_gui.run.hosts.dask import make_hosts
    from curator_gui.run.hosts.dask_cluster import DaskCluster
    from curator_gui.run.hosts.dask_scaling import OwnCluster

    with DaskCluster(client) as cluster:
        for words in cluster.require_fit_workers():
            planned.reporter.log(0, "warning", words)
        endpoint = endpoint_for(planned.options["address"], cluster.name, cluster.announced)
        supervisor = Supervisor(
            folder, make_hosts(cluster, planned.workers), endpoint, _tls(client)
        )
        run.resize = cluster.resize
        if client.cluster is not None:
            cluster.own = OwnCluster(client.cluster, jobs)
        cluster.say, cluster.on_lost = supervisor.say, supervisor.give_up
        if jobs is not None:
            cluster.lack, cluster.job_of = jobs.lack_words, jobs.job_of
            jobs.say, jobs.on_lost = supervisor.say, supervisor.give_up
        try:
            serve(planned, supervisor, run)
        finally:
            supervisor.close()
            if jobs is not None:  # the supervisor hears nothing any more
                jobs.say = partial(planned.reporter.log, 0, "warning")


def endpoint_for(address: str | None, scheduler: str, announced: str = "") -> Endpoint:
    """Return where workers will reach this process: on its route to the scheduler.

    `announced` is the address that the scheduler calls its own.
    """
    if address is not None:
        return parse_endpoint(address)
    own = route_to(*_host_and_port(scheduler))
    if own in (LOOPBACK, "::1") and announced:
        own = route_to(*_host_and_port(announced))  # workers elsewhere know it by that
    return Endpoint(own)


def _tls(client: Any) -> ssl.SSLContext | None:
    """Return how the cluster encrypts, if it does: workers' connections do the same."""
    if not client.scheduler.address.startswith("tls://"):
        return None
    context: ssl.SSLContext = client.security.get_listen_args("client")["ssl_context"]
    return context


def _host_and_port(scheduler: str) -> tuple[str, int]:
    from distributed.comm.addressing import get_address_host_port

    host, port = get_address_host_port(scheduler, strict=True)
    return str(host), int(port)


def _temp_base(*, alone: bool) -> Path:
    """Return where the pipeline is shipped to: workers elsewhere usually share the home folder."""
    from curator_gui.run.engine.scratch import default_temp_base

    return default_temp_base() if alone else user_cache_path("curator")


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Any]:
    """Connect to a scheduler, or start a local cluster that lasts for one run."""
    from distributed import Client, LocalCluster
    from distributed.versions import VersionMismatchWarning

    from curator_gui.run.hosts.dask_cluster import SCHEDULER_SECONDS

    if scheduler is None:
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",  # the usual port may be taken, and it would say so
            silence_logs=logging.ERROR,  # what its nannies warn of, the supervisor tells itself
        )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client
        return
    with warnings.catch_warnings():  # versions are checked by ourselves, worker by worker
        warnings.simplefilter("ignore", VersionMismatchWarning)
        # It also tries for so long to get back to a scheduler that it has lost.
        client = Client(scheduler, timeout=SCHEDULER_SECONDS, set_as_default=False)
    with client:
        yield client


def _check_scheduler(scheduler: str) -> None:
    """Try the scheduler's port first: a client that cannot connect leaves a thread behind."""
    try:
        socket.create_connection(_host_and_port(scheduler), timeout=CONNECT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise ParamError(
            "option scheduler: {scheduler} does not answer: {error}",
            scheduler=scheduler,
            error=error,
        ) from error
