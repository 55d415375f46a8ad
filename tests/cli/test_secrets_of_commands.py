"""Every command masks what components print, log, warn of, name and raise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Program

IN_ADDRESS, IN_OPTIONS, IN_ENVIRONMENT = "correct-horse", "wrong-pony", "secret-mule-1234"

TALKATIVE = f"""
import logging, os, warnings
from curator_gui.core import Param, Source, remark

def tell(where):
    address = "s3://key:{IN_ADDRESS}@bucket/x"
    options = {{"key": "AKIA", "secret": "{IN_OPTIONS}"}}
    variable = os.environ.get("AWS_SECRET_ACCESS_KEY")
    words = f"{{where}}: {{address}} storage_options={{options}} {{variable}}"
    print("print", words)
    print("apart", where, address, options, variable, flush=True)
    logging.getLogger("remote").warning("log %s", words)
    warnings.warn(f"warn {{words}}")
    return words

class Talkative(Source):
    name = "Talkative"
    description = "Tells its secrets wherever it can."
    def __init__(self, fail="", dangerous=False):
        self.fail = fail
        self.counting_may_crash = dangerous
        self.tell("init")
    @classmethod
    def params(cls):
        return [Param("fail", "Where.", str, ""), Param("dangerous", "To count.", bool, False)]
    def tell(self, where):
        words = tell(where)
        if self.fail == where:
            raise OSError(words)
        return words
    def problems(self):
        words = self.tell("problems")
        if self.fail == "said":
            yield "fail", words
    def look_ahead(self, pipeline, indices):
        yield self.tell("look_ahead")
    def __len__(self):
        self.tell("len")
        return 1
    def label(self, index):
        return self.tell("label")
    def __getitem__(self, index):
        os.write(2, (tell("write") + "\\n").encode())
        remark(tell("remark"))
        self.tell("getitem")
        yield index

def register(registry):
    registry.add("toy", Talkative)
"""


def document(folder: Path, **params: object) -> Path:
    path = folder / "here" / "talkative.curator.yaml"
    path.parent.mkdir()
    steps = [
        {"source": "toy.Talkative", "params": params},
        {"sink": "toy.Files", "params": {"folder": "out"}},
    ]
    data = {"format": "curator-pipeline", "version": 1, "steps": steps, "run": {"n_jobs": 1}}
    path.write_text(yaml.safe_dump(data))
    return path


def commands(path: Path) -> list[list[object]]:
    return [
        ["preview", path, "--json"],
        ["survey", path],
        ["plan", path, "--json", "--sample", "1"],
        ["run", path, "--events", path.with_name("events.jsonl")],
        ["export", path, path.with_name("script.py")],
    ]


def left_in(text: str) -> list[str]:
    secrets = (IN_ADDRESS, IN_OPTIONS, IN_ENVIRONMENT)
    return [line for line in text.splitlines() if any(secret in line for secret in secrets)]


@pytest.mark.workers
@pytest.mark.parametrize(("fail", "dangerous"), [("", False), ("getitem", True)])
def test_no_command_hands_a_secret_on(
    toys: Path, tmp_path: Path, program: Program, fail: str, dangerous: bool
) -> None:
    (toys / "toys_too.py").write_text(TALKATIVE)
    path = document(tmp_path, fail=fail, dangerous=dangerous)
    for words in commands(path):
        ran = program(*words, AWS_SECRET_ACCESS_KEY=IN_ENVIRONMENT)
        assert left_in(ran.stdout + ran.stderr) == [], words
        assert words[0] == "export" or "init: s3://key:***@" in ran.stderr
        if "--json" in words:
            json.loads(ran.stdout)  # nothing that was printed stands in it
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix != ".py"]
    leaks = [file for file in files if left_in(file.read_bytes().decode("latin-1"))]
    assert leaks == []


@pytest.mark.workers
@pytest.mark.parametrize(("fail", "code"), [("said", 2), ("len", 1), ("look_ahead", 0)])
def test_what_is_wrong_before_a_run_is_masked(
    toys: Path, tmp_path: Path, program: Program, fail: str, code: int
) -> None:
    (toys / "toys_too.py").write_text(TALKATIVE)
    ran = program("plan", document(tmp_path, fail=fail), AWS_SECRET_ACCESS_KEY=IN_ENVIRONMENT)
    assert ran.returncode == code
    assert "storage_options={'key': 'AKIA', 'secret': '***'} ${AWS_SECRET_ACCESS_KEY}" in ran.stderr
    assert left_in(ran.stdout + ran.stderr) == []
