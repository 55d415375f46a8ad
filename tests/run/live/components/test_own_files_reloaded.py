"""A file of one's own that was changed is what workers run, also those that are still warm."""

from __future__ import annotations

import os
import sys
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


HELPER = "FACTOR = {factor}\ndef scaled(item): return item * deep({factor})\n{more}"
DEEP = "def deep(factor): return factor\n"
IMPORTS = {
    "relative": ("from .z_helper import scaled", "from .deeper import deep"),
    "by name": ("from z_helper import scaled", "from deeper import deep"),
    "module": (
        "import z_helper\ndef scaled(item): return z_helper.scaled(item)",
        "from deeper import *",
    ),
}


@pytest.mark.parametrize("how", IMPORTS)
def test_files_that_others_import_are_no_failures_and_go_along(tmp_path: Path, how: str) -> None:
    """The helper sorts behind the file that needs it; a change of either is seen in workers."""
    registry, (helper, deep) = Registry(), IMPORTS[how]
    own = FILE.format(factor=0, fault="").replace(
        "def scaled(item):\n    return item * FACTOR", helper
    )
    assert helper in own
    (tmp_path / "own_importing.py").write_text(own)
    (tmp_path / "deeper.py").write_text(DEEP)
    for factor in (2, 3):
        (tmp_path / "z_helper.py").write_text(HELPER.format(factor=factor, more=deep))
        assert texts(run(registry, tmp_path)) == [f"[{n * factor}]" for n in range(3)]
        assert not registry.failures
    (tmp_path / "deeper.py").write_text("def deep(factor): return 7 * factor\n")
    assert texts(run(registry, tmp_path)) == [f"[{n * 21}]" for n in range(3)]
    assert not (tmp_path / "__pycache__").exists()
    (tmp_path / "z_helper.py").write_text("def scaled(item:\n")
    registry.load_folder(tmp_path)
    places = {Path(place).name for place in registry.failures}
    assert "z_helper.py" in places


def test_a_file_without_components_is_no_failure(tmp_path: Path) -> None:
    registry = Registry()
    (tmp_path / "helper.py").write_text("FACTOR = 2\nclass Table: name = 'a table'\n")
    (tmp_path / "notes.py").write_text('"""Nothing but words."""')
    assert not registry.load_folder(tmp_path)
    assert not registry.failures


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another owner")
def test_a_file_that_another_person_could_write_is_not_imported(tmp_path: Path) -> None:
    registry = Registry()
    (tmp_path / "refused.py").write_text("factor = 2\n")
    os.chown(tmp_path / "refused.py", 12345, 12345)
    (tmp_path / "mine.py").write_text("from .refused import factor\ndef register(registry): pass\n")
    registry.load_folder(tmp_path)
    assert "is not run" in registry.failures[str(tmp_path / "mine.py")]
    assert "curator_user_components.refused" not in sys.modules
