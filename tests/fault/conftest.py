"""The fault campaign: `pytest tests/fault --fault-runs 2000 --fault-seed 7` for a longer one.

`CURATOR_FAULT_RUNS` says the same where the folder is not named.
"""

from __future__ import annotations

import os

import pytest

from tests.run.live.warm import lasting_folders, nothing_left_over, user_folders, workers_end

__all__ = ["lasting_folders", "nothing_left_over", "user_folders", "workers_end"]

RUNS = int(os.environ.get("CURATOR_FAULT_RUNS", "150"))
RUNS_PER_KILL = 10
"""One run in so many is one whose parent is killed: it costs two interpreters."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fault-runs", type=int, default=RUNS, help="number of random runs")
    parser.addoption("--fault-seed", type=int, default=0, help="seed of the first one")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    runs = metafunc.config.getoption("--fault-runs", RUNS)
    first = metafunc.config.getoption("--fault-seed", 0)
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(first, first + runs))
    if "kill_seed" in metafunc.fixturenames:
        metafunc.parametrize("kill_seed", range(first, first + max(1, runs // RUNS_PER_KILL)))
