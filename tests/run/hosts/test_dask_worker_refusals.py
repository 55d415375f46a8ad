"""What a dask worker refuses, without a cluster."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from curator_gui.run.hosts import dask_worker
from curator_gui.run.wire.frames import Task


def task(pipeline: Path) -> Task:
    return Task(run_id="r", lease=1, pipeline=str(pipeline), map_mode="c", indices=[0])


def test_a_folder_that_the_worker_does_not_see_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "elsewhere" / "pipeline"
    with pytest.raises(FileNotFoundError, match=r"does not see .*elsewhere.*option temp_folder"):
        dask_worker.run_dask_task(task(missing), ("127.0.0.1", 9), "token", 1, 1)


def test_an_address_where_nobody_listens_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_worker, "_tls", lambda: None)
    shipped = tmp_path / "pipeline"
    shipped.touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
    with pytest.raises(dask_worker.UnreachableError, match=rf"127\.0\.0\.1:{address[1]}.*address"):
        dask_worker.run_dask_task(task(shipped), address, "token", 1, 1)
