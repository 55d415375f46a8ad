from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.workers


def test_plan_estimates_from_a_sample_and_from_the_last_run(
    document: Callable[..., Path], program: Callable[..., Any], tmp_path: Path
) -> None:
    path = document(size=6)
    before = json.loads(program("plan", path, "--json").stdout)["estimate"]
    assert (before["seconds"], before["bytes"], before["measured_by"]) == (None, None, None)
    assert before["output_place"] == str(tmp_path)
    assert before["free_bytes"] > 0

    sample = json.loads(program("plan", path, "--json", "--sample", 2).stdout)["estimate"]
    assert (sample["measured_by"], sample["measured_indices"]) == ("sample", 2)
    assert sample["bytes"] == [6, 6]
    assert not (tmp_path / "out").exists()

    assert program("run", path, "-q").returncode == 0
    after = json.loads(program("plan", path, "--json").stdout)["estimate"]
    assert (after["measured_by"], after["measured_indices"]) == ("run", 6)
    assert after["bytes"] == [6, 6]
    assert after["seconds"][0] <= after["seconds"][1]
    text = program("plan", path).stdout
    assert "estimated from        6 indices finished by the run of" in text
    assert "disk space            about 6 B; " in text


def test_failures_of_the_sample_are_named(
    document: Callable[..., Path], program: Callable[..., Any]
) -> None:
    text = program("plan", document(size=2, at=0, how="exit"), "--sample", 2).stdout
    assert "a sample of 1 index" in text
    assert "failed in the sample  index 0: " in text
    assert "code 7" in text


def test_interrupted_sample_leaves_nothing(
    document: Callable[..., Path], started: Callable[..., Any], tmp_path: Path
) -> None:
    temp = tmp_path / "temp"
    path = document(size=2, at=0, how="hang", run={"options": {"temp_folder": str(temp)}})
    process = started("plan", path, "--sample", 2)
    deadline = time.monotonic() + 60
    while not list(temp.glob("*/*.pipeline")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGINT
    assert "Traceback" not in errors
    assert list(temp.iterdir()) == []


def test_sample_needs_a_number_of_items(
    document: Callable[..., Path], program: Callable[..., Any]
) -> None:
    for words in ("0", "-2", "some"):
        refused = program("plan", document(), "--sample", words)
        assert refused.returncode == 2
        assert "--sample" in refused.stderr
