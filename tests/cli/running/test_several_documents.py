"""`curator-gui run A B C` runs them one after another; a bad one does not keep the next back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.cli import main
from curator_gui.cli.running import run_command

pytestmark = pytest.mark.workers


@pytest.fixture
def documents(document: Callable[..., Path], tmp_path: Path) -> dict[str, Path]:
    """Three documents in a folder with a blank in its name: good, failing, damaged."""
    folder = tmp_path / "my runs"
    folder.mkdir()
    found = {}
    run = {"backend": "sequential", "n_jobs": 1}
    for name, trouble in (("good", {}), ("fails", {"at": 2}), ("bad", {})):
        found[name] = folder / f"{name}.curator.yaml"
        shutil.move(document(run=run, **trouble), found[name])
    found["bad"].write_text("format: curator-pipeline\nversion: 1\nsteps: 3\n")
    return found


def test_each_has_its_own_result_and_the_worst_is_the_code(
    documents: dict[str, Path], program: Callable[..., Any]
) -> None:
    order = [documents[name] for name in ("fails", "bad", "good")]
    done = program("run", *order, "-q", "--json")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [(r["completed"], r["failed"]) for r in results] == [(4, 1), (5, 0)]
    assert len({r["record"] for r in results}) == 2
    assert "2 of 3: " in done.stderr
    assert "bad.curator.yaml: steps" in done.stderr
    assert program("run", documents["good"], documents["fails"], "-q").returncode == 3


def test_one_record_for_several_is_refused(
    documents: dict[str, Path], program: Callable[..., Any], tmp_path: Path
) -> None:
    good = documents["good"]
    done = program("run", good, good, "--record", tmp_path / "r.curator-run")
    assert done.returncode == 2
    assert "each of several documents has its own" in done.stderr
    assert not (tmp_path / "r.curator-run").exists()


@pytest.mark.parametrize("codes", [[130], [0, 143], [3, 130], [2, 130]])
def test_a_signal_begins_no_other_and_gives_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], codes: list[int]
) -> None:
    given = iter(codes)
    monkeypatch.setattr(run_command, "_code_of", lambda document, arguments: next(given))
    names = ["a.curator.yaml", "b.curator.yaml", "c.curator.yaml"]
    assert main(["run", *names]) == codes[-1]
    assert f"not begun: {', '.join(names[len(codes) :])}" in capsys.readouterr().err
