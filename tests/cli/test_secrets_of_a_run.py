"""A whole run of a component that tells its address to everybody: nobody keeps the password."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Program

SECRET = "correct-horse-battery"

LEAKY = """
import logging, os, sys, warnings
from curator_gui.core import Param, Source
from curator_gui.core.trust.secrets import expanded

class Remote(Source):
    name = "Remote"
    description = "Reads from an address, and tells it to everybody."
    def __init__(self, address, storage_options=None):
        self.address, self.storage_options = address, storage_options
    @classmethod
    def params(cls):
        return [Param("address", "Where.", str), Param("storage_options", "How.", dict, None)]
    def __len__(self):
        return 4
    def __getitem__(self, index):
        real = expanded(self.address)
        print("reading", real, flush=True)
        print("reading with", os.environ.get("REMOTE_KEY"), file=sys.stderr, flush=True)
        logging.getLogger("remote").warning("opened %s", real)
        warnings.warn(f"slow: {real}")
        if index == 1:
            raise OSError(f"cannot connect to {real}")
        if index == 2:
            os._exit(9)
        yield index

def register(registry):
    registry.add("toy", Remote)
"""


@pytest.fixture
def leaky(toys: Path, tmp_path: Path) -> Callable[..., Path]:
    (toys / "toys_too.py").write_text(LEAKY)

    def write(**params: Any) -> Path:
        steps = [
            {"source": "toy.Remote", "params": params},
            {"sink": "toy.Files", "params": {"folder": "out"}},
        ]
        path = tmp_path / "here" / "leaky.curator.yaml"
        path.parent.mkdir(exist_ok=True)
        data = {"format": "curator-pipeline", "version": 1, "steps": steps}
        path.write_text(yaml.safe_dump({**data, "run": {"n_jobs": 2}}))
        return path

    return write


def with_secret(folder: Path, *but: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and path not in but)
    return [path for path in files if SECRET.encode() in path.read_bytes()]


@pytest.mark.workers
def test_nothing_that_is_written_has_it(
    leaky: Callable[..., Path], program: Program, tmp_path: Path
) -> None:
    document = leaky(address="https://user:${REMOTE_KEY}@host.invalid/data")
    here = document.parent
    events, report, record = here / "events.jsonl", here / "report.html", here / "a.curator-run"
    ran = program("run", document, "--events", events, "--record", record, REMOTE_KEY=SECRET)
    assert ran.returncode == 3, ran.stderr
    told = program("runs", record, "--report", report)
    assert told.returncode == 0, told.stderr
    lines = [json.loads(line) for line in events.read_text().splitlines()]
    printed = [line["text"] for line in lines if line["event"] == "log_line"]
    assert "reading https://user:${REMOTE_KEY}@host.invalid/data" in printed
    assert "reading with ${REMOTE_KEY}" in printed
    failed = {line["index"]: line for line in lines if line["event"] == "index_failed"}
    assert sorted(failed) == [1, 2]
    assert "cannot connect to https://user:${REMOTE_KEY}@host.invalid/data" in failed[1]["message"]
    assert (here / "out" / "dataset.json").is_file()
    assert report.is_file()
    assert with_secret(tmp_path) == []
    said = "".join(each.stdout + each.stderr for each in (ran, told))
    assert SECRET not in said


@pytest.mark.parametrize(
    "params",
    [
        {"address": f"https://user:{SECRET}@host.invalid/data"},
        {"address": "memory://data", "storage_options": {"key": "AKIA", "secret": SECRET}},
        {"address": "memory://data", "storage_options": {"client_kwargs": {"token": SECRET}}},
    ],
)
@pytest.mark.workers
def test_a_document_with_it_never_runs(
    leaky: Callable[..., Path], program: Program, tmp_path: Path, params: dict[str, Any]
) -> None:
    document = leaky(**params)
    ran = program("run", document)
    assert ran.returncode == 2
    assert "holds a password or key" in ran.stderr
    assert SECRET not in ran.stdout + ran.stderr
    assert with_secret(tmp_path, document) == []
