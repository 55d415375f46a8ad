"""Runs over an object store whose server dies, and whose objects change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from tests.domains.grid.object_store import BUCKET, ObjectStore, forget_connections

pytestmark = [pytest.mark.workers, pytest.mark.fault]

COUNT = 5


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ObjectStore]:
    server = ObjectStore()
    server.start()
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")  # botocore's; fsspec tries again itself
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget_connections()
    yield server
    server.kill()
    forget_connections()


def field(number: int, version: int = 0) -> xr.Dataset:
    values = np.random.default_rng([number, version]).normal(size=(20, 30))
    return xr.Dataset({"t": (("y", "x"), values)}, attrs={"version": version})


def fill(store: ObjectStore, folder: Path, versions: dict[int, int]) -> str:
    for number in range(COUNT):
        path = folder / f"{number}.nc"
        field(number, versions.get(number, 0)).to_netcdf(path)
        store.put({f"era5/{path.name}": path})
    return f"s3://{BUCKET}/era5"


def run(address: str, folder: Path, kill: int = 0) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.domains.grid.live.run_of_remote_fields"]
    done = subprocess.run(
        [*words, address, str(folder), str(kill)],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_server_dies_and_the_run_is_resumed(store: ObjectStore, tmp_path: Path) -> None:
    address = fill(store, tmp_path, {})
    assert store.pid is not None
    first = run(address, tmp_path, kill=store.pid)
    assert first["done"]
    assert first["failed"]
    assert len(first["done"]) + len(first["failed"]) == COUNT
    for message in first["failed"].values():
        assert address in message
        assert "its server does not answer" in message
    store.kill()
    store.start()
    fill(store, tmp_path, {})
    second = run(address, tmp_path)
    assert (second["failed"], second["skipped"]) == ({}, first["done"])
    fill(store, tmp_path, {3: 1})
    third = run(address, tmp_path)
    others = [number for number in range(COUNT) if number != 3]
    assert (third["failed"], third["skipped"]) == ({}, others)
    for number in range(COUNT):
        with xr.open_dataset(third["outputs"][str(number)]) as found:
            xr.testing.assert_equal(found.load(), field(number, int(number == 3)))
