from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")
from tests.run.hosts.dask_lab import DaskLab, kill_family, wait_until

pytestmark = pytest.mark.fault


def test_a_cluster_that_is_gone_leaves_counts_and_words(
    document: Callable[..., Path], started: Callable[..., Any], tmp_path: Path
) -> None:
    """What was done is said as JSON, with exit code 3: 2 would mean that nothing was started."""
    with DaskLab(tmp_path, 1) as lab:
        path = document(size=60, seconds=0.1)
        options = [f"scheduler={lab.address}", "batch_size=1", "worker_timeout=1"]
        words = [word for option in options for word in ("-o", option)]
        running = started("run", path, "--backend", "dask", "--json", "-q", *words)
        wait_until((tmp_path / "out" / "3.txt").exists, "the fourth output")
        kill_family(lab.workers[0])
        said, errors = running.communicate(timeout=60)
    result = json.loads(said)
    assert running.returncode == 3, errors
    written = len(list((tmp_path / "out").glob("*.txt")))
    assert written - result["completed"] in (0, 1)  # the one in hand may have been written
    assert all(Path(path).exists() for paths in result["outputs"].values() for path in paths)
    assert result["completed"] + result["unrun"] == 60
    assert result["errors"] == {}
    assert "no worker could be had for 1 s" in result["warnings"][0]
