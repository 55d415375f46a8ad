"""The real program in a process of its own, with components from the user's folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]

TOYS = """
import os, signal, time
from pathlib import Path
from curator_gui.core import Domain, Filter, Param, Sink, Source

print("a library that prints while it is imported")

class Count(Source):
    name = "Count"
    description = "The numbers below size."
    def __init__(self, size=5):
        print("a constructor that prints")
        self.size = size
    @classmethod
    def params(cls):
        return [Param("size", "How many.", int, 5, minimum=0)]
    def __len__(self):
        return self.size
    def __getitem__(self, index):
        yield index

class Trouble(Filter):
    name = "Trouble"
    description = "Makes one index fail."
    def __init__(self, at=-1, how="raise", seconds=0.0):
        self.at, self.how, self.seconds = at, how, seconds
    @classmethod
    def params(cls):
        return [
            Param("at", "Which index.", int, -1),
            Param("how", "In which way.", str, "raise", choices=("raise", "exit", "segv", "hang")),
            Param("seconds", "How long each index takes.", float, 0.0, unit="s", minimum=0.0),
        ]
    def problems(self):
        if self.at == 1000:
            yield "at", "1000 is one too many"
    def __call__(self, items):
        for item in items:
            time.sleep(self.seconds)
            if item == self.at:
                if self.how == "raise":
                    raise ValueError(f"no field 'p' in item {item}\\nit has: U")
                if self.how == "exit":
                    os._exit(7)
                if self.how == "segv":
                    os.kill(os.getpid(), signal.SIGSEGV)
                time.sleep(1000)
            yield item

class Files(Sink):
    name = "Files"
    description = "One file for each index."
    def __init__(self, folder):
        self.folder = Path(folder)
    @classmethod
    def params(cls):
        return [Param("folder", "Where to.", str, widget="output_folder")]
    def __call__(self, items, index):
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{index}.txt"
        path.write_text(" ".join(str(item) for item in items))
        return [str(path)]

def register(registry):
    registry.add_domain(Domain("toy", "Toys", "int"))
    for cls in (Count, Trouble, Files):
        registry.add("toy", cls)
"""

Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def toys(user_folders: dict[str, Path]) -> Path:
    """Put Count, Trouble and Files into the user's component folder."""
    folder = user_folders["XDG_CONFIG_HOME"] / "curator" / "components"
    folder.mkdir(parents=True)
    (folder / "toys.py").write_text(TOYS)
    return folder


@pytest.fixture
def document(toys: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a document: toy.Count -> toy.Trouble -> toy.Files."""

    def write(size: Any = 5, run: dict[str, Any] | None = None, **trouble: Any) -> Path:
        data = {
            "format": "curator-pipeline",
            "version": 1,
            "name": "toy",
            "steps": [
                {"source": "toy.Count", "params": {"size": size}},
                {"filter": "toy.Trouble", "params": trouble},
                {"sink": "toy.Files", "params": {"folder": "out"}},
            ],
            "run": {"n_jobs": 2, **(run or {})},
        }
        path = tmp_path / "toy.curator.yaml"
        path.write_text(yaml.safe_dump(data, sort_keys=False))
        return path

    return write


def command(*words: Any) -> list[str]:
    return [sys.executable, "-m", "curator_gui", *map(str, words)]


@pytest.fixture
def program() -> Program:
    """Return a function that runs the program to its end."""

    def run(*words: Any, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*words),
            cwd=options.pop("cwd", ROOT),
            env={**os.environ, "PYTHONPATH": str(ROOT), **options},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Return a function that starts the program in a process group of its own."""
    running: list[subprocess.Popen[str]] = []

    def start(*words: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command(*words),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
