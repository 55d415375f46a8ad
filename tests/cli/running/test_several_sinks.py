"""`curator-gui` with a document that ends in two sinks."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.workers

Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def two(document: Callable[..., Path]) -> Callable[..., Path]:
    """Return a function that writes the document with sinks for these folders."""

    def write(*folders: str) -> Path:
        path = document(size=3)
        data = yaml.safe_load(path.read_text())
        sinks = [{"sink": "toy.Files", "params": {"folder": folder}} for folder in folders]
        data = {**data, "version": 2, "steps": [*data["steps"][:2], *sinks]}
        path.write_text(yaml.safe_dump(data, sort_keys=False))
        return path

    return write


def test_outputs_are_told_by_sink_and_each_has_a_data_set(
    two: Callable[..., Path], program: Program, tmp_path: Path
) -> None:
    done = program("run", two("a", "b"), "--n-jobs", 1, "--json", "-q")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["outputs_by_sink"] == {
        f"Files ({number})": {str(i): [str(tmp_path / name / f"{i}.txt")] for i in range(3)}
        for number, name in ((3, "a"), (4, "b"))
    }
    assert result["datasets"] == [str(tmp_path / "a"), str(tmp_path / "b")]
    assert result["dataset"] == str(tmp_path / "a")


def test_a_sink_more_is_a_reason_in_the_plan_of_a_resumed_run(
    two: Callable[..., Path], program: Program
) -> None:
    assert program("run", two("a"), "--n-jobs", 1, "-q").returncode == 0
    done = program("plan", two("a", "b"), "--resume", "--json")
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["reasons"].values()) == {
        "that run did not have the sink Files"
    }


def test_sinks_that_write_the_same_files_are_found_while_they_do(
    two: Callable[..., Path], program: Program
) -> None:
    done = program("run", two("a", "a"), "--n-jobs", 1, "-q")
    assert done.returncode == 3
    assert "two sinks have written" in done.stderr
