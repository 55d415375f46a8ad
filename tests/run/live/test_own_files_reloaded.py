"""A file of one's own that was changed is what workers run, also those that are still warm."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator_gui.core import Registry
from curator_gui.run import RunConfig, RunResult, execute

pytestmark = pytest.mark.workers

FILE = """
from pathlib import Path
from curator_gui.core import Domain, Filter, Sink, Source

FACTOR = {factor}

def scaled(item):
    return item * FACTOR{fault}

class Numbers(Source):
    name, description = "Numbers", "Three numbers."
    def __len__(self): return 3
    def __getitem__(self, index): yield index

class Scale(Filter):
    name, description = "Scale", "Scales."
    def __call__(self, items):
        for item in items:
            yield scaled(item)

class Texts(Sink):
    name, description = "Texts", "One file each."
    def __init__(self, folder: str): self.folder = folder
    def __call__(self, items, index):
        path = Path(self.folder) / f"{{index}}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(list(items)))
        return [str(path)]

def register(registry):
    registry.add_domain(Domain("own", "Own", "int"))
    for cls in (Numbers, Scale, Texts):
        registry.add("own", cls)
"""


def run(registry: Registry, folder: Path) -> RunResult:
    registry.load_folder(folder)
    source, scale = registry.get("own.Numbers").cls(), registry.get("own.Scale").cls()
    sink = registry.get("own.Texts").cls(folder=str(folder / "out"))
    return execute(source.filter(scale).write(sink), RunConfig(n_jobs=2))


def texts(result: RunResult) -> list[str]:
    return [Path(result.outputs[i][0]).read_text() for i in range(3)]


def test_workers_run_the_file_as_it_is_now(tmp_path: Path) -> None:
    registry, path = Registry(), tmp_path / "own_scaling.py"
    for factor in (2, 3, 4):
        path.write_text(FILE.format(factor=factor, fault=""))
        assert texts(run(registry, tmp_path)) == [f"[{n * factor}]" for n in range(3)]


def test_a_fault_of_now_is_told_with_its_line(tmp_path: Path) -> None:
    registry, path = Registry(), tmp_path / "own_faults.py"
    path.write_text(FILE.format(factor=1, fault=""))
    run(registry, tmp_path)
    path.write_text("\n\n" + FILE.format(factor=1, fault=" / 0"))
    result = run(registry, tmp_path)
    assert len(result.failures) == 3
    place = f'File "{path}", line 10, in scaled'
    assert all(place in failure.traceback for failure in result.failures.values())
    assert all("return item * FACTOR / 0" in f.traceback for f in result.failures.values())
