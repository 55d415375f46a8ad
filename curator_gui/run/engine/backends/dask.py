"""The dask backend: the same supervision over the workers of a dask cluster."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

from platformdirs import user_cache_path

from curator_gui.core.errors import ParamError
from curator_gui.core.param import Param
from curator_gui.run.engine.backends.base import RunnableBackend
from curator_gui.run.engine.planned import PlannedRun
from curator_gui.run.planning.options import DASK_OPTIONS

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
            If dask is not installed, or the scheduler does not answer or has no workers.
        """
        if importlib.util.find_spec("distributed") is None:
            raise ParamError(
                "the dask backend needs dask.distributed; add it with: "
                "pip install 'curator-gui[dask]'"
            )
        from curator_gui.run.engine.joblib_backend import make_run, serve, stop_if_broken
        from curator_gui.run.engine.scratch import make_folder, remove_folder
        from curator_gui.run.engine.supervisor import Supervisor
        from curator_gui.run.hosts.dask import DaskHost, DaskWorkers

        scheduler = planned.options["scheduler"]
        folder = make_folder(planned.options["temp_folder"] or _temp_base(scheduler))
        try:
            run = make_run(planned, folder)
            with _client(scheduler, planned.workers) as client:
                _check_versions(client)
                workers = DaskWorkers(client)
                count = max(1, planned.workers)  # those that come later have a place, too
                supervisor = Supervisor(
                    folder,
                    lambda address, token: [
                        DaskHost(workers, address, token) for _ in range(count)
                    ],
                    host=planned.options["address"] or _own_address(scheduler),
                )
                try:
                    serve(planned, supervisor, run)
                finally:
                    supervisor.close()
        finally:
            remove_folder(folder)
        stop_if_broken(run)


def _own_address(scheduler: str | None) -> str:
    """Return the address of this machine on its route to the scheduler."""
    if scheduler is None:
        return "127.0.0.1"
    from distributed.comm.addressing import get_address_host_port

    host, port = get_address_host_port(scheduler, strict=True)
    family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind) as probe:
        probe.connect(place)  # sends nothing: only the route is looked up
        return str(probe.getsockname()[0])


def _check_versions(client: Any) -> None:
    """Refuse workers that could not read what they are sent, before anything is run.

    Raises
    ------
    ParamError
        Naming the workers whose Python or distributed is another than here.
    """
    found = client.get_versions()
    here = _versions(found["client"])
    for address, worker in sorted(found["workers"].items()):
        there = _versions(worker)
        if there != here:
            raise ParamError(
                "the dask worker {worker} has Python {python} and distributed {distributed}, but "
                "this program has {own_python} and {own_distributed}; they must be the same",
                worker=address,
                python=there[0],
                distributed=there[1],
                own_python=here[0],
                own_distributed=here[1],
            )


def _versions(found: dict[str, Any]) -> tuple[str, str]:
    python = ".".join(str(found["host"]["python"]).split(".")[:2])
    return python, str(found["packages"]["distributed"])


def _temp_base(scheduler: str | None) -> Path:
    """Return where the pipeline is shipped to: workers elsewhere usually share the home folder."""
    from curator_gui.run.engine.scratch import default_temp_base

    return default_temp_base() if scheduler is None else user_cache_path("curator")


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Any]:
    """Connect to a scheduler, or start a local cluster that lasts for one run."""
    from distributed import Client, LocalCluster

    if scheduler is None:
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client
        return
    _check_scheduler(scheduler)
    with Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False) as client:
        try:
            _wait_for_workers(client, scheduler)
            yield client
        finally:
            if client.status == "closed":  # by itself, as its scheduler is gone: its thread stays
                client._loop_runner.stop()


def _check_scheduler(scheduler: str) -> None:
    """Try the scheduler's port first: a client that cannot connect leaves a thread behind."""
    from distributed.comm.addressing import get_address_host_port

    try:
        host, port = get_address_host_port(scheduler, strict=True)
        socket.create_connection((host, port), timeout=CONNECT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise ParamError(
            "option scheduler: {scheduler} does not answer: {error}",
            scheduler=scheduler,
            error=error,
        ) from error


def _wait_for_workers(client: Any, scheduler: str) -> None:
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise ParamError(
            "option scheduler: {scheduler} has no workers; start one with `dask "
            "worker {scheduler2}`",
            scheduler=scheduler,
            scheduler2=scheduler,
        )
