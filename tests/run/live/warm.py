"""Fixtures for tests with real workers: these stay warm from test to test.

A worker is kept only while the environment stays the same, so the folders of the user and pytest's
own variable must not change between tests; and what is left over is looked for once, at the end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from curator_gui.run import shutdown_workers

PATIENCE = 15.0
_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "CURATOR_RUNS")


@pytest.fixture(scope="session")
def lasting_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("user")
    return {name: root / name.lower() for name in _FOLDERS}


@pytest.fixture(autouse=True)
def user_folders(
    lasting_folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Path]:
    """The same folders for all tests here."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    for name, folder in lasting_folders.items():
        monkeypatch.setenv(name, str(folder))
    return lasting_folders


@pytest.fixture(scope="package", autouse=True)
def workers_end() -> Iterator[None]:
    """End the warm workers after the last test and look for what is left of them."""
    threads, children = set(threading.enumerate()), set(worker_processes())
    yield
    shutdown_workers()
    left = [process for process in worker_processes() if process not in children]
    _, alive = psutil.wait_procs(left, PATIENCE)
    assert not alive, f"processes left: {alive}"
    for thread in set(threading.enumerate()) - threads:
        if "supervisor" in thread.name or "Executor" in thread.name:
            thread.join(PATIENCE)
            assert not thread.is_alive(), f"{thread} is left"


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """Fail a test that leaves a run behind; its workers may stay for the next test."""
    yield
    names = [thread.name for thread in threading.enumerate()]
    assert "background-run" not in names
    assert names.count("curator-supervisor") <= 2, "workers are kept that no run can need"


def worker_processes() -> list[psutil.Process]:
    """All descendants that loky started, but its resource tracker: that one lives on."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "popen_loky" in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found
